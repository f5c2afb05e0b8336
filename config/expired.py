"""A form that comes after its session or its token has ended: nothing that was typed is lost.

The fields come back in a page that sends them again, once the person has logged in. Only for
forms of this site's own pages: what another site posts is refused, for a button that sends it
would be one to be tricked with.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure as plain_failure

# Never shown again, and renewed by the page itself.
LEFT_OUT = re.compile("csrfmiddlewaretoken|.*password.*")
MOST_CHARACTERS = 2_000_000


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: offer to send the form again with a fresh token."""
    found = fields(request)
    if found is None:
        return plain_failure(request, reason=reason)
    return page(request, found, is_logged_in=request.user.is_authenticated)


def page(request: HttpRequest, found: list[tuple[str, str]], *, is_logged_in: bool) -> HttpResponse:
    """The fields again, with what it takes to send them."""
    context = {"fields": found, "files": list(request.FILES), "path": request.get_full_path(), "is_in": is_logged_in}
    return render(request, "config/expired.html", context, status=403)


def fields(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What a form of our own posted; None when it was none, or holds nothing to be kept."""
    if request.method != "POST" or not request.path_info.startswith("/admin/") or not is_own(request):
        return None
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return None
    try:
        found = [
            (name, value) for name, values in request.POST.lists() for value in values if not LEFT_OUT.fullmatch(name)
        ]
    except (RequestDataTooBig, TooManyFieldsSent):
        return None
    if not found or sum(len(value) for _, value in found) > MOST_CHARACTERS or "login" in request.path_info:
        return None
    return found


def is_own(request: HttpRequest) -> bool:
    """Whether a page of this site sent it: browsers say so with every POST."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts: Any = urlsplit(origin)
    sent_from = f"{parts.scheme}://{parts.netloc}"
    here = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    return sent_from in (here, *settings.CSRF_TRUSTED_ORIGINS)
