"""What other rooms write, to be read only: revisions, signatures, ledger, reading room."""

import json
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.base import ReadOnlyAdmin
from archive.admin.hiding import sees_protected, without_hidden
from archive.admin.history.revisions import difference
from archive.admin.titles import title_of
from archive.models import (
    ClaimState,
    Document,
    LedgerEntry,
    Link,
    Payload,
    ReadingRoom,
    Revision,
    Signature,
    Stale,
)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    """Every save of every record, with what it changed."""

    list_display = ("title", "type", "uid", "number", "user", "at", "reason")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("uid", "reason", "user__username")
    date_hierarchy = "at"
    ordering = ("-pk",)
    change_form_template = "admin/archive/revision.html"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = without_hidden(request, super().get_queryset(request))
        titled: models.QuerySet[Any] = rows.annotate(title=title_of("uid", sees_protected=sees_protected(request)))
        return titled

    @admin.display(description="Record")
    def title(self, row: Any) -> str:
        return str(row.title or row.uid)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        revision = context["original"]
        before, rows = difference(request, revision)
        context |= {"title": str(revision), "subtitle": None, "before": before, "rows": rows}
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Signature)
class SignatureAdmin(ReadOnlyAdmin[Signature]):
    list_display = ("submission", "user", "role", "at")
    list_filter = ("role",)
    list_select_related = ("submission", "user")
    search_fields = ("user__username",)
    date_hierarchy = "at"
    ordering = ("-pk",)


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin[LedgerEntry]):
    """The public acts, newest first."""

    list_display = ("seq", "at", "action", "type", "uid", "version", "hash")
    list_filter = ("action", "type")
    search_fields = ("uid", "hash", "commitment")
    date_hierarchy = "at"
    ordering = ("-seq",)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin[Document]):
    """What the public reads."""

    seen_with = "view_ledgerentry"
    list_display = ("title", "type", "state", "seq", "change", "changed_at", "uid")
    list_filter = ("type", "state")
    search_fields = ("uid", "title")
    ordering = ("-change",)
    fields = ("uid", "type", "state", "title", "slug", "seq", "first_seq", "change", "changed_at", "successor", "json")
    readonly_fields = ("json",)

    @admin.display(description="Document")
    def json(self, row: Document) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(json.loads(row.body), ensure_ascii=False, indent=2))


@admin.register(Payload)
class PayloadAdmin(ReadOnlyAdmin[Payload]):
    """Frozen bytes and their salt."""

    list_display = ("commitment",)
    search_fields = ("commitment",)


@admin.register(ClaimState)
class ClaimStateAdmin(ReadOnlyAdmin[ClaimState]):
    """What was known of a claim, from one day to another."""

    list_display = ("uid", "valid_from", "valid_to", "standing", "outcome", "attribution", "attributed")
    search_fields = ("uid",)
    ordering = ("-pk",)


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin[Link]):
    """What names what, from one entry of the ledger to another."""

    list_display = ("from_uid", "relation", "to_uid", "since_seq", "until_seq")
    list_filter = ("relation",)
    search_fields = ("from_uid", "to_uid")
    ordering = ("-pk",)


@admin.register(Stale)
class StaleAdmin(ReadOnlyAdmin[Stale]):
    """Documents that wait to be composed anew."""

    list_display = ("uid", "seq")


@admin.register(ReadingRoom)
class ReadingRoomAdmin(ReadOnlyAdmin[ReadingRoom]):
    """Which code made the documents."""

    list_display = ("compose_version", "built_at")
