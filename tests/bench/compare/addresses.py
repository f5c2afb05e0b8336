"""The site's addresses, and those of the rivals that need Django."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler404, handler500, urlpatterns
from tests.bench.compare import rivals
from tests.bench.compare.drf import ClaimPages

__all__ = ["handler400", "handler404", "handler500"]


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, through all of the middleware."""
    return HttpResponse(b"{}", content_type="application/json")


urlpatterns = [
    path(rivals.DRF.removeprefix("/"), ClaimPages.as_view()),
    path(rivals.EMPTY.removeprefix("/"), empty),
    *urlpatterns,
]
