"""What all addresses of the feed have in common: who may ask, how they are told, when nothing is new."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from archive.api import problems
from archive.api.renderers import DocumentsRenderer, PageRenderer, Ready
from archive.reading_room.freshness import newest
from archive.reading_room.tags import etag, settled_before

FRESH = "public, max-age=60"
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    # The answers are for everybody's programs, unlike the pages.
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class Described(NamedTuple):
    """An address of the feed, in words, with the parameters it takes."""

    title: str
    text: str
    parameters: Sequence[str] = ()


class ByAccept(DefaultContentNegotiation):
    """JSON or a page, by the Accept header alone: there is no parameter for it."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)  # type: ignore[assignment]


class Feed(APIView):
    """One address of the feed: GET, HEAD and OPTIONS, for anybody, from any origin, without a cookie.

    ``answer`` gives the answer, or raises what ``problems`` knows. Whoever has it already gets
    a 304 after one query, before any of that.
    """

    http_method_names = ["get", "head", "options"]
    authentication_classes = ()
    permission_classes = ()
    parser_classes = ()
    throttle_classes = ()
    renderer_classes = (DocumentsRenderer, PageRenderer)
    content_negotiation_class = ByAccept

    title = ""
    text = ""
    # Of everything public, when the request came.
    state = ""

    answer: Callable[..., Ready | HttpResponse]

    def described(self) -> Described:
        """What the page for people says of the address."""
        return Described(self.title, self.text)

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        self.state = newest()
        own_tag = etag(request._request, self.state, request.accepted_renderer.format)
        response: HttpResponseBase | None = settled_before(request._request, own_tag)
        if response is not None and response.status_code == 412:
            raise problems.Changed
        if response is None:
            found = self.answer(request, **kwargs)
            response = Response(found) if isinstance(found, Ready) else found
        response.headers["ETag"] = own_tag
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204, headers=PREFLIGHT)

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return problems.handle

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        passing = final.status_code == 429 or final.status_code >= 500
        final.headers.setdefault("Cache-Control", "no-store" if passing else FRESH)
        for name, value in CROSS_ORIGIN.items():
            final.headers[name] = value
        if isinstance(final, Response) and final.exception and isinstance(final.accepted_renderer, DocumentsRenderer):
            final.content_type = problems.MEDIA_TYPE
        return final
