"""The document of a claim: what is claimed, by whom, both judgements, and how they are known."""

from datetime import date as day_of
from typing import Any

from archive.ledger.view import Published
from archive.models import Appearance, Assessment, ChainStep, Claim, ClaimRelation, Evidence
from archive.provenance import chains
from archive.provenance.chains import LABEL
from archive.provenance.origins import first_appearance
from archive.reading_room.compose import cards
from archive.reading_room.compose.expand import expand
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import Judgement, first_day, judgements, known_by, utterance
from archive.text.dates import NOT_STATED, span

Json = dict[str, Any]
Values = list[tuple[int, str | None]]  # the days on which anything changed, with the standing or outcome from then on
SYMMETRIC = "contradicts"
# Names that read better in another form than their declaration alone gives.
SHAPED = frozenset(
    {
        *("claimants", "condition_text", "condition_state", "reply_asked_at", "reply_how", "reply_answer"),
        *("reply_answered_at", "appearances", "relations", "assessments"),
    }
)
APPEARANCE = frozenset({"asserted", "asserted_basis", "attribution", "passages", "chain"})
STEP = frozenset({"sources"})
RELATION = frozenset({"target"})
ASSESSMENT = frozenset({"standing", "outcome", "evidence"})
EVIDENCE = frozenset({"target", "link", "title"})


def compose(published: Published, look_up: LookUp, on: int | None) -> Json | None:
    """The body of a claim's document; None when it had not appeared by the day ``on``."""
    if on is None:
        history = judgements(published, look_up)
        return _document(published, look_up, history[-1], [(each.day, each.value) for each in history], None)
    known = known_by(published, look_up, on)
    return _document(published, look_up, known[1], known[0], on) if known else None


def _document(published: Published, look_up: LookUp, now: Judgement, values: Values, on: int | None) -> Json:
    record = published.record or {}
    appearances = [record["appearances"][index] for index in now.appearances]
    return {
        "headline": cards.headline(record, look_up),
        **expand(Claim, record, look_up, SHAPED),
        "claimants": [
            cards.source(each.get("source"), look_up, each.get("label", "")) for each in record.get("claimants", ())
        ],
        "asserted": asserted(appearances or record.get("appearances", []), look_up),
        "first_appearance": _first_appearance(appearances, look_up),
        "condition": _condition(record),
        "attribution": cards.word(now.attribution),
        "standing": _judged("standing", now, values),
        "outcome": _judged("outcome", now, values),
        "contested_by": [_contester(uid, words, look_up) for uid, words in now.contested_by],
        "origins": _origins(now, look_up),
        "appearances": [_appearance(each, look_up) for each in appearances],
        "relations": _relations(published, look_up, on),
        "assessments": [_assessment(each, look_up) for each in _by(record.get("assessments", []), on)],
        "reply": _reply(record),
        "reversed": now.is_reversed,
    }


def _contester(uid: str | None, words: str, look_up: LookUp) -> Json:
    """Who denies it; printed words without a record stand for themselves."""
    if uid and uid.startswith(LABEL):
        return cards.source(None, look_up, uid.removeprefix(LABEL))
    return cards.source(uid, look_up, words)


def asserted(appearances: list[Json], look_up: LookUp) -> Json:
    """When the claim was first made, as far as its appearances say."""
    found = [utterance(each, look_up) for each in appearances]
    if not found:
        return cards.date("")
    _, edtf, basis = min(found, key=lambda each: (each[0].earliest or day_of.max, each[0].latest or day_of.max))
    return cards.date(edtf, basis)


def _first_appearance(appearances: list[Json], look_up: LookUp) -> list[Json]:
    articles = {each["article"]: look_up.follow(each["article"]) for each in appearances}
    published = {
        uid: span(found.record.get("published", "")) for uid, found in articles.items() if found and found.record
    }
    plain = [
        chains.Appearance(each["article"], each["stance"], NOT_STATED, ())
        for each in appearances
        if each["article"] in published
    ]
    return [cards.article(uid, look_up) for uid in first_appearance(plain, published)]


def _condition(record: Json) -> Json | None:
    text = record.get("condition_text")
    return {"text": text, "state": record["condition_state"]} if text else None


