"""A text in paragraphs and segments, so that any number of marks may lie over each other. Pure.

Places are in code points of the whole text. The segments of a paragraph joined are the paragraph,
and a paragraph knows where it begins: so a browser can tell where in the text a word stands.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from archive.text.paragraphs import paragraphs as numbered

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
DEEPEST = 3  # more marks over each other look alike


class Mark(NamedTuple):
    """A stretch that something marks: ``key`` names it on the page, ``kind`` is how it looks."""

    key: str
    kind: str
    start: int
    end: int


class Segment(NamedTuple):
    """A run of text under the same marks. ``begins`` are the keys of marks that have not been met before."""

    text: str
    keys: str
    css: str
    begins: tuple[str, ...] = ()


class Paragraph(NamedTuple):
    """A line of the text that is not blank, where it begins, and what it is where that is told: a kind of stretch."""

    start: int
    kind: str
    segments: list[Segment]


def paragraphs(text: str, marks: Sequence[Mark], layout: Sequence[Any] = ()) -> list[Paragraph]:
    """The text, cut wherever a mark begins or ends. Marks outside the text are cut to it.

    ``layout`` is that of a CaptureText, in the order of the text.
    """
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end), reverse=True)
    active: list[Mark] = []
    stretches = deque(row[:3] for row in layout)
    found = []
    for line in _LINE.finditer(text):
        segments = list(_segments(text, line.start(), line.end(), waiting, active))
        found.append(Paragraph(line.start(), _kind(line.start(), line.end(), stretches), segments))
    return found


def _kind(start: int, end: int, stretches: deque[Any]) -> str:
    """What most of a line is, "" where nothing says so. Stretches that end before it are dropped."""
    while stretches and stretches[0][2] <= start:
        stretches.popleft()
    longest, kind = 0, ""
    for name, begins, ends in stretches:
        if begins >= end:
            break
        if min(end, ends) - max(start, begins) > longest:
            longest, kind = min(end, ends) - max(start, begins), name
    return kind


def _segments(text: str, at: int, end: int, waiting: list[Mark], active: list[Mark]) -> Iterator[Segment]:
    """Segments from ``at`` to ``end``. Moves marks from ``waiting``, whose next one is last, through ``active``.

    A mark inside of one with the same key begins nothing of its own.
    """
    while at < end:
        begins = []
        while waiting and waiting[-1].start <= at:
            mark = waiting.pop()
            if mark.end > at:
                begins += [] if any(each.key == mark.key for each in active) else [mark.key]
                active.append(mark)
        active[:] = [mark for mark in active if mark.end > at]
        stop = min([end, *(mark.end for mark in active), *(mark.start for mark in waiting[-1:])])
        keys = " ".join(dict.fromkeys(mark.key for mark in active))
        yield Segment(text[at:stop], keys, _css(active), tuple(begins))
        at = stop


def _css(active: Sequence[Mark]) -> str:
    kinds = list(dict.fromkeys(mark.kind for mark in active))
    deep = min(sum(mark.kind == "claim" for mark in active), DEEPEST)
    return " ".join([*kinds, *([f"deep-{deep}"] if deep > 1 else [])])


# The parts of an article whose stretches have a number or are parts as they stand; the others are its body.
_PARTS = ("title", "standfirst", "caption", "note")


class Part(NamedTuple):
    """Which part of an article a place is in, a word of Passage.Where, and the paragraph in it, from 1."""

    part: str
    paragraph: int | None


def part_at(text: str, layout: Sequence[Any], at: int, title: str) -> Part:
    """Where ``at`` is: as the ``layout`` of the text says, or by its lines where there is none."""
    for row in layout:
        match row:
            case [str(kind), int(start), int(end), _, int(paragraph)] if start <= at < end:
                return Part(kind if kind in _PARTS else "body", paragraph or None)
    number = paragraph_number(text, at, title)
    return Part("title" if number is None else "body", number)


def paragraph_number(text: str, at: int, title: str) -> int | None:
    """The number, from 1, of the body paragraph that holds ``at``; None within the title.

    A first line that is the title is not counted.
    """
    number = 1
    for paragraph in numbered(text, title):
        if paragraph.start > at:
            break
        if paragraph.number is None and at < paragraph.start + len(paragraph.text):
            return None
        number = paragraph.number or number
    return number
