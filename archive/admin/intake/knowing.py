"""What a machine takes to be known of an article: each guess with its evidence, taken over or not by a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from archive.admin.agenda.walking import WALK, walked_on
from archive.admin.base import row_page
from archive.admin.forms.widgets import RecordSelect
from archive.admin.hiding import person, sees_protected, visible_sources
from archive.admin.saving.comparing import label
from archive.admin.saving.pages import TOLD, posted_base
from archive.admin.workbench.proposals import likely
from archive.editorial.permissions import may
from archive.editorial.saving import Conflict, Refused
from archive.editorial.suggesting import NAMED, Accepted, field_of, take_over, value_of
from archive.ingest.taking.claiming import SURE
from archive.ingest.taking.describing import CONTEXT
from archive.models import Article, Author, Source, Suggestion
from archive.text.dates import DateError, display

MOST_SHOWN = 60
_BLANK_LINES = re.compile(r"\s*\n\s*")
LEAVE, ACCEPT, REJECT = "", "accept", "reject"
TOGETHER = "together"  # the name of the button that takes over what it lists
ANSWERS = ((ACCEPT, "Take it over"), (REJECT, "Reject it"), (LEAVE, "Leave it open"))


def urls(model_admin: Any) -> list[URLPattern]:
    """The page of an article's suggestions."""
    return [path("<path:object_id>/known/", row_page(model_admin, page), name="archive_article_known")]


def ways(request: HttpRequest, row: Article) -> Iterator[tuple[str, str]]:
    """(address, words) of the page, for whoever may answer there."""
    if may(person(request), "change_article"):
        yield reverse("admin:archive_article_known", args=[row.pk]), "What is known of it"


@dataclass(frozen=True)
class Guessed:
    """A suggestion with the fields in which it is answered."""

    row: Suggestion
    field: str
    value: str
    standing: str
    answer: forms.BoundField
    source: forms.BoundField | None
    is_sure: bool

    @property
    def evidence(self) -> dict[str, str]:
        """The words it was seen in, with what stands around them; empty when the document's format said it."""
        found = self.row.findings.get("evidence") if isinstance(self.row.findings, dict) else None
        if not isinstance(found, dict):
            return {}
        before, words, after = (str(found.get(name, "")) for name in ("before", "words", "after"))
        # What stands around it was cut off anywhere: the half words go.
        if len(before) >= CONTEXT:
            before = f"… {before.split(maxsplit=1)[-1]}"
        if len(after) >= CONTEXT:
            after = f"{after.rsplit(maxsplit=1)[0]} …"
        parts = {"before": before, "words": words, "after": after}
        return {name: _BLANK_LINES.sub("\n", part) for name, part in parts.items()}


class KnowingForm(forms.Form):
    """An answer for each suggestion, and a source for each that names somebody.

    ``sure`` are the keys of those that may be taken over together: of high confidence, whoever they name is known,
    and neither the article nor another such suggestion says otherwise.
    """

    def __init__(self, request: HttpRequest, article: Article, rows: Sequence[Suggestion]) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.article, self.rows = article, rows
        high = [row for row in rows if row.confidence == Suggestion.Confidence.HIGH and field_of(row)]
        fields = [field_of(row) for row in high]
        self.sure = {row.pk for row in high if self._is_alone(row, fields)}
        for row in rows:
            self.fields[f"answer-{row.pk}"] = forms.ChoiceField(
                choices=ANSWERS, required=False, widget=forms.RadioSelect, label="What to do with it"
            )
            if field_of(row) in NAMED:
                self.fields[f"source-{row.pk}"], is_known = _source_field(request, row)
                self.sure -= set() if is_known else {row.pk}

    def _is_alone(self, row: Suggestion, fields: Sequence[str]) -> bool:
        field = field_of(row)
        if field == "authors":
            return True
        return fields.count(field) == 1 and self._standing(field) in ("", value_of(row))

    def _standing(self, field: str) -> str:
        return "" if field == "authors" else str(getattr(self.article, field, None) or "")

    def guesses(self) -> Iterator[Guessed]:
        """In the order of the article's fields."""
        for row in self.rows:
            field = field_of(row)
            source = self[f"source-{row.pk}"] if f"source-{row.pk}" in self.fields else None
            answer = self[f"answer-{row.pk}"]
            value, standing = in_words(field, value_of(row)), in_words(field, self._standing(field))
            yield Guessed(row, label(field), value, standing, answer, source, row.pk in self.sure)

    def accepted(self) -> list[Accepted]:
        """Of a valid form: what was answered so, and what the button for several listed, if nothing was answered."""
        listed = self.data.get(TOGETHER, "").split()
        answers = [(row, self.cleaned_data[f"answer-{row.pk}"]) for row in self.rows]
        rows = [row for row, said in answers if said == ACCEPT or (said == LEAVE and str(row.pk) in listed)]
        return [Accepted(row, self.cleaned_data.get(f"source-{row.pk}")) for row in rows]

    def rejected(self) -> list[Suggestion]:
        """Of a valid form."""
        return [row for row in self.rows if self.cleaned_data[f"answer-{row.pk}"] == REJECT]


