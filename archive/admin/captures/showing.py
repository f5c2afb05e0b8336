"""Texts in pieces for a page: what differs from another text, and what is marked in it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archive.text.diff import Piece


class Mark(NamedTuple):
    """A stretch to be marked, in code points; ``name`` is what the page calls it."""

    start: int
    end: int
    name: str


class Bit(NamedTuple):
    """A stretch of one text. ``op`` is "equal", "delete" or "insert"; ``first`` is true where a mark begins."""

    op: str
    text: str
    mark: str = ""
    first: bool = False


def bits(pieces: Sequence[Piece], op: str, marks: Sequence[Mark]) -> Iterator[Bit]:
    """One side of a comparison: the equal pieces and those of ``op``, cut at ``marks``, which do not overlap.

    The texts joined are that side's text, to the letter.
    """
    waiting = sorted(marks)
    place = 0
    for piece in pieces:
        if piece.op not in ("equal", op):
            continue
        end = place + len(piece.text)
        at = place
        while at < end:
            while waiting and waiting[0].end <= at:
                waiting.pop(0)
            mark = waiting[0] if waiting else None
            if mark is None or mark.start >= end:
                until, name, first = end, "", False
            elif mark.start > at:
                until, name, first = mark.start, "", False
            else:
                until, name, first = min(end, mark.end), mark.name, mark.start == at
            yield Bit(piece.op, piece.text[at - place : until - place], name, first)
            at = until
        place = end


def paragraph_of(text: str, place: int) -> int:
    """The number of the paragraph in which a place stands; lines with words are counted from 1."""
    return max(1, sum(1 for line in text[: place + 1].split("\n") if line.strip()))


def paragraph_span(text: str, number: int) -> tuple[int, int] | None:
    """The stretch of a paragraph by its number; None when there is no such one."""
    start = count = 0
    for line in text.split("\n"):
        count += bool(line.strip())
        if count == number and line.strip():
            return start, start + len(line)
        start += len(line) + 1
    return None
