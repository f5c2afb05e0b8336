"""A connection to one checked address, under one clock, of which every byte is kept as it came."""

import io
import socket
import ssl
from collections.abc import Sequence
from contextlib import ExitStack
from ipaddress import IPv6Address
from typing import TYPE_CHECKING

from archive.ingest.fetching.addresses import Address
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.faults import Unavailable
from archive.ingest.fetching.links import Link
from archive.ingest.fetching.policy import Policy
from archive.ingest.shapes import Refusal

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ADDRESSES_TRIED = 4
SECONDS_TO_CONNECT = 5.0
MOST_LINES = 100_000  # of headers, and one for each chunk


class TooLong(Exception):
    """More bytes came than there is room for; the message says of what, for people."""


class Wire(io.RawIOBase):
    """What a server sends, up to what is allowed."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock
        self.allow(0, "nothing")

    def allow(self, room: int, of: str) -> None:
        """So many bytes may come from here on."""
        self.room = room
        self.of = of

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        if self.room <= 0:
            raise TooLong(self.of)
        self.connection.settimeout(self.clock.left())
        try:
            count = self.connection.recv_into(memoryview(buffer)[: self.room])
        except TimeoutError:
            raise self.clock.late() from None
        self.room -= count
        return count


class Recorded(io.BufferedReader):
    """A wire, read in pieces; ``taken`` is what has been read of it, byte for byte."""

    def __init__(self, wire: Wire) -> None:
        super().__init__(wire)
        self.taken = bytearray()
        self.lines = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += data
        return data

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.taken += line
        self.lines += 1
        if self.lines > MOST_LINES:
            raise TooLong(f"{MOST_LINES:,} chunks")
        return line


def connect(link: Link, found: Sequence[Address], policy: Policy, clock: Clock) -> tuple[socket.socket, Address]:
    """A connection to the first of the addresses that answers, secured if the link says so, and which one it is.

    Nothing is looked up here. Raises Unavailable, and Refusal when the site cannot prove to be who it should be.
    """
    for address in found[:ADDRESSES_TRIED]:
        seconds = min(clock.left(), SECONDS_TO_CONNECT)
        try:
            # Nor is there IPv6 on every machine.
            plain = socket.socket(socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET)
        except OSError:
            continue
        plain.settimeout(seconds)
        try:
            plain.connect((str(address), link.port))
        except OSError:
            plain.close()
            continue
        return secured(plain, link, policy, clock), address
    raise Unavailable(f"{link.host} cannot be reached now.")


def secured(plain: socket.socket, link: Link, policy: Policy, clock: Clock) -> socket.socket:
    if link.scheme == "http":
        return plain
    with ExitStack() as unless_secured:
        unless_secured.callback(plain.close)
        plain.settimeout(clock.left())
        try:
            connection = policy.tls().wrap_socket(plain, server_hostname=link.host)
        except OSError as fault:
            raise insecure(link, fault, clock) from None
        unless_secured.pop_all()
    return connection


def insecure(link: Link, fault: OSError, clock: Clock) -> Refusal:
    if isinstance(fault, TimeoutError):
        return clock.late()
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Refusal(f"{link.host} cannot prove to be that site: {fault.verify_message.rstrip('.')}.")
    if isinstance(fault, ssl.SSLError):
        return Refusal(f"{link.host} cannot be reached over a secure connection.")
    return Unavailable(f"{link.host} broke off the connection.")
