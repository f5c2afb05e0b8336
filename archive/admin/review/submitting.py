"""Putting records forward: which go together, and the public note that stands with them."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import FewLines
from archive.admin.hiding import person, sees_protected, visible_sources
from archive.admin.titles import titles
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.ledger.view import read
from archive.models import RECORDS, Record, Source, SubmissionItem
from archive.records.payload import CLASSES
from archive.records.walk import dump, prefetched, references

MOST = 200
LONGEST_NOTE = 2_000
AT_ONCE = "Somebody submitted one of these at this very moment."
UID = re.compile(r"\b[a-z2-7]{10}\b")


class Candidate(NamedTuple):
    """A record on the page: whether it was asked for, or comes because another names it.

    ``waiting`` is the number of the submission in which it waits for review already, else None.
    """

    record: Record
    asked: bool
    chosen: bool
    waiting: int | None


class NoteForm(forms.Form):
    """What stands in public with each of the records."""

    of_class = forms.ChoiceField(
        required=False,
        choices=[("", "Not said"), *CLASSES.items()],
        label="Sort of change",
        help_text="For what is public already: readers see it with the note. A correction mends a fault,"
        " a clarification says the same more clearly, an update tells what is new.",
    )
    note = PlainText(
        required=False,
        max_length=LONGEST_NOTE,
        label="Public note",
        help_text="What was corrected and why, for readers; blank for a first publication.",
        widget=FewLines(),
    )


def page(model_admin: ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
    """Show what would be submitted; on POST submit it. Raises PermissionDenied for whoever may not."""
    check_may(person(request), "submit")
    posted = request.method == "POST"
    uids = (request.POST if posted else request.GET).getlist("record")[: MOST + 1]
    rows = visible_rows(model_admin, request, uids)
    form = NoteForm(request.POST if posted else None, initial={"note": request.GET.get("note", "")[:LONGEST_NOTE]})
    refusals: list[str] = []
    if posted and not 0 < len(rows) <= MOST:
        refusals = [f"Choose one record at least and {MOST} at most."]
    elif posted and form.is_valid():
        try:
            submission = submit(rows, by=person(request), **form.cleaned_data)
        except Refused as refused:
            refusals = with_titles(refused.reasons, sees_protected=sees_protected(request))
        except IntegrityError:
            refusals = [AT_ONCE]
        else:
            messages.success(request, "Submitted. Somebody else reviews it now.")
            return HttpResponseRedirect(reverse("admin:archive_submission_change", args=[submission.pk]))
    found = candidates(model_admin, request, rows, chosen_only=posted)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Submit for review",
        "opts": model_admin.opts,
        "candidates": found,
        "waiting": sorted({each.waiting for each in found if each.waiting is not None}),
        "form": form,
        "refusals": refusals,
    }
    return TemplateResponse(request, "admin/archive/submit.html", context)


def new_url(uids: Iterable[str], *, note: str = "") -> str:
    """The page that puts records forward, with the note already written."""
    query = QueryDict(mutable=True)
    query.setlist("record", list(uids))
    if note:
        query["note"] = note
    return f"{reverse('admin:archive_submission_new')}?{query.urlencode()}"


def candidates(
    model_admin: ModelAdmin[Any], request: HttpRequest, rows: list[Record], *, chosen_only: bool
) -> list[Candidate]:
    """The records asked for, and what they name that is not public; the latter chosen unless somebody unchose them."""
    asked = {row.uid for row in rows}
    every = [*rows, *(row for row in companions(model_admin, request, rows) if row.uid not in asked)]
    items = SubmissionItem.objects.filter(uid__in=[row.uid for row in every], is_open=True)
    waiting = dict(items.values_list("uid", "submission"))
    return [
        Candidate(
            row,
            asked=row.uid in asked,
            chosen=row.uid not in waiting and (row.uid in asked or not chosen_only),
            waiting=waiting.get(row.uid),
        )
        for row in every
    ]


def with_titles(sentences: list[str], *, sees_protected: bool) -> list[str]:
    """``sentences`` that call records by their titles, where they gave the uids alone."""
    named = titles({uid for each in sentences for uid in UID.findall(each)}, sees_protected=sees_protected)
    return [
        UID.sub(lambda found: f"“{named[found[0]]}”" if found[0] in named else found[0], each) for each in sentences
    ]


def companions(model_admin: ModelAdmin[Any], request: HttpRequest, rows: list[Record]) -> list[Record]:
    """What ``rows`` name, and what that names in turn, as far as it was never public (MOST at most)."""
    seen = {row.uid for row in rows}
    found: list[Record] = []
    wave = rows
    while wave and len(found) < MOST:
        named = {uid for row in _ready(wave) for uid in references(type(row), dump(row))} - seen
        seen |= named
        public = read(named)
        wave = visible_rows(model_admin, request, named - public.keys())
        found += wave
    return found[:MOST]


def _ready(rows: list[Record]) -> Iterable[Record]:
    """The same records with everything their payload needs, in a few queries for each type."""
    for model in RECORDS.values():
        keys = [row.pk for row in rows if isinstance(row, model)]
        if keys:
            yield from prefetched(model._default_manager.filter(pk__in=keys))


def visible_rows(model_admin: ModelAdmin[Any], request: HttpRequest, uids: Iterable[str]) -> list[Record]:
    """The named records that this person may see. Raises PermissionDenied for a type they may not."""
    wanted = [uid for uid in uids if "\0" not in uid]
    found: list[Record] = []
    for model in RECORDS.values() if wanted else ():
        rows = list(model._default_manager.filter(uid__in=wanted).order_by("pk"))
        if model is Source:
            rows = list(visible_sources(request, Source.objects.filter(uid__in=wanted).order_by("pk")))
        if rows and not model_admin.admin_site.get_model_admin(model).has_view_permission(request):
            raise PermissionDenied
        found += rows
    return found
