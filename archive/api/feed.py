"""What all addresses of the feed have in common: who may ask, how they are told, when nothing is new."""

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from archive.api import problems
from archive.api.renderers import DocumentsRenderer, PageRenderer, Ready
from archive.reading_room.compose.cards import LICENSE
from archive.reading_room.freshness import modified, newest
from archive.reading_room.parameters import strict
from archive.reading_room.programs import CROSS_ORIGIN, FRESH, PREFLIGHT, is_preflight
from archive.reading_room.tags import CONDITIONS, etag, judged, settled_before

# What most programs send.
ANYTHING = {"", "*/*", "application/json"}
LICENSED = f'<{LICENSE}>; rel="license"'


class Described(NamedTuple):
    """An address of the feed, in words, with the parameters it takes."""

    title: str
    text: str
    parameters: Sequence[str] = ()


class ByAccept(BaseContentNegotiation):
    """JSON or a page, by the Accept header alone: there is no parameter for it.

    Whoever takes problems takes the answers too, which are JSON as they are.
    """

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        of_type = {str(renderer.media_type): renderer for renderer in renderers}
        json = of_type.get(DocumentsRenderer.media_type)
        if json and request.META.get("HTTP_ACCEPT", "") in ANYTHING:
            return json, DocumentsRenderer.media_type
        media_type = _preferred(request._request, [*of_type, problems.MEDIA_TYPE] if json else list(of_type))
        renderer = of_type.get(media_type or "", json if media_type else None)
        if renderer is None:
            raise NotAcceptable
        return renderer, str(renderer.media_type)


def _preferred(request: HttpRequest, offered: Sequence[str]) -> str | None:
    """The one of ``offered`` that is wanted most; ``charset`` and the like, which JSON has not, keep nobody from it."""
    asked = [f"{each.main_type}/{each.sub_type}" for each in request.accepted_types]
    return request.get_preferred_type(offered) or next((each for each in asked if each in offered), None)


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
    renderer_classes: tuple[type[BaseRenderer], ...] = (DocumentsRenderer, PageRenderer)
    content_negotiation_class = ByAccept

    title = ""
    text = ""
    # Of everything public, when the request came; empty until it is known.
    state = ""
    # Whether ``answer`` reads the state with what it answers: at the latest, nobody's tag may be newer than that.
    reads_state = False

    answer: Callable[..., Ready | HttpResponse]

    def described(self) -> Described:
        """What the page for people says of the address."""
        return Described(self.title, self.text)

    def keys(self) -> Sequence[str]:
        """What ``fields`` chooses from, where there is such a parameter."""
        return ()

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        is_conditional = not CONDITIONS.isdisjoint(request.META)
        if is_conditional or not self.reads_state:
            self.state = newest()
        settled = settled_before(request._request, self._tag(request)) if is_conditional else None
        if settled is not None:
            return settled
        found = self.answer(request, **kwargs)
        if not isinstance(found, Ready):
            return found
        own_tag = self._tag(request)
        response = Response(found, headers={"ETag": own_tag, "Link": LICENSED})
        if since := modified(self.state):
            response.headers["Last-Modified"] = since
        wanted = judged(request._request, response)
        if wanted.status_code == 412:
            raise problems.Changed
        return wanted

    def _tag(self, request: Request) -> str:
        return etag(request._request, self.state, request.accepted_renderer.format)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """What may be asked. A browser that asks for a page of another origin must be let through to a problem."""
        if not is_preflight(request):
            strict(request.GET, self.described().parameters)
        return Response(status=204, headers=PREFLIGHT)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        try:
            return super().perform_content_negotiation(request)
        except NotAcceptable:
            if not force:
                raise
            # Whoever wants none of what there is, is told so as programs are.
            return DocumentsRenderer(), DocumentsRenderer.media_type

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return problems.handle

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        # What depends on more than the address must not be kept for the next who asks.
        is_passing = final.status_code in (412, 429) or final.status_code >= 500
        final.headers.setdefault("Cache-Control", "no-store" if is_passing else FRESH)
        for name, value in CROSS_ORIGIN.items():
            final.headers[name] = value
        if isinstance(final, Response) and final.exception and isinstance(final.accepted_renderer, DocumentsRenderer):
            final.content_type = problems.MEDIA_TYPE
        return final
