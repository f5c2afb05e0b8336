"""A text in paragraphs and segments, so that any number of marks may lie over each other. Pure.

Places are in code points of the whole text. The segments of a paragraph joined are the paragraph,
and a paragraph knows where it begins: so a browser can tell where in the text a word stands.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
    """A line of the text that is not blank, and where it begins."""

    start: int
    segments: list[Segment]


def paragraphs(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """The text, cut wherever a mark begins or ends. Marks outside the text are cut to it."""
    waiting = sorted(marks, key=lambda mark: (mark.start, -mark.end), reverse=True)
    active: list[Mark] = []
    found = []
    for line in _LINE.finditer(text):
        segments = list(_segments(text, line.start(), line.end(), waiting, active))
        found.append(Paragraph(line.start(), segments))
    return found


def _segments(text: str, at: int, end: int, waiting: list[Mark], active: list[Mark]) -> Iterator[Segment]:
    """Segments from ``at`` to ``end``. Moves marks from ``waiting``, whose next one is last, through ``active``."""
    while at < end:
        begins = []
        while waiting and waiting[-1].start <= at:
            mark = waiting.pop()
            if mark.end > at:
                active.append(mark)
                begins.append(mark.key)
        active[:] = [mark for mark in active if mark.end > at]
        stop = min([end, *(mark.end for mark in active), *(mark.start for mark in waiting[-1:])])
        yield Segment(text[at:stop], " ".join(mark.key for mark in active), _css(active), tuple(begins))
        at = stop


def _css(active: Sequence[Mark]) -> str:
    kinds = list(dict.fromkeys(mark.kind for mark in active))
    deep = min(sum(mark.kind == "claim" for mark in active), DEEPEST)
    return " ".join([*kinds, *([f"deep-{deep}"] if deep > 1 else [])])


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
