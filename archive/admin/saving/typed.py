"""What a person typed into a page, in the shape of a payload, whether it would be accepted or not."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from archive.admin.forms import step_sources
from archive.admin.forms.numbers import whole
from archive.admin.inlines import MOST_ROWS
from archive.records.codecs import Json
from archive.records.shape import Slot, Sort, shape

Data = dict[str, Any]

LAST = 10**6


class TypedRow(NamedTuple):
    """One row of an inline as it was sent: ``number`` is its place in the page."""

    number: int
    key: str  # the primary key it was shown with; "" for a new one
    deleted: bool
    data: Data
    old: Data  # what the base said in this place
    names: frozenset[str]  # what the row asks

    @property
    def item(self) -> Data:
        """The whole row; what the page does not ask stays as it was."""
        return {**{name: value for name, value in self.old.items() if name not in self.names}, **self.data}

    def changed(self, name: str) -> bool:
        return self.data.get(name) != self.old.get(name)


class Typed(NamedTuple):
    """A page as it was sent: its own fields, and the rows of each of its inlines that may be written."""

    own: Data
    names: frozenset[str]
    rows: dict[str, list[TypedRow]]
    places: dict[str, list[int]]

    def body(self, base: Mapping[str, Any]) -> Data:
        """The body that saving the page would have made of ``base``."""
        whole = {name: value for name, value in base.items() if name not in self.names} | self.own
        for slot, rows in self.rows.items():
            order = sorted(zip(self.places[slot], rows, strict=True), key=lambda pair: pair[0])
            whole[slot] = [row.item for _, row in order if not row.deleted]
            if not whole[slot]:
                del whole[slot]
        return whole


def typed(page: ModelAdmin[Any], request: HttpRequest, row: Model | None, base: Mapping[str, Any]) -> Typed:
    """Read what was posted to the page of ``row`` (None: it is gone, or new) over ``base``."""
    post = request.POST
    fields = flatten_fieldsets(page.get_fieldsets(request, row))
    form_class = page.get_form(request, row, change=row is not None, fields=fields)
    form = form_class(post, instance=page.model())
    own = said(form)
    rows: dict[str, list[TypedRow]] = {}
    places: dict[str, list[int]] = {}
    for formset_class, inline in page.get_formsets_with_inlines(request, row):
        slot = formset_class.get_default_prefix()
        found = list(_rows(formset_class.form, slot, post, base.get(slot, [])))
        if not inline.has_change_permission(request, row):
            found = [each._replace(data=each.old) if each.key else each for each in found]
        closed = {str(key) for key in formset_class.closed}
        found = [each._replace(data=each.old, deleted=False) if each.key in closed else each for each in found]
        rows[slot] = found
        places[slot] = [_place(post, slot, each) for each in found]
    return Typed(own, frozenset(form.fields), rows, places)


def _rows(form_class: Any, slot: str, post: QueryDict, standing: list[Data]) -> Iterator[TypedRow]:
    initial = count(post, slot, "INITIAL_FORMS")
    for index in range(max(initial, count(post, slot, "TOTAL_FORMS"))):
        prefix = f"{slot}-{index}"
        form = form_class(post, prefix=prefix, empty_permitted=index >= initial, use_required_attribute=False)
        if index >= initial and not form.has_changed():
            continue
        old = standing[index] if index < initial and index < len(standing) else {}
        key = post.get(f"{prefix}-id", "") if index < initial else ""
        yield TypedRow(index, key, f"{prefix}-DELETE" in post, said(form), old, frozenset(form.fields))


def count(post: QueryDict, slot: str, which: str) -> int:
    """A number of a formset's management form; 0 when it is not one."""
    return min(whole(post.get(f"{slot}-{which}")) or 0, MOST_ROWS)


def _place(post: QueryDict, slot: str, row: TypedRow) -> int:
    place = whole(post.get(f"{slot}-{row.number}-place"))
    return place if place is not None else row.number + 1 if row.key else LAST


def said(form: forms.BaseModelForm[Any]) -> Data:
    """The fields of a bound form in the shape of a payload; as they were typed where they are wrong."""
    form.is_valid()
    found: Data = {}
    model: Any = form._meta.model
    for slot in shape(model):
        if slot.name in form.fields:
            value = _value(slot, form)
            if value not in (None, "", [], False):
                found[slot.name] = value
    return found


def _value(slot: Slot, form: forms.BaseModelForm[Any]) -> Json:
    if slot.name not in form.cleaned_data:
        bound = form[slot.name]
        raw = bound.data
        return step_sources.typed(raw) if slot.sort is Sort.PARTS else raw
    value = form.cleaned_data[slot.name]
    if slot.codec is not None:
        return slot.codec.dump(value)
    if slot.sort is Sort.PARTS:
        return step_sources.typed(value)
    if slot.sort in (Sort.LINKS, Sort.TERMS):
        return sorted(str(each.natural_key()[0]) for each in value)
    return None if value is None else str(value.natural_key()[0])
