"""Restore a revision: what would change is shown first, and a save in between is told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.forms.declared import LONGEST_REASON, PlainText
from archive.admin.forms.widgets import Line
from archive.admin.hiding import person
from archive.admin.history.revisions import between
from archive.admin.saving.comparing import Row
from archive.editorial.restoring import restore, restored
from archive.editorial.saving import Conflict, Refused
from archive.models import Record
from archive.records.walk import dump


class RestoreForm(forms.Form):
    """Why, and which revision the person saw as the last."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    reason = PlainText(
        required=False,
        max_length=LONGEST_REASON,
        label="Reason",
        widget=Line(),
    )


def page(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record, number: int) -> HttpResponse:
    """Show what restoring would change; on POST restore. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_change_permission(request, row):
        raise PermissionDenied
    form = RestoreForm(request.POST if request.method == "POST" else None, initial={"base": row.revision})
    back = HttpResponseRedirect(reverse(f"admin:archive_{row.type}_history", args=[row.pk]))
    try:
        if request.method == "POST" and form.is_valid():
            return _restore(request, row, number, form)
        rows = _rows(request, row, number)
    except Refused as refused:
        for sentence in refused.reasons:
            messages.error(request, sentence)
        return back
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Restore revision {number}",
        "opts": row._meta,
        "original": row,
        "number": number,
        "rows": rows,
        "form": form,
    }
    return TemplateResponse(request, "admin/archive/restore.html", context)


def _restore(request: HttpRequest, row: Record, number: int, form: RestoreForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        restore(row, number, base=said["base"], by=person(request), reason=said["reason"])
    except Conflict as conflict:
        messages.error(request, f"{conflict} Nothing was restored: look again at what would change.")
        return HttpResponseRedirect(request.path)
    messages.success(request, f"Revision {number} is restored, as revision {row.revision}.")
    return HttpResponseRedirect(reverse(f"admin:archive_{row.type}_change", args=[row.pk]))


def _rows(request: HttpRequest, row: Record, number: int) -> list[Row]:
    return between(request, row.type, dump(row, private=True, frozen=False), restored(row, number))
