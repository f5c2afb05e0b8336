"""ETags of public answers: what they hang on, and who has the answer already."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags, parse_http_date

from archive.reading_room.version import software

# They come before If-None-Match.
PRECONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"}
CONDITIONS = PRECONDITIONS | {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"}


def etag(request: HttpRequest, state: object, form: str = "") -> str:
    """Of this address, in one of its forms, as long as neither the software nor ``state`` changes."""
    parts = f"{software()} {state} {form} {request.get_full_path()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def settled_before(request: HttpRequest, tag: str) -> HttpResponse | None:
    """A 304 for who has the answer already, before anything is made; None: it has to be made.

    Only who was given it knows its tag, so it is there. Any other condition is judged when the
    answer is known, for it must not hide that there is none.
    """
    if not PRECONDITIONS.isdisjoint(request.META):
        return None
    known = {each.removeprefix("W/") for each in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))}
    return HttpResponseNotModified(headers={"ETag": tag}) if tag in known else None


def judged(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """``answer``, or what the request's conditions make of it (RFC 9110, section 13.2.2): a 304 or an empty 412."""
    if CONDITIONS.isdisjoint(request.META):
        return answer
    modified = answer.headers.get("Last-Modified")
    found = get_conditional_response(
        request,
        etag=answer.headers.get("ETag"),
        last_modified=parse_http_date(modified) if modified else None,
        response=answer,  # type: ignore[arg-type] # any answer has status, headers and cookies
    )
    return found or answer
