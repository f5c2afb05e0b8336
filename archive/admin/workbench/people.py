"""Claimants as people type them: a source that the desk knows, or words for the public, or both."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from archive.admin.chain import finding
from archive.admin.chain.naming import Names, key, written
from archive.admin.hiding import sees_protected
from archive.models import Article, Source
from archive.text.canonical import TextError, clean
from archive.text.ids import is_uid

MOST = 20
LONGEST_LABEL = 120
LEFT_BLANK = "Left blank: whoever stands last in the chain below."

Rows = list[tuple[str, str]]
Claimants = list[tuple[Source | None, str]]


class Found(NamedTuple):
    """A source to choose: what the field then says, and what tells it from others of the name."""

    typed: str
    name: str
    about: str


def find(request: HttpRequest, words: str, article: Article) -> list[Found]:
    """Sources by name or alias; without words, those at hand in the article."""
    cards = finding.found(request, words, article)
    return [
        Found(
            f"{each['name']} [{each['uid']}]",
            each["name"],
            ", ".join(filter(None, (each["kind"], each["role"], each["alias"]))),
        )
        for each in cards
    ]


class ClaimantsWidget(forms.Widget):
    """A row for each claimant, and an empty one. Its value is a list of (name or uid, label)."""

    template_name = "admin/archive/workbench/claimants.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows: Rows = list(value or [])
        context["rows"] = [*rows, ("", "")] if len(rows) < MOST else rows
        context["labels"] = f"{name}_label"
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        names, labels = data.getlist(name), data.getlist(f"{name}_label")
        labels += [""] * (len(names) - len(labels))
        rows = ((who.strip(), label.strip()) for who, label in zip(names, labels, strict=False))
        return [row for row in rows if any(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class ClaimantsField(forms.Field):
    """Cleans to a list of (source or None, label). Names that are hidden from the person are not known to it."""

    widget = ClaimantsWidget

    def __init__(self, request: HttpRequest, **options: Any) -> None:
        super().__init__(label="Claimants", help_text=LEFT_BLANK, **options)
        self.request = request

    def clean(self, value: Rows) -> Claimants:
        if len(value) > MOST:
            raise ValidationError(f"A claim has at most {MOST} claimants here.")
        names = Names.asked(self.request, (key(who) for who, _ in value if who))
        faults: list[str] = []
        found = [_row(who, label, names, faults) for who, label in value]
        named = [source.pk for source, _ in found if source is not None]
        if len(named) > len(set(named)):
            faults.append("A claimant is named twice.")
        if faults:
            raise ValidationError(faults)
        return found


def _row(who: str, label: str, names: Names, faults: list[str]) -> tuple[Source | None, str]:
    try:
        label, who = clean(label), clean(who)
    except TextError as error:
        faults.append(str(error))
        return None, ""
    if len(label) > LONGEST_LABEL:
        faults.append(f"Public words have {LONGEST_LABEL} characters at most.")
    try:
        source = names(who) if who else None
    except ValidationError as error:
        faults += error.messages
        return None, label
    if source is not None and source.protected and not label:
        faults.append("A protected source needs words for the public.")
    return source, label


def initial(request: HttpRequest, named: Iterable[tuple[str, str]]) -> Rows:
    """(uid, label) pairs as the field shows them; unknown uids show nothing (one query)."""
    pairs = list(named)
    uids = [uid for uid, _ in pairs if is_uid(uid)]
    rows = {row.uid: row for row in Source.objects.filter(uid__in=uids)} if uids else {}
    shows = sees_protected(request)
    found = [(written(rows[uid], shows_protected=shows) if uid in rows else "", label) for uid, label in pairs]
    return [row for row in found if any(row)]
