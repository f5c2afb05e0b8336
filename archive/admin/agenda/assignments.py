"""Work given to people: the list, its log, and the page that gives it."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from archive.admin.agenda.walking import in_walk, walk_view
from archive.admin.base import ReadOnlyAdmin
from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import Line
from archive.admin.hiding import person, sees_protected
from archive.admin.titles import title_of, titles
from archive.editorial.assigning import LONGEST_NOTE, Item, assign, finish
from archive.editorial.permissions import may
from archive.editorial.saving import Refused
from archive.models import RECORDS, Assignment, User

MOST = 200
KEY = re.compile("[a-z0-9]{1,20}")


class Whose(admin.SimpleListFilter):
    """Whose work; open work, unless all of it is asked for."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "Mine"), ("given", "Given by me"), ("late", "Late"), ("all", "All, the log too")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": "Open"}, *others]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Assignment]) -> models.QuerySet[Assignment]:
        value, user = self.value(), person(request)
        if value == "all":
            return queryset
        rows = queryset.filter(closed_at=None)
        narrowed = {
            "mine": models.Q(to=user),
            "given": models.Q(made_by=user),
            "late": models.Q(due__lt=timezone.now().date()),
        }
        return rows.filter(narrowed[value]) if value in narrowed else rows


class GiveForm(forms.Form):
    """To whom, until when, how urgent."""

    to = forms.ModelChoiceField(User.objects.none(), label="To")
    due = forms.DateField(required=False, label="Due", widget=forms.DateInput(attrs={"type": "date"}))
    priority = forms.TypedChoiceField(
        choices=Assignment.Priority.choices, coerce=int, initial=Assignment.Priority.NORMAL, label="Priority"
    )
    note = PlainText(
        required=False,
        max_length=LONGEST_NOTE,
        label="Note",
        help_text="What is to be done; for colleagues only.",
        widget=Line(),
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, is_staff=True).order_by("username")
        field: Any = self.fields["to"]
        field.queryset = people if may(giver, "assign") else people.filter(pk=giver.pk)
        field.initial = giver.pk


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin[Assignment]):
    """The open work and its log. Given by a page of its own, closed by a button, never edited."""

    list_display = ("what", "to", "urgency", "due", "note", "made_by", "made_at", "closed_at", "closed_by")
    list_display_links = None
    list_filter = (Whose, "priority", "item_type")
    list_select_related = ("to", "made_by", "closed_by")
    search_fields = ("item", "to__username", "note")
    search_help_text = "A uid, a person or words of the note."

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        title = title_of("item", sees_protected=sees_protected(request))
        return super().get_queryset(request).annotate(title=title)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return ["priority", models.F("due").asc(nulls_last=True), "pk"]

    @admin.display(description="What", ordering="item")
    def what(self, row: Any) -> Any:
        words = row.title or f"{row.get_item_type_display()} {row.item}"
        return format_html('<a href="{}">{}</a>', item_url(row), words)

    @admin.display(description="Priority", ordering="priority")
    def urgency(self, row: Assignment) -> str:
        return str(row.get_priority_display())

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("walk/<slug:slug>/", wrap(walk_view), name="archive_work_walk"),
            path("give/", wrap(self.give_view), name="archive_assignment_give"),
            path("<int:pk>/item/", wrap(self.item_view), name="archive_assignment_item"),
            path("<int:pk>/finish/", wrap(self.finish_view), name="archive_assignment_finish"),
            *super().get_urls(),
        ]

    def item_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to what the work is about; the walk through one's work goes on from there."""
        row = Assignment.objects.filter(pk=pk).first()
        if row is None or not self.has_view_permission(request, row):
            return self.not_there(request)
        return HttpResponseRedirect(in_walk(request, item_url(row), item=row.pk))

    def finish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = Assignment.objects.filter(pk=pk).first()
        if row is None or not self.has_view_permission(request, row):
            return self.not_there(request)
        try:
            finish(row, by=person(request))
        except (PermissionDenied, Refused) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Off the list.")
        return HttpResponseRedirect(in_walk(request, item_url(row)))

    def give_view(self, request: HttpRequest) -> HttpResponse:
        """Give one or several items; GET with ``?item=type:key`` asks, POST does."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        items = read_items((request.POST if posted else request.GET).getlist("item"))
        form = GiveForm(request.POST if posted else None, giver=person(request))
        if posted and form.is_valid():
            try:
                made = assign(items, by=person(request), **form.cleaned_data)
            except (PermissionDenied, Refused) as refused:
                form.add_error(None, str(refused))
            except IntegrityError:
                form.add_error(None, "Somebody gave one of these away at this very moment. Try again.")
            else:
                messages.success(request, f"{len(made)} given to {form.cleaned_data['to']}.")
                only = made[0] if len(made) == 1 else None
                leads_to = item_url(only) if only else reverse("admin:archive_assignment_changelist")
                return HttpResponseRedirect(leads_to)
        names = titles([item.key for item in items if item.type in RECORDS], sees_protected=sees_protected(request))
        context = {
            **self.admin_site.each_context(request),
            "title": "Give work",
            "opts": self.opts,
            "items": [(item, names.get(item.key, f"{item.type} {item.key}")) for item in items],
            "form": form,
        }
        return TemplateResponse(request, "admin/archive/agenda/give.html", context)


def read_items(texts: list[str]) -> list[Item]:
    """Items out of ``type:key``; what cannot be one is passed over, and no more than MOST are taken."""
    pairs = [text.partition(":") for text in texts[:MOST]]
    return [Item(type, key) for type, _, key in pairs if type in Assignment.Item.values and KEY.fullmatch(key)]


def give_url(items: list[Item]) -> str:
    """The page that gives ``items`` to somebody."""
    query = QueryDict(mutable=True)
    query.setlist("item", [f"{item.type}:{item.key}" for item in items])
    return f"{reverse('admin:archive_assignment_give')}?{query.urlencode()}"


def item_url(row: Assignment) -> str:
    """The page of what the work is about."""
    if row.item_type in RECORDS:
        return reverse(f"admin:archive_{row.item_type}_by_uid", args=[row.item])
    return reverse("admin:archive_submission_change", args=[row.item])


def open_assignment(type: str, key: str) -> Assignment | None:
    """Who has the item now (one query)."""
    rows = Assignment.objects.filter(item_type=type, item=key, closed_at=None)
    return rows.select_related("to", "made_by").first()
