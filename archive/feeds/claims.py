"""Claims as a feed: all of them, or as the parameters of lists narrow them, or a single one."""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict

from archive.feeds.answers import Written, feed
from archive.formats import atom, jsonfeed
from archive.formats.told import ARCHIVE
from archive.reading_room.listing import lists
from archive.reading_room.parameters import BadParameters, strict
from archive.reading_room.showing.details import detail
from archive.text.ids import is_uid

Json = dict[str, Any]
# What a subscriber has not seen yet comes first.
USUAL = "-changed"
ONE = "claim"
PAGING = ("cursor", "page_size")


@feed
def json_feed(request: HttpRequest, state: str) -> Written:
    """JSON Feed 1.1."""
    head, claims = _selected(request, state)
    return Written(jsonfeed.MEDIA_TYPE, jsonfeed.json_feed(head, claims), head.next)


@feed
def atom_feed(request: HttpRequest, state: str) -> Written:
    """Atom."""
    head, claims = _selected(request, state)
    return Written(atom.MEDIA_TYPE, atom.atom(head, claims), head.next)


def _selected(request: HttpRequest, state: str) -> tuple[jsonfeed.Head, list[Json]]:
    """What the feed says of itself, and its claims. Raises BadParameters and Http404."""
    if ONE in request.GET:
        return _one(request)
    if "fields" in request.GET:
        raise BadParameters([("fields", "There is no such parameter; an entry of a feed is whole.")])
    query = request.GET.copy()
    query.setdefault("ordering", USUAL)
    page = lists.documents("claim", query, path=request.path, state=state)
    head = _head(request.path, request.GET)._replace(next=page.next or "", previous=page.previous or "")
    return head, [json.loads(text) for text in page.documents]


def _one(request: HttpRequest) -> tuple[jsonfeed.Head, list[Json]]:
    """The feed of a claim that somebody follows; without an entry once the claim is no longer public."""
    uid = strict(request.GET, (ONE,)).get(ONE, "")
    if not is_uid(uid):
        raise BadParameters([(ONE, "It is a uid: 10 characters, a to z and 2 to 7.")])
    found = detail("claim", uid)
    if found is None:
        raise Http404(f"There is no claim {uid}.")
    claims = [found.document] if found.state == "public" else []
    return _head(request.path, request.GET), claims


def _head(path: str, query: QueryDict) -> jsonfeed.Head:
    """Of the whole feed, whichever page of it is asked for."""
    idle = {("ordering", USUAL)}
    values = {name: value for name, value in query.items() if name not in PAGING and (name, value) not in idle}
    narrowed = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())
    asked = f"?{urlencode(values)}" if values else ""
    site = settings.SITE_URL
    home = f"/claims/{values[ONE]}/" if ONE in values else f"/claims/{asked}"
    return jsonfeed.Head(
        title=f"{ARCHIVE}: claims{f' ({narrowed})' if narrowed else ''}",
        site=site,
        home=f"{site}{home}",
        address=f"{site}{path}{asked}",
    )
