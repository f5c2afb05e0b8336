"""The standing of a claim over time, drawn to scale: places in per cent, words beside them."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from archive.public.telling.origins import counted
from archive.public.telling.words import LABELS
from archive.reading_room.timeline import Moment

LEFT, RIGHT = 2.0, 98.0
MOST_TICKS = 6


class Stretch(NamedTuple):
    """A time during which one value held: where it begins and how wide it is, in per cent."""

    value: str
    x: str
    width: str


class Mark(NamedTuple):
    """A day on which something changed, and what."""

    x: str
    day: date
    value: str
    label: str
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
        Mark(_per_cent(place(each.day)), each.day, each.value or "opinion", label(each.value), changes)
        for each, changes in zip(moments, _changes(moments), strict=True)
    ]
    ticks = [Tick(_per_cent(place(date(year, 1, 1))), year) for year in _years(first, end)]
    return Strip(stretches, marks, ticks, end)


def label(value: str) -> str:
    """The word for a standing or an outcome."""
    return LABELS.get(value, value.replace("_", " ").capitalize()) if value else "Not rated"


def _per_cent(place: float) -> str:
    return f"{place:.2f}%"


def _years(first: date, end: date) -> list[int]:
    years = list(range(first.year + 1, end.year + 1))
    every = -(-len(years) // MOST_TICKS)
    return years[::every] if years else []


def _changes(moments: Sequence[Moment]) -> list[list[str]]:
    first = moments[0]
    opening = [
        "First known" if first.value in ("", "open", "pending") else f"First known; {label(first.value).lower()}"
    ]
    return [opening, *(_between(before, after) for before, after in pairwise(moments))]


def _between(before: Moment, after: Moment) -> list[str]:
    found = []
    if after.value != before.value:
        found.append(f"Now {label(after.value).lower()}")
    if after.attributed != before.attributed:
        found.append(f"Now {counted(after.attributed, 'attributed origin')}")
    if after.contested and not before.contested:
        found.append("Contested")
    if after.reversed and not before.reversed:
        found.append("A statement of the same person that differs")
    return found or ["Appeared again"]
