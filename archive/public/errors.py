"""What readers get instead of a page, and programs instead of data: which parameter is at fault, or what is not here."""

import sys
from collections.abc import Sequence
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from archive.reading_room.programs import BUSY, is_for_programs, problem
from archive.reading_room.wording.languages import as_asked

# Corrections and suppressions reach every reader within a minute; errors and redirects are no exception.
CACHE = "public, max-age=60"
# Seconds after which another try is likelier to succeed.
RETRY_AFTER = "30"
# To programs.
_TOLD = {
    500: "This is an error of ours. It has been noted.",
    503: BUSY,
}


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    with as_asked(request):
        answer = render(request, template, {"unlisted": True, "path": request.path, **context}, status=status)
    answer.headers["Cache-Control"] = CACHE
    return answer


def unanswerable(request: HttpRequest, problems: Sequence[tuple[str, str]]) -> HttpResponse:
    """400: the parameters that cannot be answered, each with a sentence."""
    return _page(request, "400.html", 400, problems=problems)


def not_found(request: HttpRequest, exception: Exception | None = None, **context: Any) -> HttpResponse:
    """404, without a query: nobody should be able to keep a database busy with addresses that do not exist."""
    return _page(request, "404.html", 404, **context)


def nowhere(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address that nothing answers."""
    if is_for_programs(request):
        return problem(404, "There is nothing at this address.", headers={"Cache-Control": CACHE})
    return not_found(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what Django itself refuses."""
    if is_for_programs(request):
        return problem(400, "The request cannot be read.", headers={"Cache-Control": "no-store"})
    return _page(request, "400.html", 400, problems=[])


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; 503 while the database cannot be reached or is too busy, which passes.

    Nothing is asked of the database, which may be the very thing that failed.
    """
    passes = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = 503 if passes else 500
    if is_for_programs(request):
        answer = problem(status, _TOLD[status])
    else:
        answer = HttpResponse(render_to_string(f"{status}.html"), status=status)
    answer.headers["Cache-Control"] = "no-store"
    if passes:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer
