"""What all feeds have in common: who may ask, when nothing is new, and what went wrong."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import NamedTuple

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from archive.reading_room import programs
from archive.reading_room.freshness import modified, newest
from archive.reading_room.parameters import BadParameters
from archive.reading_room.tags import etag, judged, settled_before


class Written(NamedTuple):
    """The text of a feed in pieces; ``following`` is the address of the next page, empty at the end."""

    media_type: str
    pieces: Iterator[str]
    following: str = ""


# Takes the request and the present state of everything public.
Feed = Callable[[HttpRequest, str], Written]


def feed(write: Feed) -> Callable[[HttpRequest], HttpResponseBase]:
    """A feed at an address: nothing is written, a 304 after one query, faults as RFC 9457 has them."""

    # Nothing here is changed by whoever asks, so there is no token to demand before a POST is refused.
    @csrf_exempt
    @wraps(write)
    def answer(request: HttpRequest) -> HttpResponseBase:
        found = programs.not_reading(request) or _answered(write, request)
        found.headers.setdefault("Cache-Control", "no-store" if found.status_code == 412 else programs.FRESH)
        for name, value in programs.CROSS_ORIGIN.items():
            found.headers[name] = value
        return found

    return answer


def _answered(write: Feed, request: HttpRequest) -> HttpResponseBase:
    state = newest()
    own_tag = etag(request, state)
    found: HttpResponseBase | None = settled_before(request, own_tag)
    if found is None:
        try:
            found = _streamed(write(request, state), request.method)
        except BadParameters as fault:
            return programs.bad_parameters(fault.problems)
        except Http404 as fault:
            return programs.problem(404, str(fault))
        found.headers["ETag"] = own_tag
        if since := modified(state):
            found.headers["Last-Modified"] = since
        found = judged(request, found)
    return programs.problem(412, programs.CHANGED) if found.status_code == 412 else found


def _streamed(written: Written, method: str | None) -> HttpResponseBase:
    # Nobody reads the body of an answer to HEAD.
    pieces = written.pieces if method == "GET" else iter(())
    found = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=written.media_type)
    if written.following:
        found.headers["Link"] = f'<{written.following}>; rel="next"'
    return found
