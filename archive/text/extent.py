"""How a date lies on a line of time, said so that it can be drawn honestly.

``span`` in ``dates`` gives the first and the last day that a date may mean. This says what lies
between them: one day that is known, one day somewhere in it, or all of it.
"""

from datetime import date
from typing import NamedTuple

from archive.text.dates import span

# Forms: what the days from the first to the last are.
DAY = "day"
WITHIN = "within"
WHOLE = "whole"
UNKNOWN = "unknown"
# Ends: it ends there; it goes on; whether it does is not known.
CLOSED, OPEN, NOT_KNOWN = "closed", "open", "not_known"
_SOFT = "~?%"


class Extent(NamedTuple):
    """A date as it is drawn.

    ``form``: DAY, one day that is known; WITHIN, some time between ``first`` and ``last``; WHOLE,
    the time from one to the other; UNKNOWN, no day at all. A known end is a day; None where the
    ``start`` or ``end`` is not CLOSED. Of a WHOLE time, ``sure_from`` to ``sure_to`` is in it
    whatever its ends may mean; both None where nothing is. ``is_soft``: the date is an
    approximate or uncertain one, and its days are no sharp bounds.
    """

    form: str
    first: date | None = None
    last: date | None = None
    start: str = CLOSED
    end: str = CLOSED
    sure_from: date | None = None
    sure_to: date | None = None
    is_soft: bool = False


def extent(edtf: str) -> Extent:
    """How an EDTF date is drawn. Raises ``DateError`` as ``span`` does."""
    if not edtf:
        return Extent(UNKNOWN)
    first, last = span(edtf)
    is_soft = any(mark in edtf for mark in _SOFT)
    if edtf[0] == "[":
        start, end = (OPEN if day is None else CLOSED for day in (first, last))
        return Extent(WITHIN, first, last, start, end, is_soft=is_soft)
    if "/" in edtf:
        return _whole(edtf, first, last, is_soft)
    return Extent(DAY if first == last else WITHIN, first, last, is_soft=is_soft)


def _whole(edtf: str, first: date | None, last: date | None, is_soft: bool) -> Extent:
    begins, _, ends = edtf.partition("/")
    start, end = _end(begins), _end(ends)
    # It has begun by the last day that its beginning may mean, and goes on to the first its end may.
    sure_from = span(begins).latest if start == CLOSED else None
    sure_to = span(ends).earliest if end == CLOSED else None
    if sure_from and sure_to and sure_from > sure_to:
        sure_from = sure_to = None
    return Extent(WHOLE, first, last, start, end, sure_from, sure_to, is_soft)


def _end(text: str) -> str:
    return {"": NOT_KNOWN, "..": OPEN}.get(text, CLOSED)
