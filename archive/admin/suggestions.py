"""What machines propose. A person says yes or no; nothing is applied by that."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.agenda.walking import in_walk
from archive.admin.base import ActingAdmin
from archive.admin.hiding import person
from archive.admin.intake import knowing
from archive.admin.saving.comparing import label
from archive.admin.workbench.proposals import proposed
from archive.editorial.suggesting import field_of, judge, value_of
from archive.models import Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(ActingAdmin[Suggestion]):
    """Only the judgement can be changed."""

    list_display = ("proposed", "article", "confidence", "state", "made_at", "judged_by")
    list_filter = ("state", "about", "confidence")
    list_select_related = ("article", "judged_by")
    date_hierarchy = "made_at"
    search_fields = ("reason", "article__title", "article__uid")
    ordering = ("-pk",)
    fields = ("state", "reason", "in_the_text", "proposal", "article", "made_at", "judged_by", "judged_at")
    readonly_fields = ("reason", "in_the_text", "proposal", "article", "made_at", "judged_by", "judged_at")

    @admin.display(description="Proposed")
    def proposed(self, row: Suggestion) -> str:
        if row.about == Suggestion.About.CLAIM:
            return proposed(row.proposal).statement or row.reason
        field = field_of(row)
        return f"{label(field)}: {knowing.in_words(field, value_of(row))}" if field else row.reason

    @admin.display(description="In the text")
    def in_the_text(self, row: Suggestion) -> SafeString:
        address = reverse("admin:archive_suggestion_judge", args=[row.pk])
        is_claim = row.about == Suggestion.About.CLAIM
        words = "in the workbench, where accepting fills the form of a claim" if is_claim else "with its evidence"
        return format_html('<a href="{}">Judge it {}</a>', address, words)

    def get_urls(self) -> list[URLPattern]:
        judge_view = self.admin_site.admin_view(self.judge_view)
        return [path("<int:pk>/judge/", judge_view, name="archive_suggestion_judge"), *super().get_urls()]

    def judge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to the page on which it is judged, beside the text or the evidence; a walk through them goes on there."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            return self.not_there(request)
        page = "workbench" if row.about == Suggestion.About.CLAIM else "known"
        address = reverse(f"admin:archive_article_{page}", args=[row.article_id])
        return HttpResponseRedirect(f"{in_walk(request, address, item=pk)}#suggestion-{pk}")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Suggestion, form: Any, change: bool) -> None:
        wanted, obj.state = obj.state, form.initial["state"]
        if wanted != obj.state:
            judge(obj, state=wanted, by=person(request))
