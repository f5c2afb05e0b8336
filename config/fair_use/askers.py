"""Who asks: whoever shows a key, or else a network address."""

import ipaddress
from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest

from archive.editorial.api_keys import recognised
from config.login import client_address

# What a household or a machine is given; with the rest of it, one asker could be any number.
NETWORK = 64
SCHEME = "bearer"


class Asker(NamedTuple):
    """``name`` tells askers apart; ``times`` is how often the usual limits they get."""

    name: str
    times: int = 1


class UnknownKey(Exception):
    """A key that was never given, was revoked, or has expired."""


def asker(request: HttpRequest) -> Asker:
    """By the key in ``Authorization: Bearer …`` (one query), else by address. Raises UnknownKey."""
    scheme, _, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != SCHEME:
        return by_address(request)
    found = recognised(key.strip())
    if found is None:
        raise UnknownKey
    return Asker(f"key {found.pk}", found.times)


def by_address(request: HttpRequest) -> Asker:
    return Asker(network(client_address(request)))


@lru_cache(maxsize=4_096)
def network(address: str) -> str:
    """An IPv4 address, also one written as IPv6; of an IPv6 address the part that its owner cannot choose."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        # The socket of a file has no address.
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), NETWORK), strict=False).network_address)
