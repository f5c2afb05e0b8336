"""Events in time, a row each: where it lies, as sharply as its date is known, and what is claimed of it.

Places along the time are shares of the width, so the drawing can be drawn out as wide as a reader
likes while its words keep their size. A form says for which least width all words have room.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.formats.drawing.axis import MONTHS, Axis, elastic
from archive.formats.drawing.marks import GLYPH, Share, share, share_width, status
from archive.formats.drawing.svg import Element, drawing, element, per_cent, spoken
from archive.formats.drawing.times import BEYOND, HEIGHT, Span, beyond, drawn
from archive.formats.drawing.wrapping import width, wrapped
from archive.text.extent import NOT_KNOWN, OPEN, UNKNOWN, Extent

# Pixels: the head with the years, a row, one whose words stand over its time, and what is left at the foot.
HEAD, ROW, TALL, FOOT = 34, 23, 38, 8
EDGE, GAP, LETTERS, SMALL = 14.0, 7.0, 13.0, 11.5
BETWEEN_TICKS = 44.0


class Form(NamedTuple):
    """For which screens it is drawn: the least width in pixels, and whether all words stand at the left, over their times."""

    room: float
    is_narrow: bool


WIDE = Form(900.0, is_narrow=False)
NARROW = Form(326.0, is_narrow=True)


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
    """An event in its row, ``y`` being the top: its time, what of it is sure, and where its words stand.

    ``is_before``: they end at ``words``, ``shift`` pixels on. ``room`` is all they have. ``is_over``:
    they have a line of their own above the time.
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
    def height(self) -> int:
        return TALL if self.is_over else ROW


def timeline(name: str, items: Sequence[Item], words: Words, form: Form = WIDE) -> Element | None:
    """The drawing, dated events in the order of their beginnings; None when there is nothing to draw.

    ``name`` is unique on the page.
    """
    if not items:
        return None
    dated = sorted((item for item in items if item.extent.form != UNKNOWN), key=_order)
    axis = axis_of([item.extent for item in dated])
    placed = laid_out(dated, axis, form) if axis else []
    bottom = placed[-1].y + placed[-1].height if placed else 0.0
    apart = _apart([item for item in items if item.extent.form == UNKNOWN], bottom + HEAD, form)
    return drawing(
        name,
        words.title,
        words.description,
        *(_ground(axis, bottom, form, words.months) if axis else ()),
        *(_event(each, form) for each in placed),
        *(_head_of_undated(words.undated, bottom, form, is_ruled=bool(placed)) if apart else ()),
        *(_event(each, form) for each in apart),
        width="100%",
        height=(apart[-1].y + ROW if apart else bottom) + FOOT,
        class_="chronology",
    )


def laid_out(dated: Sequence[Item], axis: Axis, form: Form = WIDE) -> list[Placed]:
    """One event under the other."""
    found, y = [], float(HEAD)
    for item in dated:
        placed = _placed(item, y, axis, form)
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


def _placed(item: Item, y: float, axis: Axis, form: Form) -> Placed:
    """Its words stand behind its time, else before it, else over it: from its beginning, or to its end, or cut short."""
    time, sure = times(item.extent, axis, form)
    if form.is_narrow:
        return Placed(item, y, time, sure, 0.0, EDGE / 2, form.room - EDGE, False, True)
    before, after = beyond(item.extent)
    left, right = time.start * form.room - before - GAP, time.end * form.room + after + GAP
    wanted = _width(item)
    if right + wanted <= form.room:
        return Placed(item, y, time, sure, time.end, after + GAP, form.room - right, False, False)
    if wanted <= left:
        return Placed(item, y, time, sure, time.start, -before - GAP, left, True, False)
    to_the_right, to_the_left = (1 - time.start) * form.room, time.end * form.room
    if wanted <= to_the_right or to_the_left < wanted:
        return Placed(item, y, time, sure, time.start, 0.0, to_the_right, False, True)
    return Placed(item, y, time, sure, time.end, 0.0, to_the_left, True, True)


def times(extent: Extent, axis: Axis, form: Form = WIDE) -> tuple[Span, Span | None]:
    """Where a time lies, and where it surely was; what goes on reaches the edge of the axis."""
    start = axis.place(extent.first) if extent.first else None
    end = axis.after(extent.last) if extent.last else None
    if start is None:
        start = 0.0 if extent.start == OPEN else (axis.place(extent.sure_to) if extent.sure_to else end or 0.0)
    if end is None:
        end = 1.0 if extent.end == OPEN else (axis.after(extent.sure_from) if extent.sure_from else start)
    sure = _sure(extent, start, end, axis)
    lies = _inside(Span(start, end), form)
    # A question mark at an end has to be seen.
    least = BEYOND / form.room if extent.start == NOT_KNOWN else 0.0
    most = 1 - BEYOND / form.room if extent.end == NOT_KNOWN else 1.0
    return Span(max(lies.start, least), min(lies.end, most)), _inside(sure, form) if sure else None


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


