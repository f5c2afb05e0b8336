"""Dates as texts print them: "Sept. 13, 2022", "13 September 2022", "2022. 11. 8", "03/04/2024", "in June 2024"."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from archive.ingest.describing.tables import ENGLISH, GAP, MAYBE_GAP, any_of, table

FIRST_YEAR = 1400
LAST_YEAR = 2199

_YEAR = "(?P<year>[0-9]{4})"
_NO_NUMBER_BEFORE = r"(?<![0-9][./:-])(?<![0-9\w])"
_NO_NUMBER_AFTER = r"(?![0-9\w]|[./:-][0-9])"


class Day(NamedTuple):
    """What is stated of a day; None is not stated. ``month`` may be a season as EDTF numbers them (21 to 24)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """The day in EDTF; empty when the year is not stated."""
        if self.year is None:
            return ""
        return "-".join(f"{part:0{size}}" for part, size in zip(self, (4, 2, 2), strict=True) if part is not None)


class Printed(NamedTuple):
    """A date in a text, in code points; ``readings`` are two when day and month may have changed places."""

    start: int
    end: int
    readings: tuple[Day, ...]

    @property
    def day(self) -> Day:
        return self.readings[0]

    @property
    def is_full(self) -> bool:
        """Whether a year, a month and a day are stated, and only one reading is possible."""
        return len(self.readings) == 1 and None not in self.day


def dates_in(text: str, language: str = ENGLISH) -> list[Printed]:
    """The dates in a text, in its order; none overlap. Impossible ones (31 June) are no dates."""
    months = {**names(language, "months"), **names(language, "seasons")}
    found = [
        Printed(match.start("date"), match.end("date"), readings)
        for form in _forms(language)
        for match in form.finditer(text)
        if (readings := tuple(filter(_is_possible, _readings(match, months))))
    ]
    return list(_apart(sorted(found, key=lambda each: (each.start, -each.end))))


@cache
def names(language: str, kind: str) -> Mapping[str, int]:
    """The names of months, weekdays or seasons, each with its number."""
    found: dict[str, list[str]] = table("dates", language).get(kind, {})
    # "may" and "march" are other words, "MAY" is none.
    spelt = {
        number: [*several, *(name.upper() for name in several if name[0].isupper())]
        for number, several in found.items()
    }
    return {name: int(number) for number, several in spelt.items() for name in several}


def _apart(found: list[Printed]) -> Iterator[Printed]:
    end = 0
    for each in found:
        if each.start >= end:
            end = each.end
            yield each


def _readings(match: re.Match[str], months: Mapping[str, int]) -> Iterator[Day]:
    said = match.groupdict()
    year = int(said["year"]) if said["year"] else None
    if "mark" in said and year is not None:
        yield from _in_digits(int(said["one"]), int(said["other"]), year, said["mark"])
        return
    month, day = said.get("month"), said.get("day")
    yield Day(year, months.get(month) or int(month) if month else None, int(day) if day else None)


def _in_digits(one: int, other: int, year: int, mark: str) -> Iterator[Day]:
    """Day first, as it always is with points; with strokes and hyphens the month may come first."""
    year += 2000 if year < 100 else 0
    yield Day(year, other, one)
    if mark != "." and one != other:
        yield Day(year, one, other)


def _is_possible(day: Day) -> bool:
    if day.year is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    if day.month is None or 21 <= day.month <= 24:
        return day.day is None
    if not 1 <= day.month <= 12:
        return False
    return day.day is None or 1 <= day.day <= monthrange(day.year or 2000, day.month)[1]


@cache
def _forms(language: str) -> tuple[re.Pattern[str], ...]:
    """A pattern for each notation. Their groups: date (all of it), year, month, day; one, other and mark in digits."""
    words: dict[str, list[str]] = table("dates", language).get("words", {})
    month = f"(?P<month>{any_of(names(language, 'months'))})"
    season = f"(?P<month>{any_of(names(language, 'seasons'))})"
    day = rf"(?P<day>[0-9]{{1,2}})(?:{any_of(words.get('ordinals', ()))})?"
    of = rf"(?:{GAP}(?:{any_of(words.get('of', ()))}))?"
    # Where tags were lost, the time or another date may be glued to the year.
    glued = rf"(?=[0-9]{{1,2}}(?:[:.][0-9]{{2}}(?![0-9])|{MAYBE_GAP}(?:{any_of(names(language, 'months'))})))"
    year = rf"(?:[,.]?{of}(?:{MAYBE_GAP}|-){_YEAR}(?:{_NO_NUMBER_AFTER}|{glued}))"
    before_month = rf"(?<!\w)(?:{any_of(words.get('before_month', ()))}){GAP}"
    before_year = rf"(?:(?<!\w)(?:{any_of(words.get('before_year', ()))}){GAP}|[(\[])(?:the{GAP})?"
    part = "[0-9]{1,2}"
    short_year = rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_NO_NUMBER_AFTER}"
    day_of_han = rf"(?:{MAYBE_GAP}(?P<day>{part}){MAYBE_GAP}[日일])?"
    return tuple(
        re.compile(form, re.MULTILINE)
        for form in (
            # 2022-11-08, 2022/11/8, 2022. 11. 8.
            rf"{_NO_NUMBER_BEFORE}(?P<date>{_YEAR}(?P<by>-|/|\.{MAYBE_GAP})(?P<month>{part})(?P=by)(?P<day>{part}))(?![0-9])",
            # 2022年11月8日, 2022년 11월 8일
            rf"(?P<date>(?<![0-9]){_YEAR}{MAYBE_GAP}[年년]{MAYBE_GAP}(?P<month>{part}){MAYBE_GAP}[月월]{day_of_han})",
            # 08/11/2022, 8.11.2022, 8-11-22
            rf"{_NO_NUMBER_BEFORE}(?P<date>(?P<one>{part})(?P<mark>[./-])(?P<other>{part})(?P=mark){short_year})",
            # November 8, 2022; a word may be glued to it where tags were lost
            rf"(?<![A-Z0-9_])(?P<date>{month}{MAYBE_GAP}{day}(?!\w){year})",
            rf"(?<!\w)(?P<date>{month}{MAYBE_GAP}{day}(?!\w|[.,:]?[0-9])(?P<year>))",
            # 8 November 2022, the 8th of November
            rf"{_NO_NUMBER_BEFORE}(?P<date>{day}{of}(?:{GAP}|-){month}(?!\w){year})",
            rf"{_NO_NUMBER_BEFORE}(?P<date>{day}{of}(?:{GAP}|-){month}(?!\w)(?P<year>))",
            # November 2022, spring of 2022
            rf"(?<!\w)(?P<date>{month}{year})",
            rf"(?<!\w)(?P<date>{season}{year})",
            # in November, in 2022
            rf"{before_month}(?P<date>{month}(?!\w)(?P<year>))",
            rf"{before_year}(?P<date>{_YEAR}(?!\w|[.,-][0-9]))",
            rf"^(?P<date>{_YEAR})$",
        )
    )
