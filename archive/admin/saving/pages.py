"""A page whose save is one save of a record: compared before its forms, revised after them."""

import json
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.admin.base import DeskAdmin, record_of
from archive.admin.forms.declared import RecordForm
from archive.admin.forms.numbers import whole
from archive.admin.hiding import person, sees_protected
from archive.admin.saving.comparing import conflicts
from archive.admin.saving.rebasing import rebased
from archive.admin.saving.typed import Data, typed
from archive.admin.titles import named_in, titles
from archive.editorial.saving import Conflict, Refused, saving
from archive.models import RECORDS, Part, Record, Revision, Walked
from archive.records.walk import references

M = TypeVar("M", bound=Walked)

AT_ONCE = "Somebody saved this record, or one with the same uid, at this very moment. Look again, then save."
TOLD = "Somebody saved this record while you were editing it. Nothing of yours is lost, and nothing is saved yet."
DATABASE_REFUSED = "The database refused this: another row says the same, or something it names is gone."

# What an action said against a POST that is shown again; forgotten with its request.
_refusals: WeakKeyDictionary[HttpRequest, tuple[str, ...]] = WeakKeyDictionary()


class SavesRecord(DeskAdmin[M]):
    """Changes of a record or of one of its parts; every one leaves a revision of the whole record.

    The comparison comes before the forms are read, since a row that somebody else deleted
    would make them fail with a sentence about something else.
    """

    form = RecordForm
    change_form_template = "admin/archive/record_form.html"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusals = _refusals.get(request, ())  # type: ignore[attr-defined]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        context = dict(extra_context or {})
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        if "_saveasnew" in request.POST:
            raise BadRequest("Records are not copied.")
        try:
            with transaction.atomic():
                row = self._row(request, object_id)
                conflict = self._conflict(request, row)
                if conflict is None and (row is not None or not object_id):
                    return super().changeform_view(request, object_id, form_url, context)
        except (Refused, Conflict, IntegrityError) as fault:
            return self._again(request, object_id, form_url, context, told(fault))
        if conflict is None or row is None:
            return self._gone(request, object_id or "")
        return self._answer(request, object_id, form_url, context, row, conflict)

    def _row(self, request: HttpRequest, object_id: str | None) -> M | None:
        """The row of the page, None when it is new or gone. Raises PermissionDenied."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        may = self.has_change_permission(request, row) if object_id else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        return row

    def _conflict(self, request: HttpRequest, row: M | None) -> Conflict | None:
        """Lock the record and compare; None when it still is what the page was made from."""
        record = record_of(row) if row is not None else named_record(request, self.model)
        if record is None:
            return None
        standing = type(record).objects.filter(pk=record.pk).held().get()
        base = posted_base(request)
        return None if base == standing.revision else Conflict(standing, base, standing.revision)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Left to ``save_related``: a row and its parts are one save."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        record = record_of(form.instance)
        base = 0 if record.pk is None else record.revision
        if change or request.POST.get("record") == record.uid:
            base = posted_base(request)
        with saving(record, base=base, by=person(request), reason=form.cleaned_data.get("reason", "")):
            if not change and isinstance(form.instance, Part):
                form.instance.position = last_position(form.instance)
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)
        if record.revision == base:
            messages.info(request, "Nothing was different, so there is no new revision.")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Logged with the revision, by whatever way it comes."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """As ``log_addition``."""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        record = record_of(row) if row is not None else self.record_for_new(request)
        context.setdefault("record", record)
        context.setdefault("base", posted_or_standing(request, record))
        return super().render_change_form(request, context, *args, **kwargs)

    def record_for_new(self, request: HttpRequest) -> Record | None:
        """The record that a new row was begun for; a new record has none."""
        return None

    # -- when it was not saved -----------------------------------------------------------------

    def _again(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any], sentences: list[str]
    ) -> Any:
        """The page as it was typed, with what was said against it."""
        _refusals[request] = tuple(sentences)
        return super().changeform_view(request, object_id, form_url, context)

    def _answer(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        context: dict[str, Any],
        row: M,
        conflict: Conflict,
    ) -> HttpResponse:
        """409: base, theirs and mine, above the form that still holds what was typed."""
        record = conflict.record
        base, theirs = (json.loads(conflict.body(number)) for number in (conflict.base, conflict.theirs))
        slot, index = place_of(row, request)
        inner = part_body(base, slot, index)
        mine = typed(self, request, row, inner)
        whole = with_part(base, slot, index, mine.body(inner))
        names = titles(named_in(record.type, base, theirs, whole), sees_protected=sees_protected(request))
        context |= {
            "comparison": conflicts(type(record), base, theirs, whole, names),
            "meanwhile": Revision.objects.filter(
                uid=record.uid, number__gt=conflict.base, number__lte=conflict.theirs
            ).select_related("user"),
            "base": conflict.theirs,
        }
        merged = rebased(self, request, row, mine, inner)
        request.POST = merged  # type: ignore[assignment]
        response = self._again(request, object_id, form_url, context, [TOLD])
        response.status_code = 409
        return response  # type: ignore[no-any-return]

    def _gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """409 for a part that somebody deleted meanwhile: its record, and what was typed."""
        record = named_record(request, self.model)
        if record is None:
            return self.not_there(request)
        said = typed(self, request, None, {}).body({})
        names = titles(references(self.model, said), sees_protected=sees_protected(request))
        context = {
            **self.admin_site.each_context(request),
            "title": f"This {self.opts.verbose_name} is gone",
            "record": record,
            "record_opts": record._meta,
            "opts": self.opts,
            "rows": conflicts(self.model, {}, {}, said, names),
        }
        return TemplateResponse(request, "admin/archive/part_gone.html", context, status=409)


def told(fault: Exception) -> list[str]:
    """What to say to the person whose save failed by ``fault``."""
    if isinstance(fault, Refused):
        return fault.reasons
    return [AT_ONCE if isinstance(fault, Conflict) else DATABASE_REFUSED]


def posted_base(request: HttpRequest) -> int:
    """The revision a page was made from. Raises BadRequest when it does not say."""
    base = whole(request.POST.get("revision"))
    if base is None:
        raise BadRequest("The form does not say which revision of the record it was made from.")
    return base


def posted_or_standing(request: HttpRequest, record: Record | None) -> int:
    if record is None:
        return 0
    return posted_base(request) if request.method == "POST" and "revision" in request.POST else record.revision


def named_record(request: HttpRequest, model: type[Walked]) -> Record | None:
    """The record that the page of a part says it was made for."""
    uid = request.POST.get("record", "")
    if not issubclass(model, Part) or not uid or "\0" in uid:
        return None
    for each in RECORDS.values():
        found = each._default_manager.filter(uid=uid).first()
        if found is not None:
            return found
    return None


def last_position(part: Part) -> int:
    """The place after the last of the part's like."""
    rows = type(part)._default_manager.filter(**{f"{part.owner}_id": getattr(part, f"{part.owner}_id")})
    return rows.count()


def place_of(row: Walked, request: HttpRequest) -> tuple[str, int]:
    """The name of the row's list in its record's body and its place there; ("", 0) for a record."""
    if not isinstance(row, Part):
        return "", 0
    field: Any = row._meta.get_field(row.owner)
    return field.remote_field.get_accessor_name(), whole(request.POST.get("index")) or 0


def part_body(body: Data, slot: str, index: int) -> Data:
    """The body of one part within its record's; the record's own without a slot."""
    if not slot:
        return body
    rows = body.get(slot, [])
    return rows[index] if index < len(rows) else {}


def with_part(body: Data, slot: str, index: int, part: Data) -> Data:
    """``body`` with one of its parts in place of the one that stood there."""
    if not slot:
        return part
    rows = list(body.get(slot, []))
    return {**body, slot: [*rows[:index], part, *rows[index + 1 :]]}
