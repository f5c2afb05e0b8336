"""What editors marked in an article, as W3C Web Annotations: ``/articles/<uid>/<slug>.annotations.json``.

It tells of today alone. A long collection has pages; the first comes with it.
"""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from archive.formats import webannotation
from archive.formats.citing import percent
from archive.public import errors
from archive.public.answers import Answer, file, moved, unchanged
from archive.public.citations import ANNOTATIONS, file_address
from archive.public.clock import NOW
from archive.public.records import address_of, closed, state_of
from archive.reading_room.listing import lists
from archive.reading_room.parameters import strict
from archive.reading_room.programs import CROSS_ORIGIN
from archive.reading_room.showing.details import detail
from archive.reading_room.tags import etag

ARTICLE = "article"
# Claims on a page.
SIZE = 100


@file
def annotations(request: HttpRequest, uid: str, slug: str) -> Answer:
    """The collection of an article, or with ``cursor`` a further page of it."""
    values = strict(request.GET, ("cursor",))
    found = detail(ARTICLE, uid)
    if found is None:
        return errors.not_found(request, type=ARTICLE)
    if found.state == "merged":
        return moved(file_address(found.successor, ANNOTATIONS), urlencode(values))
    if found.state != "public":
        return closed(request, ARTICLE, found, NOW)
    address = file_address(address_of(ARTICLE, uid, found), ANNOTATIONS)
    if slug != found.slug:
        return moved(address, urlencode(values))
    state = state_of(found)
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    page, claims = _turned(uid, f"{settings.SITE_URL}{percent(address)}", values.get("cursor", ""), state)
    text = webannotation.web_annotations(found.document, claims, page, site=settings.SITE_URL)
    answer = HttpResponse(text, content_type=webannotation.MEDIA_TYPE, headers=CROSS_ORIGIN)
    answer.headers["ETag"] = etag(request, state)
    return answer


def _turned(uid: str, collection: str, cursor: str, state: str) -> tuple[webannotation.Page, list[dict[str, object]]]:
    """A page, and the claims on it. Raises BadParameters."""
    query = QueryDict(mutable=True)
    query.update({"article": uid, "page_size": str(SIZE), **({"cursor": cursor} if cursor else {})})
    found = lists.documents("claim", query, path="", state=state)
    page = webannotation.Page(
        collection=collection,
        own=f"{collection}?cursor={cursor}" if cursor else f"{collection}#first",
        next=_beside(collection, found.next),
        previous=_beside(collection, found.previous),
        is_first=not cursor,
    )
    return page, [json.loads(text) for text in found.documents]


def _beside(collection: str, address: str | None) -> str:
    """The page of the collection that holds the claims at ``address``, an address of their list."""
    return f"{collection}?cursor={parse_qs(urlsplit(address).query)['cursor'][0]}" if address else ""
