"""What may be reached, and how hard it is tried. There is one policy in earnest; tests make their own, by hand.

No setting and no variable of the environment leads to another one.
"""

import functools
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import certifi

from archive.ingest.fetching import addresses
from archive.ingest.fetching.addresses import Address
from archive.ingest.fetching.manners import Manners

SECONDS = 20.0


def system_look_up(name: str) -> Sequence[str]:
    """All addresses of a name as the machine's resolver knows them. Raises OSError."""
    # The dot at the end keeps the resolver from trying the name within the networks that this machine belongs to.
    found = socket.getaddrinfo(f"{name}.".encode("ascii"), None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


@functools.cache
def trusted() -> ssl.SSLContext:
    """Certificates that the machine or Mozilla trusts; names are checked."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True)
class Policy:
    """``owner`` says whose an address is that must not be reached, and is empty for the others."""

    ports: frozenset[int] = frozenset({80, 443})
    owner: Callable[[Address], str] = addresses.owner
    look_up: Callable[[str], Sequence[str]] = system_look_up
    tls: Callable[[], ssl.SSLContext] = trusted
    seconds: float = SECONDS
    manners: Manners = field(default_factory=Manners)


PUBLIC = Policy()
