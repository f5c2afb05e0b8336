"""The doors of the room: bytes in, documents or announcements out."""

from collections.abc import Iterator
from itertools import islice

from archive.ingest.reading.documents import Entry, Source
from archive.ingest.reading.limits import MOST_DOCUMENTS
from archive.ingest.reading.opening import opened, parts, reader_of
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Read, Refusal


def read(data: bytes, *, name: str, url: str = "", media_type: str = "", skip: int = 0) -> Iterator[Read | Refusal]:
    """The documents in some bytes, each a ``Read`` or the ``Refusal`` of that one.

    ``name`` and ``media_type`` are hints; what the bytes are is seen from them. ``url`` is where they are from.
    ``skip`` leaves out the first documents unread. Raises `Refusal` when the whole cannot be read.
    """
    found = parts(Source(data, name, url, media_type))
    for part in islice(found, skip, MOST_DOCUMENTS):
        try:
            yield part()
        except Refusal as refusal:
            yield refusal
    if next(found, None) is not None:
        yield Refusal(f"The file holds more than {MOST_DOCUMENTS:,} documents; what comes after them was left.")


def entries(data: bytes, url: str = "") -> list[Entry]:
    """What a feed announces, its links made absolute. Raises `Refusal` for what is no feed."""
    source, sort = opened(Source(data, url, url))
    if sort is not Sort.FEED:
        raise Refusal("There is no RSS or Atom feed at this address.")
    found: list[Entry] = reader_of(sort).entries(source)
    return found
