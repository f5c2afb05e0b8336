"""One thing that was handed over: what it became, and the bytes it came as."""

from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe

from archive.admin.base import ReadOnlyAdmin
from archive.admin.hiding import person
from archive.admin.intake import deciding
from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.saving import Refused
from archive.ingest.working.handing import FAILED, dismiss, retry
from archive.models import Blob, IntakeItem

State = IntakeItem.State
ACTS = {"retry": retry, "dismiss": dismiss}
DONE = {"retry": "It is tried again.", "dismiss": "It was left out."}


class Shown(NamedTuple):
    """A thing as its list shows it."""

    row: IntakeItem
    proposed: int
    carried: int
    orphaned: int
    can_retry: bool
    can_dismiss: bool
    is_undecided: bool
    remarks: list[str]  # what is to be known of the document as it was read


def shown(row: IntakeItem) -> Shown:
    """``row`` with what its state allows."""
    counts = {name: row.findings.get(name, 0) for name in ("proposed", "carried", "orphaned")}
    return Shown(
        row,
        **counts,
        can_retry=row.state in FAILED,
        can_dismiss=row.state in (State.WAITING, State.UNDECIDED, *FAILED),
        is_undecided=row.state == State.UNDECIDED,
        remarks=row.findings.get("remarks", []),
    )


@admin.register(IntakeItem)
class IntakeItemAdmin(ReadOnlyAdmin[IntakeItem]):
    """Everything that came in, whatever it came with."""

    list_display = ("name", "state", "reason", "article", "intake")
    change_list_template = "admin/archive/intake/list.html"
    list_filter = ("state", "intake__door")
    list_select_related = ("article", "intake")
    search_fields = ("name", "url", "article__title")
    ordering = ("-pk",)
    fields = ("name", "url", "state", "reason", "article", "intake", "attempts", "run_after", "ended_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("findings")

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, name: str, view: Any) -> URLPattern:
            found: URLPattern = path(route, self.admin_site.admin_view(view), name=f"archive_intakeitem_{name}")
            return found

        return [
            at("<int:pk>/decide/", "decide", self.decide_view),
            at("<int:pk>/original/", "original", require_safe(self.original_view)),
            at("<int:pk>/warc/", "warc", require_safe(self.warc_view)),
            at("<int:pk>/act/<str:act>/", "act", require_POST(self.act_view)),
            *super().get_urls(),
        ]

    def _item(self, request: HttpRequest, pk: int) -> IntakeItem | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, str(pk))

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self._item(request, pk)
        return self.not_there(request) if item is None else deciding.page(self, request, item)

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Try it again, or leave it out."""
        item = self._item(request, pk)
        if item is None or act not in ACTS:
            return self.not_there(request)
        try:
            ACTS[act](item, by=person(request))
            messages.success(request, DONE[act])
        except Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("admin:archive_intake_change", args=[item.intake_id]))

    def original_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes as they came."""
        item = self._item(request, pk)
        body = None if item is None else (item.visit.body if item.visit else item.blob)
        return self.not_there(request) if body is None else _download(request, body, f"{body.pk[:16]}.bin")

    def warc_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The exchange in which it was fetched, for whatever replays web archives."""
        item = self._item(request, pk)
        warc = item.visit.warc if item is not None and item.visit is not None else None
        return self.not_there(request) if warc is None else _download(request, warc, f"{warc.pk[:16]}.warc.gz")


def _download(request: HttpRequest, blob: Blob, name: str) -> HttpResponse:
    """Bytes of others: saved and never opened here, whatever they say that they are."""
    if not may_take(person(request)):
        raise PermissionDenied(FORBIDDEN)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    response = HttpResponse(bytes(blob.data), content_type="application/octet-stream", headers=headers)
    add_never_cache_headers(response)
    return response
