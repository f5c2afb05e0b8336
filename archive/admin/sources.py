"""Sources and their affiliations."""

from typing import Any
from weakref import WeakKeyDictionary

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from archive.admin.chain.folding import NAMES, folded, in_name
from archive.admin.chain.moves import moved, weight
from archive.admin.hiding import sees_protected, visible_sources
from archive.admin.inlines import PartTable
from archive.admin.records import DeskState, RecordAdmin
from archive.editorial.moving import Moves
from archive.editorial.saving import Refused
from archive.models import Affiliation, Source

UNSEEN = "Nothing is saved yet: published counts would move. Look at them above, then save again."

LONGEST_SEARCH = 100

# What a save would have moved, for the page that shows it; forgotten with its request.
_moves: WeakKeyDictionary[HttpRequest, Moves] = WeakKeyDictionary()


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
    change_form_template = "admin/archive/chain/source_form.html"

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

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Source], search_term: str
    ) -> tuple[models.QuerySet[Source], bool]:
        """Also by the name as people without its accents type it."""
        queryset = queryset.alias(**NAMES)
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        words = folded(search_term.replace("\0", "")[:LONGEST_SEARCH]).split()
        return (rows | queryset.filter(*map(in_name, words)) if words else rows), may_repeat

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, unless that would move published counts which the person has not seen yet."""
        before = weight(form.instance)
        super().save_related(request, form, formsets, change)
        moves = moved(form.instance, before)
        if moves.found:
            _moves[request] = moves
            if request.POST.get("seen") != moves.digest:
                # Undoes the save; the page shows again what was typed.
                raise Refused([UNSEEN])

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["moves"] = _moves.get(request)
        return super().render_change_form(request, context, *args, **kwargs)
