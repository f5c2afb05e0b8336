"""EDTF dates: how an archive writes a day it does not quite know.

`span` gives the first and the last day a date may mean, `display` says it in words (English ones,
unless another `Speech` is given). Both raise `DateError`, whose text is a sentence for the person
who typed the date.

Understood is EDTF level 1 (years 1 to 9999) with one-of sets, which belong to level 2:

    2022-11-08  2022-11  2022        a day, a month, a year
    2022-21 ... 2022-24              spring, summer, autumn, winter (see `SEASONS`)
    2022-11~  2022?  2022%           about, uncertain, both; the bounds stay the strict ones
    201X  20XX  2022-XX  2022-11-XX  digits that are not stated
    1950/1953                        the whole span from one to the other
    2022/..  ../2022  2022/  /2022   a span with an open end (..) or with an unknown one
    [2022-11-01..2022-11-13]         one day between the two
    [2021,2022-11..]                 one of several; an end may be open

Nothing written means not stated. A time of day has no place here: the basis of a date can
quote it as it was printed.

The parser is our own because the grammar is small and dates are read at every publication: the
`edtf` library is exact but takes about 5 ms a date and 0.3 s to import, this takes a few
microseconds. The tests hold the two against each other.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from archive.text.date_words import ENGLISH, Point, Speech, pair, point

LONGEST = 64  # as the databases keep it

# The month each begins with, in the north; the year is the one in
# which the season begins, so the winter of 2022 ends in February 2023.
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}

HOW_TO = "Write a day as 2022-11-08, a month as 2022-11, a year as 2022."

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}|XX))?|-(XX)(-XX)?)?([?~%]?)")
_DECADE_OR_CENTURY = re.compile(r"([0-9]{2}(?:[0-9]X|XX))([?~%]?)")
_OPEN = ("", "..")


class DateError(ValueError):
    """The date cannot be read; the message says what to write instead."""


class Span(NamedTuple):
    """The first and the last day a date may mean. None is an open, unknown or unstated end."""

    earliest: date | None
    latest: date | None


NOT_STATED = Span(None, None)


@lru_cache(maxsize=65_536)
def span(edtf: str) -> Span:
    """The days `edtf` may mean; `Span(None, None)` when nothing is stated.

    Known ends are in order: `earliest <= latest`. An approximate date keeps its strict bounds.
    Raises `DateError` for anything that `display` could not put into words.
    """
    if not edtf:
        return NOT_STATED
    _refuse_at_sight(edtf)
    if edtf[0] == "[":
        return _around([_range(item) for item in _items(edtf)])
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _between(start, end, edtf)
    found = _point(edtf)
    return Span(found.earliest, found.latest)


@lru_cache(maxsize=65_536)
def display(edtf: str, speech: Speech = ENGLISH) -> str:
    """The date in words: "about June 2024", "between 1 and 13 November 2022", "not stated".

    Raises `DateError` exactly when `span` does.
    """
    span(edtf)
    if not edtf:
        return speech.not_stated
    if edtf[0] == "[":
        return _words_of_set(edtf, speech)
    if "/" in edtf:
        return _words_of_interval(edtf, speech)
    return point(_point(edtf), speech)


def overlaps(one: Span, other: Span) -> bool:
    """Whether both may hold on some day. An end that is not known never rules this out."""
    return not (
        (one.latest is not None and other.earliest is not None and one.latest < other.earliest)
        or (other.latest is not None and one.earliest is not None and other.latest < one.earliest)
    )


def from_to(start: str, end: str) -> Span:
    """The longest time that may lie between two dates: an affiliation's first and last day.

    Raises `DateError` when either cannot be read, or the end is surely before the start.
    """
    whole = Span(span(start).earliest, span(end).latest)
    _in_order(whole.earliest, whole.latest)
    return whole


def begun(edtf: str) -> date | None:
    """The first day on which it surely had begun: of a whole span, when its start had; None when nothing tells."""
    start, is_span, _ = edtf.partition("/")
    return span(start if is_span and start not in _OPEN else edtf).latest


# -- the grammar -----------------------------------------------------------------------------


def _refuse_at_sight(edtf: str) -> None:
    if len(edtf) > LONGEST:
        raise DateError(f"A date has at most {LONGEST} characters.")
    if "T" in edtf:
        raise DateError("A date has no time of day here; its basis can quote the time as printed.")
    if edtf[0] == "{":
        raise DateError("Write one of several days as [a,b], and a whole span as a/b.")


def _items(edtf: str) -> list[str]:
    """The alternatives of a one-of set, each a date or a range."""
    if edtf[-1] != "]" or len(edtf) < 3:
        raise DateError("A set of possible dates begins with [ and ends with ].")
    items = edtf[1:-1].split(",")
    if len(items) == 1 and ".." not in items[0]:
        raise DateError("A set names at least two possible dates; write one date without [ ].")
    for place, item in enumerate(items):
        if (item.startswith("..") and place > 0) or (item.endswith("..") and item is not items[-1]):
            raise DateError("In a set only the first date may be open before it, the last after it.")
    return items


def _range(item: str) -> Span:
    """The bounds of `a..b`, `a..`, `..b` or one date."""
    start, dots, end = item.partition("..")
    return _between(start, end if dots else start, item)


def _between(start: str, end: str, whole: str) -> Span:
    if start in _OPEN and end in _OPEN:
        raise DateError(f"“{_shown(whole)}” names no date at all; leave the field empty.")
    earliest = None if start in _OPEN else _point(start).earliest
    latest = None if end in _OPEN else _point(end).latest
    _in_order(earliest, latest)
    return Span(earliest, latest)


def _around(spans: list[Span]) -> Span:
    """From the first day of any to the last day of any; an end open in one is open in all."""
    starts = [each.earliest for each in spans if each.earliest]
    ends = [each.latest for each in spans if each.latest]
    everywhere = len(spans)
    return Span(
        min(starts) if len(starts) == everywhere else None,
        max(ends) if len(ends) == everywhere else None,
    )


def _in_order(earliest: date | None, latest: date | None) -> None:
    if earliest is not None and latest is not None and latest < earliest:
        raise DateError("The time ends before it begins.")


@lru_cache(maxsize=65_536)
def _point(text: str) -> Point:
    """One date without interval or set."""
    if match := _DATE.fullmatch(text):
        year, month, day, any_month, any_day, mark = match.groups()
        if any_month:
            return _whole_year(int(year), mark, "some_day_of_year" if any_day else "some_month_of_year")
        if month is None:
            return _whole_year(int(year), mark, "year")
        if day is None or day == "XX":
            return _month_or_season(int(year), int(month), mark, some_day=day == "XX")
        one = _date(int(year), int(month), int(day))
        return Point(one, one, "day", mark, one.year, one.month, one.day)
    if match := _DECADE_OR_CENTURY.fullmatch(text):
        return _decade_or_century(*match.groups())
    raise DateError(f"“{_shown(text)}” is not a date. {HOW_TO}")


def _whole_year(year: int, mark: str, pattern: str) -> Point:
    return Point(_date(year, 1, 1), date(year, 12, 31), pattern, mark, year)


def _month_or_season(year: int, month: int, mark: str, *, some_day: bool) -> Point:
    if month in SEASONS and not some_day:
        return _season(year, month, mark)
    first = _date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    return Point(first, last, "some_day_of_month" if some_day else "month", mark, year, month)


def _season(year: int, season: int, mark: str) -> Point:
    month = SEASONS[season]
    first = _date(year, month, 1)
    ends_in = (year, month + 2) if month < 12 else (year + 1, 2)
    # The last winter that a date can hold is cut at the last day there is.
    last = date(*ends_in, monthrange(*ends_in)[1]) if ends_in[0] <= date.max.year else date.max
    return Point(first, last, "season", mark, year, season=list(SEASONS).index(season))


def _decade_or_century(digits: str, mark: str) -> Point:
    first = max(int(digits.replace("X", "0")), 1)
    last = int(digits.replace("X", "9"))
    return Point(date(first, 1, 1), date(last, 12, 31), "some_year", mark, first, last=last)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if not year:
        raise DateError("There is no year 0; years run from 0001 to 9999.")
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month:02}; seasons are 21 (spring) to 24 (winter).")
    raise DateError(f"{ENGLISH.months[month - 1]} {year} has no day {day}.")


def _shown(text: str) -> str:
    """The text as an error may repeat it: printable, and not all of something long."""
    return "".join(c if c.isprintable() else "·" for c in text[:40])


# -- the words: each expression has been read by `span` before, so here it is well formed --------


def _words_of_set(edtf: str, speech: Speech) -> str:
    *others, last = (_words_of_range(item, speech) for item in _items(edtf))
    return speech.one_of.format(others=speech.listed.join(others), last=last) if others else last


def _words_of_range(item: str, speech: Speech) -> str:
    start, dots, end = item.partition("..")
    if not dots:
        return point(_point(item), speech)
    if not start:
        return speech.or_earlier.format(date=point(_point(end), speech))
    if not end:
        return speech.or_later.format(date=point(_point(start), speech))
    return pair(speech.between.format, _point(start), _point(end), speech, of=True)


def _words_of_interval(edtf: str, speech: Speech) -> str:
    start, _, end = edtf.partition("/")
    if start in _OPEN:
        return (speech.until if start else speech.beginning_not_known).format(date=point(_point(end), speech, of=True))
    if end in _OPEN:
        return (speech.since if end else speech.end_not_known).format(date=point(_point(start), speech, of=True))
    return pair(speech.from_to.format, _point(start), _point(end), speech)
