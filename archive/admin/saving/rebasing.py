"""What was typed, laid over what someone else saved meanwhile.

A field that this person changed keeps what they typed; any other takes what stands now. So the
page can be shown again without losing a word, and saving it undoes nothing by accident.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from archive.admin.forms.widgets import posted, take
from archive.admin.saving.typed import Typed, TypedRow
from archive.records.shape import shape

Sent = dict[str, list[str]]


def rebased(page: ModelAdmin[Any], request: HttpRequest, row: Model, typed: Typed, base: dict[str, Any]) -> QueryDict:
    """The POST that this person would have sent, had they begun from what stands now."""
    sent: Sent = {name: request.POST.getlist(name) for name in request.POST}
    fields = flatten_fieldsets(page.get_fieldsets(request, row))
    form = page.get_form(request, row, change=True, fields=fields)(instance=row)
    model: Any = page.model
    for name in typed.names & {slot.name for slot in shape(model)}:
        if typed.own.get(name) == base.get(name):
            _replace(sent, name, posted(form[name]))
    for formset_class, inline in page.get_formsets_with_inlines(request, row):
        slot = formset_class.get_default_prefix()
        formset = formset_class(instance=row, prefix=slot, queryset=inline.get_queryset(request))
        _drop(sent, f"{slot}-")
        sent |= _rows(formset, slot, typed.rows[slot], request.POST)
    merged = QueryDict(mutable=True)
    for name, values in sent.items():
        merged.setlist(name, values)
    return merged


def _replace(sent: Sent, name: str, values: Sent) -> None:
    sent.pop(name, None)
    _drop(sent, f"{name}-")
    sent |= values


def _drop(sent: Sent, prefix: str) -> None:
    for name in [each for each in sent if each.startswith(prefix)]:
        del sent[name]


def _rows(formset: Any, slot: str, typed: list[TypedRow], post: QueryDict) -> Sent:
    mine = {row.key: row for row in typed if row.key}
    forms_now = list(formset.initial_forms)
    sent: Sent = {}
    for index, form in enumerate(forms_now):
        key = str(form.instance.pk)
        sent[f"{slot}-{index}-id"] = [key]
        sent |= _standing(form, slot, mine.pop(key, None), post)
    fresh = [row for row in typed if not row.key] + [row for row in mine.values() if _is_kept(row)]
    for number, row in enumerate(fresh, start=len(forms_now)):
        sent |= dict(_moved(post, f"{slot}-{row.number}", f"{slot}-{number}"))
    counts = {"TOTAL": len(forms_now) + len(fresh), "INITIAL": len(forms_now), "MIN_NUM": 0, "MAX_NUM": 1000}
    return sent | {f"{slot}-{name}_FORMS": [str(value)] for name, value in counts.items()}


def _is_kept(row: TypedRow) -> bool:
    """Of the rows that someone deleted meanwhile, those that this person worked on are made anew."""
    return not row.deleted and any(row.changed(name) for name in row.names)


def _standing(form: forms.BaseModelForm[Any], slot: str, row: TypedRow | None, post: QueryDict) -> Sent:
    """A row that stands: what this person changed in it, and otherwise what it says now."""
    sent: Sent = {}
    for name in form.fields:
        if name in ("id", "DELETE") or form.fields[name].disabled:
            continue
        if row is not None and name in row.names and name != "place" and row.changed(name):
            values = take(post, f"{slot}-{row.number}-{name}")
            prefix = f"{slot}-{row.number}-{name}"
            sent |= {form.add_prefix(name) + key.removeprefix(prefix): each for key, each in values.items()}
        else:
            sent |= posted(form[name])
    if row is not None and row.deleted:
        sent[form.add_prefix("DELETE")] = ["on"]
    return sent


def _moved(post: QueryDict, old: str, new: str) -> Iterator[tuple[str, list[str]]]:
    for name in post:
        if name.startswith(f"{old}-") and not name.endswith(("-id", "-DELETE")):
            yield new + name.removeprefix(old), post.getlist(name)
