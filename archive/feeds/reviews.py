"""Reviews of claims for gatherers of fact-checks, in the order of the changes."""

import json
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, QueryDict

from archive.feeds import following
from archive.feeds.answers import Written, feed
from archive.formats import datafeed
from archive.reading_room.history.following import LARGEST_PAGE, after_and_size
from archive.reading_room.history.following import following as address_after
from archive.reading_room.listing.turning import Row, turned, written
from archive.reading_room.parameters import LARGEST
from archive.reading_room.showing.details import head

# Records of the whole feed that are held at once.
PIECE = 100
PAGED = ("after", "page_size")


@feed
def claim_reviews(request: HttpRequest, state: str) -> Written:
    """Each claim once, in its latest state: the review of it, or the day on which it was taken back.

    All of them, as they stand when they are asked for; with ``after`` or ``page_size`` those among so
    many changes after a number, which is how a gatherer goes on from ``next``. With ``claim`` a single one.
    """
    query = request.GET.copy()
    if following.ONE in query:
        return _one(query, request.path)
    query.setdefault("page_size", str(LARGEST_PAGE))
    after, size = after_and_size(query)
    if any(name in request.GET for name in PAGED):
        rows = written(after, LARGEST, size)
        following_page = address_after(request.path, rows[-1].change if rows else after, query)
        return _written(rows, rows[-1].at if rows else "", following_page, is_last=not rows)
    last = head()
    newest = written(last - 1, last, 1)
    return _written(_all(last), newest[0].at if newest else "", address_after(request.path, last, query), is_last=True)


def _one(query: QueryDict, path: str) -> Written:
    """The review of one claim. Raises BadParameters and Http404."""
    uid = following.one_asked(query)
    found, last = following.claim_of(uid), turned([uid])[uid]
    row = Row(following.ONE, uid, last.change, last.at, found.body if found.state == "public" else None)
    return _written([row], last.at, f"{settings.SITE_URL}{path}?after={last.change}", is_last=True)


def _all(until: int) -> Iterator[Row]:
    """Every record by its last write up to ``until``, however many there are."""
    after = 0
    while found := written(after, until, PIECE):
        yield from found
        after = found[-1].change


def _written(rows: Iterable[Row], modified: str, following_page: str, *, is_last: bool) -> Written:
    told = (
        datafeed.Told(row.uid, row.at, json.loads(row.body) if row.body else None)
        for row in rows
        if row.type == following.ONE
    )
    pieces = datafeed.data_feed(told, site=settings.SITE_URL, modified=modified, following=following_page)
    return Written(datafeed.MEDIA_TYPE, pieces, "" if is_last else following_page)
