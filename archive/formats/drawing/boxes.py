"""A box with words in it: what it is shows in its shape, in a sign and in a word, never in a colour alone."""

from archive.formats.drawing.layers import Box
from archive.formats.drawing.svg import Element, Value, element, lines_of
from archive.formats.drawing.wrapping import BOLD, wrapped

# Sizes of letters and heights of lines, in pixels.
NAME, NAME_LINE, NOTE, NOTE_LINE = 13.0, 17.0, 11.5, 15.0
PAD, MOST_LINES, MOST_NOTES = 7.0, 4, 5
SIGN_ROOM = 15.0
_PAGE = "M-6 -8h8l4 4v12h-12z"
_SIGNS: dict[str, tuple[tuple[str, str], ...]] = {
    "origin": (("solid", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"),),
    "unnamed": (
        ("dashed", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z"),
        ("open", "M-2 -2a2 2 0 1 1 3 2q-1 .7 -1 1.7M0 3.6v1"),
    ),
    "end": (("open", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"),),
    "between": (("open", "M0 -6v11M-4 1l4 4l4 -4"),),
    "article": (("open", _PAGE), ("open", "M2 -8v4h4M-3 0h6M-3 4h6")),
    "own-voice": (("solid", _PAGE), ("cut", "M-3 -1h6M-3 3h6")),
    "aside": (("dashed", _PAGE),),
}


def words_of(box: Box, room: float) -> tuple[list[str], list[str]]:
    """The lines of its name and of its note, for a box ``room`` pixels wide at its narrowest."""
    inner = room - 2 * PAD
    return wrapped(box.words, inner / BOLD, NAME, MOST_LINES), wrapped(box.note, inner, NOTE, MOST_NOTES)


def height(box: Box, room: float) -> float:
    """How high the box must be, its sign included."""
    names, notes = words_of(box, room)
    return 2 * PAD + SIGN_ROOM + NAME_LINE * len(names) + NOTE_LINE * len(notes)


def drawn(box: Box, *, left: str, middle: str, wide: str, top: float, high: float, room: float) -> Element:
    """The box with its words; ``left``, ``middle`` and ``wide`` are lengths, ``top`` and ``high`` pixels."""
    names, notes = words_of(box, room)
    inside = PAD + SIGN_ROOM + NAME_LINE * len(names) + NOTE_LINE * len(notes)
    start = top + (high - inside - PAD) / 2 + PAD
    below = start + SIGN_ROOM + NAME_LINE * len(names)
    children = (
        element("title", f"{box.words}: {box.note}" if box.note else box.words),
        element("rect", class_="edge", x=left, y=top, width=wide, height=high, rx=2 if box.is_last else 9),
        sign(box.shape, middle, start + SIGN_ROOM / 2 - 2),
        *lines_of(
            names,
            x=middle,
            top=start + SIGN_ROOM,
            line=NAME_LINE,
            class_="name",
            text_anchor="middle",
            lang=box.language or None,
        ),
        *lines_of(notes, x=middle, top=below, line=NOTE_LINE, class_="note", text_anchor="middle"),
    )
    shape = f"box {box.shape}"
    if not box.href:
        return element("g", *children, class_=shape)
    return element("a", *children, class_=shape, href=box.href)


def sign(shape: str, x: Value, y: Value) -> Element:
    """The sign of a shape, its middle at a place."""
    strokes = (element("path", class_=f"sign {how}", d=path) for how, path in _SIGNS[shape])
    return element("svg", *strokes, x=x, y=y, overflow="visible", aria_hidden="true")
