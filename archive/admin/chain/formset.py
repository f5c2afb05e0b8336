"""The steps of a chain as rows of the appearance's own page: what the script sends becomes plain fields first.

So everything that a page of the desk does with rows, comparing and laying over included, holds for chains too.
"""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, QueryDict

from archive.admin.chain import editor, steps
from archive.admin.chain.editor import Editor, Fault
from archive.admin.chain.naming import key
from archive.admin.forms.declared import ChainStepForm, PartFormSet
from archive.admin.forms.numbers import key as row_key
from archive.admin.forms.numbers import whole
from archive.models import Appearance, Article, ChainStep

SLOT = "chain"
PARTS = ("verb", "force", "note")
DEFAULTS = {"force": ChainStep.Force.NEUTRAL.value}
NO_SOURCE = "Step {} names no source; say that none is stated."
NO_LABEL = "Step {} has a protected source without a label for the public."
ONE_STEP = "A chain of one step is the article’s own voice: choose that attribution, or add whom it cites."
SEVERAL = "A chain of several steps is not the article’s own voice: choose another attribution."


class ChainFormSet(PartFormSet):
    """The rows of a chain, which have to make sense together. What stood before and is left alone is let be."""

    # What the page shows in place of the rows, where they may be changed.
    editor: Editor | None = None

    def clean(self) -> None:
        super().clean()
        live = list(live_forms(self))
        for number, form in enumerate(live, start=1):
            if form.has_changed() and not form.errors:
                _check_sources(number, form)
        if not self.has_changed() and not self._attribution_changed():
            return
        own_voice = self.instance.attribution == Appearance.Attribution.OWN_VOICE
        if len(live) == 1 and not own_voice and self.instance.attribution:
            raise ValidationError(ONE_STEP)
        if len(live) > 1 and own_voice:
            raise ValidationError(SEVERAL)

    def _attribution_changed(self) -> bool:
        standing = Appearance.objects.filter(pk=self.instance.pk).values_list("attribution", flat=True).first()
        return standing is not None and standing != self.instance.attribution


def _check_sources(number: int, form: Any) -> None:
    sources = form.cleaned_data.get("sources")
    if not sources:
        form.add_error("sources", NO_SOURCE.format(number))
    elif any(each["source"] is not None and each["source"].protected and not each["label"] for each in sources):
        form.add_error("sources", NO_LABEL.format(number))


def live_forms(formset: Any) -> Iterator[Any]:
    """The forms of steps that stay or are new, in the order of their places."""
    rows = []
    for index, form in enumerate(formset.forms):
        is_gone = formset.is_bound and formset._should_delete_form(form)
        is_there = form.instance.pk is not None or (formset.is_bound and form.has_changed())
        if is_there and not is_gone:
            rows.append((_place(form, index), index, form))
    return (form for _, _, form in sorted(rows, key=lambda row: row[:2]))


def _place(form: Any, index: int) -> int:
    place = whole(str(form["place"].value())) if "place" in form.fields else None
    return index + 1 if place is None else place


def as_fields(post: QueryDict) -> QueryDict:
    """``post`` with the script's chain as the fields of rows; as it is where no script wrote one. Raises BadRequest."""
    text = post.get(SLOT, "").strip()
    if not text:
        return post
    try:
        rows = steps.raw(text)
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from error
    ids = _ids(json.loads(text))
    fields = QueryDict(mutable=True)
    for name in post:
        if name != SLOT and not name.startswith(f"{SLOT}-"):
            fields.setlist(name, post.getlist(name))
    for number in range(max(len(rows), len(ids))):
        fields[f"{SLOT}-{number}-id"] = ids[number] if number < len(ids) else ""
        if number < len(rows):
            _add(fields, f"{SLOT}-{number}", rows[number], number + 1)
        else:
            fields[f"{SLOT}-{number}-DELETE"] = "on"
    counts = {"TOTAL": max(len(rows), len(ids)), "INITIAL": len(ids), "MIN_NUM": 0, "MAX_NUM": 1000}
    for name, value in counts.items():
        fields[f"{SLOT}-{name}_FORMS"] = str(value)
    return fields


def _ids(sent: Any) -> list[str]:
    """The rows that the page was made from."""
    ids = sent.get("ids") if isinstance(sent, dict) else None
    found = [str(each) for each in ids] if isinstance(ids, list) else []
    if len(found) > 400 or any(row_key(each) is None for each in found):
        raise BadRequest(steps.UNREADABLE)
    return found


def _add(fields: QueryDict, prefix: str, row: steps.Json, place: int) -> None:
    for name in PARTS:
        fields[f"{prefix}-{name}"] = row[name] or DEFAULTS.get(name, "")
    fields[f"{prefix}-place"] = str(place)
    if row["inferred"]:
        fields[f"{prefix}-inferred"] = "on"
    for index, each in enumerate(row["sources"]):
        for name, value in each.items():
            fields[f"{prefix}-sources-{index}-{name}"] = value


def editor_over(request: HttpRequest, formset: Any, article: Article | None) -> Editor:
    """The editor over the rows of a formset, as they stand or as they were typed, with what is said against them."""
    appearance: Any = formset.instance
    ids = [str(form.instance.pk) for form in formset.initial_forms if form.instance.pk is not None]
    live = list(live_forms(formset))
    rows = [_row(form) for form in live]
    if not rows and appearance.pk is None and not formset.is_bound:
        rows = steps.as_sent(editor.begun(article))
    faults = [Fault(None, str(sentence)) for sentence in formset.non_form_errors()] if formset.is_bound else []
    for number, form in enumerate(live, start=1):
        faults += [Fault(number, str(each)) for each in _sentences(form)] if formset.is_bound else []
    return editor.editor_of(request, article, appearance, rows, faults, ids=ids)


def _row(form: ChainStepForm) -> steps.Json:
    sources = form["sources"].value() or []
    return {
        **{name: str(form[name].value() or "") for name in PARTS},
        "inferred": form["inferred"].value() in (True, "on"),
        "sources": [
            {"source": key(each["source"]), "naming": each["naming"] or "named", "label": each["label"]}
            for each in sources
        ],
    }


def _sentences(form: forms.BaseForm) -> Iterator[str]:
    for name, sentences in form.errors.items():
        label = form.fields[name].label if name in form.fields and name != "sources" else ""
        yield from (f"{label}: {sentence}" if label else str(sentence) for sentence in sentences)
