"""From what a page shows to the answer: its headers, its ETag, and what goes wrong on the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from archive.public import errors
from archive.public.clock import NOW, Clock
from archive.reading_room.parameters import BadParameters
from archive.reading_room.tags import etag, settled_before
from archive.reading_room.wording.languages import as_asked, in_language, taken_out, versions

Answer = HttpResponse | HttpResponseNotModified | StreamingHttpResponse
View = Callable[..., Answer]


def page(view: View) -> View:
    """A view for readers: as ``file``, and in the language that the address asks for."""

    @file
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        request.GET = taken_out(request)  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    # Around everything, so that what goes wrong is told in that language too.
    @csrf_exempt
    @wraps(view)
    def in_its_language(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        with as_asked(request):
            return answer(request, *args, **kwargs)

    return in_its_language


def file(view: View) -> View:
    """A view for readers and programs: GET and HEAD only; parameters it cannot answer are a 400 that names them."""

    # Nothing here is changed by whoever asks, so there is no token to demand before a POST is refused.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        try:
            found = view(request, *args, **kwargs)
        except BadParameters as fault:
            found = errors.unanswerable(request, fault.problems)
        except Http404:
            found = errors.not_found(request)
        found.headers.setdefault("Cache-Control", errors.CACHE)
        return found

    return answer


def unchanged(request: HttpRequest, head: int | str) -> Answer | None:
    """A 304 for who has this page already; None when it must be made."""
    return settled_before(request, etag(request, head))


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    head: int | str,
    clock: Clock = NOW,
    status: int = 200,
) -> Answer:
    """The page, or a 304. ``head`` is the newest change the page can know of."""
    told = {"clock": clock, "path": request.path, "today": request.path, "site_url": settings.SITE_URL, **context}
    told["versions"] = versions(told["path"] + (f"?{request.GET.urlencode()}" if request.GET else ""))
    answer = render(request, template, told, status=status)
    answer.headers["ETag"] = etag(request, head)
    return answer


def moved(address: str, query: str = "") -> HttpResponsePermanentRedirect:
    """To where it stands; the clock comes along, and the language."""
    return HttpResponsePermanentRedirect(in_language(f"{address}?{query}" if query else address))
