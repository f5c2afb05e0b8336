"""The answer to a chain that is being entered: how readers will read it, and what it yields."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from archive.admin.chain import finding, requests, steps
from archive.admin.chain.naming import Names
from archive.admin.forms.numbers import key
from archive.editorial.tracing import Entered, Trace, trace
from archive.models import Appearance, Article
from archive.reading_room.telling.origins import all_of_them, own_cause, sentence
from archive.text.dates import DateError, span
from archive.text.ids import is_uid

NO_ARTICLE = "Choose the article first."
MOST_SUBJECTS = 200


def preview(request: HttpRequest) -> JsonResponse:
    """POST {article, steps, stance?, attribution?, asserted?, appearance?, claim?, subjects?}.

    Answers {sentence, sentence_html, origins, faults, stance, attribution}, where ``origins`` is markup
    and the last two are what the chain suggests; 400 for what is no chain.
    """
    requests.writers_only(request, "claim")
    sent = requests.body(request)
    article = requests.article_named(sent.get("article"))
    if article is None:
        return JsonResponse({"error": NO_ARTICLE}, status=400)
    try:
        rows = steps.shaped(sent.get("steps"))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    names = Names.asked(request, steps.said_by(rows))
    chain = steps.payload(steps.lenient(rows, names))
    return JsonResponse(_answer(_trace(sent, article, chain) if chain else None))


def _trace(sent: dict[str, Any], article: Article, chain: list[steps.Json]) -> Trace:
    entered = Entered(
        article,
        chain,
        _word(sent, "stance", Appearance.Stance.values),
        _word(sent, "attribution", Appearance.Attribution.values),
        _date(requests.text(sent, "asserted")),
    )
    key = sent.get("appearance")
    own = (
        Appearance.objects.filter(pk=key).select_related("claim").first()
        if isinstance(key, int) and 0 < key < 2**60
        else None
    )
    claim = own.claim if own is not None else requests.claim_named(sent.get("claim"))
    place = (
        claim.appearances.filter(position__lt=own.position).count() if own is not None and claim is not None else None
    )
    return trace(entered, claim, place, _uids(sent.get("subjects")))


def _word(sent: dict[str, Any], name: str, words: list[str]) -> str:
    value = requests.text(sent, name)
    return value if value in words else ""


def _date(edtf: str) -> str:
    try:
        span(edtf)
    except DateError:
        return ""
    return edtf


def _uids(value: object) -> list[str]:
    found = value[:MOST_SUBJECTS] if isinstance(value, list) else []
    return [each for each in found if isinstance(each, str) and is_uid(each)]


def _answer(traced: Trace | None) -> dict[str, Any]:
    if traced is None:
        return {"sentence": "", "sentence_html": "", "origins": "", "faults": [], "stance": "", "attribution": ""}
    shown = {
        "trace": traced,
        "alone": traced.alone,
        "others": sentence(traced.alone),
        "all_of_them": all_of_them(traced.alone),
        "own_cause": own_cause(traced.alone),
        "moved": traced.without is not None,
    }
    return {
        "sentence": "".join(piece.words for piece in traced.sentence),
        "sentence_html": render_to_string("admin/archive/chain/sentence.html", shown).strip(),
        "origins": render_to_string("admin/archive/chain/origins.html", shown).strip(),
        "faults": [fault._asdict() for fault in traced.faults],
        "stance": traced.stance,
        "attribution": traced.attribution,
    }


def sources(request: HttpRequest) -> JsonResponse:
    """GET ?q=&article=: sources as one types; ``speaker`` speaks to the reader of the article."""
    requests.writers_only(request, "claim", "source")
    article = requests.article_named(request.GET.get("article", ""))
    words = request.GET.get("q", "")
    speaker: Any = article.speaker if article is not None and not words else None
    found = finding.cards(request, [speaker]) if speaker is not None else {}
    return JsonResponse(
        {"results": finding.found(request, words, article), "speaker": next(iter(found.values()), None)}
    )


def before(request: HttpRequest) -> JsonResponse:
    """GET ?article=&appearance=&start=: the chain of the passage before, {steps, sources, stance, attribution, claim}."""
    requests.writers_only(request, "claim")
    article = requests.article_named(request.GET.get("article", ""))
    own = Appearance.objects.filter(pk=key(request.GET.get("appearance")) or 0, article=article).first()
    if article is None:
        return JsonResponse({"error": NO_ARTICLE}, status=400)
    found = finding.before(article, own, key(request.GET.get("start")))
    if found is None:
        return JsonResponse({"error": "No passage before this one has a chain."}, status=404)
    found = Appearance.objects.select_related("claim").prefetch_related("chain__sources__source").get(pk=found.pk)
    chain = steps.read(found)
    speakers = [each.source for step in chain for each in step.sources if each.source is not None]
    return JsonResponse(
        {
            "steps": steps.as_sent(chain),
            "sources": finding.cards(request, speakers),
            "stance": found.stance,
            "attribution": found.attribution,
            "claim": str(found.claim),
        }
    )