def in_words(field: str, value: str) -> str:
    """A value of a field of the article as people read it: what a code means, and a date as it is spoken."""
    if field == "published" and value:
        try:
            said = display(value)
        except DateError:
            return value
        return f"{said} ({value})" if said != value else value
    choices = dict(getattr(Article._meta.get_field(field), "flatchoices", ())) if field else {}
    return str(choices.get(value, value))


def _source_field(request: HttpRequest, row: Suggestion) -> tuple[forms.Field, bool]:
    """Who is named, with the likeliest source chosen already, and whether that is surely the one."""
    named = field_of(row)
    link: Any = Author._meta.get_field("source") if named == "authors" else Article._meta.get_field(named)
    widget = RecordSelect(link, admin.site, sees_protected=sees_protected(request))
    found = likely(row.findings.get("sources") if isinstance(row.findings, dict) else None)
    sources = visible_sources(request, Source.objects.all())
    first = sources.filter(uid=found[0].uid).first() if found else None
    is_known = first is not None and found[0].percent >= 100 * SURE
    field = forms.ModelChoiceField(sources, required=False, widget=widget, label="Who that is", initial=first)
    return field, is_known


def page(model_admin: ModelAdmin[Any], request: HttpRequest, article: Article) -> HttpResponse:
    """Show what is suggested, and do what is answered. Raises PermissionDenied for whoever may not change articles."""
    if not model_admin.has_view_permission(request, article) or not may(person(request), "change_article"):
        raise PermissionDenied
    form = KnowingForm(request, article, open_of(article))
    if request.method == "POST" and form.is_valid() and _is_done(request, article, form):
        bench = reverse("admin:archive_article_workbench", args=[article.pk])
        return walked_on(request, article.pk) if WALK in request.GET else HttpResponseRedirect(bench)
    guesses = list(form.guesses())
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "What is known of it",
        "opts": model_admin.opts,
        "original": article,
        "form": form,
        "guesses": guesses,
        "sure": [each for each in guesses if each.is_sure],
        "base": article.revision,
        "media": form.media,
    }
    return TemplateResponse(request, "admin/archive/intake/known.html", context, status=400 if form.errors else 200)


def open_of(article: Article) -> list[Suggestion]:
    """What is suggested about the article and not judged, surest first."""
    about = Suggestion.objects.filter(article=article, state=Suggestion.State.OPEN, about=Suggestion.About.ARTICLE)
    sure = {value: place for place, value in enumerate(reversed(Suggestion.Confidence.values))}
    found = sorted(about.order_by("pk")[:MOST_SHOWN], key=lambda row: sure.get(row.confidence, len(sure)))
    return sorted(found, key=lambda row: _place(field_of(row)))


def _place(field: str) -> int:
    names = [each.name for each in Article._meta.get_fields()]
    return names.index(field) if field in names else len(names)


def _is_done(request: HttpRequest, article: Article, form: KnowingForm) -> bool:
    accepted, rejected = form.accepted(), form.rejected()
    try:
        take_over(article, accepted, rejected, by=person(request), base=posted_base(request))
    except Refused as refused:
        for sentence in refused.reasons:
            form.add_error(None, sentence)
        article.refresh_from_db()
        return False
    except Conflict:
        form.add_error(None, TOLD)
        article.refresh_from_db()
        return False
    told = format_html("Taken over: {}; rejected: {}.", len(accepted), len(rejected))
    if accepted:
        history = reverse("admin:archive_article_history", args=[article.pk])
        told = format_html('{} <a href="{}">Its history puts it back</a>, should it be wrong.', told, history)
    messages.success(request, told)
    return True
