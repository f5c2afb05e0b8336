"""Where a quotation stands in a text, found again after the text has changed around it.

A quotation is kept with a little of what stood before and after it, as in the Web Annotation
model. It is found for certain or not at all: a highlight on the wrong words is worse than none.
Positions are in code points, the end exclusive.
"""

from typing import NamedTuple

CONTEXT = 32

# When the text on one side of a quotation was rewritten, this much of the other still tells it.
ENOUGH_CONTEXT = 16


class Quotation(NamedTuple):
    """A stretch of a text with its surroundings."""

    exact: str
    prefix: str
    suffix: str


def quotation(text: str, start: int, end: int) -> Quotation:
    """The stretch from `start` to `end`, with as much context as it takes to find it again.

    That is `CONTEXT` on each side, and more where the same words stand there several times. Raises
    `ValueError` for a stretch that is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("A quotation is a stretch of at least one character of its text.")
    reach = CONTEXT
    while True:
        found = Quotation(text[start:end], text[max(0, start - reach) : start], text[end : end + reach])
        if find(text, *found) == (start, end):
            return found
        reach *= 2


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> tuple[int, int] | None:
    """Where `exact` stands in `text`; None when that is not certain.

    The whole context must fit in just one place, or, where it fits nowhere, enough of it on one
    side. Words of the same spelling in other surroundings are other words.
    """
    if not exact:
        return None
    starts = {place + len(prefix) for place in _places(text, prefix + exact + suffix)}
    if not starts:
        # Both sides are asked: where they lead to different places, nothing is certain.
        if len(prefix) >= ENOUGH_CONTEXT:
            starts.update(place + len(prefix) for place in _places(text, prefix + exact))
        if len(suffix) >= ENOUGH_CONTEXT:
            starts.update(_places(text, exact + suffix))
    if len(starts) != 1:
        return None
    start = starts.pop()
    return start, start + len(exact)


def _places(text: str, sought: str) -> list[int]:
    """The first two places of `sought`: there is one, or it is not certain."""
    first = text.find(sought)
    if first < 0:
        return []
    second = text.find(sought, first + 1)
    return [first] if second < 0 else [first, second]
