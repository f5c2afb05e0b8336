"""How the workbench answers: a whole page, a fragment of one for the script, or a redirect."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.agenda.walking import in_walk
from archive.admin.hiding import sees_protected
from archive.admin.saving.comparing import changes
from archive.admin.saving.pages import DATABASE_REFUSED
from archive.admin.titles import named_in, titles
from archive.admin.workbench.board import board
from archive.editorial.saving import Conflict, Refused
from archive.editorial.stretches import newest_text
from archive.models import Article, CaptureText, Revision

TEMPLATES = "admin/archive/workbench"
FRAGMENT = "X-Fragment"  # a header of the script's own requests


class Bench(NamedTuple):
    """One request to the workbench of one article. ``text`` is that of its newest capture."""

    model_admin: ModelAdmin[Any]
    request: HttpRequest
    article: Article
    text: CaptureText | None

    @property
    def is_fragment(self) -> bool:
        return FRAGMENT in self.request.headers

    @property
    def address(self) -> str:
        """Of the board; it stays in the walk that led here."""
        return in_walk(self.request, reverse("admin:archive_article_workbench", args=[self.article.pk]))


class Shown(NamedTuple):
    """A form on its way: its template and what the template is told beside it."""

    template: str
    title: str
    form: forms.Form
    more: dict[str, Any]


def page(bench: Bench, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page around ``template``, or ``template`` alone for the script."""
    if bench.is_fragment:
        return fragment(bench, template, status=status, title=title, **context)
    around = {
        **bench.model_admin.admin_site.each_context(bench.request),
        "is_nav_sidebar_enabled": False,
        "opts": Article._meta,
        "title": title,
        "original": bench.article,
    }
    outer = "page.html" if template == "board.html" else "form_page.html"
    context |= _of(bench) | {"template": f"{TEMPLATES}/{template}"}
    return TemplateResponse(bench.request, f"{TEMPLATES}/{outer}", around | context, status=status)


def fragment(bench: Bench, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """``template`` alone, for the script."""
    context |= _of(bench) | {"is_fragment": True}
    return TemplateResponse(bench.request, f"{TEMPLATES}/{template}", context, status=status)


def _of(bench: Bench) -> dict[str, Any]:
    return {"bench": bench, "article": bench.article, "text": bench.text}


def bench_page(bench: Bench, *, status: int = 200) -> HttpResponse:
    """The text and all that is marked in it."""
    shown = board(bench.request, bench.article, bench.text)
    return page(bench, "board.html", bench.article.title, status=status, board=shown)


def done(bench: Bench, message: str) -> HttpResponse:
    """What to answer after an act: the board as it is now, with ``message``."""
    if not bench.is_fragment:
        messages.success(bench.request, message)
        return HttpResponseRedirect(bench.address)
    article = Article.objects.select_related("publisher", "agency").get(pk=bench.article.pk)
    fresh = bench._replace(article=article, text=newest_text(article))
    shown = board(bench.request, article, fresh.text)
    return fragment(fresh, "board.html", board=shown, message=message)


def answer(bench: Bench, shown: Shown, act: Callable[[], str]) -> HttpResponse:
    """Show the form on GET; on POST do ``act``, which tells what it did, or show the form with what is against it."""
    if not shown.form.is_bound:
        return page(bench, shown.template, shown.title, form=shown.form, **shown.more)
    conflict: dict[str, Any] = {}
    status = 400
    if shown.form.is_valid():
        try:
            return done(bench, act())
        except Refused as refused:
            for sentence in refused.reasons:
                shown.form.add_error(None, sentence)
        except IntegrityError:
            shown.form.add_error(None, DATABASE_REFUSED)
        except Conflict as fault:
            status, conflict = 409, meanwhile(bench.request, fault)
            shown.form.data = shown.form.data.copy()  # type: ignore[attr-defined]
            shown.form.data["revision"] = str(fault.theirs)  # type: ignore[index]
    return page(bench, shown.template, shown.title, status=status, form=shown.form, **(shown.more | conflict))


def meanwhile(request: HttpRequest, conflict: Conflict) -> dict[str, Any]:
    """What somebody else saved since the form was made: their revisions, and what they changed."""
    record = conflict.record
    base, theirs = (json.loads(conflict.body(number)) for number in (conflict.base, conflict.theirs))
    names = titles(named_in(record.type, base, theirs), sees_protected=sees_protected(request))
    revisions = Revision.objects.filter(uid=record.uid, number__gt=conflict.base, number__lte=conflict.theirs)
    return {
        "conflict": record.type,
        "meanwhile": revisions.select_related("user"),
        "rows": changes(type(record), base, theirs, names),
    }


def do(bench: Bench, act: Callable[[], str]) -> HttpResponse:
    """An act without a form: done, or a sentence why not."""
    try:
        return done(bench, act())
    except Refused as refused:
        return told(bench, refused.reasons, status=400)
    except Conflict:
        return told(
            bench, ["Somebody saved the article meanwhile. Look at it as it is now, then try again."], status=409
        )


def told(bench: Bench, sentences: list[str], *, status: int) -> HttpResponse:
    """Sentences against what was asked, with the board as it is now."""
    if not bench.is_fragment:
        for sentence in sentences:
            messages.error(bench.request, sentence)
        return bench_page(bench, status=status)
    return fragment(bench, "told.html", status=status, sentences=sentences)
