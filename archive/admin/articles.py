"""Articles, their authors, captures and annotations."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin import captures
from archive.admin.agenda.filters import QueueFilter
from archive.admin.assessing import uncontested
from archive.admin.base import ReadOnlyAdmin
from archive.admin.forms.declared import NoteForm
from archive.admin.hiding import person
from archive.admin.inlines import PartStack, PartTable
from archive.admin.intake import knowing
from archive.admin.records import DeskState, RecordAdmin
from archive.admin.workbench import views as workbench
from archive.editorial.annotating import NOT_YOURS, is_own
from archive.editorial.permissions import may
from archive.models import Annotation, Article, Author, Capture, CaptureText


class AuthorInline(PartTable):
    model = Author
    fields = ("source",)
    autocomplete_fields = ("source",)
    hidden_paths = ("source",)


class CaptureInline(PartTable):
    """Captures come with a text that was fetched or pasted; here somebody may say where else a copy is."""

    model = Capture
    fields = ("captured_at", "captured_at_basis", "archived_url", "sha256", "text_sha256", "extractor")
    readonly_fields = ("captured_at", "captured_at_basis", "sha256", "text_sha256", "extractor")
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Their order is that in which they were taken.
        return self.fields


class AnnotationInline(PartStack):
    """Notes; those of others are read here, as on the workbench."""

    model = Annotation
    form = NoteForm
    fields = (("motivation", "visibility", "resolved"), "body", "exact", "written_by")
    readonly_fields = ("written_by",)

    @admin.display(description="Author")
    def written_by(self, row: Annotation) -> str:
        # A link would lead where hardly anybody may look.
        return str(row.author or "")

    def closed_rows(self, request: HttpRequest, obj: Article) -> Mapping[int, str]:
        by = person(request)
        return {row.pk: NOT_YOURS for row in obj.annotations.all() if not is_own(row, by)}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.author = person(request)
        return formset


@admin.register(Article)
class ArticleAdmin(RecordAdmin[Article]):
    """Published texts, described by what they themselves support."""

    list_display = ("title", "publisher", "agency", "published", "genre", "state", "saved", "workbench", "uid")
    list_filter = (DeskState, QueueFilter, "genre", "rights", "language")
    list_select_related = ("publisher", "agency")
    date_hierarchy = "published_earliest"
    search_fields = ("title", "uid", "original_url", "canonical_url")
    autocomplete_fields = ("publisher", "agency")
    inlines = (AuthorInline, AnnotationInline, CaptureInline)
    hidden_paths = hidden_in_list = ("publisher", "agency")
    fieldsets = (
        (None, {"fields": ["title", "original_url", "canonical_url", "summary", "rights", "uid"]}),
        ("Who published it", {"fields": ["publisher", "publisher_basis", "agency", "agency_basis", "authors_basis"]}),
        ("When", {"fields": ["published", "published_basis", "published_basis_from"]}),
        ("What it is", {"fields": ["language", "language_basis", "genre", "genre_basis"]}),
        ("Not published", {"fields": ["internal_note"]}),
    )

    def get_urls(self) -> list[URLPattern]:
        return [*workbench.urls(self), *captures.urls(self), *knowing.urls(self), *super().get_urls()]

    def ways(self, request: HttpRequest, row: Article) -> Iterator[tuple[str, str]]:
        yield reverse("admin:archive_article_workbench", args=[row.pk]), "Workbench"
        yield from captures.ways(self, request, row)
        yield from knowing.ways(request, row)
        if may(person(request), "change_claim"):
            yield uncontested.address(article=row.uid), "Uncontested background…"
        yield from super().ways(request, row)

    @admin.display(description="Text")
    def workbench(self, row: Article) -> SafeString:
        address = reverse("admin:archive_article_workbench", args=[row.pk])
        return format_html('<a href="{}" aria-label="Workbench: {}">Workbench</a>', address, row)


class CaptureTextInline(admin.StackedInline[CaptureText, Capture]):
    model = CaptureText
    fields = ("fetched_from", "text")
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("archive.view_article")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin[Capture]):
    """Texts as they were taken; immutable."""

    seen_with = "view_article"
    list_display = ("article", "captured_at", "extractor", "sha256")
    list_select_related = ("article",)
    search_fields = ("article__title", "sha256", "text_sha256")
    inlines = (CaptureTextInline,)
    ordering = ("-pk",)
