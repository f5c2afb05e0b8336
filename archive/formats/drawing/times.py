"""A time on a line of time, drawn as sharply as it is known.

A day that is known is a mark, a day somewhere within a hollow bar, a whole time a full one that is
fainter where it may not have begun or may have ended. Ends that are approximate are dashed, those
that go on have an arrow, and those nobody knows a question mark.
"""

from collections.abc import Iterator
from typing import NamedTuple

from archive.formats.drawing.svg import Element, element, per_cent
from archive.text.extent import CLOSED, DAY, OPEN, WHOLE, Extent

HEIGHT = 8
# Pixels: what is shorter is drawn so long; and how far a mark or a head sticks out over its time.
SHORTEST, BEYOND = 8.0, 24.0


class Span(NamedTuple):
    """From where to where something lies, as shares of the width."""

    start: float
    end: float


def drawn(extent: Extent, time: Span, sure: Span | None, room: float) -> Iterator[Element]:
    """The shapes of one time; ``sure`` is where it surely was. ``room``: pixels of the width."""
    soft = " soft" if extent.is_soft else ""
    if extent.form == DAY:
        yield _day((time.start + time.end) / 2, soft)
        return
    open_ended = " open" if extent.form != WHOLE and extent.end != CLOSED else ""
    name = f"{extent.form}{soft}{open_ended}"
    if (time.end - time.start) * room < SHORTEST:
        # Drawn out wider, the time itself takes the place of what stands for it.
        bar = element("rect", class_=f"{name} stand-in", x=-SHORTEST / 2, width=SHORTEST, height=HEIGHT, rx=2)
        yield _at((time.start + time.end) / 2, bar)
        yield _bar(f"{name} to-scale", time)
    else:
        yield _bar(name, time)
    if sure is not None:
        yield _bar(f"sure{soft}", sure)
    yield from _ends(extent, time)


def _day(place: float, soft: str) -> Element:
    about = element("path", class_="about", d="M-4 4h-12M4 4h12") if soft else None
    mark = element("rect", class_=f"day{soft}", x=-2, y=-2, width=4, height=12, rx=1)
    return _at(place, about, mark)


def _bar(name: str, time: Span) -> Element:
    x, width = per_cent(time.start), per_cent(time.end - time.start)
    return element("rect", class_=name, x=x, width=width, height=HEIGHT, rx=2)


def _ends(extent: Extent, time: Span) -> Iterator[Element]:
    """What stands at ends that are none."""
    for end, place, way in ((extent.start, time.start, -1), (extent.end, time.end, 1)):
        if end == CLOSED:
            continue
        if end == OPEN:
            yield _at(place, element("path", class_=f"head {extent.form}", d=f"M0 -2l{9 * way} 6l{-9 * way} 6z"))
        else:
            dashes = element("path", class_="about", d=f"M{2 * way} 4h{11 * way}")
            mark = element("text", "?", class_="ask", x=19 * way, y=8, text_anchor="middle")
            yield _at(place, dashes, mark)


def _at(place: float, *children: Element | None) -> Element:
    """Shapes in pixels around a place."""
    return element("svg", *children, x=per_cent(place))


def beyond(extent: Extent) -> tuple[float, float]:
    """How many pixels are drawn before and after the time itself."""
    if extent.form == DAY:
        return (16.0, 16.0) if extent.is_soft else (2.0, 2.0)
    return (0.0 if extent.start == CLOSED else BEYOND, 0.0 if extent.end == CLOSED else BEYOND)
