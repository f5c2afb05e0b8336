"""WARC: the pages that were recorded in it, each read as what it is; a damaged one costs none of the others."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.ingest.reading import opening
from archive.ingest.reading.documents import STUMBLES, Part, Parts, Source, hint, web_address
from archive.ingest.reading.limits import DEEPEST_PACKING, MOST_RECORDS
from archive.ingest.reading.recorded import Head, head_of, payload_of
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Hint, Read, Refusal

logging.getLogger("warcio").setLevel(logging.CRITICAL)

_TEXTUAL = re.compile(
    r"text/(?:html|plain|markdown)|xhtml|application/pdf|\brss\b|\batom\b|application/xml|text/xml", re.IGNORECASE
)
_NEXT = {True: re.compile(rb"\x1f\x8b\x08"), False: re.compile(rb"(?<=\n)WARC/[01]\.\d\r?\n")}
_WHOLE = ("200", "203")
_WITHOUT_TEXT = ("204", "205")  # nor have those that announce something (1xx) or lead on (3xx)
_STATUS = re.compile(r"[1-9]\d\d")
_DAMAGED = "Its record is damaged."


def parts(source: Source, sort: Sort) -> Parts:
    """Also what is damaged is a part, which refuses."""
    if source.packed > DEEPEST_PACKING:
        raise Refusal("It is packed again and again. Unpack it, and add what is in it.")
    for number, record in enumerate(_records(source.data), 1):
        if number > MOST_RECORDS:
            yield _refusing(f"The file holds more than {MOST_RECORDS:,} records; what comes after them was left.")
            return
        if isinstance(record, str):
            yield _refusing(record)
        else:
            yield from _documents(source, record)


def _records(data: bytes) -> Iterator[Any]:
    """The records, and a sentence in place of each that is damaged."""
    start, is_packed = 0, data.startswith(b"\x1f\x8b")
    while start < len(data):
        records = ArchiveIterator(io.BytesIO(data[start:] if start else data), no_record_parse=True)
        try:
            yield from records
            return
        except (ArchiveLoadFailed, EOFError, *STUMBLES) as error:
            at = start + max(records.offset, 0)
            found = _NEXT[is_packed].search(data, at + 1)
            yield f"A record at byte {at:,} is damaged, and was left ({type(error).__name__})."
            if found is None:
                return
            start = found.start()


def _documents(source: Source, record: Any) -> Iterator[Part]:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    is_answer = record.rec_type == "response" and url.lower().startswith(("http:", "https:"))
    if not url or not (is_answer or record.rec_type == "resource"):
        return
    try:
        head = _head(record) if is_answer else Head()
        if _holds_document(record, head):
            yield from _read(source, record, head, url)
    except Refusal as refusal:
        yield _refusing(f"{url}: {refusal.sentence}")


def _head(record: Any) -> Head:
    """Raises `Refusal`."""
    try:
        return head_of(record)
    except STUMBLES as error:
        raise Refusal(_DAMAGED) from error


def _holds_document(record: Any, head: Head) -> bool:
    """Raises `Refusal` for what would be a document if the site had answered otherwise."""
    if record.rec_type == "response" and (head.status in _WITHOUT_TEXT or head.status.startswith(("1", "3"))):
        return False
    if not _TEXTUAL.search(_media_type(record, head) or "text/html"):
        return False
    if record.rec_type == "resource" or head.status in _WHOLE:
        return True
    if head.stored and not _STATUS.fullmatch(head.status):
        raise Refusal(_DAMAGED)
    if getattr(record.raw_stream, "limit", 1) == 0:
        return False
    if head.status == "206":
        raise Refusal("Only a part of the page was recorded (status 206), and it was left.")
    raise Refusal(f"The site answered with status {head.status}, not with the page, and it was left.")


def _media_type(record: Any, head: Head) -> str:
    headers = head.parsed if record.rec_type == "response" else record.rec_headers
    return str((headers.get_header("Content-Type") if headers else "") or "")


def _read(source: Source, record: Any, head: Head, url: str) -> Iterator[Part]:
    try:
        payload = payload_of(record, head)
    except STUMBLES as error:
        raise Refusal(_DAMAGED) from error
    inner = Source(payload.data, url, web_address(url), _media_type(record, head), source.packed + 1)
    date = hint("captured", record.rec_headers.get_header("WARC-Date"), "WARC-Date")
    try:
        for part in opening.parts(inner):
            yield _told(part, date, payload.remark)
    except Refusal as refusal:
        raise _with(payload.remark, refusal) from refusal


def _told(part: Part, date: list[Hint], remark: str) -> Part:
    """The document with what the record says of it."""

    def read() -> Read:
        try:
            found = part()
        except Refusal as refusal:
            raise _with(remark, refusal) from refusal
        return replace(found, hints=[*found.hints, *date, *hint("remark", remark, "WARC")])

    return read


def _with(remark: str, refusal: Refusal) -> Refusal:
    return Refusal(f"{refusal.sentence} {remark}".rstrip())


def _refusing(sentence: str) -> Part:
    def refuse() -> Read:
        raise Refusal(sentence)

    return refuse
