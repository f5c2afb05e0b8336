"""Who cites whom around a source: those who cite it on the left, whom it cites on the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2

from archive.formats.drawing.svg import Element, drawing, element, lines_of, number, per_cent
from archive.formats.drawing.wrapping import BOLD, wrapped

# Pixels.
SIZE, LINE, NOTE_LINE, PAD, HEAD = 13.0, 16.0, 14.0, 7.0, 26.0
THIN, THICK = 1.5, 9.0
MOST_LINES, MOST_IN_THE_MIDDLE, MIDDLE_ROOM = 3, 2, 280.0
# Of the whole width: between a name and its line.
BLANK = 0.015


@dataclass(frozen=True)
class Frame:
    """Where things stand across, as shares of the width; ``room`` is what a name has on the narrowest telephone."""

    bar: float
    left: float
    right: float
    room: float
    anchor: str
    thick: float = 0.022


TWO_SIDED = Frame(0.489, 0.37, 0.63, 118.0, "middle")
# With nobody on one side, the other has all the room, whichever it is.
ONE_SIDED = Frame(0.0, 0.0, 0.2, 250.0, "start")


@dataclass(frozen=True)
class Neighbour:
    """One who cites the source or whom it cites: ``number`` times, told in ``note``.

    ``language``: that of the words, where it is another than the page's.
    """

    words: str
    note: str
    number: int
    href: str = ""
    is_nameless: bool = False
    language: str = ""


@dataclass(frozen=True)
class Side:
    """The neighbours on one side, under a heading, the first on top."""

    heading: str
    neighbours: Sequence[Neighbour]


def graph(
    name: str, title: str, description: str, middle: str, left: Side, right: Side, *, language: str = ""
) -> Element:
    """The drawing, ``middle`` under its bar; ``name`` is its own on the page. Lines are the wider, the more they stand for.

    ``language``: that of ``middle``, where it is another than the page's.
    """
    sides = [side for side in (left, right) if side.neighbours]
    frame = TWO_SIDED if len(sides) == 2 else ONE_SIDED
    tall = max((_height(side, frame) for side in sides), default=0.0)
    painter = _Painter(frame, tall, max((each.number for side in sides for each in side.neighbours), default=1))
    return drawing(
        name,
        title,
        description,
        *(part for side in sides for part in painter.side(side, is_left=frame is TWO_SIDED and side is left)),
        element(
            "rect",
            class_="bar",
            x=per_cent(frame.bar),
            y=HEAD,
            width=per_cent(frame.thick),
            height=number(tall),
            rx=3,
        ),
        *painter.middle(middle, language),
        width="100%",
        height=number(HEAD + tall + LINE * MOST_IN_THE_MIDDLE + 2 * PAD),
        class_="cited",
    )


def _lines(each: Neighbour, frame: Frame) -> list[str]:
    return wrapped(each.words, frame.room / BOLD, SIZE, MOST_LINES)


def _row(each: Neighbour, frame: Frame) -> float:
    return 2 * PAD + LINE * len(_lines(each, frame)) + NOTE_LINE


def _height(side: Side, frame: Frame) -> float:
    return sum(_row(each, frame) for each in side.neighbours)


@dataclass(frozen=True)
class _Painter:
    """Elements for a bar ``tall`` pixels high, in front of which somebody stands for ``most`` at most."""

    frame: Frame
    tall: float
    most: int

    def middle(self, words: str, language: str) -> Iterator[Element | str]:
        x = per_cent(0.5 if self.frame is TWO_SIDED else 0.0)
        lines, top = wrapped(words, MIDDLE_ROOM / BOLD, SIZE, MOST_IN_THE_MIDDLE), HEAD + self.tall + PAD
        return lines_of(
            lines, x=x, top=top, line=LINE, class_="name", text_anchor=self.frame.anchor, lang=language or None
        )

    def side(self, side: Side, *, is_left: bool) -> Iterator[Element]:
        """The heading, the names from the top on, and the lines that join them to the bar."""
        frame, tall = self.frame, self.tall
        edge, anchor = (frame.left, "end") if is_left else (frame.right, "start")
        yield element("text", side.heading, class_="head", x=per_cent(edge), y=HEAD - 12, text_anchor=anchor)
        slot = tall / len(side.neighbours)
        top = HEAD + (tall - _height(side, frame)) / 2
        flows = []
        for place, each in enumerate(side.neighbours):
            high = _row(each, frame)
            yield _name(each, _lines(each, frame), per_cent(edge), top, anchor)
            flows.append(self._flow(each, top + high / 2 - HEAD, slot * (place + 0.5), is_left=is_left))
            top += high
        start, end = (edge + BLANK, frame.bar) if is_left else (frame.bar + frame.thick, edge - BLANK)
        yield element(
            "svg",
            *flows,
            x=per_cent(start),
            y=HEAD,
            width=per_cent(end - start),
            height=number(tall),
            viewBox=f"0 0 100 {number(tall)}",
            preserveAspectRatio="none",
        )

    def _flow(self, each: Neighbour, outside: float, inside: float, *, is_left: bool) -> Element:
        """A line from a name to the bar, or from the bar to a name."""
        start, end = (outside, inside) if is_left else (inside, outside)
        return element(
            "path",
            class_="flow nameless" if each.is_nameless else "flow",
            d=f"M0 {number(start)}C50 {number(start)} 50 {number(end)} 100 {number(end)}",
            stroke_width=number(THIN + (THICK - THIN) * log2(each.number) / max(log2(self.most), 1)),
            vector_effect="non-scaling-stroke",
        )


def _name(each: Neighbour, lines: Sequence[str], x: str, top: float, anchor: str) -> Element:
    below = top + PAD + LINE * len(lines)
    children = (
        element("title", each.words),
        *lines_of(lines, x=x, top=top + PAD, line=LINE, class_="name", text_anchor=anchor, lang=each.language or None),
        *lines_of([each.note], x=x, top=below, line=NOTE_LINE, class_="note", text_anchor=anchor),
    )
    shape = "neighbour nameless" if each.is_nameless else "neighbour"
    if not each.href:
        return element("g", *children, class_=shape)
    return element("a", *children, class_=shape, href=each.href)
