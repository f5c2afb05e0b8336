"""The standing of a claim over time, drawn to scale: places in per cent, words beside them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from archive.reading_room.projecting.timeline import Moment
from archive.reading_room.telling.words import LABELS

LEFT, RIGHT = 2.0, 98.0
MOST_TICKS = 6


class Stretch(NamedTuple):
    """A time during which one value held: where it begins and how wide it is, in per cent."""

    value: str
    x: str
    width: str


class Mark(NamedTuple):
    """A day on which something changed: the value from then on, whether it is a new one, and what else."""

    x: str
    day: date
    value: str
    label: str
    is_new: bool
    changes: list[str]


class Tick(NamedTuple):
    x: str
    year: int


class Strip(NamedTuple):
    """All there is to draw; ``end`` is the last day shown."""

    stretches: list[Stretch]
    marks: list[Mark]
    ticks: list[Tick]
    end: date


def strip(moments: Sequence[Moment], end: date) -> Strip | None:
    """The strip from the first moment to ``end``; None when there is nothing to draw."""
    if not moments:
        return None
    first = moments[0].day
    end = max(end, moments[-1].day)
    days = max((end - first).days, 1)

    def place(day: date) -> float:
        return LEFT + (RIGHT - LEFT) * (day - first).days / days

    ends = [*(each.day for each in moments[1:]), end]
    stretches = [
        Stretch(each.value or "opinion", _per_cent(place(each.day)), _per_cent(place(until) - place(each.day)))
        for each, until in zip(moments, ends, strict=True)
    ]
    marks = [
        Mark(_per_cent(place(now.day)), now.day, now.value or "opinion", label(now.value), *_since(before, now))
        for before, now in zip((None, *moments), moments, strict=False)
    ]
    ticks = [Tick(_per_cent(place(date(year, 1, 1))), year) for year in _years(first, end)]
    return Strip(stretches, marks, ticks, end)


def label(value: str) -> str:
    """The word for a standing or an outcome."""
    return LABELS.get(value, value.replace("_", " ").capitalize()) if value else gettext("Not rated")


def _per_cent(place: float) -> str:
    return f"{place:.2f}%"


def _years(first: date, end: date) -> list[int]:
    years = list(range(first.year + 1, end.year + 1))
    every = -(-len(years) // MOST_TICKS)
    return years[::every] if years else []


def _since(before: Moment | None, now: Moment) -> tuple[bool, list[str]]:
    """Whether the value is new, and what else is."""
    if before is None:
        return True, [gettext("first known"), *([gettext("contested")] if now.contested else [])]
    found = []
    if now.attributed != before.attributed:
        found.append(_origins(now.attributed))
    if now.contested and not before.contested:
        found.append(gettext("contested"))
    if now.reversed and not before.reversed:
        found.append(gettext("one of two statements that differ"))
    if now.value != before.value:
        return True, found
    return False, found or [gettext("appeared again")]


def _origins(number: int) -> str:
    words = ngettext("now %(number)s attributed origin", "now %(number)s attributed origins", number)
    return words % {"number": number}
