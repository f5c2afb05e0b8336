"""The pages of an import: a file, what would become of each of its rows, the word to go ahead."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.exchange import storage, tables
from archive.admin.exchange.columns import columns
from archive.admin.exchange.planning import Fate, Plan, Row, plan
from archive.admin.hiding import person, sees_protected
from archive.admin.saving.comparing import Conflicting, changes, conflicts
from archive.admin.saving.comparing import Row as Difference
from archive.admin.titles import named_in, titles
from archive.editorial.importing import Incoming, bring_in, check_import
from archive.editorial.saving import Conflict, Refused
from archive.models import Record

ROWS_ON_A_PAGE = 50
MOST_FAULTS = 500
WORDS = {
    Fate.WRONG: "Wrong",
    Fate.CONFLICT: "In conflict",
    Fate.NEW: "New",
    Fate.CHANGED: "Changed",
    Fate.UNCHANGED: "Unchanged",
}
OTHERWISE = "The desk changed since this page was shown. Look again, then import."
TWICE = "This table was imported at this very moment, or is being imported: look at the list."
GONE = "That table is not here any more. Choose it again."


class Shown(NamedTuple):
    """A row of the page with what differs, in words."""

    row: Row
    title: str
    differences: list[Difference]
    conflicting: list[Conflicting]


class FileForm(forms.Form):
    """The table."""

    file = forms.FileField(label="Table", help_text="CSV in UTF-8, or XLSX; the first row names the columns.")


def begin(model_admin: ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
    """Ask for a file; store what can be read and lead to its preview. Raises PermissionDenied."""
    model: type[Record] = model_admin.model
    check_import(model, person(request))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    faults: list[tables.Fault] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(tables.LARGEST_FILE + 1)
        try:
            found = plan(model, tables.read(content), sees_protected=sees_protected(request))
        except tables.Unreadable as unreadable:
            faults = [unreadable.fault]
        else:
            faults = found.faults
        if not faults:
            token = storage.keep(request, model.type, file.name, content)
            return HttpResponseRedirect(_preview(model, token))
    context = {
        **_context(model_admin, request),
        "form": form,
        "faults": faults[:MOST_FAULTS],
        "more": max(len(faults) - MOST_FAULTS, 0),
        "columns": columns(model, sees_protected=sees_protected(request)).values(),
    }
    is_bad = request.method == "POST"
    return TemplateResponse(request, "admin/archive/exchange/begin.html", context, status=400 if is_bad else 200)


def preview(model_admin: ModelAdmin[Any], request: HttpRequest, token: str) -> HttpResponse:
    """What would become of each row; POST carries it out or puts it aside. Raises PermissionDenied."""
    model: type[Record] = model_admin.model
    check_import(model, person(request))
    found = storage.opened(request, model.type, token)
    if found is None:
        messages.warning(request, GONE)
        return HttpResponseRedirect(reverse(f"admin:archive_{model.type}_import"))
    name, content = found
    if request.method == "POST" and "aside" in request.POST:
        storage.drop(request, token)
        return HttpResponseRedirect(reverse(f"admin:archive_{model.type}_changelist"))
    refusals = _imported(request, model, token, content) if request.method == "POST" else []
    if request.method == "POST" and not refusals:
        return HttpResponseRedirect(reverse(f"admin:archive_{model.type}_changelist"))
    planned = plan(model, tables.read(content), sees_protected=sees_protected(request))
    return _page(model_admin, request, name, planned, refusals)


def _imported(request: HttpRequest, model: type[Record], token: str, content: bytes) -> list[str]:
    """Import the table, once however often the button was pressed, and forget it; or the reasons why nothing was."""
    with storage.claimed(token) as is_ours:
        if not is_ours:
            return [TWICE]
        refusals = _carried_out(
            request, model, plan(model, tables.read(content), sees_protected=sees_protected(request))
        )
        if not refusals:
            storage.drop(request, token)
    return refusals


def _carried_out(request: HttpRequest, model: type[Record], planned: Plan) -> list[str]:
    """Write what was seen, and say so; or the reasons why nothing was."""
    if not planned.is_sound:
        return ["Nothing is imported while a row is wrong."]
    if request.POST.get("seen", "") != planned.digest():
        return [OTHERWISE]
    with_unsaid = "existing" in request.POST
    chosen = planned.of(Fate.NEW) + [row for row in planned.of(Fate.CHANGED) if row.is_said or with_unsaid]
    try:
        done = bring_in(model, [Incoming(row.uid, row.base, row.after) for row in chosen], by=person(request))
    except Conflict:
        return [OTHERWISE]
    except Refused as refused:
        return refused.reasons
    left = len(planned.of(Fate.CONFLICT)) + len(planned.of(Fate.CHANGED)) - done.changed
    said = f"Imported: {done.new:,} new, {done.changed:,} changed, {len(planned.of(Fate.UNCHANGED)):,} were so already."
    messages.success(request, f"{said} {left:,} were left as they are." if left else said)
    return []


def _page(
    model_admin: ModelAdmin[Any], request: HttpRequest, name: str, planned: Plan, refusals: list[str]
) -> HttpResponse:
    counts = {fate: len(planned.of(fate)) for fate in WORDS}
    fate = _chosen(request, counts)
    page = Paginator(planned.of(fate), ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        **_context(model_admin, request),
        "title": f"Import {name}",
        "counts": [(each, WORDS[each], many) for each, many in counts.items()],
        "fate": fate,
        "words": WORDS[fate],
        "page": page,
        "shown": _shown(model_admin.model, list(page), sees_protected(request)),
        "plan": planned,
        "going": counts[Fate.NEW] + counts[Fate.CHANGED],
        "conflicts": counts[Fate.CONFLICT],
        "refusals": refusals,
    }
    status = 409 if refusals else 200
    return TemplateResponse(request, "admin/archive/exchange/preview.html", context, status=status)


def _chosen(request: HttpRequest, counts: Mapping[Fate, int]) -> Fate:
    """The rows that are asked for; else the first sort of which there are any."""
    wanted = request.GET.get("show", "")
    if wanted in {fate.value for fate in Fate}:
        return Fate(wanted)
    return next((fate for fate, many in counts.items() if many), Fate.UNCHANGED)


def _shown(model: type[Record], rows: list[Row], sees: bool) -> list[Shown]:
    bodies = [body for row in rows for body in (row.before, row.after, row.standing)]
    names = titles(named_in(model.type, *bodies), sees_protected=sees)
    return [
        Shown(
            row,
            str((row.after or row.standing).get(model.label_field, "")),
            changes(model, row.before, row.after, names) if row.fate in (Fate.NEW, Fate.CHANGED) else [],
            conflicts(model, row.before, row.standing, row.after, names) if row.fate is Fate.CONFLICT else [],
        )
        for row in rows
    ]


def _preview(model: type[Record], token: str) -> str:
    return reverse(f"admin:archive_{model.type}_import_preview", args=[token])


def _context(model_admin: ModelAdmin[Any], request: HttpRequest) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": f"Import {model_admin.opts.verbose_name_plural}",
        "opts": model_admin.opts,
    }
