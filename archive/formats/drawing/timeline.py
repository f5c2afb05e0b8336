"""Events in time, a row each: where it lies, as sharply as its date is known, and what is claimed of it.

Places along the time are shares of the width, so the drawing can be drawn out as wide as a reader
likes while its words keep their size. Rows are as high as the sheet says: on a desk the words stand
beside their times, on a telephone above them, each in one and the same drawing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.formats.drawing.axis import MONTHS, Axis, elastic
from archive.formats.drawing.marks import BETWEEN, GLYPH, Share, shares, shares_width, signs, status
from archive.formats.drawing.svg import Element, drawing, element, number, per_cent, spoken
from archive.formats.drawing.times import BEYOND, Span, beyond, drawn
from archive.formats.drawing.wrapping import MORE, width, wrapped
from archive.text.extent import NOT_KNOWN, OPEN, UNKNOWN, Extent

# Heights are in rows: the head with the years, an event whose words stand over its time, the head of what has no
# date, and what is left at the foot.
HEAD, TALL, APART, FOOT = 1.0, 1.5, 1.0, 0.4
# Where in the head the years are named, and where their lines begin.
NAMED, RULED = 0.6, 0.85
# Pixels: the least widths of a desk and of a telephone, what is kept free at an edge, and the size of letters.
ROOM, LEAST_ROOM = 900.0, 326.0
EDGE, GAP, LETTERS, SMALL = 14.0, 7.0, 13.0, 11.5
BETWEEN_TICKS, BETWEEN_FEW_TICKS = 44.0, 58.0


class Item(NamedTuple):
    """An event. ``told`` says all of it in words; ``word`` stands beside its name, where the status has one.

    ``language``: that of the name, where it is another than the page's.
    """

    title: str
    url: str
    extent: Extent
    status: str
    word: str
    told: str
    claims: tuple[Share, ...] = ()
    language: str = ""


class Words(NamedTuple):
    """What the drawing says beside its events."""

    title: str
    description: str
    undated: str
    months: Sequence[str] = MONTHS


class Placed(NamedTuple):
    """A dated event in its row, ``y`` being the top: its time, what of it is sure, and where its words stand on a desk.

    They begin at ``words``, ``shift`` pixels on, and have so much ``room``; ``is_before``: they end there.
    ``is_over``: they have a line of their own above the time.
    """

    item: Item
    y: float
    time: Span
    sure: Span | None
    words: float
    shift: float
    room: float
    is_before: bool
    is_over: bool

    @property
    def height(self) -> float:
        return TALL if self.is_over else 1.0


def timeline(name: str, items: Sequence[Item], words: Words) -> Element | None:
    """The drawing, dated events in the order of their beginnings; None when there is nothing to draw.

    ``name`` is unique on the page.
    """
    if not items:
        return None
    dated = sorted((item for item in items if item.extent.form != UNKNOWN), key=_order)
    undated = [item for item in items if item.extent.form == UNKNOWN]
    axis = axis_of([item.extent for item in dated])
    placed = laid_out(dated, axis) if axis else []
    bottom = placed[-1].y + placed[-1].height if placed else 0.0
    below = bottom + APART
    return drawing(
        name,
        words.title,
        words.description,
        signs({item.status for item in items}),
        *(_ground(axis, bottom, words.months) if axis else ()),
        *(_event(each, f"{name}-{row}") for row, each in enumerate(placed)),
        _head_of_undated(words.undated, bottom, is_ruled=bool(placed)) if undated else None,
        *(_undated(item, below + row, f"{name}-none-{row}") for row, item in enumerate(undated)),
        width="100%",
        height=rows((below + len(undated) if undated else bottom) + FOOT),
        class_="chronology",
    )


def rows(many: float) -> str:
    """A height in rows. The sheet says how high one is: on a desk a line of words, on a telephone three."""
    return f"{number(many)}em"


def laid_out(dated: Sequence[Item], axis: Axis) -> list[Placed]:
    """One event under the other."""
    found, y = [], HEAD
    for item in dated:
        placed = _placed(item, y, axis)
        found.append(placed)
        y += placed.height
    return found


def _order(item: Item) -> tuple[int, int]:
    """What has no beginning comes before what has one."""
    first, last = item.extent.first, item.extent.last
    return (first.toordinal() if first else 0, last.toordinal() if last else 0)


def axis_of(extents: Sequence[Extent]) -> Axis | None:
    """The line of time on which all of these lie; None where no day is known."""
    begins = [day for each in extents if (day := each.first or each.last)]
    return elastic(begins, [each.last for each in extents if each.last]) if begins else None


def _placed(item: Item, y: float, axis: Axis) -> Placed:
    """Its words stand behind its time, else before it, else over it: from its beginning, or to its end, or cut short."""
    time, sure = times(item.extent, axis)
    before, after = beyond(item.extent)
    left, right = time.start * ROOM - before - GAP, (1 - time.end) * ROOM - after - GAP
    wanted = _width(item)
    if wanted <= right:
        return Placed(item, y, time, sure, time.end, after + GAP, right, False, False)
    if wanted <= left:
        return Placed(item, y, time, sure, time.start, -before - GAP, left, True, False)
    to_the_right, to_the_left = (1 - time.start) * ROOM, time.end * ROOM
    if to_the_right >= min(wanted, to_the_left):
        return Placed(item, y, time, sure, time.start, 0.0, to_the_right, False, True)
    return Placed(item, y, time, sure, time.end, 0.0, to_the_left, True, True)


def times(extent: Extent, axis: Axis) -> tuple[Span, Span | None]:
    """Where a time lies, and where it surely was; what goes on reaches the edge of the axis."""
    start = axis.place(extent.first) if extent.first else None
    end = axis.after(extent.last) if extent.last else None
    if start is None:
        start = 0.0 if extent.start == OPEN else (axis.place(extent.sure_to) if extent.sure_to else end or 0.0)
    if end is None:
        end = 1.0 if extent.end == OPEN else (axis.after(extent.sure_from) if extent.sure_from else start)
    sure = _sure(extent, start, end, axis)
    lies = _inside(Span(start, end))
    # A question mark at an end has to be seen.
    least = BEYOND / LEAST_ROOM if extent.start == NOT_KNOWN else 0.0
    most = 1 - BEYOND / LEAST_ROOM if extent.end == NOT_KNOWN else 1.0
    return Span(max(lies.start, least), min(lies.end, most)), _inside(sure) if sure else None


def _sure(extent: Extent, start: float, end: float, axis: Axis) -> Span | None:
    if extent.sure_from is None and extent.sure_to is None:
        return None
    until = axis.after(extent.sure_to) if extent.sure_to else None
    since = axis.place(extent.sure_from) if extent.sure_from else None
    if since is None:
        since = start if extent.start == OPEN else until
    if until is None:
        until = end if extent.end == OPEN else since
    return Span(since, until) if since is not None and until is not None and since < until else None


def _inside(time: Span) -> Span:
    """A stretch of the axis as one of the drawing, which has edges."""
    edge = EDGE / LEAST_ROOM
    return Span(*(edge + (1 - 2 * edge) * place for place in time))


def _width(item: Item) -> float:
    """The pixels that all beside the time takes."""
    return GLYPH + shares_width(item.claims) + width(item.title, LETTERS) + _word_width(item)


def _word_width(item: Item) -> float:
    return width(f" {item.word}", SMALL) if item.word else 0.0


# What is drawn.


def _ground(axis: Axis, bottom: float, months: Sequence[str]) -> Iterator[Element]:
    for fold in axis.folds:
        lies = _inside(Span(fold.start, fold.start + fold.width))
        x, wide = per_cent(lies.start), per_cent(lies.end - lies.start)
        yield element("rect", class_="fold", x=x, width=wide, y=rows(RULED), height=rows(bottom - RULED))
    desk, telephone = axis.ticks(BETWEEN_TICKS / ROOM), axis.ticks(BETWEEN_FEW_TICKS / LEAST_ROOM)
    names = []
    for tick in sorted({*desk, *telephone}):
        place = _inside(Span(tick.place, tick.place)).start
        x, name = per_cent(place), "year" if tick.is_year else "month"
        # What a telephone has no room for, and what only it says so.
        only = "" if tick in desk and tick in telephone else " on-desk" if tick in desk else " on-telephone"
        yield element("line", class_=f"tick {name}{only}", x1=x, x2=x, y1=rows(RULED), y2=rows(bottom))
        at_edge = " first" if place * LEAST_ROOM < BETWEEN_TICKS / 2 else ""
        names.append(element("text", tick.named(months), class_=f"{name}{only}{at_edge}", x=x))
    yield element("svg", *names, y=rows(NAMED))


def _head_of_undated(words: str, y: float, *, is_ruled: bool) -> Element:
    line = element("line", class_="apart", x2="100%", y1=4, y2=4) if is_ruled else None
    return element("svg", line, element("text", words, class_="undated", x=EDGE / 2, y=18), y=rows(y))


def _event(placed: Placed, name: str) -> Element:
    """An event in its row: its time, and from there outwards its claims, its status, its name."""
    item, wide = placed.item, shares_width(placed.item.claims)
    at_words, at_claims = placed.shift + wide, placed.shift
    if placed.is_before:
        at_words, at_claims = placed.shift - wide, placed.shift - wide + BETWEEN
    # A hair more, for what is wide enough to the last fraction.
    title = _title(item, placed.room - wide - GLYPH - _word_width(item) + 1)
    time = element("g", *drawn(item.extent, placed.time, placed.sure, ROOM), class_="when")
    claims = _moved("split", at_claims, *shares(item.claims)) if wide else None
    words = _moved("words before" if placed.is_before else "words", at_words, status(item.status), title)
    return _row(item, placed.y, placed.height, time, *_beside(name, per_cent(placed.words), claims, words))


def _undated(item: Item, y: float, name: str) -> Element:
    wide = shares_width(item.claims)
    title = _title(item, ROOM - EDGE - wide - GLYPH - _word_width(item))
    claims = _moved("split", 0.0, *shares(item.claims)) if wide else None
    words = _moved("words", wide, status(item.status), title)
    return _row(item, y, 1.0, *_beside(name, EDGE / 2, claims, words))


def _beside(name: str, x: str | float, *shapes: Element | None) -> Iterator[Element]:
    """Shapes beside a time; a telephone shows them again, from its left edge on, where the sheet puts them."""
    yield element("svg", element("g", *shapes, id=name), class_="on-desk", x=x)
    yield element("use", href=f"#{name}", class_="on-telephone")


def _row(item: Item, y: float, height: float, *shapes: Element | None) -> Element:
    # As large as the row, so that it is easily hit, and the frame of the focus stands around it.
    row = element("rect", class_="row", width="100%", height=rows(height))
    shown = element("svg", row, *shapes, class_="tall" if height == TALL else None, y=rows(y))
    return element("a", element("title", item.told), shown, href=item.url, class_="event")


def _moved(name: str, pixels: float, *shapes: Element | None) -> Element:
    return element("g", *shapes, class_=name, transform=f"translate({pixels:g})" if pixels else None)


def _title(item: Item, room: float) -> Element:
    """The name as far as there is room, on a telephone to its edge, and the word for the status."""
    shown = wrapped(item.title, room, LETTERS, 1)[0]
    short = wrapped(item.title, LEAST_ROOM - 2 * EDGE - GLYPH - _word_width(item), LETTERS, 1)[0]
    name: list[Element | str] = [spoken(shown, item.language)]
    if short.endswith(MORE) and len(short) < len(shown):
        first = len(short) - len(MORE)
        rest = element("tspan", shown[first:], class_="on-desk", lang=item.language or None)
        name = [spoken(shown[:first], item.language), rest, element("tspan", MORE, class_="on-telephone")]
    word = element("tspan", f" {item.word}", class_="word") if item.word else None
    return element("text", *name, word, class_="name")
