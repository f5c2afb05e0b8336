"""What machines propose. A person says yes or no; nothing is applied by that."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from archive.admin.base import DeskAdmin
from archive.admin.hiding import person
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
    fields = ("state", "reason", "proposal", "article", "made_at", "judged_by", "judged_at")
    readonly_fields = ("reason", "proposal", "article", "made_at", "judged_by", "judged_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Suggestion, form: Any, change: bool) -> None:
        if "state" in form.changed_data:
            is_open = obj.state == Suggestion.State.OPEN
            obj.judged_by = None if is_open else person(request)
            obj.judged_at = None if is_open else timezone.now()
        super().save_model(request, obj, form, change)
