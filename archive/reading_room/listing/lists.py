"""Lists of records: ready documents for programs, cards for people, in the order of one unique integer.

Every list is a list as of a day; today is the default. Nothing is counted and nothing skipped: a
page begins after the row its cursor names, and goes either way.
"""

import base64
import json
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext

from archive.models.bulk import uncollected
from archive.reading_room.listing.filters import FILTERS, ORDERING_CHOICES, ORDERINGS, selected
from archive.reading_room.listing.selecting import Selection
from archive.reading_room.listing.walking import Found, Start, page
from archive.reading_room.parameters import BadParameters, clocks, number, strict
from archive.reading_room.projecting.composing import card, text_of
from archive.reading_room.showing.details import known
from archive.reading_room.sparse import FIELDS, named, only

Json = dict[str, Any]
PAGE_SIZE = 50
LARGEST_PAGE = 100
PAGING = ("ordering", "as_of", "page_size", "cursor")
ORDERED = tuple(value for value, _ in ORDERING_CHOICES)

_CURSOR = re.compile(r"[-_A-Za-z0-9]{12}")
_CURSOR_BYTES = ">BQ"
_BACKWARDS = 0x80
_LARGEST_KEY = 2**63 - 1


class Place(NamedTuple):
    """Where a page begins: after ``key`` in the order of the list or, backwards, before it."""

    key: int | None = None
    is_backwards: bool = False


class Wanted(NamedTuple):
    """The parameters of a list, read and checked."""

    type: str
    values: dict[str, str]
    on: date | None
    selections: list[Selection]
    ordering: str
    place: Place
    size: int


class Page(NamedTuple):
    """JSON texts of documents, own addresses site-relative; ``next`` and ``previous`` absolute, None at an end."""

    documents: list[str]
    next: str | None
    previous: str | None


class Cards(NamedTuple):
    """Parsed cards, own addresses site-relative; ``values`` are the parameters in use."""

    cards: list[Json]
    next: str | None
    previous: str | None
    values: dict[str, str]
    on: date | None


def documents(type: str, query: QueryDict, *, path: str, state: str = "") -> Page:
    """A page of whole documents for the feed at ``path``; BadParameters says what cannot be answered.

    ``fields`` keeps only some of their keys. ``state`` is what ``freshness.newest`` said just now;
    it saves a query. At most five queries, as of a day one more, at any size.
    """
    wanted = read(type, query, more=(FIELDS,), state=state)
    names = named(type, wanted.values)
    rows, following, preceding = _turn(wanted, path, "" if _is_past(wanted) else "body")
    texts = _texts(wanted, rows)
    if names:
        texts = [only(text, names) for text in texts]
    return Page(texts, following, preceding)


def cards(
    type: str,
    query: QueryDict,
    *,
    path: str,
    more: Sequence[str] = (),
    state: str = "",
    size: int = PAGE_SIZE,
    among: Callable[[Wanted], tuple[int, ...] | None] = lambda wanted: None,
) -> Cards:
    """A page of cards for the page at ``path``, which may have ``more`` parameters of its own.

    ``type`` is a record type, or "any" for the search over everything. Empty values, as forms
    send them, are passed over. ``size``: cards on a page, where ``page_size`` asks for no other
    number. ``among`` says at which positions the page's records are, if it knows, and some more for
    those that are withdrawn meanwhile. BadParameters says what cannot be answered.
    """
    wanted = read(type, query, more=more, blanks=True, state=state, size=size)
    known = among(wanted)
    if known is not None:
        wanted = wanted._replace(selections=[replace(each, among=known) for each in wanted.selections])
    rows, following, preceding = _turn(wanted, path, "" if _is_past(wanted) else "card")
    return Cards(_cards(wanted, rows), following, preceding, wanted.values, wanted.on)


