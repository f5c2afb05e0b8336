"""What is packed with gzip, unpacked as far as the limits go."""

import zlib

from archive.ingest.codings import Cut, gunzipped
from archive.ingest.reading.documents import Source
from archive.ingest.reading.limits import DEEPEST_PACKING, MOST_BYTES
from archive.ingest.shapes import Refusal

_GZIP = 16 + zlib.MAX_WBITS


def unpacked(source: Source) -> Source:
    """What is in a gzip. Raises `Refusal` when it is damaged, packed over and over, or larger than is read."""
    if source.packed >= DEEPEST_PACKING:
        raise Refusal("It is packed again and again. Unpack it, and add what is in it.")
    name = source.name.removesuffix(".gz")
    return Source(
        gunzip(source.data), name, source.url, source.media_type.replace("application/gzip", ""), source.packed + 1
    )


def holds_warc(data: bytes) -> bool:
    """Whether a gzip begins with a record of a WARC, each of which is packed for itself."""
    try:
        return zlib.decompressobj(_GZIP).decompress(data[:4096], 16).startswith(b"WARC/")
    except zlib.error:
        return False


def gunzip(data: bytes) -> bytes:
    """All members of a gzip. Raises `Refusal`."""
    found = bytearray()
    try:
        for piece in gunzipped(data):
            found += piece
            if len(found) > MOST_BYTES:
                raise Refusal(f"Unpacked it is larger than {MOST_BYTES // 1_000_000} MB, and was left.")
    except Cut as error:
        raise Refusal("The packed file is cut off. Fetch or pack it again.") from error
    except zlib.error as error:
        raise Refusal("The packed file is damaged. Fetch or pack it again.") from error
    return bytes(found)
