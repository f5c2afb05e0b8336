"""What all feeds have in common: who may ask, when nothing is new, and what went wrong."""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive.reading_room.freshness import newest
from archive.reading_room.parameters import BadParameters
from archive.reading_room.tags import etag, settled_before

FRESH = "public, max-age=60"
# The feeds are for everybody's programs, unlike the pages.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Written(NamedTuple):
    """The text of a feed in pieces; ``following`` is the address of the next page, empty at the end."""

    media_type: str
    pieces: Iterator[str]
    following: str = ""


# Takes the request and the present state of everything public.
Feed = Callable[[HttpRequest, str], Written]


def feed(write: Feed) -> Callable[[HttpRequest], HttpResponseBase]:
    """A feed at an address: GET and HEAD only, a 304 after one query, faults as RFC 9457 has them."""

    # Nothing here is changed by whoever asks, so there is no token to demand before a POST is refused.
    @csrf_exempt
    @require_safe
    @wraps(write)
    def answer(request: HttpRequest) -> HttpResponseBase:
        found = _answered(write, request)
        found.headers.setdefault("Cache-Control", FRESH)
        for name, value in CROSS_ORIGIN.items():
            found.headers[name] = value
        return found

    return answer


def _answered(write: Feed, request: HttpRequest) -> HttpResponseBase:
    state = newest()
    own_tag = etag(request, state)
    found: HttpResponseBase | None = settled_before(request, own_tag)
    if found is None:
        try:
            found = _streamed(write(request, state))
        except BadParameters as fault:
            errors = [{"parameter": name, "detail": sentence} for name, sentence in fault.problems]
            return _problem(400, "Bad Request", str(fault), parameter=errors[0]["parameter"], errors=errors)
        except Http404 as fault:
            return _problem(404, "Not Found", str(fault))
        found.headers["ETag"] = own_tag
    return found


def _streamed(written: Written) -> HttpResponseBase:
    found = StreamingHttpResponse((piece.encode() for piece in written.pieces), content_type=written.media_type)
    if written.following:
        found.headers["Link"] = f'<{written.following}>; rel="next"'
    return found


def _problem(status: int, title: str, detail: str, **more: object) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json")
