"""In which row and column the boxes of a graph stand: rows by how far they are from where it begins.

Boxes of one row that follow the same boxes and lead nowhere are one pile, drawn upon each other in
one column. A line that passes a row without ending there keeps a place of its own in it, so that no line
runs behind a box.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil


@dataclass(frozen=True)
class Box:
    """One thing of a graph. ``shape`` says what it is; ``is_last``: it stands in the lowest row.

    ``language``: that of its words, where it is another than the page's.
    """

    key: str
    words: str
    note: str
    shape: str
    href: str = ""
    is_last: bool = False
    language: str = ""


@dataclass(frozen=True)
class Line:
    """From a box down to another; ``is_doubtful`` when nobody said so."""

    above: str
    below: str
    is_doubtful: bool = False


@dataclass(eq=False)
class Place:
    """A column of a row: a pile of boxes, or a line on its way (no boxes). ``at``: in columns, from 0."""

    row: int
    boxes: tuple[Box, ...] = ()
    at: float = 0.0
    below: list["Step"] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """A line from one row to the next."""

    to: Place
    is_doubtful: bool = False


@dataclass(frozen=True)
class Layers:
    """The rows from above, each from the left, and how many columns they take."""

    rows: list[list[Place]]
    columns: int


def acyclic(lines: Iterable[Line]) -> list[Line]:
    """The lines, without those that would lead back to where they come from."""
    kept: dict[tuple[str, str], Line] = {}
    below: dict[str, set[str]] = {}
    for line in lines:
        if not _leads(below, line.below, line.above):
            below.setdefault(line.above, set()).add(line.below)
            kept.setdefault((line.above, line.below), line)
    return list(kept.values())


def _leads(below: dict[str, set[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        further = below.get(one, set()) - seen
        seen |= further
        waiting += further
    return False


def layers(boxes: Sequence[Box], lines: Sequence[Line]) -> Layers:
    """Where everything stands. ``lines`` name boxes only, and lead nowhere back (see ``acyclic``)."""
    places = _piled(boxes, lines, _rows(boxes, lines))
    for above, below, is_doubtful in dict.fromkeys(
        (places[line.above], places[line.below], line.is_doubtful) for line in lines
    ):
        _joined(above, below, is_doubtful)
    ordered = _ordered(dict.fromkeys(places.values()))
    return Layers(ordered, _spread(ordered))


def _rows(boxes: Sequence[Box], lines: Sequence[Line]) -> dict[str, int]:
    """The row of each box: one below the lowest of those it follows; last ones in the lowest."""
    above: dict[str, list[str]] = {box.key: [] for box in boxes}
    for line in lines:
        above[line.below].append(line.above)
    found: dict[str, int] = {}

    def row(key: str) -> int:
        if key not in found:
            found[key] = max((row(each) + 1 for each in above[key]), default=0)
        return found[key]

    lowest = max((row(box.key) for box in boxes), default=0)
    return {box.key: lowest if box.is_last else row(box.key) for box in boxes}


def _piled(boxes: Sequence[Box], lines: Sequence[Line], rows: dict[str, int]) -> dict[str, Place]:
    """The place of each box; last ones that follow the same share theirs."""
    piles: dict[object, list[Box]] = {}
    for box in boxes:
        above = frozenset((line.above, line.is_doubtful) for line in lines if line.below == box.key)
        piles.setdefault((above, box.shape) if box.is_last else box.key, []).append(box)
    places = [Place(rows[pile[0].key], tuple(pile)) for pile in piles.values()]
    return {box.key: place for place in places for box in place.boxes}


def _joined(above: Place, below: Place, is_doubtful: bool) -> None:
    """A line, with a place in every row it passes."""
    for row in range(above.row + 1, below.row):
        on_the_way = Place(row)
        above.below.append(Step(on_the_way, is_doubtful))
        above = on_the_way
    above.below.append(Step(below, is_doubtful))


def _ordered(places: Iterable[Place]) -> list[list[Place]]:
    """The rows, each in the order in which the boxes above lead to it."""
    all_of_them = list(places)
    reached = {step.to for place in all_of_them for step in place.below}
    rows: dict[int, list[Place]] = {}
    seen: set[Place] = set()

    def visit(place: Place) -> None:
        if place not in seen:
            seen.add(place)
            rows.setdefault(place.row, []).append(place)
            for step in place.below:
                visit(step.to)

    for place in all_of_them:
        if place not in reached:
            visit(place)
    return [rows.get(row, []) for row in range(max(rows, default=-1) + 1)]


def _spread(rows: list[list[Place]]) -> int:
    """Set the column of each place: above the middle of what it leads to, and no two in one. Gives their number."""
    above: dict[Place, list[Place]] = {}
    for place in (place for row in rows for place in row):
        for step in place.below:
            above.setdefault(step.to, []).append(place)
    for row in reversed(rows):
        _set(row, {place: [step.to for step in place.below] for place in row})
    columns = _columns(rows)
    kept = {place: place.at for row in rows for place in row}
    # Below the middle of what leads to it, if that takes no more room.
    for row in rows[1:]:
        _set(row, {place: above.get(place, []) for place in row})
    if _columns(rows) > columns:
        for place, at in kept.items():
            place.at = at
    return columns


def _set(row: Sequence[Place], wanted: dict[Place, list[Place]]) -> None:
    """Each place at the middle of those it is wanted at, as far as there is room from the left on."""
    free = 0.0
    for place in row:
        some = [each.at for each in wanted[place]]
        place.at = max(free, (min(some) + max(some)) / 2 if some else free)
        free = place.at + 1


def _columns(rows: Iterable[Sequence[Place]]) -> int:
    return ceil(max((row[-1].at for row in rows if row), default=0.0)) + 1
