"""The sources of a chain step as one field of plain inputs: for whoever has no script."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from archive.admin.chain.naming import Names, key, written
from archive.models import ChainStep, StepSource
from archive.records.check import parse
from archive.records.shape import shape

Rows = list[dict[str, Any]]

MOST = 50
FEWEST_SHOWN = 2
NAMES = ("source", "naming", "label")
LABELS = {"source": "Source, by name or uid", "naming": "How the text names it", "label": "Public words"}
_SLOTS = {slot.name: slot for slot in shape(StepSource)}
_NAMINGS = [("", "—"), *StepSource.Naming.choices]


class StepSourcesWidget(forms.Widget):
    """A row for each source and an empty one to add another; a row that is emptied goes.

    Its value is a list of {source: text as ``naming`` reads it, naming, label}.
    """

    template_name = "admin/archive/step_sources.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows: Rows = list(value or [])
        rows += [{}] * max(1, FEWEST_SHOWN - len(rows))
        context["rows"] = [self._row(f"{name}-{index}", index, row) for index, row in enumerate(rows)]
        return context

    def _row(self, name: str, index: int, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        inner: dict[str, forms.Widget] = {
            "source": forms.TextInput(attrs={"maxlength": 240, "placeholder": "Name or uid", "autocomplete": "off"}),
            "naming": forms.Select(choices=_NAMINGS),
            "label": forms.TextInput(attrs={"maxlength": 120, "placeholder": "Label"}),
        }
        return [
            widget.get_context(
                f"{name}-{part}",
                row.get(part),
                {"id": f"id_{name}-{part}", "aria-label": f"{LABELS[part]} {index + 1}"},
            )["widget"]
            for part, widget in inner.items()
        ]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        sent = re.compile(re.escape(name) + r"-([0-9]{1,3})-(?:source|naming|label)")
        indexes = {int(found[1]) for key in data if (found := sent.fullmatch(key))}
        rows = ({part: data.get(f"{name}-{index}-{part}", "").strip() for part in NAMES} for index in sorted(indexes))
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def posted(self, name: str, value: Rows) -> dict[str, list[str]]:
        """What a browser would send for ``value``."""
        return {
            f"{name}-{index}-{part}": [str(row.get(part) or "")]
            for index, row in enumerate(value or [])
            for part in NAMES
        }


class StepSourcesField(forms.Field):
    """Cleans to a list of {source: Source or None, naming, label}."""

    widget = StepSourcesWidget

    def __init__(self, *, shows_protected: bool) -> None:
        super().__init__(required=False, label="Sources")
        self.help_text = "Who speaks in this step, and how the text names them."
        self.shows_protected = shows_protected

    def clean(self, value: Rows) -> Rows:
        if len(value) > MOST:
            raise ValidationError(f"A step has at most {MOST} sources.")
        names = Names([row["source"] for row in value], shows_protected=self.shows_protected)
        faults: list[str] = []
        rows = [self._clean(number, row, names, faults) for number, row in enumerate(value, start=1)]
        if faults:
            raise ValidationError(faults)
        return rows

    def _clean(self, number: int, row: Mapping[str, str], names: Names, faults: list[str]) -> dict[str, Any]:
        clean: dict[str, Any] = {"source": None, "naming": row["naming"] or StepSource.Naming.NAMED, "label": ""}
        try:
            clean["source"] = names(row["source"]) if row["source"] else None
        except ValidationError as error:
            faults += [f"Source {number}: {message}" for message in error.messages]
        for part in ("naming", "label"):
            try:
                clean[part] = parse(_SLOTS[part], row[part]) if row[part] else clean[part]
            except ValueError as error:
                faults.append(f"Source {number}: its {part} {error}.")
        if not (row["source"] or row["label"] or clean["naming"] == StepSource.Naming.NOT_STATED):
            faults.append(f"Source {number}: choose a source, write a label, or say that none is stated.")
        return clean

    def has_changed(self, initial: Rows | None, data: Rows | None) -> bool:
        return _plain(initial) != _plain(data)


def _plain(rows: Sequence[Mapping[str, Any]] | None) -> list[tuple[str, ...]]:
    return [
        (key(str(row.get("source") or "")), *(str(row.get(part) or "") for part in NAMES[1:])) for row in rows or ()
    ]


def rows_of(step: ChainStep, *, shows_protected: bool) -> Rows:
    """The sources of a step as the widget's value (asks no query when they are prefetched)."""
    return [
        {
            "source": written(each.source, shows_protected=shows_protected) if each.source else "",
            "naming": each.naming,
            "label": each.label,
        }
        for each in sorted(step.sources.all(), key=lambda each: each.position)
    ]


def write(step: ChainStep, rows: Rows) -> None:
    """Make the sources of ``step`` those of ``rows``; those that stay keep their identity by place."""
    standing = list(step.sources.order_by("position"))
    for position, row in enumerate(rows):
        each = standing[position] if position < len(standing) else StepSource(step=step)
        each.position, each.source, each.naming, each.label = position, row["source"], row["naming"], row["label"]
        each.save()
    for each in standing[len(rows) :]:
        each.delete()


def typed(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Cleaned or raw rows in the shape of a payload."""
    found = []
    for row in rows:
        source = row["source"]
        uid = source if source is None or not isinstance(source, str) else key(source)
        each = {"source": getattr(uid, "uid", uid), "label": row["label"], "naming": row["naming"]}
        found.append({name: str(value) for name, value in each.items() if value})
    return found
