"""Days counted from a day, and how EDTF writes a stretch of them."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def edtf(self) -> str:
        """The shortest EDTF for one day between the two: a day, a month, a year, or a set."""
        first, last = self
        if first == last:
            return first.isoformat()
        if self == month_of(first):
            return f"{first:%Y-%m}"
        if self == year_of(first):
            return f"{first.year:04}"
        return f"[{first.isoformat()}..{last.isoformat()}]"


def back(day: date, days: int) -> date:
    """The day so many days before (after, when negative), at most the first or the last that there is."""
    try:
        return day - timedelta(days)
    except OverflowError:
        return date.min if days > 0 else date.max


def day_of(day: date) -> Days:
    return Days(day, day)


def week_of(day: date) -> Days:
    """From Monday to Sunday."""
    monday = back(day, day.weekday())
    return Days(monday, back(monday, -6))


def month_of(day: date) -> Days:
    return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Days:
    return Days(day.replace(month=1, day=1), day.replace(month=12, day=31))


WHOLE: dict[str, Callable[[date], Days]] = {"day": day_of, "week": week_of, "month": month_of, "year": year_of}


def whole(unit: str, day: date, shift: int = 0) -> Days:
    """The whole day, week, month or year that lies ``shift`` of them after that of ``day``."""
    if unit in ("day", "week"):
        return WHOLE[unit](back(day, -shift * (7 if unit == "week" else 1)))
    months = day.year * 12 + day.month - 1 + shift * (12 if unit == "year" else 1)
    months = min(max(months, 12), 9999 * 12 + 11)
    return WHOLE[unit](date(months // 12, months % 12 + 1, 1))


def last_day_of(weekday: int, day: date) -> date:
    """The latest such weekday up to ``day``, itself included."""
    return back(day, (day.weekday() - weekday) % 7)


def last_year_with(month: int, day: int | None, until: date) -> Days | None:
    """The latest such month, or day of it, that had begun by ``until``; None for 29 February where none is near."""
    for year in range(until.year, max(until.year - 9, 0), -1):
        if day is not None and day > monthrange(year, month)[1]:
            continue
        begun = date(year, month, day or 1)
        if begun <= until:
            return day_of(begun) if day else month_of(begun)
    return None
