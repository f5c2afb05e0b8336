"""Where a day lies on a line of time, as a share of it.

An axis is a row of pieces, years or months. On an even one a day is as wide as any other; on an
elastic one a piece is as wide as it has much to show, and long quiet times are folded up: eighty
years in which something happens in five would otherwise be an empty line with a blot at its end.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

# Pieces are months as long as they begin in so many years at most.
OF_MONTHS, OF_MONTHS_ELASTIC = 5, 2
LONGEST_MONTH = 31
# How much more room a month needs that is told with its year.
WHOLE = 1.6
# What a piece takes, each beginning in it more, and a quiet or folded one, in the same measure.
ALONE, EACH, QUIET, FOLDED = 1.0, 0.55, 0.6, 0.5
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Piece(NamedTuple):
    """A stretch of the axis: its days as ordinals, ``until`` not among them; where it begins and how wide it is."""

    since: int
    until: int
    start: float
    width: float
    is_folded: bool


class Tick(NamedTuple):
    """The place of the first day of a month; ``is_whole``: the month is told with its year."""

    place: float
    day: date
    is_whole: bool = False

    @property
    def is_year(self) -> bool:
        return self.day.month == 1

    @property
    def label(self) -> str:
        """A year by its number, a month by its name."""
        return self.named(MONTHS)

    def named(self, months: Sequence[str]) -> str:
        """The same with the months in the words of another language."""
        if self.is_year:
            return str(self.day.year)
        name = months[self.day.month - 1]
        return f"{name} {self.day.year}" if self.is_whole else name


class Axis(NamedTuple):
    """Pieces from 0 to 1, without gaps."""

    pieces: tuple[Piece, ...]

    def place(self, day: date) -> float:
        """Where a day begins; what lies outside is at the nearer end."""
        return self._place(day.toordinal())

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self._place(day.toordinal() + 1)

    def _place(self, ordinal: int) -> float:
        found = max(bisect_right(self.pieces, ordinal, key=lambda piece: piece.since) - 1, 0)
        piece = self.pieces[found]
        share = (ordinal - piece.since) / (piece.until - piece.since)
        return piece.start + piece.width * min(max(share, 0.0), 1.0)

    @property
    def folds(self) -> list[Piece]:
        """The quiet times."""
        return [piece for piece in self.pieces if piece.is_folded]

    def ticks(self, apart: float) -> list[Tick]:
        """Beginnings of years and, where there is room, of months; no two nearer than ``apart``, a share of the whole.

        Where there are too many, those of the widest years stay; of months, those that begin a year, a half, a quarter.
        """
        found: list[Tick] = []

        def add(tick: Tick) -> bool:
            is_free = all(abs(tick.place - other.place) >= apart for other in found)
            if is_free:
                found.append(tick)
            return is_free

        for piece in sorted(self.pieces, key=_rank):
            first = date.fromordinal(piece.since)
            if not piece.is_folded and add(Tick(piece.start, first)):
                for month in _named_months(piece, apart):
                    day = date(first.year, month, 1)
                    add(Tick(self.place(day), day))
        return _with_a_year(sorted(found), apart)


def _rank(piece: Piece) -> tuple[int, float]:
    month = date.fromordinal(piece.since).month - 1
    return (next(rank for rank, months in enumerate((12, 6, 3, 1)) if month % months == 0), -piece.width)


def _with_a_year(ticks: list[Tick], apart: float) -> list[Tick]:
    """The ticks, of which the first names its year, and takes more room for it."""
    if not ticks or ticks[0].is_year:
        return ticks
    head, *rest = ticks
    return [head._replace(is_whole=True), *(tick for tick in rest if tick.place - head.place >= WHOLE * apart)]


def _named_months(piece: Piece, apart: float) -> tuple[int, ...]:
    """A year with room for its quarters, or its halves, names the months with which they begin."""
    if piece.until - piece.since <= LONGEST_MONTH or piece.width < 2 * apart:
        return ()
    return (4, 7, 10) if piece.width >= 4 * apart else (7,)


def even(days: Iterable[date]) -> Axis:
    """From the first to the last of ``days``, at least one, to scale, in whole pieces."""
    spans = _spans(list(days), OF_MONTHS)
    return _axis((span, span[1] - span[0], False) for span in spans)


def elastic(begins: Iterable[date], more: Iterable[date] = ()) -> Axis:
    """From the first to the last of all days; wide where much ``begins``, folded where none of all days lies."""
    weighty = list(begins)
    known = [*weighty, *more]
    spans = _spans(known, OF_MONTHS_ELASTIC)
    counted = Counter(_index(spans, day) for day in weighty)
    busy = {_index(spans, day) for day in known}
    found: list[tuple[tuple[int, int], float, bool]] = []
    for is_busy, some in groupby(range(len(spans)), busy.__contains__):
        run = list(some)
        if is_busy:
            found += [(spans[each], ALONE + EACH * counted[each], False) for each in run]
        elif len(run) == 1:
            found.append((spans[run[0]], QUIET, False))
        else:
            found.append(((spans[run[0]][0], spans[run[-1]][1]), FOLDED, True))
    return _axis(found)


def _axis(weighed: Iterable[tuple[tuple[int, int], float, bool]]) -> Axis:
    rows = list(weighed)
    whole = sum(weight for _, weight, _ in rows)
    pieces, start = [], 0.0
    for (since, until), weight, is_folded in rows:
        pieces.append(Piece(since, until, start, weight / whole, is_folded))
        start += weight / whole
    return Axis(tuple(pieces))


def _index(spans: list[tuple[int, int]], day: date) -> int:
    return bisect_right(spans, day.toordinal(), key=lambda span: span[0]) - 1


def _spans(days: list[date], most: int) -> list[tuple[int, int]]:
    """The years, or the months of at most so many, from the first to the last day, as ordinals."""
    first, last = min(days), max(days)
    if last.year - first.year < most:
        return _from_to((first.year, first.month), (last.year, last.month), _next_month)
    return _from_to((first.year, 1), (last.year, 1), lambda year, month: (year + 1, month))


Month = tuple[int, int]


def _from_to(first: Month, last: Month, following: Callable[[int, int], Month]) -> list[tuple[int, int]]:
    found, here = [], first
    while here <= last:
        after = following(*here)
        found.append((_ordinal(*here), _ordinal(*after)))
        here = after
    return found


def _next_month(year: int, month: int) -> Month:
    return (year, month + 1) if month < 12 else (year + 1, 1)


def _ordinal(year: int, month: int) -> int:
    """The first day of a month; the day after the last there is, beyond it."""
    return date(year, month, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1