def _inside(time: Span, form: Form) -> Span:
    """A stretch of the axis as one of the drawing, which has edges."""
    edge = EDGE / form.room
    return Span(*(edge + (1 - 2 * edge) * place for place in time))


def _width(item: Item) -> float:
    """The pixels that all beside the time takes."""
    return GLYPH + _claims_width(item.claims) + width(item.title, LETTERS) + _word_width(item)


def _claims_width(claims: Sequence[Share]) -> float:
    return sum(share_width(each) for each in claims)


def _word_width(item: Item) -> float:
    return width(f" {item.word}", SMALL) if item.word else 0.0


def _apart(items: Sequence[Item], y: float, form: Form) -> list[Placed]:
    """What has no date stands in lines, as words do."""
    found, x = [], EDGE / 2
    for item in items:
        whole = min(_width(item), form.room - EDGE)
        if x > EDGE and x + whole > form.room:
            x, y = EDGE / 2, y + ROW
        found.append(Placed(item, y, Span(0.0, 0.0), None, x / form.room, 0.0, form.room - x, False, False))
        x += whole + 3 * GAP
    return found


# What is drawn.


def _ground(axis: Axis, bottom: float, form: Form, months: Sequence[str]) -> Iterator[Element]:
    top = HEAD - 12
    for fold in axis.folds:
        lies = _inside(Span(fold.start, fold.start + fold.width), form)
        x, wide = per_cent(lies.start), per_cent(lies.end - lies.start)
        yield element("rect", class_="fold", x=x, width=wide, y=top, height=bottom - top)
    for tick in axis.ticks(BETWEEN_TICKS / form.room):
        place = _inside(Span(tick.place, tick.place), form).start
        x, name = per_cent(place), "year" if tick.is_year else "month"
        yield element("line", class_=f"tick {name}", x1=x, x2=x, y1=top, y2=bottom)
        at_edge = " first" if place * form.room < BETWEEN_TICKS / 2 else ""
        yield element("text", tick.named(months), class_=f"{name}{at_edge}", x=x, y=top - 6)


def _head_of_undated(words: str, y: float, form: Form, *, is_ruled: bool) -> Iterator[Element]:
    if is_ruled:
        yield element("line", class_="apart", x1="0", x2="100%", y1=y + 4, y2=y + 4)
    yield element("text", words, class_="undated", x=EDGE / 2, y=y + 22)


def _event(placed: Placed, form: Form) -> Element:
    item, line = placed.item, placed.y + 15
    is_dated = item.extent.form != UNKNOWN
    bar = placed.y + placed.height - ROW + (ROW - HEIGHT) / 2
    # As large as the row, so that it is easily hit, and the frame of the focus stands around it.
    row = element("rect", class_="row", x="0", width="100%", y=placed.y, height=placed.height) if is_dated else None
    shapes = drawn(item.extent, placed.time, placed.sure, bar, form.room) if is_dated else ()
    is_below = form.is_narrow and is_dated
    words = element(
        "g",
        *_words(placed, () if is_below else item.claims),
        transform=f"translate({placed.shift:g})" if placed.shift else None,
    )
    return element(
        "a",
        element("title", item.told),
        row,
        *shapes,
        element("svg", words, x=per_cent(placed.words), y=line, overflow="visible"),
        _below(placed, form, bar + HEIGHT) if is_below and item.claims else None,
        href=item.url,
        class_="event",
    )


def _below(placed: Placed, form: Form, y: float) -> Element:
    """The claims beside the time, after it or, where there is no room, before it."""
    before, after = beyond(placed.item.extent)
    right = placed.time.end * form.room + after + GAP
    is_before = right + _claims_width(placed.item.claims) > form.room
    shares = _shares(placed.item.claims, -before - GAP if is_before else after + GAP, is_before=is_before)
    return element(
        "svg", *shares, x=per_cent(placed.time.start if is_before else placed.time.end), y=y + 1, overflow="visible"
    )


def _words(placed: Placed, claims: Sequence[Share]) -> Iterator[Element]:
    """From the time outwards: the status, how many claims of which standing, the name, the word for the status."""
    item, is_before = placed.item, placed.is_before
    yield from status(item.status, -GLYPH + 5 if is_before else 0.0)
    x = -GLYPH if is_before else GLYPH
    yield from _shares(claims, x, is_before=is_before)
    wide = _claims_width(claims)
    # A hair more, for what is wide enough to the last fraction.
    room = placed.room - GLYPH - wide - _word_width(item) + 1
    name = spoken(wrapped(item.title, room, LETTERS, 1)[0], item.language)
    word = element("tspan", f" {item.word}", class_="word") if item.word else None
    anchor = "end" if is_before else None
    yield element("text", name, word, class_="name", x=x - wide if is_before else x + wide, text_anchor=anchor)


def _shares(claims: Sequence[Share], x: float, *, is_before: bool) -> Iterator[Element]:
    """From ``x`` pixels on, or, ``is_before``, up to there."""
    for each in reversed(claims) if is_before else claims:
        wide = share_width(each)
        yield share(each, x - wide + 6 if is_before else x)
        x += -wide if is_before else wide
