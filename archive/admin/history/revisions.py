"""The history of a record: its revisions, who made them and why, and what differs between two."""

import json
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.admin.forms.numbers import whole
from archive.admin.hiding import sees_protected
from archive.admin.saving.comparing import Row, changes, label
from archive.admin.titles import named_in, titles
from archive.editorial.admin_log import about
from archive.models import RECORDS, LedgerEntry, Record, Revision
from archive.records.shape import shape

REVISIONS_ON_A_PAGE = 25
Data = dict[str, Any]


class Told(NamedTuple):
    """A revision and the names of the fields it changed."""

    revision: Revision
    fields: list[str]


def history(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record) -> HttpResponse:
    """The page of a record's history. Raises PermissionDenied for whoever may not see the record."""
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    revisions = Revision.objects.filter(uid=row.uid).select_related("user").order_by("-number")
    pages = Paginator(revisions, REVISIONS_ON_A_PAGE)
    shown = pages.get_page(request.GET.get("p"))
    compared = pair(request, row)
    context = {
        **model_admin.admin_site.each_context(request),
        "compared": compared,
        "rows": between(request, row.type, *map(_body, compared)) if compared else [],
        "asked": bool({"a", "b"} & request.GET.keys()),
        "may_change": model_admin.has_change_permission(request, row),
        "title": f"History: {row}",
        "opts": row._meta,
        "original": row,
        "page": shown,
        "told": told(row, list(shown)),
        "acts": about(row),
        "entries": LedgerEntry.objects.filter(uid=row.uid).order_by("-seq"),
    }
    return TemplateResponse(request, "admin/archive/history.html", context)


def told(row: Record, revisions: list[Revision]) -> list[Told]:
    """What each of these successive revisions changed, newest first (one query)."""
    if not revisions:
        return []
    before = Revision.objects.filter(uid=row.uid, number__lt=revisions[-1].number).order_by("-number")[:1]
    bodies = [json.loads(each.body) for each in [*revisions, *before]]
    if len(bodies) == len(revisions):
        bodies.append({})
    slots = shape(type(row))
    fields = [
        [label(slot.name) for slot in slots if new.get(slot.name) != old.get(slot.name)]
        for new, old in pairwise(bodies)
    ]
    return [Told(*pair) for pair in zip(revisions, fields, strict=True)]


def pair(request: HttpRequest, row: Record) -> tuple[Revision, Revision] | None:
    """The two revisions that ``?a=`` and ``?b=`` ask to compare, the older first; None unless both are kept."""
    asked = (whole(request.GET.get(name)) for name in ("a", "b"))
    numbers = sorted({number for number in asked if number is not None})
    if len(numbers) != 2:
        return None
    found = list(Revision.objects.filter(uid=row.uid, number__in=numbers).select_related("user").order_by("number"))
    return (found[0], found[1]) if len(found) == 2 else None


def between(request: HttpRequest, type: str, old: Data, new: Data) -> list[Row]:
    """The fields in which two bodies of a record differ, word by word, in names that this person may see."""
    names = titles(named_in(type, old, new), sees_protected=sees_protected(request))
    return changes(RECORDS[type], old, new, names)


def _body(revision: Revision) -> Data:
    found: Data = json.loads(revision.body)
    return found


def difference(request: HttpRequest, revision: Revision) -> tuple[Revision | None, list[Row]]:
    """The revision before this one, and the fields in which they differ."""
    before = Revision.objects.filter(uid=revision.uid, number__lt=revision.number).order_by("-number").first()
    return before, between(request, revision.type, _body(before) if before else {}, _body(revision))
