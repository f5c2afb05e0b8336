"""Claims with their claimants, figures, appearances, relations and assessments."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.admin.agenda import queues
from archive.admin.agenda.filters import QueueFilter
from archive.admin.assessing import uncontested
from archive.admin.assessing.urls import urls as assessing_urls
from archive.admin.base import chosen_uids
from archive.admin.chain.telling import chain_in_words
from archive.admin.forms.declared import AssessmentRowForm
from archive.admin.hiding import person, visible_sources
from archive.admin.inlines import PartStack, PartTable
from archive.admin.records import DeskState, RecordAdmin
from archive.editorial.uncontested import MOST
from archive.models import Appearance, Assessment, Claim, Claimant, ClaimRelation, Figure, Source


class ClaimantInline(PartTable):
    model = Claimant
    fields = ("source", "label")
    autocomplete_fields = ("source",)
    hidden_paths = ("source",)


class FigureInline(PartTable):
    model = Figure
    fields = ("quantity", "low", "high", "unit", "qualifier", "as_printed")
    autocomplete_fields = ("quantity",)


class AppearanceInline(PartStack):
    """The appearance itself; its passages and its chain have a page of their own."""

    model = Appearance
    fields = ("article", ("stance", "attribution"), ("asserted", "asserted_basis"), "note", "chain_in_words")
    readonly_fields = ("chain_in_words",)
    autocomplete_fields = ("article",)
    read_with = ("chain__sources__source",)
    hidden_paths = ("chain__sources__source",)
    show_change_link = True

    @admin.display(description="Chain")
    def chain_in_words(self, row: Appearance) -> str:
        return chain_in_words(row)


class RelationInline(PartTable):
    model = ClaimRelation
    fields = ("kind", "target", "strength", "confirmed", "note")
    autocomplete_fields = ("target",)
    verbose_name = "relation"
    verbose_name_plural = "relations to other claims"


class AssessmentInline(PartTable):
    """Assessments are added, not rewritten; an unpublished one is changed on its own page, with its evidence."""

    model = Assessment
    form = AssessmentRowForm
    fields = ("standing", "outcome", "confidence", "as_of", "rationale")
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.author = person(request)
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Claim)
class ClaimAdmin(RecordAdmin[Claim]):
    """Propositions, each with whoever claims it."""

    list_display = ("statement", "claimants", "state", "kind", "standing", "saved", "assess_link", "uid")
    actions = [*RecordAdmin.actions, "call_uncontested"]  # type: ignore[misc]
    list_filter = (DeskState, QueueFilter, "kind", "weight", "sensitive", "topics")
    list_read_with = hidden_in_list = ("claimants__source",)
    hidden_paths = ("claimants__source", "subjects")
    search_fields = ("statement", "uid", "condition_text")
    search_help_text = "Words of the statement, a claimant's name or a uid."
    autocomplete_fields = ("subjects", "events", "topics")
    inlines = (ClaimantInline, FigureInline, AppearanceInline, RelationInline, AssessmentInline)
    fieldsets = (
        (None, {"fields": ["statement", ("kind", "weight"), "language", "hedge", "jointly", "sensitive", "uid"]}),
        ("What it is about", {"fields": ["subjects", "events", "topics"]}),
        (
            "Condition and horizon",
            {
                "fields": [
                    ("condition_text", "condition_state"),
                    ("resolves_by", "resolves_by_basis"),
                    "settled_by",
                ]
            },
        ),
        ("Reply", {"fields": [("reply_asked_at", "reply_how"), ("reply_answer", "reply_answered_at")]}),
        ("Not published", {"fields": ["next_review", "internal_note"]}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Claim]:
        return queues.with_last_assessment(super().get_queryset(request))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Claim], search_term: str
    ) -> tuple[models.QuerySet[Claim], bool]:
        """Also by the claimant's name, unless that name is hidden: a hit would tell it."""
        found, _ = super().get_search_results(request, queryset, search_term)
        words = search_term.replace("\0", "").strip()
        if not words:
            return found, False
        speakers = visible_sources(request, Source.objects.filter(name__icontains=words))
        theirs = Claimant.objects.filter(source__in=speakers).values("claim")
        return queryset.filter(models.Q(pk__in=found.values("pk")) | models.Q(pk__in=theirs)), False

    def get_urls(self) -> list[URLPattern]:
        return [*assessing_urls(self), *super().get_urls()]

    @admin.action(description="Call uncontested…", permissions=["change"])
    def call_uncontested(self, request: HttpRequest, queryset: models.QuerySet[Claim]) -> HttpResponse | None:
        uids = chosen_uids(self, request, queryset, MOST)
        return None if uids is None else HttpResponseRedirect(uncontested.address(uids=uids))

    def ways(self, request: HttpRequest, row: Claim) -> Iterator[tuple[str, str]]:
        yield reverse("admin:archive_claim_assess", args=[row.pk]), "Assess…"
        if self.has_change_permission(request, row):
            for part in (Appearance, Assessment):
                name = part._meta.model_name
                yield f"{reverse(f'admin:archive_{name}_add')}?claim={row.pk}", f"Add {name}…"
        yield from super().ways(request, row)

    @admin.display(description="Assess")
    def assess_link(self, row: Claim) -> SafeString:
        address = reverse("admin:archive_claim_assess", args=[row.pk])
        return format_html('<a href="{}" aria-label="Assess: {}">Assess</a>', address, row)

    @admin.display(description="Claimants")
    def claimants(self, row: Claim) -> SafeString:
        return format_html_join("; ", "{}", ((each,) for each in row.claimants.all()))

    @admin.display(description="Judged", ordering="standing")
    def standing(self, row: Any) -> str:
        value = row.standing or row.outcome or ""
        return str(value).replace("_", " ").capitalize()
