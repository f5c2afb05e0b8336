"""What a server answers: read in bounded pieces, and kept as it came."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, IncompleteRead
from socket import socket
from typing import cast

from archive.ingest.fetching.faults import Unavailable
from archive.ingest.fetching.wire import Recorded, TooLong, Wire

LARGEST_HEAD = 64 * 1024  # of at most a hundred headers, which http.client sees to
LARGEST_BODY = 10_000_000  # as it comes, before it is unpacked
LARGEST_ASIDE = 64 * 1024  # of a redirect, which is only recorded
TOO_LARGE = "10 MB"
PIECE = 16 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
WITH_TEXT = frozenset({200, 203})
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Answer:
    """``head`` and ``tail`` are the answer as it came; ``body`` is the tail without the frames of its chunks.

    ``truncated`` is a word of WARC for why the rest of the body was not taken; empty when nothing is missing.
    """

    status: int
    headers: Sequence[tuple[str, str]]
    head: bytes = b""
    tail: bytes = b""
    body: bytes = b""
    truncated: str = ""

    def values(self, name: str) -> Sequence[str]:
        """Of all headers of the name, which is in lower case."""
        return [value for known, value in self.headers if known.lower() == name]

    @property
    def has_text(self) -> bool:
        return self.status in WITH_TEXT

    @property
    def in_chunks(self) -> bool:
        return bool(self.values("transfer-encoding"))

    @property
    def codings(self) -> Sequence[str]:
        """Of the content, in lower case and in the order in which they were put on."""
        named = ",".join(self.values("content-encoding")).lower().split(",")
        return [coding.strip() for coding in named]

    @property
    def location(self) -> str:
        """Where a redirect leads, as it is written; empty when this is none."""
        if self.status not in REDIRECTS:
            return ""
        written = next(iter(self.values("location")), "")
        with suppress(UnicodeError):
            # http.client reads headers as Latin-1; in addresses, UTF-8 is meant.
            return written.encode("latin-1").decode()
        return written


def read_answer(wire: Wire) -> Answer:
    """The head, and the body where there is a text in it; of a redirect, the beginning.

    Raises TooLong, HTTPException, ValueError, OSError and Unavailable.
    """
    wire.allow(LARGEST_HEAD, "64 KB of headers")
    recorded = Recorded(wire)
    response = final(recorded)
    headers = [(name, " ".join(CONTROLS.sub(" ", value).split())) for name, value in response.headers.items()]
    answer = Answer(response.status, headers, head=bytes(recorded.taken))
    check_framing(answer)
    body, truncated = b"", ""
    if answer.status in REDIRECTS:
        body, truncated = aside(response, wire)
    elif answer.has_text:
        body = text(response, wire)
    tail = bytes(recorded.taken[len(answer.head) :])
    return replace(answer, tail=tail, body=body, truncated=truncated)


def final(recorded: Recorded) -> HTTPResponse:
    """The answer behind those that only announce it (1xx), which a server may send unasked."""
    while True:
        response = HTTPResponse(cast(socket, File(recorded)), method="GET")
        response.begin()
        if response.status >= 200 or response.status == HTTPStatus.SWITCHING_PROTOCOLS:
            return response
        # Else it would close what the next is read from.
        response.fp = None  # type: ignore[assignment]


class File:
    """All that HTTPResponse asks of a socket."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded

    def makefile(self, _mode: str) -> Recorded:
        return self.recorded


def check_framing(answer: Answer) -> None:
    """Where the body ends must have one meaning."""
    lengths = {length.strip() for value in answer.values("content-length") for length in value.split(",")}
    codings = [value.lower() for value in answer.values("transfer-encoding")]
    if codings not in ([], ["chunked"]):
        raise HTTPException("a transfer coding that was not asked for")
    if len(lengths) > 1 or not all(length.isascii() and length.isdigit() for length in lengths):
        raise HTTPException("lengths that are none")


def text(response: HTTPResponse, wire: Wire) -> bytes:
    wire.allow(LARGEST_BODY + 1, TOO_LARGE)
    if (response.length or 0) > LARGEST_BODY:
        raise TooLong(TOO_LARGE)
    try:
        body = taken(response, LARGEST_BODY + 1)
    except IncompleteRead:
        raise broken_off() from None
    if len(body) > LARGEST_BODY:
        raise TooLong(TOO_LARGE)
    if response.length:
        raise broken_off()
    return body


def aside(response: HTTPResponse, wire: Wire) -> tuple[bytes, str]:
    """Nobody reads it; whatever is wrong with it does not matter to who is only led on."""
    wire.allow(2 * LARGEST_ASIDE, "its headers announce")
    try:
        body = taken(response, LARGEST_ASIDE)
    except (TooLong, HTTPException, ValueError, OSError):
        return b"", "disconnect"
    return body, "length" if len(body) == LARGEST_ASIDE else ""


def taken(response: HTTPResponse, most: int) -> bytes:
    body = bytearray()
    while len(body) < most and (piece := response.read(min(PIECE, most - len(body)))):
        body += piece
    return bytes(body)


def broken_off() -> Unavailable:
    return Unavailable("The site broke off in the middle of its answer.")
