"""What Django 5.2 does not do by itself: its headers beyond the usual, bodies with an end, a closed desk."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from archive.reading_room.programs import is_for_programs, problem
from config import expired

GetResponse = Callable[[HttpRequest], HttpResponseBase]

DESK = "/admin/"
# Nothing here asks for a camera, a position or a payment.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


class SecurityHeaders:
    """Content-Security-Policy from SECURE_CSP (Django 6 has this built in), and two more."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": "; ".join(
                " ".join([directive, *sources]) for directive, sources in settings.SECURE_CSP.items()
            ),
            "Permissions-Policy": PERMISSIONS_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class BoundedBody:
    """413 for a request that announces more than LARGEST_BODY bytes; what is not announced is not read.

    Django bounds fields and files in memory; a file that goes to the disk it takes whole.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.LARGEST_BODY:
            most = settings.LARGEST_BODY // 1_000_000
            return self._refused(request, f"This is more than {most} MB.")
        return self.get_response(request)

    @staticmethod
    def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
        if is_for_programs(request):
            return problem(413, sentence)
        return HttpResponse(sentence, status=413, content_type="text/plain")


class DeskNeedsLogin(LoginRequiredMiddleware):
    """Every view under the desk's path asks for a login unless it says otherwise.

    Elsewhere not even the session is looked at, so public answers set no cookie and vary by none.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.path_info.startswith(DESK):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override] # a page, where the login would lose what was typed
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        found = expired.fields(request)
        if found is None:
            return super().handle_no_permission(request, view_func)
        return expired.page(request, found, is_logged_in=False)
