"""Forms over declared models: every field is read by the codec that also reads imports."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils import timezone

from archive.admin.forms import step_sources
from archive.admin.forms.step_sources import StepSourcesField
from archive.admin.forms.widgets import Line, RecordSelect, bare
from archive.admin.hiding import mask
from archive.models import RECORDS, ChainStep, Part, User
from archive.records.shape import Slot, Sort, shape
from archive.text.canonical import TextError, clean

LONGEST_REASON = 500
LAST = 10**6  # the place of a row that was given none


class DeskForm(forms.ModelForm[Any]):
    """A form whose texts come out as a payload may hold them, or with a sentence that says why not.

    ``refusals`` are sentences of an action that refused what this form said.
    """

    refusals: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._name_what_is_at_hand(name, bare(field.widget))

    def _name_what_is_at_hand(self, name: str, widget: forms.Widget) -> None:
        """Rows that were read with the instance need no query of their own to be shown."""
        if not isinstance(widget, RecordSelect) or self.instance.pk is None:
            return
        field = self.instance._meta.get_field(name)
        if isinstance(field, models.ForeignKey) and field.is_cached(self.instance):
            row = getattr(self.instance, name)
            widget.known = {str(row.pk): widget.name_of(row)} if row is not None else {}

    def clean(self) -> dict[str, Any]:
        super().clean()
        model: Any = self._meta.model
        for slot in shape(model):
            value = self.cleaned_data.get(slot.name)
            if slot.codec is not None and value and isinstance(value, str | list):
                self._clean_slot(slot, value)
        for sentence in self.refusals:
            self.add_error(None, sentence)
        return self.cleaned_data

    def _clean_slot(self, slot: Slot, value: Any) -> None:
        assert slot.codec is not None
        try:
            self.cleaned_data[slot.name] = slot.codec.parse(value)
        except ValueError as error:
            self.add_error(slot.name, sentence(str(error)))
            return
        if slot.sort is Sort.RECORD_LINK and not is_a_record(value):
            self.add_error(slot.name, f"There is no record {value}.")


def sentence(fault: str) -> str:
    """A codec's fault, which begins in lower case where it lacks its subject."""
    return f"This {fault}." if fault[:1].islower() else fault


def is_a_record(uid: str) -> bool:
    """Whether a record of any type has this uid (up to four queries)."""
    return any(model._default_manager.filter(uid=uid).exists() for model in RECORDS.values())


class PlainText(forms.CharField):
    """A text as the archive keeps them: NFC, without control characters."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return clean(text or "").strip()
        except TextError as error:
            raise forms.ValidationError(str(error)) from error


class RecordForm(DeskForm):
    """A record, and why it was changed."""

    reason = PlainText(
        required=False,
        max_length=LONGEST_REASON,
        label="Reason for this change",
        help_text="For your colleagues: it stands in the history of the record and is never published.",
        widget=Line(),
    )


class PartForm(DeskForm):
    """A row of a record, with its place among its like.

    ``why_closed`` says why this person may not change it; then it is shown, and whatever is sent for it is refused.
    """

    why_closed = ""

    place = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LAST,
        label="Order",
        widget=forms.NumberInput(attrs={"class": "place"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and "place" in self.fields:
            self.initial.setdefault("place", self.instance.position + 1)
        # The heading of a table is not a label to a screen reader.
        for field in self.fields.values():
            bare(field.widget).attrs.setdefault("aria-label", field.label or "")

    def close(self, why: str) -> None:
        """Show the row, and let nothing of it be changed."""
        self.why_closed = why
        model: type[Part] = self._meta.model
        for name, field in self.fields.items():
            # By these two a formset knows its rows.
            field.disabled = name not in (model._meta.pk.name, model.owner)

    def clean(self) -> dict[str, Any]:
        # No page sends what it shows as closed.
        sent = (name for name, field in self.fields.items() if field.disabled and self.add_prefix(name) in self.data)
        if self.why_closed and any(sent):
            self.add_error(None, self.why_closed)
        return super().clean()


class _Decided(DeskForm):
    """An assessment: a new one is decided now, by whoever saves it."""

    author: ClassVar[User | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.decided_at = timezone.now().replace(microsecond=0)
            self.instance.author = self.author

    def clean_as_of(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["as_of"]
        if day > self.instance.decided_at.date():
            raise forms.ValidationError("The evidence is not later than the decision.")
        return day


class AssessmentForm(_Decided, RecordForm):
    """An assessment on its own page."""


class NoteForm(PartForm):
    """A note; a new one is of whoever saves it."""

    author: ClassVar[User | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.author = self.author


class AssessmentRowForm(_Decided, PartForm):
    """An assessment on the page of its claim."""


class ChainStepForm(PartForm):
    """A step of a chain with its sources, which the inline adds as ``sources``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("sources")
        if self.instance.pk is not None and isinstance(field, StepSourcesField):
            self.initial["sources"] = step_sources.rows_of(self.instance, shows_protected=field.shows_protected)

    def save(self, commit: bool = True) -> ChainStep:
        step: ChainStep = super().save(commit=commit)
        if commit and "sources" in self.changed_data:
            step_sources.write(step, self.cleaned_data["sources"])
        return step


class PartFormSet(forms.BaseInlineFormSet[Any, Any, Any]):
    """The rows of one sort that live with a record, in an order that people choose.

    ``hidden_paths`` lead to sources whose names this person may not see, ``closed`` has the keys of
    rows that they may not change, each with the reason why.
    """

    hidden_paths: ClassVar[tuple[str, ...]] = ()
    closed: ClassVar[Mapping[int, str]] = {}

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        mask(rows, *self.hidden_paths)
        return rows

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if why := self.closed.get(form.instance.pk):
            form.close(why)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)
        if commit:
            self._number()
        return saved

    def _number(self) -> None:
        """Give the rows that are left the positions 0, 1, 2 …"""
        standing = self.initial_form_count()
        places = [
            (_place(form, form.instance.position + 1 if index < standing else LAST), index)
            for index, form in enumerate(self.forms)
            if form.instance.pk is not None
        ]
        for position, (_, index) in enumerate(sorted(places)):
            row = self.forms[index].instance
            if row.position != position:
                row.position = position
                type(row)._default_manager.filter(pk=row.pk).update(position=position)


def _place(form: Any, old: int) -> tuple[int, int]:
    """Where a row goes: at the place it was given, before the row there if it moved up, else after it."""
    new = form.cleaned_data.get("place") or old
    return new, (new > old) - (new < old)
