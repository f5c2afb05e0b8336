"""A document as describing looks at it: its lines with what finding says they are, and what its format says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from archive.ingest.describing.printed import Printed, dates_in
from archive.ingest.describing.tables import ENGLISH, languages, primary
from archive.ingest.shapes import Extent, Found, Hint, Kind, Read

LONGEST_LINE = 400  # a longer one is prose, or a bomb: no byline, no date line
SHORTEST_PROSE = 80
LONGEST_DATE_LINE = 140
FIRST_PARAGRAPHS = 3
MOST_LINES = 4_000  # at either end of the document

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Place(Enum):
    """Where a line stands: before the body of the article, in it, or after it."""

    TOP = "above the text"
    BODY = "in the text"
    END = "below the text"


class Line(NamedTuple):
    """A line of ``Read.text`` without the space around it, in code points."""

    start: int
    end: int
    text: str
    kind: Kind | None
    place: Place

    @property
    def extent(self) -> Extent:
        return Extent(self.start, self.end)

    def part(self, match: re.Match[str], group: str | int = 0) -> Extent:
        """The place of what a pattern found in the line."""
        start, end = match.span(group)
        return Extent(self.start + start, self.start + end)


@dataclass(frozen=True)
class Page:
    """A document, the article in it, and the day it was taken (None is not known)."""

    read: Read
    found: Found
    taken: date | None
    language: str = ENGLISH

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The lines that are not too long, in order: of a huge document its beginning and its end."""
        matches = list(_LINE.finditer(self.read.text))
        if len(matches) > 2 * MOST_LINES:
            matches = matches[:MOST_LINES] + matches[-MOST_LINES:]
        kinds = self._kinds([match.start() for match in matches])
        first, last = self._body
        found = []
        for match, kind in zip(matches, kinds, strict=True):
            text = match[0].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            # A note is about the text, wherever it stands.
            place = Place.END if start >= last or kind is Kind.NOTE else Place.TOP if start < first else Place.BODY
            found.append(Line(start, start + len(text), text, kind, place))
        return found

    @cached_property
    def short_lines(self) -> Sequence[Line]:
        return [line for line in self.lines if len(line.text) <= LONGEST_LINE]

    @cached_property
    def dated(self) -> frozenset[int]:
        """Where the date lines begin."""
        return frozenset(line.start for line in self.date_lines)

    @cached_property
    def date_lines(self) -> Sequence[Line]:
        """The lines that say when, and such as look like one before or between the first paragraphs."""
        first = [line.start for line in self.of_kind(Kind.BODY)[:FIRST_PARAGRAPHS]]
        last = max(first, default=0)
        return [line for line in self.lines if line.kind is Kind.DATE or self._looks_dated(line, last)]

    def dates(self, line: Line) -> list[Printed]:
        """The dates of a line; of a short one also those that are printed in another language than the text's."""
        found = dates_in(line.text, self.words)
        if found or len(line.text) > LONGEST_DATE_LINE or not _YEAR.search(line.text):
            return found
        return next((other for each in languages("dates") if (other := dates_in(line.text, each))), [])

    def _looks_dated(self, line: Line, last: int) -> bool:
        if (
            line.kind not in (Kind.BODY, Kind.STANDFIRST, Kind.BYLINE, Kind.NOISE, None)
            or len(line.text) > LONGEST_DATE_LINE
        ):
            return False
        near = line.place is Place.TOP or line.start <= last
        return near and line.text[-1] not in '.!?"”' and any(each.is_full for each in self.dates(line))

    @cached_property
    def title(self) -> Line | None:
        """The title as one line, however many it was set in; what a database writes before it is no part of it."""
        titles = [each for each in self.found.layout if each.kind is Kind.TITLE]
        set_in = [each for each in titles if each.paragraph == titles[0].paragraph]
        if not set_in:
            return None
        text = " ".join(" ".join(self.found.text[each.start : each.end].split()) for each in set_in)
        last = set_in[-1]
        return Line(set_in[0].raw_start, last.raw_start + last.end - last.start, text, Kind.TITLE, Place.TOP)

    def of_kind(self, *kinds: Kind) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    def hints(self, *fields: str) -> list[Hint]:
        """What the format says of these fields, in its order; nothing empty."""
        return [hint for hint in self.read.hints if hint.field in fields and hint.value.strip()]

    @cached_property
    def words(self) -> str:
        """The primary language, by which tables are chosen."""
        return primary(self.language)

    @cached_property
    def _body(self) -> tuple[int, int]:
        """Where the body begins and ends in ``Read.text``."""
        body = [each for each in self.found.layout if each.kind is Kind.BODY]
        if not body:
            return 0, len(self.read.text)
        last = body[-1]
        # A short first paragraph may be a line about the text that was taken for one of it.
        first = next((each for each in body if each.end - each.start >= SHORTEST_PROSE), body[0])
        return first.raw_start, last.raw_start + last.end - last.start

    def _kinds(self, starts: Iterable[int]) -> list[Kind | None]:
        """What finding says that begins, or goes on, at each of the places, which ascend."""
        pieces = sorted(self.found.pieces, key=lambda piece: piece.start)
        kinds: list[Kind | None] = []
        at = 0
        for start in starts:
            end = self.read.text.find("\n", start)
            end = len(self.read.text) if end < 0 else end
            while at < len(pieces) and pieces[at].end <= start:
                at += 1
            here = at < len(pieces) and pieces[at].start < end
            kinds.append(pieces[at].kind if here else None)
        return kinds
