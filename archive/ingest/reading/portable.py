"""PDF: its text, with lines joined into paragraphs and what is repeated on its pages left out."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdf
from pypdf.errors import DependencyError, DeprecationError, LimitReachedError, PyPdfError

from archive.ingest.reading.documents import STUMBLES, Parts, Source, hint, laid_out
from archive.ingest.reading.limits import MOST_CHARACTERS, MOST_PAGES
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Hint, Read, Refusal

READER = f"pypdf {pypdf.__version__}"

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

# What pypdf raises on files that are not as they should be.
_STUMBLES = (PyPdfError, DeprecationError, *STUMBLES)

# Lines at the top and the bottom of a page among which running heads are sought.
_EDGE = 3
_PAGE_NUMBER = re.compile(
    r"(?:page\s{1,3}|p\.\s{0,3}|seite\s{1,3})?[-–—|\s]{0,6}\d{1,4}(?:\s{0,3}(?:/|of|von|sur)\s{0,3}\d{1,4})?[-–—|\s]{0,6}",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"""[.!?…:;。！？][\"'”’»)\]]*$""")
_HYPHENATED = re.compile(r"(?<=[^\W\d_]{2})[-\u00ad\u2010]$")
_BULLET = re.compile(r"(?:[•◦▪‣*–-]|\(?[a-z0-9]{1,3}[.)])\s")
_INFORMATION = {
    "/Title": "title",
    "/Author": "author",
    "/CreationDate": "published",
    "/ModDate": "modified",
    "/Subject": "description",
}


def parts(source: Source, sort: Sort) -> Parts:
    yield lambda: _read(source)


def _read(source: Source) -> Read:
    try:
        document = pypdf.PdfReader(io.BytesIO(source.data), strict=False)
        _unlock(document)
        pages = _pages(document)
        hints = _hints(document)
    except Refusal:
        raise
    except LimitReachedError as error:
        raise Refusal("The PDF unpacks to far more than its size lets expect, and was left.") from error
    except _STUMBLES as error:
        raise Refusal("The PDF is damaged or cut off. Fetch it again, or save its text and add that.") from error
    if not any(map(any, pages)):
        raise Refusal("The PDF holds pictures of pages and no text. Recognise the text first (OCR), and add it again.")
    found = laid_out([(text, "p") for text in paragraphs(pages)])
    return Read(source.name, source.data, Sort.PDF.value, found.text, "", READER, source.url, found.blocks, hints)


def _unlock(document: pypdf.PdfReader) -> None:
    """Raises `Refusal` for what opens with a password alone."""
    if not document.is_encrypted:
        return
    try:
        if document.decrypt(""):
            return
    except (DependencyError, NotImplementedError) as error:
        raise Refusal("The PDF is encrypted. Save it without encryption, and add it again.") from error
    raise Refusal("The PDF opens with a password alone. Save it without one, and add it again.")


def _pages(document: pypdf.PdfReader) -> list[list[str]]:
    """The lines of each page."""
    number = len(document.pages)
    if number > MOST_PAGES:
        raise Refusal(
            f"The PDF has {number:,} pages, and Attest reads at most {MOST_PAGES:,}. Add the ones that matter."
        )
    found: list[list[str]] = []
    length = 0
    for page in document.pages:
        text = page.extract_text()
        length += len(text)
        if length > MOST_CHARACTERS:
            raise Refusal(f"The text is longer than {MOST_CHARACTERS:,} characters, and was left.")
        found.append([line.strip() for line in text.split("\n")])
    return found


def paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Paragraphs out of lines: a line goes on in the next unless it ends a sentence short of the margin."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    width = _width(lines)
    held = ""
    for line, after in pairwise([*lines, ""]):
        if not line:
            if held and (_ENDED.search(held) or len(held) < width * 0.6):
                yield held
                held = ""
            continue
        if held and (_begins(held, line, width) or _stands_alone(held, line, after, width)):
            yield held
            held = ""
        held = _joined(held, line)
        if _ENDED.search(line) and len(line) < width * 0.8:
            yield held
            held = ""
    if held:
        yield held


def _begins(held: str, line: str, width: float) -> bool:
    """Whether a line begins a paragraph after what is held."""
    if _BULLET.match(line):
        return True
    last = held.rsplit("\n", 1)[-1]
    return len(last) < width * 0.55 and not line[0].islower() and not _HYPHENATED.search(held)


def _stands_alone(held: str, line: str, after: str, width: float) -> bool:
    """Whether a short line is no end of a paragraph, as one with a name is between a standfirst and the text."""
    is_short = len(line) < width * 0.55 and not line[0].islower() and not _ENDED.search(line)
    return is_short and _ENDED.search(held) is not None and not after[:1].islower()


def _joined(held: str, line: str) -> str:
    if not held:
        return line
    if _HYPHENATED.search(held) and line[0].islower():
        return held[:-1] + line
    return f"{held} {line}"


def _width(lines: Sequence[str]) -> float:
    """How long a full line is: what nine of ten lines do not exceed."""
    lengths = sorted(len(line) for line in lines if line)
    return float(lengths[int(len(lengths) * 0.9)]) if lengths else 0.0


def _without_running_heads(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Pages without their numbers and without the lines that stand above or below several of them.

    At the very edge two pages are enough, if it reads like no part of a sentence: those on the left may have other
    heads than those on the right.
    """
    near, outermost = Counter[str](), Counter[str]()
    for page in pages:
        bare = [line for line in page if line and not _PAGE_NUMBER.fullmatch(line)]
        near.update({_key(line) for line in (*bare[:_EDGE], *bare[-_EDGE:])})
        outermost.update(
            {_key(line) for line in (*bare[:1], *bare[-1:]) if not (line[0].islower() or _ENDED.search(line))}
        )
    heads = {key for key, number in near.items() if number >= max(3, len(pages) * 0.4)}
    heads |= {key for key, number in outermost.items() if number >= max(2, len(pages) * 0.2)}
    for page in pages:
        full = [index for index, line in enumerate(page) if line]
        edges = {*full[:_EDGE], *full[-_EDGE:]} if len(pages) > 1 else set()
        yield [
            line
            for index, line in enumerate(page)
            if not (
                index in edges and (_PAGE_NUMBER.fullmatch(line) or (_LETTERS.search(line) and _key(line) in heads))
            )
        ]


def _key(line: str) -> str:
    return _DIGITS.sub("0", line).casefold()


def _hints(document: pypdf.PdfReader) -> list[Hint]:
    information: Any = document.metadata or {}
    found: list[Hint] = []
    for name, field in _INFORMATION.items():
        value = information.get(name)
        if value is not None:
            found += hint(field, _date(str(value)) if "Date" in name else value, f"PDF, {name[1:]}")
    language = document.root_object.get("/Lang") if document.root_object else None
    return [*found, *hint("language", language, "PDF, Lang")]


def _date(value: str) -> str:
    """A date of a PDF, "D:20250304101500+01'00'", as ISO 8601 as far as it goes."""
    digits = re.fullmatch(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?.*", value)
    if not digits:
        return value
    year, month, day, hour, minute, second, zulu, off_hours, off_minutes = digits.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not (day and hour):
        return date
    zone = "Z" if zulu else f"{off_hours}:{off_minutes or '00'}" if off_hours else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"
