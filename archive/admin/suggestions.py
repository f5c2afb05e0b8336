"""What machines propose. A person says yes or no; nothing is applied by that."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.admin.agenda.walking import in_walk
from archive.admin.base import DeskAdmin
from archive.admin.hiding import person
from archive.editorial.saving import Refused
from archive.editorial.suggesting import judge
from archive.models import Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(DeskAdmin[Suggestion]):
    """Only the judgement can be changed."""

    list_display = ("reason", "article", "state", "made_at", "judged_by", "judged_at")
    list_filter = ("state",)
    list_select_related = ("article", "judged_by")
    date_hierarchy = "made_at"
    search_fields = ("reason", "article__title", "article__uid")
    ordering = ("-pk",)
    fields = ("state", "reason", "in_the_text", "proposal", "article", "made_at", "judged_by", "judged_at")
    readonly_fields = ("reason", "in_the_text", "proposal", "article", "made_at", "judged_by", "judged_at")

    @admin.display(description="In the text")
    def in_the_text(self, row: Suggestion) -> SafeString:
        address = reverse("admin:archive_suggestion_judge", args=[row.pk])
        return format_html(
            '<a href="{}">Judge it in the workbench, where accepting fills the form of a claim</a>', address
        )

    def get_urls(self) -> list[URLPattern]:
        judge_view = self.admin_site.admin_view(self.judge_view)
        return [path("<int:pk>/judge/", judge_view, name="archive_suggestion_judge"), *super().get_urls()]

    def judge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to the workbench, where it is judged beside the text; a walk through suggestions goes on there."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            return self.not_there(request)
        bench = reverse("admin:archive_article_workbench", args=[row.article_id])
        return HttpResponseRedirect(f"{in_walk(request, bench, item=pk)}#suggestion-{pk}")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Suggestion, form: Any, change: bool) -> None:
        wanted, obj.state = obj.state, form.initial["state"]
        if wanted != obj.state:
            judge(obj, state=wanted, by=person(request))
