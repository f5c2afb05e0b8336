"""What was handed over together, and how far it is."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.admin.base import ReadOnlyAdmin
from archive.admin.hiding import person
from archive.admin.intake import handing
from archive.admin.intake.items import shown
from archive.admin.lists import HidingList
from archive.editorial.capturing import may_take
from archive.ingest.working.handing import Progress, progress
from archive.models import Intake, IntakeItem

State = IntakeItem.State
ITEMS_ON_A_PAGE = 100
# In this order they are told, those first that a person has to do with.
TOLD = (
    *(State.UNDECIDED, State.PARKED, State.REFUSED, State.NEW, State.CHANGED, State.DUPLICATE, State.APART),
    *(State.DROPPED, State.WORKING, State.WAITING),
)


class IntakeList(HidingList):
    """Reads how far the intakes of a page are, all at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        known = progress(rows)
        for row in rows:
            row.progress = known[row.pk]
        self.result_list = rows


@admin.register(Intake)
class IntakeAdmin(ReadOnlyAdmin[Intake]):
    """Newest first; what is in one stands on its page."""

    list_display = ("at", "door", "first", "became", "by", "subscription")
    list_filter = ("door",)
    list_select_related = ("by", "subscription")
    date_hierarchy = "at"
    search_fields = ("items__name", "items__url")
    change_list_template = "admin/archive/intake/list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return IntakeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intake]:
        things = IntakeItem.objects.filter(intake=OuterRef("pk")).order_by("position", "part")
        return super().get_queryset(request).annotate(first_name=Subquery(things.values("name")[:1]))

    @admin.display(description="Begins with")
    def first(self, row: Intake) -> str:
        return row.first_name or "–"  # type: ignore[attr-defined]

    @admin.display(description="What became of it")
    def became(self, row: Intake) -> SafeString:
        return told(row.progress)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_take(person(request))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> Any:
        return handing.page(self, request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The things of an intake, with what can be done about each (five queries)."""
        row = self.get_object(request, unquote(object_id or ""))
        if row is None:
            return self.not_there(request)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        found = progress([row])[row.pk]
        items = row.items.select_related("article", "blob", "visit", "visit__warc").defer(
            "blob__data", "visit__warc__data"
        )
        page = Paginator(items.order_by("position", "part"), ITEMS_ON_A_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": str(row),
            "opts": self.opts,
            "intake": row,
            "progress": found,
            "told": told(found),
            "things": [shown(each) for each in page.object_list],
            "page": page,
            "may_take": may_take(person(request)),
        }
        return TemplateResponse(request, "admin/archive/intake/intake.html", context)


def told(progress: Progress) -> SafeString:
    """Each state with its number, in words."""
    found = [(state, count, State(state).label) for state in TOLD if (count := progress.counts.get(state, 0))]
    lines = format_html_join(" ", '<span class="thing-state is-{}">{} {}</span>', found)
    return format_html('<span class="thing-states">{}</span>', lines or "Nothing")
