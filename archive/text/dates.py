"""EDTF dates: how an archive writes a day it does not quite know.

`span` gives the first and the last day a date may mean, `display` says it in English. Both
raise `DateError`, whose text is a sentence for the person who typed the date.

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

LONGEST = 200

# The northern ones, by whole months; the year is the one in
# which the season begins, so the winter of 2022 ends in February 2023.
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

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


class _Point(NamedTuple):
    """One date of an expression: its bounds, its words, and its parts if it is a plain day."""

    earliest: date
    latest: date
    words: str
    day: tuple[int, int, int] | None = None


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
    point = _point(edtf)
    return Span(point.earliest, point.latest)


@lru_cache(maxsize=65_536)
def display(edtf: str) -> str:
    """The date in English: "about June 2024", "between 1 and 13 November 2022", "not stated".

    Raises `DateError` exactly when `span` does.
    """
    span(edtf)
    if not edtf:
        return "not stated"
    if edtf[0] == "[":
        return _words_of_set(edtf)
    if "/" in edtf:
        return _words_of_interval(edtf)
    return _point(edtf).words


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
def _point(text: str) -> _Point:
    """One date without interval or set."""
    if match := _DATE.fullmatch(text):
        year, month, day, any_month, any_day, mark = match.groups()
        if any_month:
            return _whole_year(int(year), mark, "one day" if any_day else "one month")
        if month is None:
            return _whole_year(int(year), mark, "")
        if day is None or day == "XX":
            return _month_or_season(int(year), int(month), mark, some_day=day == "XX")
        return _day(int(year), int(month), int(day), mark)
    if match := _DECADE_OR_CENTURY.fullmatch(text):
        return _decade_or_century(*match.groups())
    raise DateError(f"“{_shown(text)}” is not a date. {HOW_TO}")


def _whole_year(year: int, mark: str, part: str) -> _Point:
    words = f"{part} in {year}" if part else str(year)
    return _Point(_date(year, 1, 1), date(year, 12, 31), _marked(words, mark))


def _month_or_season(year: int, month: int, mark: str, *, some_day: bool) -> _Point:
    if month in SEASONS and not some_day:
        return _season(year, *SEASONS[month], mark)
    first = _date(year, month, 1)
    words = f"{'one day in ' if some_day else ''}{MONTHS[month - 1]} {year}"
    return _Point(first, date(year, month, monthrange(year, month)[1]), _marked(words, mark))


def _season(year: int, name: str, month: int, mark: str) -> _Point:
    first = _date(year, month, 1)
    ends_in = (year, month + 2) if month < 12 else (year + 1, 2)
    # The last winter that a date can hold is cut at the last day there is.
    last = date(*ends_in, monthrange(*ends_in)[1]) if ends_in[0] <= date.max.year else date.max
    return _Point(first, last, _marked(f"{name} {year}", mark))


def _day(year: int, month: int, day: int, mark: str) -> _Point:
    one = _date(year, month, day)
    words = f"{day} {MONTHS[month - 1]} {year}"
    return _Point(one, one, _marked(words, mark), None if mark else (year, month, day))


def _decade_or_century(digits: str, mark: str) -> _Point:
    first = max(int(digits.replace("X", "0")), 1)
    last = int(digits.replace("X", "9"))
    words = f"one year between {first} and {last}"
    return _Point(date(first, 1, 1), date(last, 12, 31), _marked(words, mark))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if not year:
        raise DateError("There is no year 0; years run from 0001 to 9999.")
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month:02}; seasons are 21 (spring) to 24 (winter).")
    raise DateError(f"{MONTHS[month - 1]} {year} has no day {day}.")


def _shown(text: str) -> str:
    """The text as an error may repeat it: printable, and not all of something long."""
    return "".join(c if c.isprintable() else "·" for c in text[:40])


# -- the words: each expression has been read by `span` before, so here it is well formed --------


def _marked(words: str, mark: str) -> str:
    if mark in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if mark in ("?", "%") else words


def _words_of_set(edtf: str) -> str:
    *others, last = map(_words_of_range, _items(edtf))
    return f"{', '.join(others)} or {last}" if others else last


def _words_of_range(item: str) -> str:
    start, dots, end = item.partition("..")
    if not dots:
        return _point(item).words
    if not start:
        return f"{_point(end).words} or earlier"
    if not end:
        return f"{_point(start).words} or later"
    return "between {} and {}".format(*_without_repetition(_point(start), _point(end)))


def _words_of_interval(edtf: str) -> str:
    start, _, end = edtf.partition("/")
    if start in _OPEN:
        return f"until {_point(end).words}" + ("" if start else ", beginning not known")
    if end in _OPEN:
        return f"since {_point(start).words}" if end else f"from {_point(start).words}, end not known"
    return "{} to {}".format(*_without_repetition(_point(start), _point(end)))


def _without_repetition(start: _Point, end: _Point) -> tuple[str, str]:
    """Both in words; two plain days of one month or year name it only once."""
    if start.day and end.day and start.day[0] == end.day[0]:
        shared = 2 if start.day[1] == end.day[1] else 1
        return start.words.rsplit(" ", shared)[0], end.words
    return start.words, end.words
