"""What programs are told alike by every door: who may read, and what went wrong before there was an answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from archive.formats import problem as rfc9457

FRESH = "public, max-age=60"
# What is for everybody's programs, unlike the pages.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ALLOWED = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Authorization, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since",
    "Access-Control-Max-Age": "86400",
}
# Where a program is asking unless it says that it shows pages.
MACHINES = ("/api/", "/feeds/", "/ledger/checkpoint/")
HTML = "text/html"
NOTHING_TO_WRITE = "Here is nothing to write: GET, HEAD and OPTIONS."
BUSY = "The archive is busy or being attended to. Ask again in a moment."
CHANGED = "This is not what the request asks for any more."


def is_for_programs(request: HttpRequest) -> bool:
    """Whether ``request`` is answered with data: it asks where data are, and does not prefer a page."""
    is_among_data = f"{request.path_info}/".startswith(MACHINES)
    return is_among_data and request.get_preferred_type([rfc9457.MEDIA_TYPE, HTML]) != HTML


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks if a page of another origin may ask."""
    return request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META


def not_reading(request: HttpRequest) -> HttpResponse | None:
    """The answer to whatever is neither GET nor HEAD: what may be asked, or 405."""
    if request.method in ("GET", "HEAD"):
        return None
    if request.method != "OPTIONS":
        return problem(405, NOTHING_TO_WRITE, headers={"Allow": ALLOWED})
    found = HttpResponse(status=204, headers={"Allow": ALLOWED, **PREFLIGHT})
    del found.headers["Content-Type"]
    return found


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """Problem details for a program of any origin."""
    text = rfc9457.problem(status, detail, **more)
    return _answer(text, status, headers or {})


def bad_parameters(faults: list[tuple[str, str]]) -> HttpResponse:
    """400, with every parameter at fault."""
    return _answer(rfc9457.bad_parameters(faults), 400, {})


def _answer(text: str, status: int, headers: dict[str, str]) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=rfc9457.MEDIA_TYPE, headers={**CROSS_ORIGIN, **headers})
