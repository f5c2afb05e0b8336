"""Where somebody's very words stand in a paragraph: quotation marks of all kinds, nested ones as part of the outer.

A paragraph that ends within a quotation is continued by the next one that opens with the same mark.
"""

import re
from typing import NamedTuple

# Opening mark to closing marks. Straight ones open and close alike.
PAIRS = {"“": "”“″", '"': '"”″', "«": "»", "„": "“”", "»": "«", "‹": "›", "‘": "’", "'": "'", "「": "」", "『": "』"}
_DOUBLE = re.compile(r"[“”\"«»„″「」『』]")
_SINGLE_OPEN = re.compile(r"(?<![^\s(\[—–-])['‘](?=[^\W_])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s])['’](?![^\W_])")


class Quote(NamedTuple):
    """A quotation with its marks, ``start`` to ``end``, and the words between; ``closed`` in this paragraph or not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def quotes(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of a paragraph. Single marks count only where there are no double ones."""
    return _double(text, start, end) or _single(text, start, end)


def _double(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if mark[0] in PAIRS and not (mark[0] == '"' and _measures(text, mark.start(), start)):
                opened, depth = mark, 1
        elif mark[0] in PAIRS[opened[0]] and not _opens_again(text, opened[0], mark):
            depth -= 1
            if depth == 0:
                found.append(Quote(opened.start(), mark.end(), opened.end(), mark.start()))
                opened = None
        elif mark[0] == opened[0]:
            depth += 1
    if opened is not None:
        found.append(Quote(opened.start(), end, opened.end(), end, closed=False))
    return found


def _opens_again(text: str, opening: str, mark: re.Match[str]) -> bool:
    """A curly opening mark is taken as a closing one only where nothing follows it closely: “like this“."""
    if opening != "“" or mark[0] != "“":
        return False
    return text[mark.end() : mark.end() + 1].isalnum()


def _measures(text: str, at: int, start: int) -> bool:
    """Whether a straight mark stands for inches."""
    return at > start and text[at - 1].isdigit() and not text[at + 1 : at + 2].isalnum()


def _single(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    at = start
    closings = [match.start() for match in _SINGLE_CLOSE.finditer(text, start, end)]
    next_closing = 0
    while opening := _SINGLE_OPEN.search(text, at, end):
        while next_closing < len(closings) and closings[next_closing] <= opening.end():
            next_closing += 1
        best = _closing(text, closings, next_closing)
        if best is None:
            break
        found.append(Quote(opening.start(), best + 1, opening.end(), best))
        at = best + 1
    return found


_ENDS = ",.?!…"
_FAR = 12  # possessives of plurals passed over at most


def _closing(text: str, closings: list[int], first: int) -> int | None:
    """The first closing mark behind a comma or stop, else the very first: the others are mostly apostrophes."""
    if first >= len(closings):
        return None
    for at in closings[first : first + _FAR]:
        if text[at - 1] in _ENDS or text[at + 1 : at + 2] in _ENDS:
            return at
    return closings[first]
