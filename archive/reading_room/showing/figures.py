"""Figures: what claims say of one quantity, each with its claim, its speakers and both judgements.

They are found as every list of claims is, by the links that claims have to the quantity, so a page
of them is a page of claims whatever their number, and a list as of a day.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import QueryDict

from archive.reading_room.faceting.inverted import index
from archive.reading_room.listing import lists
from archive.reading_room.listing import whole as listing
from archive.reading_room.listing.naming import labels

Json = dict[str, Any]
RELATION = "quantity"
CLAIMS_ON_A_PAGE = 100
# What a figure has of its claim.
OF_CLAIM = (
    *("uid", "url", "headline", "statement", "kind", "claimants", "asserted"),
    *("standing", "outcome", "attribution"),
)


class Quantity(NamedTuple):
    """Something counted, by its slug and its name; and how many claims state a figure of it."""

    slug: str
    label: str
    claims: int


class Page(NamedTuple):
    """Figures of one quantity, newest claims first, and the cursors of the pages after and before; empty at an end."""

    figures: list[Json]
    next: str
    previous: str


def quantities(*, on: date | None = None, state: str = "") -> list[Quantity]:
    """Every quantity of which something is claimed, by its name (one query once the index stands)."""
    known = index("claim", state)
    rows = known.known(on.toordinal() if on else None)
    numbers = {slug: (rows & known.linked(RELATION, slug)).bit_count() for slug in known.named(RELATION)}
    called = labels(known, RELATION)
    found = [Quantity(slug, called.get(slug, slug), number) for slug, number in numbers.items() if number]
    return sorted(found, key=lambda each: each.label)


def called(slug: str, *, state: str = "") -> str:
    """The name of a quantity; empty for one that no public claim states."""
    known = index("claim", state)
    return labels(known, RELATION).get(slug, slug) if slug in known.named(RELATION) else ""


def page(slug: str, *, on: date | None = None, cursor: str = "", state: str = "") -> Page:
    """The figures in a page of claims (queries as for a list). Raises BadParameters for a cursor of another list."""
    query = _query(slug, on, cursor)
    found = lists.documents("claim", query, path="", state=state)
    rows = [row for text in found.documents for row in _rows(json.loads(text), slug)]
    return Page(rows, _cursor(found.next), _cursor(found.previous))


def whole(
    slug: str, write: Callable[[Iterator[Json]], bytes], *, on: date | None = None, state: str = ""
) -> Iterator[bytes]:
    """What ``write`` makes of all figures of a quantity, however many, those of some claims at a time."""
    wanted = lists.read("claim", _query(slug, on, ""), state=state)

    def written(texts: Iterator[str]) -> bytes:
        return write(row for text in texts for row in _rows(json.loads(text), slug))

    return listing.whole(wanted, written)


def _query(slug: str, on: date | None, cursor: str) -> QueryDict:
    asked = {
        RELATION: slug,
        "page_size": str(CLAIMS_ON_A_PAGE),
        "as_of": on.isoformat() if on else "",
        "cursor": cursor,
    }
    return QueryDict(urlencode({name: value for name, value in asked.items() if value}))


def _cursor(address: str | None) -> str:
    return parse_qs(urlsplit(address).query)["cursor"][0] if address else ""


def _rows(claim: Json, slug: str) -> Iterator[Json]:
    """The figures of the quantity in a claim, each with what is to be known of the claim."""
    own = {name: claim[name] for name in OF_CLAIM}
    return ({**own, **figure} for figure in claim["figures"] if figure["quantity"]["slug"] == slug)
