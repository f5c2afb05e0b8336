"""Content codings taken off, with everything that comes out counted."""

from collections.abc import Iterator, Sequence

from archive.ingest.codings import CODINGS, FAULTS, MOST_CODINGS, NO_CODING
from archive.ingest.shapes import Refusal

LARGEST_TEXT = 50_000_000


def unpack(body: bytes, codings: Sequence[str]) -> bytes:
    """The body without its codings, which are named in the order in which they were put on. Raises Refusal."""
    named = [coding for coding in codings if coding not in NO_CODING] if body else []
    if len(named) > MOST_CODINGS:
        raise Refusal(f"The page is packed {len(named)} times over; at most {MOST_CODINGS} are taken off.")
    for coding in reversed(named):
        if coding not in CODINGS:
            raise Refusal("The page is packed in a way that was not asked for and cannot be unpacked.")
        try:
            body = counted(CODINGS[coding](body))
        except FAULTS:
            raise Refusal("The page came damaged: it cannot be unpacked.") from None
    return body


def counted(pieces: Iterator[bytes]) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > LARGEST_TEXT:
            raise Refusal(f"The page unpacks to more than {LARGEST_TEXT // 1_000_000} MB, which is more than is taken.")
    return bytes(whole)