def _judged(scale: str, now: Judgement, values: Values) -> Json | None:
    """One of the two scales as of the last day known; null where the claim is not on it."""
    if now.scale != scale or now.value is None:
        return None
    since = now.day
    for day, value in reversed(values):
        if value != now.value:
            break
        since = day
    assessment = now.assessment or {}
    return {
        "value": now.value,
        "label": cards.label(now.value),
        "as_of": assessment.get("as_of"),
        "since": day_of.fromordinal(since).isoformat(),
        "confidence": assessment.get("confidence"),
        "rationale": assessment.get("rationale"),
    }


def _origins(now: Judgement, look_up: LookUp) -> Json:
    origins = now.origins
    return {
        "attributed": len(origins.attributed),
        "own_voice": len(origins.own_voice),
        "unnamed": origins.unnamed,
        "independent": origins.independent,
        "sources": [_origin(origin.key, look_up, origin.nature, origin.own_cause) for origin in origins.attributed],
        "through": [cards.source(uid, look_up) for uid in origins.through],
    }


def _origin(key: str, look_up: LookUp, nature: str, own_cause: bool) -> Json:
    card = cards.source(key, look_up)
    return {"uid": card["uid"], "name": card["name"], "url": card["url"], "nature": nature, "own_cause": own_cause}


def _appearance(data: Json, look_up: LookUp) -> Json:
    _, edtf, basis = utterance(data, look_up)
    return {
        **expand(Appearance, data, look_up, APPEARANCE),
        "asserted": cards.date(edtf, basis),
        "attribution": cards.word(data["attribution"]),
        "passages": [
            {"part": each["part"], "n": each.get("paragraph"), "quote": each.get("exact")}
            for each in data.get("passages", ())
        ],
        "chain": [_step(number, step, look_up) for number, step in enumerate(data.get("chain", ()), start=1)],
    }


def _step(number: int, step: Json, look_up: LookUp) -> Json:
    return {
        "step": number,
        **expand(ChainStep, step, look_up, STEP),
        "sources": [_step_source(each, look_up) for each in step.get("sources", ())],
    }


def _step_source(data: Json, look_up: LookUp) -> Json:
    card = cards.source(data.get("source"), look_up, data.get("label", ""))
    return {"uid": card["uid"], "name": card["name"], "url": card["url"], "naming": data["naming"]}


def _relations(published: Published, look_up: LookUp, on: int | None) -> list[Json]:
    """Both ways: what this claim says of others, and what others say of it."""
    own = (published.record or {}).get("relations", ())
    found = [_relation(each, each["target"], "out", look_up) for each in own if _stands(each["target"], look_up, on)]
    for named in look_up.naming(published.uid):
        other = look_up(named.uid)
        if other is None or other.record is None or not _stands(named.uid, look_up, on):
            continue
        found += [
            _relation(each, named.uid, "in", look_up)
            for each in other.record.get("relations", ())
            if each["target"] == published.uid and each["kind"] == named.relation
        ]
    return found


def _relation(data: Json, other: str, direction: str, look_up: LookUp) -> Json:
    return {
        **expand(ClaimRelation, data, look_up, RELATION),
        "direction": "both" if data["kind"] == SYMMETRIC else direction,
        "claim": cards.claim(other, look_up),
    }


def _stands(uid: str, look_up: LookUp, on: int | None) -> bool:
    """Whether the other claim had appeared by then."""
    found = look_up(uid)
    return on is None or (found is not None and found.record is not None and first_day(found, look_up) <= on)


def _by(assessments: list[Json], on: int | None) -> list[Json]:
    limit = "9999" if on is None else day_of.fromordinal(on).isoformat()
    return [each for each in assessments if each["as_of"] <= limit]


def _assessment(data: Json, look_up: LookUp) -> Json:
    return {
        **expand(Assessment, data, look_up, ASSESSMENT),
        "standing": cards.word(data.get("standing")),
        "outcome": cards.word(data.get("outcome")),
        "evidence": [_evidence(each, look_up) for each in data.get("evidence", ())],
    }


def _evidence(data: Json, look_up: LookUp) -> Json:
    if data.get("target"):
        target = cards.record(data["target"], look_up)
    else:
        target = {"type": "link", "uid": None, "title": data.get("title"), "url": data.get("link")}
    return {**expand(Evidence, data, look_up, EVIDENCE), "target": target}


def _reply(record: Json) -> Json | None:
    keys = {
        "asked_at": "reply_asked_at",
        "how": "reply_how",
        "answer": "reply_answer",
        "answered_at": "reply_answered_at",
    }
    found = {key: record.get(name) for key, name in keys.items()}
    return found if any(found.values()) else None
