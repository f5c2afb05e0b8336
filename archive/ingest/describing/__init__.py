"""What is probably so of an article: title, publisher, authors, date …, each a guess with its evidence and reason.

::

    printed, spans, relative   days as texts print and tell them → EDTF
    names                      persons and outlets by the look of their names
    page                       the document's lines, with what finding says they are
    titles, authors, publishers, agencies, dating, inferring, tongues, genres, addresses
                               candidates for one field each, weighed
    settling                   candidates → one guess that names who agrees and who does not

What nothing speaks for is not guessed. Words are in the tables of a language (``en/``) or of all, beside the code.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from archive.ingest.describing.addresses import canonical_url, original_url
from archive.ingest.describing.agencies import agency
from archive.ingest.describing.authors import authors
from archive.ingest.describing.dating import published
from archive.ingest.describing.genres import genre
from archive.ingest.describing.page import Page
from archive.ingest.describing.publishers import publisher
from archive.ingest.describing.relative import resolve
from archive.ingest.describing.titles import title
from archive.ingest.describing.tongues import language
from archive.ingest.shapes import Found, Guess, Read

__all__ = ["describe", "resolve"]

_FIELDS: tuple[Callable[[Page], list[Guess]], ...] = (
    title,
    publisher,
    authors,
    published,
    genre,
    agency,
    canonical_url,
    original_url,
)


def describe(read: Read, found: Found, *, taken: date | None) -> list[Guess]:
    """What is probably so of the article; several guesses of a field only for authors, in the byline's order.

    ``taken`` is the day the bytes were fetched or handed over, if it is known.
    """
    page = Page(read, found, taken)
    spoken = language(page)
    if spoken:
        page = replace(page, language=spoken[0].value)
    return [*spoken, *(guess for field in _FIELDS for guess in field(page))]
