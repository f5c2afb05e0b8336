"""A thing that is like an article: both texts side by side, and a person's answer."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.agenda.walking import WALK, walked_on
from archive.admin.hiding import person
from archive.admin.saving.comparing import shortened
from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.saving import Refused
from archive.editorial.stretches import newest_text
from archive.ingest.recognising import Answer, Differences, differences
from archive.ingest.shapes import Refusal
from archive.ingest.taking import DROP, title
from archive.ingest.working.deciding import again, decide
from archive.models import Article, Intake, IntakeItem
from archive.text.diff import Piece, text_diff

ANSWERS = (
    (Answer.NEW_VERSION.value, "A newer text of that article: it goes beside the one that stands here"),
    (Answer.REPRINT.value, "The same report at another outlet: an article of its own, from the same origin"),
    (Answer.OTHER.value, "Another article, which has nothing to do with it"),
    (DROP, "Leave it out: nothing of it is taken in"),
)


class DecidingForm(forms.Form):
    """The answer, and the article it is about."""

    uid = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput())
    answer = forms.ChoiceField(
        choices=ANSWERS,
        widget=forms.RadioSelect(),
        label="What is it?",
        error_messages={"required": "Say what it is."},
    )


class Beside(NamedTuple):
    """The text of an article beside the new one, which has a ``title``; ``pieces`` make the new text of the old."""

    title: str
    article: Article
    found: Differences
    pieces: list[Piece]


def page(model_admin: ModelAdmin[Any], request: HttpRequest, item: IntakeItem) -> HttpResponse:
    """Show what the thing is like, and do what is answered. Raises PermissionDenied for whoever may not."""
    if not may_take(person(request)):
        raise PermissionDenied(FORBIDDEN)
    to = reverse("admin:archive_intake_change", args=[item.intake_id])
    if item.state != IntakeItem.State.UNDECIDED:
        messages.info(request, "Nothing is to be decided about it any more.")
        return walked_on(request, item.pk) if WALK in request.GET else HttpResponseRedirect(to)
    alike = [each for each in item.findings.get("alike", ()) if isinstance(each, dict)]
    wanted = request.GET.get("uid", "")
    chosen: dict[str, Any] = next((each for each in alike if each.get("uid") == wanted), alike[0] if alike else {})
    form = DecidingForm(request.POST or None, initial={"uid": chosen.get("uid", "")})
    if request.method == "POST" and form.is_valid() and _is_decided(request, item, form):
        return walked_on(request, item.pk) if WALK in request.GET else HttpResponseRedirect(to)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": item.name,
        "opts": Intake._meta,
        "original": item.intake,
        "item": item,
        "form": form,
        "alike": [{**each, "is_chosen": each is chosen} for each in alike],
        "chosen": chosen,
        "beside": _beside(request, item, str(chosen.get("uid", ""))),
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "admin/archive/intake/decide.html", context, status=status)


def _is_decided(request: HttpRequest, item: IntakeItem, form: DecidingForm) -> bool:
    said = form.cleaned_data
    try:
        outcome = decide(item, said["answer"], by=person(request), uid=said["uid"])
    except Refused as refused:
        for sentence in refused.reasons:
            form.add_error(None, sentence)
        return False
    messages.success(request, outcome.reason or IntakeItem.State(outcome.state).label)
    return True


def _beside(request: HttpRequest, item: IntakeItem, uid: str) -> Beside | None:
    """Both texts, as far as they are there; whoever decides is told why if not."""
    article = Article.objects.filter(uid=uid).first()
    text = newest_text(article) if article is not None else None
    if article is None or text is None:
        return None
    try:
        document = again(item)
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
        return None
    new = document.found.text
    return Beside(title(document), article, differences(text.text, new), shortened(text_diff(text.text, new)))
