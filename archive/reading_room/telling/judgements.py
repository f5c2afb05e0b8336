"""The two judgements of a claim as cards: a question, a word, and what the word means."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from archive.reading_room.telling.words import ATTRIBUTIONS, LABELS, NOT_RATED, OUTCOME, STANDING, as_sentence

Json = dict[str, Any]


class Card(NamedTuple):
    """One judgement. ``value`` chooses the symbol; ``rationale`` is the assessor's own sentence."""

    question: str
    scale: str
    value: str
    label: str
    meaning: str
    as_of: str = ""
    since: str = ""
    confidence: str = ""
    rationale: str = ""


def said(claim: Json) -> Card:
    """Was it said?"""
    attribution = claim["attribution"]
    if attribution is None:
        return Card(_("Was it said?"), "attribution", "", _("Not judged"), _("No appearance of it is public."))
    value = attribution["value"]
    return Card(_("Was it said?"), "attribution", value, attribution["label"], as_sentence(ATTRIBUTIONS[value]))


def so(claim: Json) -> Card:
    """Is it so? For predictions and pledges: has it come about?"""
    scale = "outcome" if claim["outcome"] else "standing"
    judged = claim[scale]
    if judged is None:
        return Card(_("Is it so?"), "none", "opinion", _("An opinion: not rated"), _(NOT_RATED))
    value = judged["value"]
    return Card(
        question=_question(claim["kind"]),
        scale=scale,
        value=value,
        label=LABELS.get(value, judged["label"]),
        meaning=_((STANDING if scale == "standing" else OUTCOME)[value]),
        as_of=judged["as_of"] or "",
        since=judged["since"] or "",
        confidence=judged["confidence"] or "",
        rationale=judged["rationale"] or "",
    )


def _question(kind: str) -> str:
    if kind == "prediction":
        return _("Has it come true?")
    return _("Was it kept?") if kind == "pledge" else _("Is it so?")
