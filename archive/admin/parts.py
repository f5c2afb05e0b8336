"""Appearances and assessments on pages of their own, with what lives inside them."""

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from archive.admin.base import record_model, record_of
from archive.admin.chain.formset import ChainFormSet, as_fields, editor_over
from archive.admin.chain.telling import chain_in_words
from archive.admin.chain.urls import urls as chain_urls
from archive.admin.forms.declared import AssessmentForm, ChainStepForm
from archive.admin.forms.numbers import key
from archive.admin.forms.step_sources import StepSourcesField
from archive.admin.hiding import person, sees_protected
from archive.admin.inlines import PartStack, PartTable
from archive.admin.saving.pages import SavesRecord, named_record
from archive.models import Appearance, Article, Assessment, ChainStep, Evidence, Part, Passage, Record

P = TypeVar("P", bound=Part)


class PartPage(SavesRecord[P]):
    """A part that has a page. Whoever may change its record may change it; it is deleted on the record's page.

    ``list_read_with`` are the links that a list shows beside the record.
    """

    ordering = ("-pk",)
    list_read_with: ClassVar[tuple[str, ...]] = ()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        type = record_model(self.model).type
        return request.user.has_perm(f"archive.view_{type}") or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"archive.change_{record_model(self.model).type}")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[P]:
        # Read in one query with its record, so that the revision is never newer than the row.
        return super().get_queryset(request).select_related(self.model.owner, *self.list_read_with)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *((self.model.owner,) if obj is not None else ()))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        saving = [(None, {"fields": ["reason"]})] if self.has_change_permission(request, obj) else []
        return [*super().get_fieldsets(request, obj), *saving]

    def record_for_new(self, request: HttpRequest) -> Record | None:
        """The record whose page led here, or that the form says it was made for."""
        owner = key(request.GET.get(self.model.owner))
        if request.method == "POST" or owner is None:
            return named_record(request, self.model)
        return record_model(self.model)._default_manager.filter(pk=owner).first()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        if row is not None:
            context.setdefault("index", index_of(row))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: P) -> HttpResponseRedirect:
        return self._to_record(obj)

    def response_post_save_change(self, request: HttpRequest, obj: P) -> HttpResponseRedirect:
        return self._to_record(obj)

    def _to_record(self, row: P) -> HttpResponseRedirect:
        record = record_of(row)
        return HttpResponseRedirect(reverse(f"admin:archive_{record.type}_change", args=[record.pk]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self.not_there(request)
        record = record_of(row)
        return HttpResponseRedirect(reverse(f"admin:archive_{record.type}_history", args=[record.pk]))


def index_of(row: Part) -> int:
    """The row's place in its record's body, from 0."""
    like = type(row)._default_manager.filter(**{f"{row.owner}_id": getattr(row, f"{row.owner}_id")})
    return like.filter(position__lt=row.position).count()


def _article(form: Any) -> Article | None:
    """The article that the form of an appearance is about, as far as it says (one query at most)."""
    value = key(str(form["article"].value()))
    return None if value is None else Article.objects.filter(pk=value).first()


class PassageInline(PartTable):
    model = Passage
    fields = ("part", "paragraph", "exact")


class ChainInline(PartStack):
    """The steps, each with its sources in a short table; a script makes the editor of them."""

    model = ChainStep
    form = ChainStepForm
    formset = ChainFormSet
    template = "admin/archive/chain/inline.html"
    extra = 2
    fields = ("sources", ("verb", "force", "inferred"), "note")
    read_with = ("sources__source",)
    hidden_paths = ("sources__source",)
    verbose_name = "step"
    verbose_name_plural = "attribution chain: step 1 speaks to the reader, the last is said to know"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return tuple("who" if name == "sources" else name for name in fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if self.has_change_permission(request, obj) else ("who",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        sources = StepSourcesField(shows_protected=sees_protected(request))
        form = type("ChainStepForm", (ChainStepForm,), {"sources": sources})
        return super().get_formset(request, obj, **{**kwargs, "form": form})

    @admin.display(description="Sources")
    def who(self, row: ChainStep) -> str:
        return ", ".join(str(each) for each in row.sources.all())


@admin.register(Appearance)
class AppearanceAdmin(PartPage[Appearance]):
    """A claim in an article: passages and chain."""

    list_display = ("claim", "article", "stance", "attribution", "chain")
    list_filter = ("stance", "attribution")
    list_read_with = ("article",)
    search_fields = ("claim__statement", "claim__uid", "article__title", "article__uid")
    autocomplete_fields = ("claim", "article")
    inlines = (PassageInline, ChainInline)
    hidden_in_list = ("chain__sources__source",)
    fieldsets = (
        (None, {"fields": ["claim", "article", ("stance", "attribution"), ("asserted", "asserted_basis"), "note"]}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Appearance]:
        return super().get_queryset(request).prefetch_related("chain__sources__source")

    def get_urls(self) -> list[URLPattern]:
        return [*chain_urls(self.admin_site), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST":
            request.POST = as_fields(request.POST)  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        for each in context["inline_admin_formsets"]:
            if isinstance(each.formset, ChainFormSet) and self.has_change_permission(request, row):
                each.formset.editor = editor_over(request, each.formset, _article(context["adminform"].form))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Chain")
    def chain(self, row: Appearance) -> str:
        return chain_in_words(row)


class EvidenceInline(PartStack):
    model = Evidence
    fields = (
        ("relation", "target"),
        ("link", "title"),
        ("locator", "reliability", "credibility"),
        "note",
    )
    verbose_name_plural = "evidence"


@admin.register(Assessment)
class AssessmentAdmin(PartPage[Assessment]):
    """What the evidence of a day allows to say. Once published, it stays; add a new one."""

    list_display = ("claim", "standing", "outcome", "confidence", "as_of", "decided_at", "author")
    list_filter = ("standing", "outcome", "confidence")
    list_read_with = ("author",)
    date_hierarchy = "as_of"
    search_fields = ("claim__statement", "claim__uid", "rationale")
    autocomplete_fields = ("claim",)
    form = AssessmentForm
    readonly_fields = ("decided_at", "author")
    inlines = (EvidenceInline,)
    fieldsets = (
        (None, {"fields": ["claim", ("standing", "outcome"), "confidence", "as_of", "rationale"]}),
        ("Decided", {"fields": ["decided_at", "author"]}),
    )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.author = person(request)
        return form
