"""Where a claim comes from: those said to know above, the articles that print it below."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archive.formats.drawing import boxes as box_of
from archive.formats.drawing.layers import Box, Layers, Line, Place, acyclic, layers
from archive.formats.drawing.svg import Element, drawing, element, number, per_cent

# The narrowest a column gets, in pixels, and how much of it a box takes. So few columns share the narrowest telephone.
COLUMN, BOX, FEW = 118.0, 0.93, 2
TELEPHONE, WIDEST = 284.0, 230.0
GAP, EDGE = 34.0, 2.0


class Drawn(NamedTuple):
    """The drawing, and how many columns it takes."""

    svg: Element
    columns: int


def tree(name: str, title: str, description: str, boxes: Sequence[Box], lines: Sequence[Line]) -> Drawn:
    """The drawing; ``name`` is its own on the page. Lines that would lead back to where they come from are left out."""
    found = layers(boxes, acyclic(lines))
    tops, end = _heights(found, room_of(found.columns))
    painter = _Painter(found, tops)
    svg = drawing(
        name,
        title,
        description,
        *painter.lines(),
        *painter.boxes(),
        width=number(max(TELEPHONE, found.columns * COLUMN)),
        height=number(end),
        class_="few" if found.columns <= FEW else "",
    )
    return Drawn(svg, found.columns)


def room_of(columns: int) -> float:
    """How wide a box is at its narrowest."""
    return min(WIDEST, max(COLUMN, TELEPHONE / max(columns, 1)) * BOX)


def _heights(found: Layers, room: float) -> tuple[list[tuple[float, float]], float]:
    """Top and height of each row, and where the last ends. Boxes of one row are of one height, piles apart."""
    tops, top = [], EDGE
    for row in found.rows:
        high = max((box_of.height(box, room) for place in row for box in place.boxes), default=0.0)
        most = max((len(place.boxes) for place in row), default=1)
        tops.append((top, high))
        top += high * max(most, 1) + GAP
    return tops, top - GAP + EDGE if found.rows else 0.0


class _Painter:
    """Elements for everything that has a place."""

    def __init__(self, found: Layers, tops: list[tuple[float, float]]) -> None:
        self.found, self.tops = found, tops
        self.room = room_of(found.columns)
        # Of the whole width.
        self.wide = min(BOX / found.columns, WIDEST / TELEPHONE) if found.columns else 0.0

    def middle(self, place: Place) -> float:
        return (place.at + 0.5) / self.found.columns

    def boxes(self) -> Iterator[Element]:
        for row, (top, high) in zip(self.found.rows, self.tops, strict=True):
            for place in row:
                middle = self.middle(place)
                for depth, box in enumerate(place.boxes):
                    yield box_of.drawn(
                        box,
                        left=per_cent(middle - self.wide / 2),
                        middle=per_cent(middle),
                        wide=per_cent(self.wide),
                        top=top + depth * high,
                        high=high,
                        room=self.room,
                    )

    def lines(self) -> Iterator[Element]:
        """The lines from each row to the next, in a frame as wide as the drawing; and past boxes."""
        for (row, (top, high)), (following, _) in pairwise(zip(self.found.rows, self.tops, strict=True)):
            yield from self._passing(row, top, high)
            yield element(
                "svg",
                *(
                    self._line(self.middle(place), self.middle(step.to), step.is_doubtful)
                    for place in row
                    for step in place.below
                ),
                y=top + high,
                width="100%",
                height=GAP,
                viewBox=f"0 0 100 {number(GAP)}",
                preserveAspectRatio="none",
            )
            for place in following:
                if place.boxes and any(step.to is place for above in row for step in above.below):
                    yield self._tip(self.middle(place), top + high + GAP)

    def _passing(self, row: Sequence[Place], top: float, high: float) -> Iterator[Element]:
        for place in row:
            if not place.boxes:
                x = per_cent(self.middle(place))
                doubt = " doubtful" if any(step.is_doubtful for step in place.below) else ""
                yield element("line", class_=f"way{doubt}", x1=x, x2=x, y1=top, y2=top + high)

    def _line(self, start: float, end: float, is_doubtful: bool) -> Element:
        one, two, half = number(100 * start), number(100 * end), number(GAP / 2)
        path = f"M{one} 0C{one} {half} {two} {half} {two} {number(GAP)}"
        return element(
            "path", class_="way doubtful" if is_doubtful else "way", d=path, vector_effect="non-scaling-stroke"
        )

    def _tip(self, x: float, y: float) -> Element:
        tip = element("path", class_="tip", d="M-4 -7L0 0L4 -7z")
        return element("svg", tip, x=per_cent(x), y=y, overflow="visible", aria_hidden="true")
