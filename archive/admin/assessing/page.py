"""The page of one claim: its facts, the decision table, and one save of whatever was typed."""

import json
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from archive.admin.agenda.walking import walked_on
from archive.admin.assessing import facts
from archive.admin.assessing.forms import AssessmentForm, EvidenceFormSet, initial_of
from archive.admin.assessing.verdicts import choices, verdicts_of
from archive.admin.forms.numbers import whole
from archive.admin.hiding import person, sees_protected
from archive.admin.saving.comparing import Row, changes
from archive.admin.saving.pages import AT_ONCE, DATABASE_REFUSED, posted_base
from archive.admin.titles import named_in, titles
from archive.editorial.assessing import BESIDE, assess
from archive.editorial.drafts import drafts_of
from archive.editorial.permissions import may
from archive.editorial.saving import Conflict, Refused
from archive.models import Claim
from archive.provenance.standing import rates
from archive.reading_room.telling.words import CREDIBILITY, RELIABILITY

SAVED = "Saved. It becomes public once it was submitted and somebody else has signed it."
NOTHING = "Nothing was different, so there is no new revision."
MEANWHILE = "Somebody saved this claim while you were at it. Nothing of yours is lost, and nothing is saved yet."


class Typed(NamedTuple):
    """Both forms of the page, and what an action said against them."""

    form: AssessmentForm
    evidence: Any
    sentences: list[str]
    theirs: list[Row]
    base: int
    checked: bool
    status: int = 200


def view(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show the page; on POST check or save it. Raises PermissionDenied for whoever may not see the claim."""
    claim = model_admin.get_object(request, object_id)
    if not model_admin.has_view_permission(request, claim):
        raise PermissionDenied
    if claim is None:
        return model_admin.not_there(request)  # type: ignore[no-any-return]
    may_assess = model_admin.has_change_permission(request, claim)
    if request.method != "POST":
        fresh = AssessmentForm(initial=initial_of(claim))
        typed = Typed(fresh, EvidenceFormSet(prefix="evidence"), [], [], claim.revision, checked=False)
        return _page(model_admin, request, claim, typed, may_assess)
    if not may_assess:
        raise PermissionDenied
    typed = _typed(request, claim)
    if "_check" not in request.POST and "_more" not in request.POST and not _faulty(typed, request):
        typed, saved = _save(request, claim, typed)
        if saved:
            return _onward(model_admin, request, claim, typed.sentences)
    return _page(model_admin, request, claim, typed, may_assess)


def _typed(request: HttpRequest, claim: Claim) -> Typed:
    post = request.POST.copy()
    if "_more" in post:
        total = whole(post.get("evidence-TOTAL_FORMS"))
        if total is not None:
            post["evidence-TOTAL_FORMS"] = str(total + 1)
    form, evidence = AssessmentForm(post), EvidenceFormSet(post, prefix="evidence")
    return Typed(form, evidence, [], [], posted_base(request), checked=True)


def _faulty(typed: Typed, request: HttpRequest) -> bool:
    """Whether something typed cannot be read; it says so where it stands."""
    form, evidence = typed.form, typed.evidence
    whole = form.is_valid() & evidence.is_valid()
    if whole and (form.begun or evidence.kept()):
        form.require_whole()
        whole = evidence.resolve(request) and not form.errors
    return not whole


def _save(request: HttpRequest, claim: Claim, typed: Typed) -> tuple[Typed, bool]:
    """Write what was typed; (what to show again, False) when it was not saved."""
    form = typed.form
    data = _data(claim, typed) if form.begun else None
    reason = form.cleaned_data["reason"] or ("Assessed." if data else "")
    try:
        assess(claim, data, by=person(request), base=typed.base, beside=form.beside(), reason=reason)
    except Refused as refused:
        return typed._replace(sentences=refused.reasons), False
    except Conflict as conflict:
        return _after(request, typed, conflict), False
    except IntegrityError:
        return typed._replace(sentences=[DATABASE_REFUSED]), False
    return typed._replace(sentences=[] if claim.revision != typed.base else [NOTHING]), True


def _data(claim: Claim, typed: Typed) -> dict[str, Any]:
    cleaned = typed.form.cleaned_data
    return {
        rates(claim.kind) or "standing": cleaned["judged"],
        "confidence": cleaned["confidence"],
        "as_of": cleaned["as_of"].isoformat(),
        "rationale": cleaned["rationale"],
        "evidence": [form.item() for form in typed.evidence.kept()],
    }


def _after(request: HttpRequest, typed: Typed, conflict: Conflict) -> Typed:
    """What somebody saved meanwhile, word by word; saving again adds to it and undoes nothing of it."""
    if conflict.theirs == conflict.base:
        return typed._replace(sentences=[AT_ONCE], status=409)
    base, theirs = (json.loads(conflict.body(number)) for number in (conflict.base, conflict.theirs))
    names = titles(named_in("claim", base, theirs), sees_protected=sees_protected(request))
    rows = changes(Claim, base, theirs, names)
    data: Any = typed.form.data
    for name in BESIDE:
        if data.get(name, "") == base.get(name, ""):
            data[name] = theirs.get(name, "")
    return typed._replace(sentences=[MEANWHILE], theirs=rows, base=conflict.theirs, status=409)


def _onward(model_admin: Any, request: HttpRequest, claim: Claim, sentences: list[str]) -> HttpResponse:
    """Where to go after a save: to what goes to review with it, on in the queue, or here again."""
    model_admin.message_user(request, " ".join(sentences) or SAVED)
    if "_submit" in request.POST:
        return HttpResponseRedirect(reverse("admin:archive_claim_bundle", args=[claim.pk]))
    return walked_on(request, claim.pk) if "_next" in request.POST else HttpResponseRedirect(request.get_full_path())


def _page(model_admin: Any, request: HttpRequest, claim: Claim, typed: Typed, may_assess: bool) -> HttpResponse:
    drafts, today = drafts_of([claim.uid]), timezone.now().date()
    found = facts.told(drafts, claim.uid, today)
    verdicts = verdicts_of(drafts, claim.uid, typed.form.data, today)
    context = {
        **model_admin.admin_site.each_context(request),
        **found,
        "title": "Assess",
        "subtitle": found["document"]["headline"],
        "opts": model_admin.opts,
        "claim": claim,
        "form": typed.form,
        "evidence": typed.evidence,
        "sentences": typed.sentences,
        "theirs": typed.theirs,
        "base": typed.base,
        "checked": typed.checked,
        "may_assess": may_assess,
        "may_submit": may(person(request), "submit"),
        "verdicts": verdicts,
        "choices": choices(verdicts),
        "reliability": RELIABILITY,
        "credibility": CREDIBILITY,
        "judged": typed.form["judged"].value() or "",
    }
    return TemplateResponse(request, "admin/archive/assessing/page.html", context, status=typed.status)
