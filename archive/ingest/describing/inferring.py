"""When it was published, as far as the days that its text tells of show it: never more than a span."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from archive.ingest.describing.page import Page
from archive.ingest.describing.printed import Day, dates_in, names
from archive.ingest.describing.settling import BY_THE_WAY, Candidate
from archive.ingest.describing.spans import Days
from archive.ingest.describing.tables import GAP, any_of, table
from archive.ingest.shapes import Extent, Kind
from archive.text.dates import span

LONGEST = 200_000  # characters of the text that are read
_PROSE = (Kind.BODY, Kind.STANDFIRST, Kind.CAPTION, None)
_CUE_REACH = 80  # characters before a date in which a word tells that it is to come
_YEAR_REACH = 250  # characters between a date and "earlier this year" that speak of one year
_ONE_STORY = timedelta(45)  # days without a year that lie nearer than this to each other are of one story
_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+(?=[A-Z“\"])")


class Mention(NamedTuple):
    """A day that the text tells of; ``ahead``: as one to come; ``weekday`` if one stands before it."""

    day: Day
    place: Extent
    printed: str
    ahead: bool
    weekday: int | None
    same_year: bool


def inferred(page: Page) -> list[Candidate]:
    """The span of days on which the text can have been published; none when it tells of no day with a year near."""
    mentions = list(_mentions(page))
    past = [each for each in mentions if not each.ahead and _is_past(each, page.taken)]
    known = [each for each in past if each.day.year is not None]
    if not known:
        return []
    anchor = max(known, key=lambda each: _first(each.day))
    latest, earliest = _latest_told(anchor, past)
    if latest is anchor and anchor.day.month is None:
        return []
    until, why = _until(earliest, mentions, page.taken)
    value = Days(earliest, until).edtf if until else f"[{earliest.isoformat()}..]"
    said = f"No date of publication is printed. The text tells of “{latest.printed}” as past"
    if latest is not anchor:
        said += f", whose year follows from “{anchor.printed}”"
    return [Candidate(value, BY_THE_WAY - 5, f"{said}{why}.", "the days that the text tells of", latest.place)]


def _first(day: Day) -> date:
    return span(day.edtf).earliest or date.min


def _is_past(mention: Mention, taken: date | None) -> bool:
    return mention.day.year is None or taken is None or _first(mention.day) <= taken


# -- the days that the text tells of -----------------------------------------------------------------


def _mentions(page: Page) -> Iterator[Mention]:
    ahead, same_year, weekday = _cue(page.words, "words"), _cue(page.words, "same_year"), _weekday(page.words)
    text = page.read.text
    left = LONGEST
    for line in page.lines:
        if line.kind not in _PROSE or line.start in page.dated or left <= 0:
            continue
        left -= len(line.text)
        for each in dates_in(line.text, page.words):
            before = _SENTENCE_END.split(line.text[max(0, each.start - _CUE_REACH) : each.start])[-1]
            place = line.extent._replace(start=line.start + each.start, end=line.start + each.end)
            around = text[max(0, place.start - _YEAR_REACH) : place.end + _YEAR_REACH]
            day_of_week = weekday.search(before)
            yield Mention(
                each.day,
                place,
                line.text[each.start : each.end],
                bool(ahead.search(before)),
                names(page.words, "weekdays")[day_of_week["weekday"]] if day_of_week else None,
                bool(same_year.search(around)),
            )


@cache
def _cue(language: str, key: str) -> re.Pattern[str]:
    words: Sequence[str] = table("words", language).get("ahead", {}).get(key, ())
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


@cache
def _weekday(language: str) -> re.Pattern[str]:
    """A weekday right before a date."""
    return re.compile(rf"(?P<weekday>{any_of(names(language, 'weekdays'))}),?{GAP}$")


# -- between which days ------------------------------------------------------------------------------


def _latest_told(anchor: Mention, past: Sequence[Mention]) -> tuple[Mention, date]:
    """The latest day told of as past. Days without a year follow the latest with one, those of one story together."""
    start = _first(anchor.day)
    dated = sorted(
        ((found, each) for each in past if each.day.day is not None and (found := _first_after(each, start))),
        key=lambda pair: pair[0],
    )
    if not dated:
        return anchor, start
    latest = dated[0]
    for one, other in pairwise(dated):
        if other[0] - one[0] > _ONE_STORY:
            break
        latest = other
    return latest[1], latest[0]


def _first_after(mention: Mention, start: date) -> date | None:
    """The first such day from ``start`` on that falls on the weekday that is printed; None of a day with its year."""
    day = mention.day
    if day.year is not None or day.month is None or day.day is None:
        return None
    for year in range(start.year, min(start.year + 9, date.max.year)):
        try:
            found = date(year, day.month, day.day)
        except ValueError:
            continue
        if found >= start and mention.weekday in (None, found.weekday()):
            return found
    return None


def _until(earliest: date, mentions: Sequence[Mention], taken: date | None) -> tuple[date | None, str]:
    """The latest day on which it can have been published, and why."""
    ends: list[tuple[date, str]] = []
    if taken is not None and taken >= earliest:
        ends.append((taken, f", and it was taken on {taken.isoformat()}"))
    for each in mentions:
        coming = _coming(each, earliest) if each.ahead else None
        if coming and coming > earliest:
            ends.append((coming - timedelta(1), f", and looks ahead to “{each.printed}”"))
        if each.same_year and not each.ahead and each.day.year == earliest.year and each.day.month is not None:
            ends.append((date(earliest.year, 12, 31), f", and counts “{each.printed}” to its own year"))
    return min(ends) if ends else (None, "")


def _coming(mention: Mention, earliest: date) -> date | None:
    if mention.day.day is None:
        return None
    return _first(mention.day) if mention.day.year is not None else _first_after(mention, earliest)
