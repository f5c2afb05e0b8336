"""Merge two records, with a look at what comes of it first; and the way back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.forms.numbers import whole
from archive.admin.forms.widgets import RecordSelect
from archive.admin.hiding import person, sees_protected
from archive.admin.history.revisions import between
from archive.admin.review.closing import LINKS, LONGEST_NOTE, ReasonForm
from archive.admin.review.submitting import new_url
from archive.admin.saving.comparing import Row
from archive.editorial.merging import before_merge, gathered, merge_into, successor_of
from archive.editorial.moving import NOTHING, Moves, merging_would_move
from archive.editorial.permissions import REFUSALS, may
from archive.editorial.restoring import restore, restored
from archive.editorial.saving import Conflict, Refused
from archive.ledger.view import read
from archive.models import RECORDS, Record
from archive.records.walk import dump


class MergeForm(ReasonForm):
    """Into which record, and whether that one takes over what only this one says."""

    gather = forms.BooleanField(
        required=False,
        initial=True,
        label="Take over what only this one says",
        help_text="A change at the desk, which becomes public when it is submitted and somebody else has signed it.",
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args: Any, model_admin: ModelAdmin[Any], request: HttpRequest, row: Record) -> None:
        super().__init__(*args)
        self.fields["other"] = forms.ModelChoiceField(
            model_admin.get_queryset(request).exclude(pk=row.pk),
            label="Merge into",
            widget=RecordSelect(
                LINKS[row.type], model_admin.admin_site, sees_protected=sees_protected(request), besides=row.pk
            ),
        )
        self.fields["note"].widget.attrs["maxlength"] = LONGEST_NOTE
        self.order_fields(["other", "note", "gather", "base"])


def page(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record) -> HttpResponse:
    """Ask into what; then show what comes of it; then do it. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_view_permission(request, row) or not may(person(request), "merge"):
        raise PermissionDenied(REFUSALS["merge"])
    data = request.POST if request.method == "POST" else None
    form = MergeForm(data, model_admin=model_admin, request=request, row=row)
    other: Record | None = None
    if data is not None and form.is_valid():
        other = form.cleaned_data["other"]
        done = _merge(request, row, other, form) if "_confirm" in data else None
        if done is not None:
            return done
        form.data = {**form.data.dict(), "base": str(other.revision)}  # type: ignore[attr-defined]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Merge {row.type}",
        "opts": row._meta,
        "original": row,
        "public": read([row.uid]).get(row.uid),
        "form": form,
        "media": model_admin.media + form.media,
        "other": other,
        "rows": taken_over(request, row, other) if other is not None and form.cleaned_data["gather"] else [],
        "moves": _moves(row, other),
    }
    return TemplateResponse(request, "admin/archive/merge.html", context)


def _merge(request: HttpRequest, row: Record, other: Record, form: MergeForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        entry = merge_into(row, other, by=person(request), note=said["note"], gather=said["gather"], base=said["base"])
    except Refused as refused:
        for sentence in refused.reasons:
            form.add_error(None, sentence)
        return None
    except Conflict as conflict:
        form.add_error(None, f"{conflict} Nothing was merged: look again at what would come of it.")
        return None
    messages.success(request, f"Merged: entry {entry.seq} of the ledger.")
    return HttpResponseRedirect(reverse(f"admin:archive_{row.type}_change", args=[other.pk]))


def taken_over(request: HttpRequest, row: Record, other: Record) -> list[Row]:
    """What ``other`` would say anew, word by word."""
    return between(request, row.type, dump(other, private=True, frozen=False), gathered(row, other))


def _moves(row: Record, other: Record | None) -> Moves:
    """Counts that the merge moves: only sources are counted."""
    return merging_would_move(row.uid, other.uid) if other is not None and row.type == "source" else NOTHING


# -- the way back ------------------------------------------------------------------------------


def undo_page(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record) -> HttpResponse:
    """Offer to publish both records again, the kept one without what it took over, if so wished."""
    if not model_admin.has_change_permission(request, row) or not may(person(request), "submit"):
        raise PermissionDenied(REFUSALS["submit"])
    other = RECORDS[row.type]._default_manager.filter(uid=successor_of(row)).first()
    if other is None:
        messages.error(request, "It is not merged into another record.")
        return HttpResponseRedirect(reverse(f"admin:archive_{row.type}_change", args=[row.pk]))
    number = before_merge(row, other)
    if request.method == "POST":
        return _undo(request, row, other, number)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Undo the merge",
        "opts": row._meta,
        "original": row,
        "other": other,
        "number": number,
        "rows": _given_back(request, other, number),
    }
    return TemplateResponse(request, "admin/archive/unmerge.html", context)


def _given_back(request: HttpRequest, other: Record, number: int | None) -> list[Row]:
    if number is None:
        return []
    return between(request, other.type, dump(other, private=True, frozen=False), restored(other, number))


def _undo(request: HttpRequest, row: Record, other: Record, number: int | None) -> HttpResponse:
    base = whole(request.POST.get("base"))
    try:
        if number is not None and "restore" in request.POST:
            with transaction.atomic():
                restore(
                    other,
                    number,
                    base=-1 if base is None else base,
                    by=person(request),
                    reason=f"the merge with {row.uid} is undone",
                )
    except (Refused, Conflict) as refused:
        messages.error(request, f"{refused} Nothing was changed: look again.")
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(
        new_url([row.uid, other.uid], note=f"The merge of {row.uid} and {other.uid} is undone.")
    )
