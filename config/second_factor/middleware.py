"""No page of the desk, and no answer for a script, before the second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from archive.editorial.people import has_second_factor, needs_second_factor
from config.middleware import DESK, GetResponse

# Who is asked for the second factor can at least go away.
OPEN = frozenset({"admin:logout", "second-factor-ask"})
OPEN_TO_SET_UP = frozenset({"second-factor-set-up"})


class DeskNeedsSecondFactor:
    """Whoever has a device shows a code first; whoever must have one sets it up first.

    Runs for each view under the desk's path, whichever way the session was opened. Costs a query
    for people who have shown no code, and the one that knows the device again for those who have.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.path_info.startswith(DESK) or not getattr(view_func, "login_required", True):
            return None
        user: Any = request.user
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not user.is_authenticated or user.is_verified() or name in OPEN:
            return None
        if has_second_factor(user):
            return turned_away(request, "second-factor-ask")
        if settings.SECOND_FACTOR_REQUIRED and needs_second_factor(user) and name not in OPEN_TO_SET_UP:
            return turned_away(request, "second-factor-set-up")
        return None


def turned_away(request: HttpRequest, name: str) -> HttpResponseBase:
    """Lead people to the page called ``name``, and back afterwards; tell scripts in their own language."""
    page = reverse(name)
    if wants_json(request):
        return JsonResponse({"error": "Show your second factor first.", "page": page}, status=403)
    if request.method not in ("GET", "HEAD") or request.path_info == reverse("admin:index"):
        return HttpResponseRedirect(page)
    return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path()})}")


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which could do nothing with a page."""
    headers = request.headers
    # Browsers say of their own accord when the answer goes to a script.
    by_script = headers.get("Sec-Fetch-Dest") == "empty" or headers.get("X-Requested-With") == "XMLHttpRequest"
    accepted = headers.get("Accept", "").split(",")[0]
    return by_script or "application/json" in (request.content_type, accepted)
