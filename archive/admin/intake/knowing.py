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

from archive.admin.base import row_page
from archive.admin.forms.widgets import RecordSelect
from archive.admin.hiding import person, sees_protected, visible_sources
from archive.admin.saving.comparing import label
from archive.admin.saving.pages import TOLD, posted_base
from archive.editorial.permissions import may
from archive.editorial.saving import Conflict, Refused
from archive.editorial.suggesting import NAMED, Accepted, field_of, take_over, value_of
from archive.ingest.taking.describing import CONTEXT
from archive.models import Article, Author, Source, Suggestion

MOST_SHOWN = 60
_BLANK_LINES = re.compile(r"\s*\n\s*")
LEAVE, ACCEPT, REJECT = "", "accept", "reject"
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
    """An answer for each suggestion, and a source for each that names somebody."""

    def __init__(self, request: HttpRequest, article: Article, rows: Sequence[Suggestion]) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.article, self.rows = article, rows
        for row in rows:
            self.fields[f"answer-{row.pk}"] = forms.ChoiceField(
                choices=ANSWERS, required=False, widget=forms.RadioSelect, label="What to do with it"
            )
            if field_of(row) in NAMED:
                self.fields[f"source-{row.pk}"] = _source_field(request, row)

    def guesses(self) -> Iterator[Guessed]:
        """In the order of the article's fields."""
        for row in self.rows:
            field = field_of(row)
            source = self[f"source-{row.pk}"] if f"source-{row.pk}" in self.fields else None
            standing = "" if field == "authors" else str(getattr(self.article, field, None) or "")
            yield Guessed(row, label(field), value_of(row), standing, self[f"answer-{row.pk}"], source)

    def accepted(self) -> list[Accepted]:
        """Of a valid form."""
        rows = [row for row in self.rows if self.cleaned_data[f"answer-{row.pk}"] == ACCEPT]
        return [Accepted(row, self.cleaned_data.get(f"source-{row.pk}")) for row in rows]

    def rejected(self) -> list[Suggestion]:
        """Of a valid form."""
        return [row for row in self.rows if self.cleaned_data[f"answer-{row.pk}"] == REJECT]


def _source_field(request: HttpRequest, row: Suggestion) -> forms.Field:
    named = field_of(row)
    link: Any = Author._meta.get_field("source") if named == "authors" else Article._meta.get_field(named)
    widget = RecordSelect(link, admin.site, sees_protected=sees_protected(request))
    likely = row.findings.get("sources") if isinstance(row.findings, dict) else None
    uids = [each.get("uid") for each in likely if isinstance(each, dict)] if isinstance(likely, list) else []
    sources = visible_sources(request, Source.objects.all())
    first = sources.filter(uid=uids[0]).first() if uids else None
    return forms.ModelChoiceField(sources, required=False, widget=widget, label="Who that is", initial=first)


def page(model_admin: ModelAdmin[Any], request: HttpRequest, article: Article) -> HttpResponse:
    """Show what is suggested, and do what is answered. Raises PermissionDenied for whoever may not change articles."""
    if not model_admin.has_view_permission(request, article) or not may(person(request), "change_article"):
        raise PermissionDenied
    form = KnowingForm(request, article, open_of(article))
    if request.method == "POST" and form.is_valid() and _is_done(request, article, form):
        return HttpResponseRedirect(reverse("admin:archive_article_workbench", args=[article.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "What is known of it",
        "opts": model_admin.opts,
        "original": article,
        "form": form,
        "guesses": list(form.guesses()),
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
    messages.success(request, f"Taken over: {len(accepted)}; rejected: {len(rejected)}.")
    return True
