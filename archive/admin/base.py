"""What every page of the desk shares: links found by typing, lists by lines, bad input refused."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, ModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from archive.admin.forms.widgets import FewLines, LinesField, RecordSelect, RecordSelectMultiple
from archive.admin.hiding import sees_protected
from archive.admin.lists import HidingList
from archive.editorial.saving import Refused
from archive.models import RECORDS, Part, Record, TextListField, User, Walked

M = TypeVar("M", bound=models.Model)
MOST_ON_A_PAGE = 50
DATE_PART = re.compile("__(year|month|day)$")
SHORT_NUMBER = re.compile("[0-9]{1,4}")


def record_model(model: type[models.Model]) -> type[Record]:
    """The record type that rows of ``model`` live with; a record's own type."""
    while issubclass(model, Part):
        owner: Any = model._meta.get_field(model.owner).related_model
        model = owner
    return RECORDS[model.type]  # type: ignore[attr-defined]


def record_of(row: Walked) -> Record:
    """The record that a row lives with (asks no query when its owner was read with it)."""
    while isinstance(row, Part):
        row = getattr(row, row.owner)
    assert isinstance(row, Record)
    return row


class DeskInputs(BaseModelAdmin[M]):
    """Form fields as the desk shows them."""

    formfield_overrides = {
        models.TextField: {"widget": FewLines},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, TextListField):
            label = str(db_field.verbose_name).capitalize()
            return LinesField(required=False, label=label, help_text=f"{db_field.help_text} One a line.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordSelect(db_field, self.admin_site, sees_protected=sees_protected(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = RecordSelectMultiple(db_field, self.admin_site, sees_protected=sees_protected(request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def unlinked(model: type[models.Model], names: Sequence[Any], among: Collection[Any] | None = None) -> tuple[Any, ...]:
    """``names`` of fields, with those of accounts that are only shown (all of them, or ``among`` these) without a link.

    Django links whatever it shows to its page, and an account's page is a chief's.
    """
    return tuple(
        unlinked(model, name, among)
        if isinstance(name, list | tuple)
        else (_name_of(model, name) if among is None or name in among else name)
        for name in names
    )


@cache
def _name_of(model: type[models.Model], name: Any) -> Any:
    try:
        field: Any = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return name
    if field is None or field.related_model is not User:
        return name

    @admin.display(description=str(field.verbose_name))
    def shown(row: models.Model) -> str:
        return str(getattr(row, name) or "–")

    return shown


class DeskAdmin(DeskInputs[M], ModelAdmin[M]):
    """A model at the desk: found quickly, never deleted.

    ``hidden_paths`` lead from a row to sources that may be protected, ``hidden_in_list`` to
    those of them that a list reads with its rows.
    """

    hidden_paths: ClassVar[tuple[str, ...]] = ()
    hidden_in_list: ClassVar[tuple[str, ...]] = ()

    list_per_page = MOST_ON_A_PAGE
    list_max_show_all = MOST_ON_A_PAGE
    show_full_result_count = False
    empty_value_display = "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_write = self.has_change_permission(request, obj)
        shown = self.get_readonly_fields(request, obj) if may_write else None
        return [
            (heading, {**options, "fields": unlinked(self.model, options["fields"], among=shown)})
            for heading, options in super().get_fieldsets(request, obj)
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        given = tuple(super().get_readonly_fields(request, obj))
        return (*given, *(each for each in unlinked(self.model, given) if each not in given))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return HidingList

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[M], search_term: str
    ) -> tuple[models.QuerySet[M], bool]:
        # PostgreSQL refuses the character; no text here holds it.
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M | None:
        return None if "\0" in object_id else super().get_object(request, object_id, from_field)

    def not_there(self, request: HttpRequest) -> HttpResponseRedirect:
        """Lead to the list, and say that there is no such row for this person."""
        self.message_user(request, f"There is no such {self.opts.verbose_name}.", messages.WARNING)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        refuse_unreadable(request)
        named = {} if "_popup" in request.GET else {"title": str(self.opts.verbose_name_plural).capitalize()}
        return super().changelist_view(request, {**named, **(extra_context or {})})


def row_page(model_admin: Any, view: Callable[[Any, HttpRequest, Any], HttpResponse]) -> Any:
    """``view`` of the admin, the request and a row, as a view of an address with ``object_id``."""

    def shown(request: HttpRequest, object_id: str) -> HttpResponse:
        row = model_admin.get_object(request, unquote(object_id))
        if row is None:
            found: HttpResponse = model_admin.not_there(request)
            return found
        return view(model_admin, request, row)

    return model_admin.admin_site.admin_view(shown)


def chosen_uids(
    model_admin: ModelAdmin[Any], request: HttpRequest, rows: models.QuerySet[Any], most: int
) -> list[str] | None:
    """The uids of the records chosen in a list; None, and the person is told, when they are more than ``most``."""
    uids = list(rows.order_by("pk").values_list("uid", flat=True)[: most + 1])
    if len(uids) <= most:
        return uids
    model_admin.message_user(request, f"Choose {most} {model_admin.opts.verbose_name_plural} at most.", messages.ERROR)
    return None


def refuse_unreadable(request: HttpRequest) -> None:
    """Raise BadRequest for an address with a NUL, which no text has, or a date part that is no number."""
    for name, values in request.GET.lists():
        if any("\0" in value for value in [name, *values]):
            raise BadRequest("The address holds a NUL character.")
        if DATE_PART.search(name) and not all(SHORT_NUMBER.fullmatch(value) for value in values):
            raise BadRequest(f"{name} is not a number of at most four digits.")


class ActingAdmin(DeskAdmin[M]):
    """Rows that an action writes: what it refuses is told on the page as it stands now."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


class ReadOnlyAdmin(DeskAdmin[M]):
    """Rows that other rooms write. ``seen_with`` is a permission that lets them be seen too."""

    seen_with = ""
    actions = None
    change_form_template = "admin/archive/read_only.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        also = bool(self.seen_with) and request.user.has_perm(f"archive.{self.seen_with}")
        return also or super().has_view_permission(request, obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        self.message_user(request, "These rows are never changed: they have no history.")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
