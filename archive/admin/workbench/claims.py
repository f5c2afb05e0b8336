"""Claims from the text: a new one, or a further place for one that is there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from archive.admin.forms.numbers import key, whole
from archive.admin.hiding import person
from archive.admin.workbench import hearing, people, similar
from archive.admin.workbench.answers import Bench, Shown, answer, told
from archive.admin.workbench.board import shown_claim, speakers
from archive.admin.workbench.forms import ClaimForm, LinkForm
from archive.admin.workbench.proposals import Proposed, proposed
from archive.editorial import annotating
from archive.editorial.permissions import check_may
from archive.models import Suggestion

NO_TEXT = "This article has no text here yet: paste it, then mark it."
CHOOSE = "choose"  # the name of the buttons that choose a claim


def new(bench: Bench) -> HttpResponse:
    """A new claim from a stretch, or from a suggestion."""
    check_may(person(bench.request), "add_claim")
    if bench.text is None:
        return told(bench, [NO_TEXT], status=400)
    chosen = suggestion_of(bench, bench.request.POST.get("suggestion") or bench.request.GET.get("suggestion"))
    if chosen is not None:
        check_may(person(bench.request), "change_suggestion")
    proposals = proposed(chosen.proposal).figures if chosen is not None else []
    form = ClaimForm(**_bound(bench, partial(_beginning, bench, chosen)), figures=proposals)

    def act() -> str:
        made = annotating.state_claim(form.stated, form.place, form.heard, by=person(bench.request), suggestion=chosen)
        return f"Claim {made.uid} was stated, with this passage."

    return answer(bench, Shown("claim.html", "New claim", form, _more(bench, chosen)), act)


def link(bench: Bench) -> HttpResponse:
    """A stretch as a place of a claim that is there."""
    check_may(person(bench.request), "change_claim")
    if bench.text is None:
        return told(bench, [NO_TEXT], status=400)
    form = LinkForm(**_bound(bench, lambda: _chosen(bench.request)))

    def act() -> str:
        existing = form.existing
        assert existing is not None
        base = form.cleaned_data["revision"]
        heard = None if form.is_one_more else form.heard
        annotating.link_claim(existing, form.place, heard, base=base, by=person(bench.request))
        return f"The passage was added to claim {existing.uid}."

    more = _more(bench)
    if form.existing is not None:
        more["existing"] = shown_claim(bench.request, form.existing)
        more["speakers"] = speakers(form.existing.claimants.all())
    else:
        words = str(form["q"].value() or "")
        more["found"] = similar.similar(bench.request, words) if words else None
    return answer(bench, Shown("link.html", "Link a claim", form, more), act)


def _bound(bench: Bench, initial: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a form over this text is made with. ``initial`` is asked only where nothing was sent."""
    is_sent = bench.request.method == "POST" and CHOOSE not in bench.request.POST
    return {
        "data": bench.request.POST if is_sent else None,
        "initial": {} if is_sent else initial(),
        "request": bench.request,
        "article": bench.article,
        "text": bench.text,
    }


def _more(bench: Bench, chosen: Suggestion | None = None) -> dict[str, Any]:
    chain = proposed(chosen.proposal).chain if chosen is not None else None
    return {"suggestion": chosen, **hearing.context(bench.request, bench.article, chain)}


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """A link begins with the claim that was chosen, and with what the form before it said of the place."""
    given = request.POST if CHOOSE in request.POST else request.GET
    chosen = {"claim": given[CHOOSE]} if CHOOSE in given else {}
    return asked(given) | _named(given, "q", "quote", "part", "paragraph") | chosen


def asked(asking: QueryDict) -> dict[str, Any]:
    """The stretch that is asked about, as far as it is named."""
    given = _named(asking, "capture", "words")
    for name in ("start", "end"):
        value = whole(asking.get(name))
        if value is not None:
            given[name] = value
    return given


def _named(given: QueryDict, *names: str) -> dict[str, Any]:
    values = {name: given.get(name, "") for name in names}
    return {name: value.replace("\0", "") for name, value in values.items() if value}


def _beginning(bench: Bench, chosen: Suggestion | None) -> dict[str, Any]:
    """A new claim begins with what is proposed, if anything is."""
    given = asked(bench.request.GET) | _named(bench.request.GET, "statement")
    if chosen is None:
        return given
    return _taken_over(bench, proposed(chosen.proposal)) | _place_of(bench, chosen) | given | {"suggestion": chosen.pk}


def _taken_over(bench: Bench, said: Proposed) -> dict[str, Any]:
    claim = ("statement", "kind", "weight", "hedge", "condition")
    names = (*claim, "stance", "attribution", "note", "words", "asserted", "asserted_basis")
    found = {name: getattr(said, name) for name in names if getattr(said, name)}
    return {**found, "claimants": people.initial(bench.request, said.claimants)}


def _place_of(bench: Bench, chosen: Suggestion) -> dict[str, Any]:
    """Where its sentence stands, if it was found in this very text; its own words are the public quote then."""
    text = bench.text
    if text is None or chosen.start is None or chosen.end is None or chosen.capture != text.capture.sha256:
        return {}
    quote = proposed(chosen.proposal).words
    place = {"capture": chosen.capture, "start": chosen.start, "end": chosen.end}
    return place | ({"quote": quote} if quote and quote in text.text[chosen.start : chosen.end] else {})


def suggestion_of(bench: Bench, number: str | None) -> Suggestion | None:
    """The article's suggestion that is meant. Raises BadRequest for another article's."""
    if not number:
        return None
    found = Suggestion.objects.filter(article=bench.article, pk=key(number) or 0).first()
    if found is None:
        raise BadRequest("There is no such suggestion about this article.")
    return found
