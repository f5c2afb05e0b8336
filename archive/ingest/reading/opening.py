"""Which reader the bytes of a file need. Readers are imported when the first of their files comes."""

import importlib
from types import ModuleType

from archive.ingest.reading.documents import Parts, Source
from archive.ingest.reading.limits import MOST_BYTES
from archive.ingest.reading.packing import holds_warc, unpacked
from archive.ingest.reading.sniffing import Sort, sort_of
from archive.ingest.shapes import Refusal

_ROOM = "archive.ingest.reading"
_READER_OF = {
    Sort.HTML: f"{_ROOM}.page",
    Sort.TEXT: f"{_ROOM}.plain",
    Sort.MARKDOWN: f"{_ROOM}.plain",
    Sort.LINES: f"{_ROOM}.lines",
    Sort.FEED: f"{_ROOM}.feed",
    Sort.PDF: f"{_ROOM}.portable",
    Sort.WARC: f"{_ROOM}.web_archive",
}

# All that may be needed, for a process that reads much and had better load it once.
READERS = tuple(dict.fromkeys(_READER_OF.values()))


def opened(source: Source) -> tuple[Source, Sort]:
    """What a file is, out of its packing. Raises `Refusal`."""
    if len(source.data) > MOST_BYTES:
        raise Refusal(f"The file is larger than {MOST_BYTES // 1_000_000} MB, and was left. Split it.")
    sort = sort_of(source.data, source.name, source.media_type)
    if sort is not Sort.GZIP:
        return source, sort
    if holds_warc(source.data):
        return source, Sort.WARC
    return opened(unpacked(source))


def reader_of(sort: Sort) -> ModuleType:
    """The module of a sort: its ``parts`` takes the source and the sort."""
    return importlib.import_module(_READER_OF[sort])


def parts(source: Source) -> Parts:
    """The documents of a file, each to be read when it is its turn. Raises `Refusal` for the whole."""
    source, sort = opened(source)
    found: Parts = reader_of(sort).parts(source, sort)
    return found
