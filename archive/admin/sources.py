"""Sources and their affiliations."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from archive.admin.hiding import sees_protected, visible_sources
from archive.admin.inlines import PartTable
from archive.admin.records import DeskState, RecordAdmin
from archive.models import Affiliation, Source


class AffiliationInline(PartTable):
    model = Affiliation
    fields = ("body", "type", "start", "end", "note")
    autocomplete_fields = ("body",)
    hidden_paths = ("body",)


@admin.register(Source)
class SourceAdmin(RecordAdmin[Source]):
    """Whoever says something. Protected ones are there only for those who may see them."""

    list_display = ("name", "kind", "role", "country", "state", "saved", "uid")
    list_filter = (DeskState, "kind", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    search_fields = ("name", "aliases", "role", "uid", "wikidata")
    autocomplete_fields = ("country", "article")
    inlines = (AffiliationInline,)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        private = ["protected", "internal_note"] if sees_protected(request) else ["internal_note"]
        _, *saving = super().get_fieldsets(request, obj)
        return [
            (None, {"fields": ["kind", "name", "aliases", "role", "country", "wikidata", "note", "article", "uid"]}),
            ("Not published", {"fields": private}),
            *saving,
        ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        return visible_sources(request, super().get_queryset(request))
