"""ETags of public answers: what they hang on, and who has the answer already."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from archive.reading_room.version import software


def etag(request: HttpRequest, state: object, form: str = "") -> str:
    """Of this address, in one of its forms, as long as neither the software nor ``state`` changes."""
    parts = f"{software()} {state} {form} {request.get_full_path()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def settled_before(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The answer before anything is made: a 304 for who has it already, a 412 for who wants another one.

    Whoever asks only whether there is one (``*``) is told when it has been made: it may be none.
    """
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None
    found: HttpResponse | None = get_conditional_response(request, etag=tag)
    if found is not None:
        found.headers["ETag"] = tag
    return found
