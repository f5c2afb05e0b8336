"""Background in the articles' own voice, assessed as uncontested many claims at a time."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from archive.admin.forms.declared import PlainText
from archive.admin.forms.numbers import whole
from archive.admin.forms.widgets import FewLines
from archive.admin.hiding import person
from archive.editorial.saving import Conflict, Refused
from archive.editorial.uncontested import MOST, Result, assess_uncontested, fits
from archive.models import Assessment, Claim

RATIONALE = "Background that is stated as known; nobody disputes it, and it was not checked further."


class TogetherForm(forms.Form):
    """What stands with each of the claims."""

    as_of = forms.DateField(
        label="Evidence date",
        help_text="Nobody disputed it in what was known by this day.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confidence = forms.ChoiceField(
        choices=Assessment.Confidence.choices, initial=Assessment.Confidence.LOW, label="Confidence"
    )
    rationale = PlainText(
        max_length=2_000,
        label="Rationale",
        help_text="Readers see it with each of the claims.",
        widget=FewLines(),
    )


def address(*, uids: list[str] | None = None, article: str = "") -> str:
    """The page for these claims, or for the background of an article."""
    query = QueryDict(mutable=True)
    query.setlist("claim", uids or [])
    if article:
        query["article"] = article
    return f"{reverse('admin:archive_claim_uncontested')}?{query.urlencode()}"


def page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Which of the claims fit, and why the others do not; on POST assess the ticked ones.

    Raises PermissionDenied for whoever may not change claims.
    """
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    uids, today = _asked(request), timezone.now().date()
    form = TogetherForm(request.POST or None, initial={"as_of": today, "rationale": RATIONALE})
    results: list[Result] = []
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        bases = _ticked(request)
        if not bases:
            refusals = ["Tick one claim at least."]
        else:
            results, refusals = _assess(request, bases, form.cleaned_data, today)
    day = form.cleaned_data.get("as_of") if form.is_bound and form.is_valid() else None
    found = fits(uids, min(day or today, today))
    ticked = set(request.POST.getlist("ticked")) if request.method == "POST" else None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Uncontested background",
        "opts": model_admin.opts,
        "form": form,
        "rows": [(each, _is_ticked(each.uid, bool(each.caution), ticked)) for each in found if not each.why_not],
        "others": [each for each in found if each.why_not],
        "results": results,
        "refusals": refusals,
        "most": MOST,
    }
    return TemplateResponse(request, "admin/archive/assessing/uncontested.html", context)


def _assess(
    request: HttpRequest, bases: dict[str, int], said: dict[str, Any], today: datetime.date
) -> tuple[list[Result], list[str]]:
    try:
        return assess_uncontested(bases, by=person(request), today=today, **said), []
    except Refused as refused:
        return [], refused.reasons
    except Conflict as conflict:
        return [], [f"{conflict} Nothing was saved; look again."]


def _is_ticked(uid: str, is_cautious: bool, ticked: set[str] | None) -> bool:
    return not is_cautious if ticked is None else uid in ticked


def _asked(request: HttpRequest) -> list[str]:
    """The claims that were chosen, or the background of an article, not assessed yet."""
    sent = request.POST if request.method == "POST" else request.GET
    uids = [each for each in sent.getlist("claim") if "\0" not in each][:MOST]
    article = sent.get("article", "").replace("\0", "")
    if article:
        rows = Claim.objects.filter(appearances__article__uid=article, weight=Claim.Weight.BACKGROUND)
        uids += rows.filter(assessments=None).order_by("pk").distinct().values_list("uid", flat=True)[:MOST]
    return uids


def _ticked(request: HttpRequest) -> dict[str, int]:
    """The ticked claims, each with the revision that its row showed."""
    bases = {}
    for uid in request.POST.getlist("ticked")[:MOST]:
        number = whole(request.POST.get(f"revision-{uid}"))
        if number is not None and "\0" not in uid:
            bases[uid] = number
    return bases
