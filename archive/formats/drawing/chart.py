"""Figures of one quantity over time: how much each speaker said it was, and on which day.

A figure is as wide as its day is uncertain and as high as it is a range. What is meant as "up to"
or "at least" is open on its other side; what is approximate is dashed. Its number leads to the
table beside the chart, its sign to who said it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from archive.formats.drawing.axis import MONTHS, Axis, even
from archive.formats.drawing.scale import FIELD, HEAD, Scale, amount, scale_of
from archive.formats.drawing.svg import Element, drawing, element, per_cent, spoken
from archive.formats.drawing.wrapping import width
from archive.text.extent import Extent

# Pixels: the least width at which words have room, and the height of the days below.
ROOM, FEET = 260.0, 26.0
SMALL = 11.5
# A number alone, the height of letters, and from one line of them to the next.
NUMBER, LETTERS, LINE = 24.0, 12.0, 14.0
# The part of the width that the numbers at the left take, and what is left at the right.
LEFT, RIGHT = 0.14, 0.04
# The least width and height of a figure, and how far a bound that is open is drawn.
THIN, FLAT, OPEN = 9.0, 5.0, 30.0
BETWEEN_TICKS = 44 / ROOM
# Days before the first and after the last figure.
MARGIN = 45
# Signs of speakers, in paths around their middle; more speakers share the last.
SIGNS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "M-3.6 -3.6h7.2v7.2h-7.2z",
    "M0 -4.6l4.6 8.2h-9.2z",
    "M0 -4.8l4.8 4.8l-4.8 4.8l-4.8 -4.8z",
    "M-4.6 -3.6h9.2l-4.6 8.2z",
    "M-1.4 -4.4h2.8v3h3v2.8h-3v3h-2.8v-3h-3v-2.8h3z",
)


class Figure(NamedTuple):
    """A number as claimed: ``low`` or ``high`` alone is a bound where the qualifier says so, else the number itself.

    ``number`` is its row in the table, ``sign`` that of its speaker, ``words`` say the number. ``language``: that
    of the unit, where it is another than the page's.
    """

    number: int
    when: Extent
    low: float | None
    high: float | None
    qualifier: str
    sign: int
    words: str
    told: str
    url: str
    unit: str = ""
    language: str = ""


class Words(NamedTuple):
    """What the chart says beside its figures.

    ``thousands`` stands between those of a number; ``language``: that of the unit, where it is another than the page's.
    """

    title: str
    description: str
    unit: str
    months: Sequence[str] = MONTHS
    thousands: str = ","
    language: str = ""


def chart(name: str, figures: Sequence[Figure], words: Words) -> Element | None:
    """The chart of figures that have a number and a day; None when there is none. ``name`` is unique on the page."""
    shown = [each for each in figures if each.when.first and each.when.last and bounds(each) != (None, None)]
    if not shown:
        return None
    axis = even(_with_margins(shown))
    scale = scale_of([value for each in shown for value in bounds(each) if value is not None])
    labels = _labelled(shown, axis, scale)
    return drawing(
        name,
        words.title,
        words.description,
        element("text", words.unit, class_="unit", x="0", y=13, lang=words.language or None),
        *_ground(axis, scale, words),
        *(_figure(each, axis, scale, label) for each, label in zip(shown, labels, strict=True)),
        width="100%",
        height=HEAD + FIELD + FEET,
        class_="chart",
    )


def _with_margins(figures: Sequence[Figure]) -> list[date]:
    """From a little before the first day to a little after the last."""
    days = [day.toordinal() for each in figures for day in (each.when.first, each.when.last) if day]
    first, last = max(min(days) - MARGIN, 1), min(max(days) + MARGIN, date.max.toordinal())
    return [date.fromordinal(first), date.fromordinal(last)]


def bounds(figure: Figure) -> tuple[float | None, float | None]:
    """The lower and the upper bound; both the number itself, unless it is a bound or a range."""
    low, high = figure.low, figure.high
    if figure.qualifier == "up_to":
        return (low, high) if high is not None else (None, low)
    if figure.qualifier == "at_least":
        return (low, high) if low is not None else (high, None)
    return (low if low is not None else high), (high if high is not None else low)


def _across(place: float) -> float:
    return LEFT + (1 - LEFT - RIGHT) * place


def _lies(figure: Figure, axis: Axis) -> tuple[float, float]:
    """From where to where its day may be, as shares of the width."""
    assert figure.when.first is not None
    assert figure.when.last is not None
    return _across(axis.place(figure.when.first)), _across(axis.after(figure.when.last))


# What is drawn.


def _ground(axis: Axis, scale: Scale, words: Words) -> Iterator[Element]:
    for value in scale.lines:
        y = scale.y(value)
        name = "base" if value == scale.lines[0] else "line"
        yield element("line", class_=name, x1="0", x2="100%", y1=y, y2=y)
        yield element("text", amount(value).replace(",", words.thousands), class_="amount", x="0", y=y - 4)
    for tick in axis.ticks(BETWEEN_TICKS):
        x = per_cent(_across(tick.place))
        yield element("line", class_="tick", x1=x, x2=x, y1=HEAD + FIELD, y2=HEAD + FIELD + 5)
        yield element(
            "text", tick.named(words.months), class_="year" if tick.is_year else "month", x=x, y=HEAD + FIELD + 18
        )


class Label(NamedTuple):
    """Where a figure's number stands, ``shift`` pixels beside its middle, and whether its words do after it."""

    y: float
    shift: float
    is_whole: bool


