"""The schema of a claim: what its declaration says, and what is computed from the claim and what it names."""

from archive.models import Appearance, Assessment, ChainStep, Claim, ClaimRelation, Evidence, Passage, StepSource
from archive.provenance.attribution import ORDER
from archive.provenance.standing import OUTCOMES, STANDINGS
from archive.reading_room.compose import claims as composed
from archive.reading_room.shaping.cards import with_withdrawn
from archive.reading_room.shaping.declared import card, declared, values_of, word_of
from archive.reading_room.shaping.values import (
    DAY,
    NUMBER,
    TEXT,
    TRUTH,
    UID,
    URL,
    Schema,
    closed,
    many,
    one_of,
    or_null,
    ref,
    said,
    word,
)

NATURES = ("outlet", "document", "author", "actor")
WORDS = [row.value for row in STANDINGS]
ENDINGS = list(dict.fromkeys(word for outcomes in OUTCOMES.values() for word in outcomes))


def claim() -> dict[str, Schema]:
    """The keys of a claim's document but for those that every record has."""
    return {
        "headline": said(TEXT, "Claimant and statement together, so that no denial reads as our finding."),
        **declared(Claim, composed.SHAPED),
        "claimants": many(card("source"), "Who claims it."),
        "asserted": said(ref("Date"), "When it was first made, as far as its appearances say."),
        "first_appearance": many(card("article"), "The earliest article; several on a tie."),
        "condition": or_null(_condition()),
        "attribution": said(or_null(word(ORDER)), "Was it said? The best that any counting appearance shows."),
        "standing": said(or_null(ref("Standing")), "Is it so? Null where the claim is not on this scale."),
        "outcome": said(or_null(ref("Outcome")), "How it came out. Null but for predictions and pledges."),
        "contested_by": many(card("source"), "Who denies it, without evidence or with."),
        "origins": ref("Origins"),
        "appearances": many(ref("Appearance"), "Where it appears, with the chain of attribution of each."),
        "relations": many(ref("Relation"), "What it is to other claims, and what they are to it."),
        "assessments": many(ref("Assessment"), "Every judgement that was made, the newest last."),
        "reply": or_null(_reply()),
        "reversed": said(TRUTH, "An editor confirmed that the same person said otherwise."),
    }


def parts() -> dict[str, Schema]:
    """What stands in a claim's document under a name of its own."""
    return {
        "Standing": _judged(WORDS, "Whether a claim is so, as judged here."),
        "Outcome": _judged(ENDINGS, "How a prediction or pledge came out."),
        "Origins": _origins(),
        "Appearance": _appearance(),
        "Relation": _relation(),
        "Assessment": _assessment(),
    }


def _condition() -> Schema:
    states = one_of(values_of(Claim, "condition_state"))
    return closed({"text": TEXT, "state": states}, "What the claim is conditional on.")


def _judged(values: list[str], description: str) -> Schema:
    judged: dict[str, Schema] = {
        "value": one_of(values),
        "label": TEXT,
        "as_of": said(or_null(DAY), "The evidence date of the judgement."),
        "since": said(DAY, "The first day of the present value."),
        "confidence": or_null(one_of(values_of(Assessment, "confidence"))),
        "rationale": or_null(TEXT),
    }
    return closed(judged, description)


def _origins() -> Schema:
    origin: dict[str, Schema] = {
        "uid": or_null(UID),
        "name": or_null(TEXT),
        "url": or_null(URL),
        "nature": one_of(NATURES),
        "own_cause": said(TRUTH, "The claim is about the origin itself."),
    }
    return closed(
        {
            "attributed": said(NUMBER, "Independent, attributed far ends: the number that counts."),
            "own_voice": said(NUMBER, "Who says it in their own voice."),
            "unnamed": said(NUMBER, "Far ends known only by a role."),
            "independent": said(NUMBER, "Attributed ones that stand in no cause of their own."),
            "sources": many(closed(origin)),
            "through": many(card("source"), "Bodies through which every chain passes."),
        },
        "Origins are counted, not repetitions.",
    )


def _appearance() -> Schema:
    passage = declared(Passage)
    shown: dict[str, Schema] = {"part": passage["part"], "n": passage["paragraph"], "quote": passage["exact"]}
    return closed(
        {
            **declared(Appearance, composed.APPEARANCE),
            "asserted": ref("Date"),
            "attribution": word_of(Appearance, "attribution"),
            "passages": many(closed(shown)),
            "chain": many(_step(), "Step 1 speaks to the reader, the last is said to know."),
        },
        "A claim in an article: the article's own stance, the words, and who is said to have said it.",
    )


def _step() -> Schema:
    source: dict[str, Schema] = {
        "uid": or_null(UID),
        "name": or_null(TEXT),
        "url": or_null(URL),
        "naming": declared(StepSource)["naming"],
    }
    number = {"type": "integer", "minimum": 1}
    return closed({"step": number, **declared(ChainStep, composed.STEP), "sources": many(closed(source))})


def _relation() -> Schema:
    return closed(
        {
            **declared(ClaimRelation, composed.RELATION),
            "direction": said(one_of(("out", "in", "both")), "Out: this claim says it of the other one."),
            "claim": card("claim"),
        },
        "What two claims are to each other.",
    )


def _assessment() -> Schema:
    return closed(
        {
            **declared(Assessment, composed.ASSESSMENT),
            "standing": or_null(word_of(Assessment, "standing")),
            "outcome": or_null(word_of(Assessment, "outcome")),
            "evidence": many(_evidence()),
        },
        "A judgement on a claim, with its evidence.",
    )


def _evidence() -> Schema:
    types = ("source", "article", "event", "claim", "link")
    target: dict[str, Schema] = {
        "type": or_null(one_of(types)),
        "uid": or_null(UID),
        "title": or_null(TEXT),
        "url": or_null(URL),
    }
    return closed({**declared(Evidence, composed.EVIDENCE), "target": with_withdrawn(target)})


def _reply() -> Schema:
    slots = declared(Claim)
    names = {"asked_at": "reply_asked_at", "how": "reply_how", "answer": "reply_answer"}
    names["answered_at"] = "reply_answered_at"
    return closed({key: slots[name] for key, name in names.items()}, "What those accused replied.")
