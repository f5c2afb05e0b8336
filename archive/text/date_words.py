"""Dates in words: in English, and in any language that can say how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, eq=False)
class Speech:
    """How a language says a date. The patterns name what stands in them.

    ``months`` and ``seasons`` stand alone ("June 2024"), ``of_months`` and ``of_seasons`` with a day or after a
    word such as "since", which in many languages turns them into another form.
    """

    months: tuple[str, ...]
    of_months: tuple[str, ...]
    seasons: tuple[str, ...]
    of_seasons: tuple[str, ...]
    day: str = "{day} {month} {year}"
    # What is left of a day whose month, or year, the next one names.
    day_alone: str = "{day}"
    day_and_month: str = "{day} {month}"
    month: str = "{month} {year}"
    year: str = "{year}"
    season: str = "{season} {year}"
    some_day_of_month: str = "one day in {month} {year}"
    some_day_of_year: str = "one day in {year}"
    some_month_of_year: str = "one month in {year}"
    some_year: str = "one year between {first} and {last}"
    about: str = "about {date}"
    uncertain: str = "{date} (uncertain)"
    not_stated: str = "not stated"
    listed: str = ", "
    one_of: str = "{others} or {last}"
    or_earlier: str = "{date} or earlier"
    or_later: str = "{date} or later"
    between: str = "between {start} and {end}"
    from_to: str = "{start} to {end}"
    since: str = "since {date}"
    until: str = "until {date}"
    end_not_known: str = "from {date}, end not known"
    beginning_not_known: str = "until {date}, beginning not known"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASONS = ("spring", "summer", "autumn", "winter")
ENGLISH = Speech(_MONTHS, _MONTHS, _SEASONS, _SEASONS)


class Point(NamedTuple):
    """One date: its bounds, the pattern that says it, and what stands in that. ``mark`` is one of "~?%" or empty.

    ``month`` is 1 to 12, ``season`` 0 to 3; ``last`` is the last year of several.
    """

    earliest: date
    latest: date
    pattern: str
    mark: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    season: int = 0
    last: int = 0

    @property
    def is_plain_day(self) -> bool:
        return self.pattern == "day" and not self.mark


def point(found: Point, speech: Speech, *, of: bool = False, pattern: str = "") -> str:
    """A date in words; ``of``: in the form it has after a word such as "since"; ``pattern``: only as much of it."""
    is_about = found.mark in ("~", "%")
    months = speech.months if found.pattern == "month" and not (of or is_about) else speech.of_months
    seasons = speech.of_seasons if of or is_about else speech.seasons
    said: str = getattr(speech, pattern or found.pattern).format(
        day=found.day,
        month=months[found.month - 1],
        season=seasons[found.season],
        year=found.year,
        first=found.year,
        last=found.last,
    )
    said = speech.about.format(date=said) if is_about else said
    return speech.uncertain.format(date=said) if found.mark in ("?", "%") else said


def pair(how: Callable[..., str], start: Point, end: Point, speech: Speech, *, of: bool = False) -> str:
    """Both in words; two plain days of one month or year name it only once."""
    pattern = ""
    if start.is_plain_day and end.is_plain_day and start.year == end.year:
        pattern = "day_alone" if start.month == end.month else "day_and_month"
    return how(start=point(start, speech, of=of, pattern=pattern), end=point(end, speech, of=of))
