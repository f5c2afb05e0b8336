"""Inputs of the desk: a link to a record that costs no query when its name is known, and lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteMixin,
    AutocompleteSelectMultiple,
)
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from archive.admin.forms.numbers import KEY, key
from archive.admin.hiding import PROTECTED
from archive.models import Source

BESIDES = "besides"


class Line(AdminTextInputWidget):
    """A line of text that no browser fills in of its own accord."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})


class FewLines(AdminTextareaWidget):
    """A text of a few lines."""

    def __init__(self) -> None:
        super().__init__({"rows": 3})


def bare(widget: forms.Widget) -> forms.Widget:
    """The widget itself, without the admin's links around it."""
    return getattr(widget, "widget", widget)


class _Known(AutocompleteMixin, forms.Select):
    """Finds its options by typing. ``known`` holds the names of linked rows that are at hand.

    ``besides`` is the key of a row that is not offered, since the choice is about that row.
    """

    def __init__(
        self, field: Any, admin_site: AdminSite, *, sees_protected: bool, besides: int | None = None, **options: Any
    ) -> None:
        super().__init__(field, admin_site, **options)
        self.sees_protected = sees_protected
        self.besides = besides
        self.known: dict[str, str] = {}

    def get_url(self) -> str:
        url = super().get_url()
        return url if self.besides is None else f"{url}?{BESIDES}={self.besides}"

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        # The list hangs inside of the page's main part, where people look for it who go by landmarks.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-dropdown-parent": "#content-start"}

    def name_of(self, row: Model) -> str:
        """What to show for a row: never the name of a source that is hidden from this person."""
        hidden = isinstance(row, Source) and row.protected and not self.sees_protected
        return PROTECTED if hidden else str(row)

    def optgroups(self, name: str, value: Iterable[Any], attrs: Any = None) -> Any:
        chosen = [str(each) for each in value if each not in (None, "")]
        names = self.known | self._read(each for each in chosen if each not in self.known)
        options: list[Any] = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for each in chosen:
            if each in names:
                options.append(self.create_option(name, each, names[each], True, len(options)))
        return [(None, options, 0)]

    def _read(self, wanted: Iterable[str]) -> dict[str, str]:
        """Names by primary key; what cannot be one is left out (one query, or none)."""
        keys = [each for each in wanted if key(each) is not None]
        rows = self.choices.queryset.filter(pk__in=keys) if keys else ()
        return {str(row.pk): self.name_of(row) for row in rows}


class RecordSelect(_Known):
    """One row, found by typing."""


class RecordSelectMultiple(_Known, AutocompleteSelectMultiple):
    """Several rows, found by typing."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        # Each row is taken away by its own button; one for all of them would stand inside of their list.
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        return [each if len(str(each)) <= KEY else "0" for each in chosen or ()]


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = FewLines()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(list(initial or []) != _lines(data or ""))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def posted(bound: forms.BoundField) -> dict[str, list[str]]:
    """What a browser would send for a field as it stands, by name."""
    widget, value = bare(bound.field.widget), bound.value()
    if hasattr(widget, "posted"):
        names: Mapping[str, list[str]] = widget.posted(bound.html_name, value)
        return dict(names)
    if isinstance(widget, forms.CheckboxInput):
        return {bound.html_name: ["on"]} if value else {}
    if isinstance(widget, forms.Select):
        values = value if isinstance(value, list | tuple) else [value]
        return {bound.html_name: [str(each) for each in values if each not in (None, "")]}
    return {bound.html_name: [str(widget.format_value(value) or "")]}


def take(data: MultiValueDict[str, str], name: str) -> dict[str, list[str]]:
    """What was sent for the field called ``name``, its inner inputs included."""
    return {key: data.getlist(key) for key in data if key == name or key.startswith(f"{name}-")}