class Box(NamedTuple):
    """What is taken already, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def _labelled(figures: Sequence[Figure], axis: Axis, scale: Scale) -> list[Label]:
    """The words beside each number where they touch nothing; where they would, the numbers alone, higher or aside."""
    taken = [_edge(each, axis, scale) for each in figures]
    found = []
    for each in figures:
        start, end = _lies(each, axis)
        middle, y = (start + end) / 2 * ROOM, top_of(each, scale) - 9
        wide = width(_label(each), SMALL) + 8
        spots = [Label(y, 0.0, True), *_spots(y)]
        label = next((spot for spot in spots if _is_free(spot, middle, wide, taken)), Label(y, 0.0, False))
        taken.append(_box(label, middle, wide))
        found.append(label)
    return found


def _edge(figure: Figure, axis: Axis, scale: Scale) -> Box:
    """Where a figure is drawn fully; what lies beyond a bound is faint enough to be written on."""
    start, end = _lies(figure, axis)
    half = max((end - start) * ROOM, THIN) / 2
    middle = (start + end) / 2 * ROOM
    low, high = bounds(figure)
    top = scale.y(high if high is not None else low or 0.0)
    bottom = scale.y(low) if low is not None else top
    return Box(middle - half, middle + half, top - FLAT / 2, bottom + FLAT / 2)


def _spots(y: float) -> Iterator[Label]:
    """Where a number alone may stand: above its figure, and in columns beside that."""
    for column in (0, 1, -1, 2, -2, 3, -3):
        for row in range(int((y - LETTERS) // LINE) + 1):
            yield Label(y - LINE * row, column * (NUMBER + 10), False)


def _box(spot: Label, middle: float, wide: float) -> Box:
    x = middle + spot.shift
    return Box(x - 6, x + (wide if spot.is_whole else NUMBER), spot.y - 6, spot.y + 6)


def _is_free(spot: Label, middle: float, wide: float, taken: Sequence[Box]) -> bool:
    box = _box(spot, middle, wide)
    return box.left >= 0 and box.right <= ROOM and not any(box.touches(other) for other in taken)


def _label(figure: Figure) -> str:
    return f"{figure.number}  {figure.words}{f' {figure.unit}' if figure.unit else ''}"


def top_of(figure: Figure, scale: Scale) -> float:
    """The highest place of a figure."""
    low, high = bounds(figure)
    if high is None:
        assert low is not None
        return max(scale.y(low) - OPEN, HEAD)
    return scale.y(high) - (FLAT / 2 if low == high else 0)


def _figure(figure: Figure, axis: Axis, scale: Scale, label: Label) -> Element:
    start, end = _lies(figure, axis)
    is_thin = (end - start) * ROOM < THIN
    # Around a place in pixels, or from one place to another.
    x, wide = (-THIN / 2, THIN) if is_thin else (per_cent(start), per_cent(end - start))
    name = f"figure {figure.qualifier}{'' if is_thin else ' uncertain'} by-{figure.sign}"
    shapes = list(_shapes(figure, scale, x, wide))
    middle = per_cent((start + end) / 2)
    return element(
        "a",
        element("title", figure.told),
        element("svg", *shapes, x=middle, overflow="visible") if is_thin else element("g", *shapes),
        _leader(middle, label, top_of(figure, scale)),
        element("svg", *_named(figure, label), x=middle, y=label.y, overflow="visible"),
        href=figure.url,
        class_=name,
    )


def _leader(middle: str, label: Label, top: float) -> Element | None:
    """From a number that stands far above its figure down to it."""
    if label.shift or top - label.y < LINE:
        return None
    return element("line", class_="leader", x1=middle, x2=middle, y1=label.y + 6, y2=top)


def _shapes(figure: Figure, scale: Scale, x: float | str, wide: float | str) -> Iterator[Element]:
    """The range, or the bound with the open side beyond it."""
    low, high = bounds(figure)
    if low is None and high is not None:
        y = scale.y(high)
        yield element("rect", class_="beyond", x=x, width=wide, y=y, height=max(scale.y(scale.lines[0]) - y, 1))
        yield element("rect", class_="bound", x=x, width=wide, y=y, height=3)
    elif high is None and low is not None:
        y = scale.y(low)
        yield element(
            "rect", class_="beyond", x=x, width=wide, y=top_of(figure, scale), height=y - top_of(figure, scale)
        )
        yield element("rect", class_="bound", x=x, width=wide, y=y - 3, height=3)
    elif low is not None and high is not None:
        height = max(scale.y(low) - scale.y(high), FLAT)
        yield element("rect", class_="range", x=x, width=wide, y=top_of(figure, scale), height=height)


def _named(figure: Figure, label: Label) -> Iterator[Element]:
    """The sign of the speaker, the number of the row and, where there is room, the number in words."""
    moved = f"translate({label.shift:g})" if label.shift else None
    unit = (" ", spoken(figure.unit, figure.language)) if figure.unit else ()
    words = element("tspan", f" {figure.words}", *unit, class_="words") if label.is_whole else None
    yield element("path", class_="sign", d=SIGNS[min(figure.sign, len(SIGNS) - 1)], transform=moved)
    yield element("text", str(figure.number), words, class_="number", x=8 + label.shift, y=4)
