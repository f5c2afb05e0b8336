"""The rooms one after the other: read, find, describe, propose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from archive.ingest.describing import describe
from archive.ingest.describing.tongues import identifier
from archive.ingest.finding import find
from archive.ingest.proposing import propose
from archive.ingest.reading import read
from archive.ingest.shapes import Read, Refusal
from archive.ingest.understanding.understood import Understood
from archive.text.sketch import sketch

# Its model is unpacked in a file, which a bound process may not write.
identifier()


def documents(
    data: bytes, *, name: str, url: str, media_type: str, taken_on: date | None, skip: int
) -> Iterator[Understood | Refusal]:
    """As ``understand`` says."""
    for document in read(data, name=name, url=url, media_type=media_type, skip=skip):
        yield document if isinstance(document, Refusal) else _refused_or_understood(document, taken_on)


def _refused_or_understood(document: Read, taken_on: date | None) -> Understood | Refusal:
    try:
        return _understood(document, taken_on)
    except Refusal as refusal:
        return refusal


def _understood(document: Read, taken_on: date | None) -> Understood:
    found = find(document)
    understood = Understood(document, found, (), (), sketch(found.text))
    taken = understood.captured_at.date() if understood.captured_at else taken_on
    understood = replace(understood, guesses=tuple(describe(document, found, taken=taken)))
    language, published = understood.guess("language"), understood.guess("published")
    return replace(understood, proposals=tuple(propose(found, language=language or "en", published=published)))
