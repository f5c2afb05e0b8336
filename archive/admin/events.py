"""Events and who took part in them."""

from django.contrib import admin

from archive.admin.inlines import PartTable
from archive.admin.records import DeskState, RecordAdmin
from archive.models import Event, Participant


class ParticipantInline(PartTable):
    model = Participant
    fields = ("source", "role")
    autocomplete_fields = ("source",)
    hidden_paths = ("source",)


@admin.register(Event)
class EventAdmin(RecordAdmin[Event]):
    """Happenings under neutral titles."""

    list_display = ("title", "status", "date", "place", "country", "state", "saved", "uid")
    list_filter = (DeskState, "status", ("country", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("country",)
    date_hierarchy = "date_earliest"
    search_fields = ("title", "place", "uid")
    autocomplete_fields = ("country", "part_of")
    inlines = (ParticipantInline,)
    fieldsets = (
        (None, {"fields": ["title", "status", "summary", "uid"]}),
        ("When and where", {"fields": ["date", "date_basis", "place", "country", "part_of"]}),
        ("Not published", {"fields": ["internal_note"]}),
    )
