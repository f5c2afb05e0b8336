"""When something was that a text tells in words that count from its own day: "on Tuesday", "earlier this month"."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from archive.ingest.describing.printed import Day, dates_in, names
from archive.ingest.describing.spans import Days, back, last_day_of, last_year_with, month_of, week_of, whole
from archive.ingest.describing.tables import ENGLISH, GAP, any_of, table
from archive.text.dates import DateError, display, span

LONGEST = 2_000  # characters that are read

_LONGEST_OF = {"day": 1, "week": 7, "month": 31, "year": 366}
# Of the unit "ago": its days, how many fewer and how many more may have gone by.
_SLACK = {"hour": (0, 0, 1), "day": (1, 0, 0), "week": (7, 3, 6), "month": (30, 16, 31), "year": (365, 183, 366)}


class Told(NamedTuple):
    """Words that tell a time from the day of publication: where they stand, and the days they mean, given that day."""

    start: int
    end: int
    days: Callable[[date], Days]


def resolve(words: str, published: str, *, language: str = ENGLISH) -> tuple[str, str]:
    """The day that the first words of time in ``words`` mean, as (EDTF, how that is known).

    ``published`` is the article's date in EDTF, or empty. What is told is taken to lie before it, unless the words
    themselves look ahead ("next week"). Empty strings when the words tell no time, or none that can be counted.
    """
    words = words[:LONGEST]
    times = sorted([*_from_publication(words, language), *_stated(words, language)], key=lambda each: each[0])
    for (start, end), days in times:
        printed = " ".join(words[start:end].split())
        if isinstance(days, str):
            return days, f"Printed: “{printed}”."
        if counted := _counted(days, published):
            return counted.edtf, f"“{printed}”, counted from the publication: {display(published)}."
    return "", ""


def told_in(text: str, language: str = ENGLISH) -> list[Told]:
    """The words of a text that count from its own day, in its order; none overlap."""
    found = [
        Told(*match.span(), partial(RULES[row["rule"]], row=row, said=_Said.of(match, language)))
        for pattern, row in _phrases(language)
        for match in pattern.finditer(text)
    ]
    apart: list[Told] = []
    for each in sorted(found, key=lambda told: (told.start, -told.end)):
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


Time = tuple[tuple[int, int], str | Callable[[date], Days | None]]


def _from_publication(words: str, language: str) -> Iterator[Time]:
    dated = dates_in(words, language)
    for told in told_in(words, language):
        # "on Tuesday, Nov. 8" is the day that is printed.
        follows = [each for each in dated if 0 <= each.start - told.end <= 2 or each.start <= told.start < each.end]
        if not follows:
            yield (told.start, told.end), told.days


def _stated(words: str, language: str) -> Iterator[Time]:
    for each in dates_in(words, language):
        place = each.start, each.end
        if each.day.year is not None:
            yield (
                place,
                f"[{','.join(sorted(day.edtf for day in each.readings))}]" if each.readings[1:] else each.day.edtf,
            )
        elif each.day.month is not None and each.day.month <= 12:
            yield place, partial(_latest, each.day)


def _latest(day: Day, published: date) -> Days | None:
    found = last_year_with(day.month or 1, day.day, published)
    return found and _up_to(found, published)


def _counted(days: Callable[[date], Days | None], published: str) -> Days | None:
    """The days meant, if the day of publication is one of those that ``published`` may mean."""
    try:
        earliest, latest = span(published)
    except DateError:
        return None
    if earliest is None or latest is None:
        return None
    one, other = days(earliest), days(latest)
    return Days(one.first, max(one.last, other.last)) if one and other else None


class _Said(NamedTuple):
    """What stands in the places of a phrase."""

    number: int = 1
    unit: str = "day"
    weekday: int = 0
    month: int = 1

    @classmethod
    def of(cls, match: re.Match[str], language: str) -> "_Said":
        said = {name: value for name, value in match.groupdict().items() if value is not None}
        words = table("dates", language)
        values: dict[str, Any] = {}
        if count := said.get("count"):
            values["number"] = int(count) if count.isdecimal() else words["counts"][count.lower()]
        if unit := said.get("unit"):
            values["unit"] = next(name for name, several in words["units"].items() if unit in several)
        if weekday := said.get("weekday"):
            values["weekday"] = names(language, "weekdays")[weekday]
        if month := said.get("month"):
            values["month"] = names(language, "months")[month]
        return cls(**values)


@cache
def _phrases(language: str) -> list[tuple[re.Pattern[str], Mapping[str, Any]]]:
    words = table("dates", language)
    places = {
        r"\{count\}": f"(?P<count>[0-9]{{1,4}}|(?i:{any_of(words.get('counts', ()))}))",
        r"\{unit\}": f"(?P<unit>{any_of(name for several in words.get('units', {}).values() for name in several)})",
        r"\{weekday\}": f"(?P<weekday>{any_of(names(language, 'weekdays'))})",
        r"\{month\}": f"(?P<month>{any_of(names(language, 'months'))})",
    }
    rows = words.get("relative", [])
    return [(_pattern(phrase, places), row) for row in rows for phrase in row["phrases"]]


def _pattern(phrase: str, places: Mapping[str, str]) -> re.Pattern[str]:
    pattern = re.escape(phrase).replace(r"\ ", GAP)
    if phrase[0].isalpha():
        pattern = f"[{phrase[0].lower()}{phrase[0].upper()}]{pattern[1:]}"
    for place, words in places.items():
        pattern = pattern.replace(place, words)
    return re.compile(rf"(?<![\w-]){pattern}(?!\w)")


# -- the rules of the table: the days meant, given the day of publication ---------------------------


def _up_to(days: Days, last: date) -> Days:
    """Of the days, those up to ``last``; all when none is."""
    return Days(days.first, min(days.last, last)) if days.first <= last else days


def _unit(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    return whole(row["unit"], day, row["shift"])


def _so_far(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    return _up_to(whole(row["unit"], day, row["shift"]), day)


def _earlier(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    days = whole(row["unit"], day, row["shift"])
    return Days(days.first, max(days.first, back(day, 1)))


def _later(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    days = whole(row["unit"], day, row["shift"])
    return Days(min(days.last, back(day, -1)), days.last)


def _span(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    return Days(back(day, -row["shift"] * _LONGEST_OF[row["unit"]]), day)


def _ago(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    """Pages count whole units that have gone by, people round: both are within the slack."""
    days_of_unit, less, more = _SLACK[said.unit]
    return Days(back(day, said.number * days_of_unit + more), back(day, said.number * days_of_unit - less))


def _weekend(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    saturday = last_day_of(5, day) if not row["shift"] else back(week_of(day).first, 2)
    return _up_to(Days(saturday, back(saturday, -1)), day)


def _weekday(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    found = last_day_of(said.weekday, day)
    return Days(found, found)


def _last_weekday(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    latest = last_day_of(said.weekday, back(day, 1))
    week_before = back(week_of(day).first, 7 - said.weekday)
    return Days(min(latest, week_before), latest)


def _next_weekday(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    coming = back(last_day_of(said.weekday, day), -7)
    week_after = back(week_of(day).first, -7 - said.weekday)
    return Days(coming, max(coming, week_after))


def _this_weekday(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    found = back(week_of(day).first, -said.weekday)
    return Days(found, found)


def _month(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    return _up_to(last_year_with(said.month, None, day) or month_of(day), day)


def _last_month(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    return last_year_with(said.month, None, back(month_of(day).first, 1)) or month_of(day)


def _next_month(day: date, row: Mapping[str, Any], said: _Said) -> Days:
    years_on = 0 if said.month > day.month else 1
    return whole("month", day, 12 * years_on + said.month - day.month)


RULES: Mapping[str, Callable[..., Days]] = {
    "unit": _unit,
    "so_far": _so_far,
    "earlier": _earlier,
    "later": _later,
    "span": _span,
    "ago": _ago,
    "weekend": _weekend,
    "weekday": _weekday,
    "last_weekday": _last_weekday,
    "next_weekday": _next_weekday,
    "this_weekday": _this_weekday,
    "month": _month,
    "last_month": _last_month,
    "next_month": _next_month,
}
