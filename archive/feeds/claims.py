"""Claims as a feed: all of them, or as the parameters of lists narrow them, or the acts on a single one.

A feed in the order of the changes also tells what was taken back meanwhile, whatever it is narrowed
by: whoever holds it is to take it out, and nobody else learns what its words were.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from archive.feeds import following
from archive.feeds.answers import Written, feed
from archive.formats import atom, jsonfeed
from archive.formats.entries import Deleted, Entry, of_claim
from archive.formats.told import ARCHIVE, plain
from archive.reading_room.listing import filters, lists
from archive.reading_room.listing.naming import names
from archive.reading_room.listing.turning import Turned, taken_back, turned
from archive.reading_room.parameters import LARGEST, BadParameters

Json = dict[str, Any]
# What a subscriber has not seen yet comes first.
USUAL = "-changed"
PAGING = ("cursor", "page_size")


class _Feed(NamedTuple):
    """What a feed says of itself and holds."""

    head: jsonfeed.Head
    entries: Sequence[Entry]
    deleted: Sequence[Deleted]


@feed
def json_feed(request: HttpRequest, state: str) -> Written:
    """JSON Feed 1.1."""
    found = _selected(request, state)
    return Written(jsonfeed.MEDIA_TYPE, jsonfeed.json_feed(*found), found.head.next)


@feed
def atom_feed(request: HttpRequest, state: str) -> Written:
    """Atom."""
    found = _selected(request, state)
    return Written(atom.MEDIA_TYPE, atom.atom(*found), found.head.next)


def _selected(request: HttpRequest, state: str) -> _Feed:
    """Raises BadParameters and Http404."""
    if following.ONE in request.GET:
        return _one(request)
    if "fields" in request.GET:
        raise BadParameters([("fields", "There is no such parameter; an entry of a feed is whole.")])
    query = request.GET.copy()
    query.setdefault("ordering", USUAL)
    wanted = lists.read("claim", query, state=state)
    page = lists.documents("claim", query, path=request.path, state=state)
    claims = [json.loads(text) for text in page.documents]
    at = turned([each["uid"] for each in claims])
    site = settings.SITE_URL
    return _Feed(
        _head(request, wanted, state)._replace(next=page.next or "", previous=page.previous or ""),
        [of_claim(each, site=site, changed_at="" if wanted.on else at[each["uid"]].at) for each in claims],
        _deleted(wanted, list(at.values()), is_last=page.next is None),
    )


def _deleted(wanted: lists.Wanted, shown: list[Turned], *, is_last: bool) -> list[Deleted]:
    """What was taken back since the last claim of this page changed, and before that of the page before did."""
    if wanted.ordering != USUAL or wanted.on is not None:
        return []
    numbers = [each.change for each in shown]
    before = max(numbers, default=LARGEST) if wanted.place.is_backwards else wanted.place.key
    after = 0 if is_last else min(numbers, default=0)
    found = taken_back("claim", after=after, until=LARGEST if before is None else before, most=following.MOST)
    return [following.deleted(each, settings.SITE_URL) for each in found]


def _one(request: HttpRequest) -> _Feed:
    found = following.followed(request.GET, settings.SITE_URL)
    address = f"{request.path}?{following.ONE}={found.uid}"
    title = f"{ARCHIVE}: {found.name}"
    return _Feed(_titled(title, found.home, address, address), found.entries, found.deleted)


def _head(request: HttpRequest, wanted: lists.Wanted, state: str) -> jsonfeed.Head:
    """Of the whole feed, whichever page of it is asked for."""
    idle = {("ordering", USUAL)}
    values = {name: value for name, value in wanted.values.items() if name not in PAGING and (name, value) not in idle}
    asked = f"?{urlencode(values)}" if values else ""
    own = request.path + (f"?{urlencode(request.GET)}" if "cursor" in request.GET else asked)
    narrowed = _narrowed(wanted, values, state)
    title = f"{ARCHIVE}: claims{f' ({narrowed})' if narrowed else ''}"
    return _titled(title, f"/claims/{asked}", request.path + asked, own)


def _titled(title: str, home: str, address: str, own: str) -> jsonfeed.Head:
    site = settings.SITE_URL
    return jsonfeed.Head(plain(title), site, f"{site}{home}", f"{site}{address}", f"{site}{own}")


def _narrowed(wanted: lists.Wanted, values: dict[str, str], state: str) -> str:
    """The filters in use, in words (a query or two, none without filters)."""
    form = filters.form("claim", wanted.values)
    used = {name: value for name, value in values.items() if name in form.fields}
    called = names("claim", form, used, state=state) if used else {}
    rest = {name: value for name, value in values.items() if name not in used}
    words = [f"{form.fields[name].label}: {called.get((name, value), value)}" for name, value in used.items()]
    return "; ".join([*words, *(f"{name.replace('_', ' ')}: {value}" for name, value in rest.items())])
