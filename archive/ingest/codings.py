"""Content codings of HTTP taken off, a bounded piece at a time: what comes out is for the caller to count."""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]

MOST_CODINGS = 2
MOST_STREAMS = 10_000  # that follow each other in one body
PIECE = 64 * 1024
NO_CODING = ("", "identity")
GZIP = b"\x1f\x8b"


class Cut(Exception):
    """Its end is missing; what came out before is right."""


# What is raised by bytes that are not packed as they are said to be.
FAULTS = (Cut, zlib.error, brotli.error)


def inflated(data: bytes, window: int) -> Iterator[bytes]:
    """One or more streams, one after the other; what follows the last and is none is left."""
    start = streams = 0
    while start < len(data):
        if streams == MOST_STREAMS:
            raise zlib.error("more streams than anybody makes")
        stream = zlib.decompressobj(window)
        is_said = data.startswith(GZIP, start)
        try:
            while start < len(data) and not stream.eof:
                yield from stretched(stream, data[start : start + PIECE])
                start += PIECE
            yield stream.flush()
        except zlib.error:
            if is_said or not streams:
                raise
            return
        if not stream.eof:
            if is_said or not streams:
                raise Cut
            return
        start = min(start, len(data)) - len(stream.unused_data)
        streams += 1


def stretched(stream: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    while piece and not stream.eof:
        yield stream.decompress(piece, PIECE)
        piece = stream.unconsumed_tail


def gunzipped(data: bytes) -> Iterator[bytes]:
    return inflated(data, zlib.MAX_WBITS | 16)


def deflated(data: bytes) -> Iterator[bytes]:
    """With the frame that the standard asks for, or without it, as many servers send it."""
    framed = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return inflated(data, zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


def unbrotlied(data: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    for start in range(0, len(data), PIECE):
        yield stream.process(data[start : start + PIECE], output_buffer_limit=PIECE)
        while not stream.can_accept_more_data():
            yield stream.process(b"", output_buffer_limit=PIECE)
    while not stream.is_finished():
        rest = stream.process(b"", output_buffer_limit=PIECE)
        if not rest:
            raise Cut
        yield rest


CODINGS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": gunzipped,
    "x-gzip": gunzipped,
    "deflate": deflated,
    "br": unbrotlied,
}
