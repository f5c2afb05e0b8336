"""Withdraw, suppress: a page that says what will happen, and a POST that does it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import FewLines, RecordSelect
from archive.admin.hiding import person, sees_protected
from archive.editorial import closing
from archive.editorial.permissions import REFUSALS, may
from archive.editorial.saving import Refused
from archive.ledger.view import read
from archive.models import Affiliation, Appearance, ClaimRelation, Event, Record

ACTS = {"withdraw": "Withdraw", "suppress": "Suppress", "merge": "Merge"}
WHAT_HAPPENS = {
    "withdraw": "The record leaves public view at once. Its address answers 410 and shows the reason you give here.",
    "suppress": "The text of the versions you name is destroyed, here and in public. It cannot be brought back."
    " The ledger keeps the fact, the time and the rule.",
}
RULES = {
    "law": "Law: a court or a statute demands it (the address answers 451)",
    "privacy": "Privacy of a person",
    "protection": "Protection of a source",
    "error": "Published by mistake",
}
# A link of the same type, whose search the inputs use.
LINKS: dict[str, Any] = {
    "claim": ClaimRelation._meta.get_field("target"),
    "article": Appearance._meta.get_field("article"),
    "event": Event._meta.get_field("part_of"),
    "source": Affiliation._meta.get_field("body"),
}
LONGEST_NOTE = 2_000


class ReasonForm(forms.Form):
    """What the public will read about it."""

    note = PlainText(
        label="Public reason",
        max_length=LONGEST_NOTE,
        widget=FewLines(),
    )


class SuppressForm(forms.Form):
    """Which versions, and under which rule."""

    rule = forms.ChoiceField(choices=[(rule, RULES[rule]) for rule in closing.RULES], label="Rule")
    version = forms.IntegerField(
        required=False, min_value=1, max_value=10**6, label="Up to version", help_text="Blank: all of them."
    )
    note = PlainText(
        required=False,
        label="Public note",
        max_length=LONGEST_NOTE,
        help_text="Without the words that are to be destroyed.",
        widget=FewLines(),
    )


def page(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record, act: str) -> HttpResponse:
    """Ask, and on POST do it. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_view_permission(request, row) or not may(person(request), act):
        raise PermissionDenied(REFUSALS[act])
    form = _form(model_admin, request, row, act)
    if request.method == "POST" and form.is_valid():
        try:
            entry = _do(act, row, form.cleaned_data, request)
        except Refused as refused:
            for sentence in refused.reasons:
                form.add_error(None, sentence)
        else:
            messages.success(request, f"Done: entry {entry.seq} of the ledger.")
            return HttpResponseRedirect(reverse(f"admin:archive_{row.type}_change", args=[row.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{ACTS[act]} {row.type}",
        "opts": row._meta,
        "original": row,
        "act": ACTS[act],
        "what_happens": WHAT_HAPPENS[act],
        "public": read([row.uid]).get(row.uid),
        "form": form,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/archive/closing.html", context)


def _form(model_admin: ModelAdmin[Any], request: HttpRequest, row: Record, act: str) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    if act == "suppress":
        return SuppressForm(data)
    form = ReasonForm(data)
    link = LINKS[row.type]
    others = model_admin.get_queryset(request).exclude(pk=row.pk)
    form.fields["other"] = forms.ModelChoiceField(
        others,
        required=False,
        label="Instead of it, if there is one",
        widget=RecordSelect(link, model_admin.admin_site, sees_protected=sees_protected(request), besides=row.pk),
    )
    return form


def _do(act: str, row: Record, said: dict[str, Any], request: HttpRequest) -> Any:
    by = person(request)
    if act == "suppress":
        return closing.suppress(row.type, row.uid, by=by, rule=said["rule"], note=said["note"], version=said["version"])
    other = said["other"].uid if said["other"] else ""
    return closing.withdraw(row.type, row.uid, by=by, note=said["note"], successor=other)