def read(
    type: str,
    query: QueryDict,
    *,
    more: Sequence[str] = (),
    blanks: bool = False,
    state: str = "",
    size: int = PAGE_SIZE,
) -> Wanted:
    """The parameters of a list of ``type``, checked; raises BadParameters."""
    values = strict(query, {*FILTERS[type].base_filters, *PAGING, *more}, blanks=blanks)
    on = clocks(values).on
    ordering = values.get("ordering", ORDERED[0])
    if ordering not in orderings(type):
        raise BadParameters([("ordering", gettext("It is one of: {}.").format(", ".join(orderings(type))))])
    size = number("page_size", values.get("page_size", str(size)), low=1, high=LARGEST_PAGE)
    place = _read_cursor(values["cursor"], ordering) if values.get("cursor") else Place()
    selections = selected(type, values, on.toordinal() if on else None, state)
    return Wanted(type, values, on, selections, ordering, place, size)


def orderings(type: str) -> tuple[str, ...]:
    """What a list can be ordered by; everything together only by the day it stands at."""
    return ORDERED[:2] if type == "any" else ORDERED


# The cursor: one byte for order and direction, eight for the number after which the page begins.


def _cursor(key: int, ordering: str, is_backwards: bool) -> str:
    flags = ORDERED.index(ordering) | (_BACKWARDS if is_backwards else 0)
    return base64.urlsafe_b64encode(struct.pack(_CURSOR_BYTES, flags, key)).decode()


def _read_cursor(text: str, ordering: str) -> Place:
    if _CURSOR.fullmatch(text):
        flags, key = struct.unpack(_CURSOR_BYTES, base64.urlsafe_b64decode(text))
        if key <= _LARGEST_KEY and flags & ~_BACKWARDS == ORDERED.index(ordering):
            return Place(key, bool(flags & _BACKWARDS))
    sentence = gettext("It is none of this list in this order; follow `next` and `previous`.")
    raise BadParameters([("cursor", sentence)])


def _turn(wanted: Wanted, path: str, column: str) -> tuple[list[Found], str | None, str | None]:
    """The rows of the page with that column of their documents, and the addresses of the next and the previous one."""
    is_ascending = not wanted.ordering.startswith("-")
    key, is_backwards = wanted.place
    start = Start(key, is_ascending != is_backwards)
    found = page(wanted.selections, ORDERINGS[wanted.ordering.lstrip("-")], start, wanted.size + 1, wanted=column)
    is_more = len(found) > wanted.size
    found = found[: wanted.size]
    if is_backwards:
        found.reverse()
    # With nothing on it, the page still leads back to where the reader came from: to `key` itself.
    step = 1 if is_ascending else -1
    first = found[0].key if found else (key or 0) + (0 if is_backwards else step)
    last = found[-1].key if found else (key or 0) - (step if is_backwards else 0)
    has_next, has_previous = (True, is_more) if is_backwards else (is_more, key is not None)
    return (
        found,
        _address(wanted, path, last, False) if has_next else None,
        _address(wanted, path, first, True) if has_previous else None,
    )


def _address(wanted: Wanted, path: str, key: int, is_backwards: bool) -> str:
    cursor = _cursor(max(key, 0), wanted.ordering, is_backwards)
    return f"{settings.SITE_URL}{path}?{urlencode({**wanted.values, 'cursor': cursor})}"


# What stands on the page.


def _is_past(wanted: Wanted) -> bool:
    """Whether it is all claims as of a day, of which what stands in documents today says nothing."""
    return wanted.type == "claim" and wanted.on is not None


@uncollected()
def _texts(wanted: Wanted, rows: Sequence[Found]) -> list[str]:
    if wanted.type == "claim" and wanted.on is not None:
        then = known([row.uid for row in rows], wanted.on.toordinal())
        return [text_of(then[row.uid]) for row in rows if row.uid in then]
    return [row.text for row in rows if row.text is not None]


def _cards(wanted: Wanted, rows: Sequence[Found]) -> list[Json]:
    found = {row.uid: json.loads(row.text) for row in rows if row.text is not None}
    if wanted.on is not None:
        claims = [row.uid for row in rows if row.uid not in found or found[row.uid]["type"] == "claim"]
        found |= {uid: card(document) for uid, document in known(claims, wanted.on.toordinal()).items()}
    return [found[row.uid] for row in rows if row.uid in found]
