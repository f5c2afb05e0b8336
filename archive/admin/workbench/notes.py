"""Notes on the text: new ones, and what their authors do with them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse

from archive.admin.hiding import person
from archive.admin.saving.pages import posted_base
from archive.admin.workbench.answers import Bench, Shown, answer, do, told
from archive.admin.workbench.claims import NO_TEXT, asked
from archive.admin.workbench.forms import MOTIVATIONS, NoteForm, StandingNoteForm
from archive.editorial import annotating
from archive.editorial.permissions import check_may
from archive.models import Annotation

DONE = {"resolve": "The note is resolved.", "reopen": "The note is open again.", "delete": "The note was deleted."}


def new(bench: Bench) -> HttpResponse:
    """A note on a stretch."""
    by = person(bench.request)
    check_may(by, "change_article")
    if bench.text is None:
        return told(bench, [NO_TEXT], status=400)
    is_sent = bench.request.method == "POST"
    form = NoteForm(
        bench.request.POST if is_sent else None,
        initial=asked(bench.request.GET) | {"motivation": _motivation(bench), "revision": bench.article.revision},
        article=bench.article,
        text=bench.text,
    )

    def act() -> str:
        assert form.stretch is not None
        made = annotating.annotate(bench.article, form.stretch, **_said(form.cleaned_data), by=by)
        return f"{made.get_motivation_display()}: saved."

    return answer(bench, Shown("note.html", "New note", form, {}), act)


def _motivation(bench: Bench) -> str:
    wanted = bench.request.GET.get("motivation", "")
    return wanted if wanted in dict(MOTIVATIONS) else Annotation.Motivation.COMMENTING


def _said(data: dict[str, Any]) -> dict[str, Any]:
    names = ("motivation", "body", "visibility")
    return {**{name: data[name] for name in names}, "base": data["revision"]}


def change(bench: Bench, number: int) -> HttpResponse:
    """Say something else in a note of one's own."""
    standing = _standing(bench, number)
    names = ("motivation", "body", "visibility")
    form = StandingNoteForm(
        bench.request.POST if bench.request.method == "POST" else None,
        initial={**{name: getattr(standing, name) for name in names}, "revision": bench.article.revision},
    )

    def act() -> str:
        annotating.revise(standing, **_said(form.cleaned_data), by=person(bench.request))
        return "The note was changed."

    return answer(bench, Shown("note.html", "Change the note", form, {"standing": standing}), act)


def act(bench: Bench, number: int, act: str) -> HttpResponse:
    """Resolve, reopen or delete a note of one's own."""
    if act not in DONE:
        raise BadRequest("Notes are resolved, reopened or deleted.")
    standing, base, by = _standing(bench, number), posted_base(bench.request), person(bench.request)
    acts: dict[str, Callable[..., None]] = {
        "resolve": partial(annotating.resolve, resolved=True),
        "reopen": partial(annotating.resolve, resolved=False),
        "delete": annotating.delete,
    }

    def done() -> str:
        acts[act](standing, base=base, by=by)
        return DONE[act]

    return do(bench, done)


def _standing(bench: Bench, number: int) -> Annotation:
    """The article's note of that number, if it is the person's. Raises BadRequest, PermissionDenied."""
    found = Annotation.objects.filter(article=bench.article, pk=number).first() if number < 10**18 else None
    if found is None:
        raise BadRequest("There is no such note on this article.")
    found.article = bench.article
    annotating.check_own(found, person(bench.request))
    return found
