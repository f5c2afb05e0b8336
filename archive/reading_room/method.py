"""The scales of the archive as data for the page about the method.

Every word comes from the lists in the models, so that none can be forgotten; what it means stands in
``telling.meanings``; which standings the facts allow comes from the very table that refuses the others.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from archive.models import (
    Affiliation,
    Annotation,
    Appearance,
    Article,
    Assessment,
    ChainStep,
    Claim,
    ClaimRelation,
    Event,
    Evidence,
    Figure,
    LedgerEntry,
    Passage,
    Source,
    StepSource,
)
from archive.provenance.collapse import COLLAPSING
from archive.provenance.origins import COUNTING
from archive.provenance.relations import KINDS
from archive.provenance.standing import OUTCOMES, STANDINGS, Facts, allowed_outcomes
from archive.reading_room.compose import METHOD_VERSION
from archive.reading_room.compose.cards import label
from archive.reading_room.telling import meanings
from archive.reading_room.telling.words import RULES
from archive.reading_room.wording.closed_words import spoken
from archive.reading_room.wording.dating import said
from archive.reading_room.wording.languages import current
from archive.records.payload import CLASSES
from archive.text.dates import span

Choices = list[tuple[str, str]]


class Word(NamedTuple):
    """A word of a scale. ``hint`` says in two or three words what hangs on it."""

    value: str
    label: str
    meaning: str
    example: str
    hint: str = ""


class Scale(NamedTuple):
    """A closed list of words. ``mark`` names the symbols that stand beside them, if they have any."""

    slug: str
    words: tuple[Word, ...]
    mark: str = ""


class Row(NamedTuple):
    """A line of the table of standings: what each fact must be, in words ("" where it may be either way)."""

    value: str
    label: str
    needs: tuple[str, ...]


class Notation(NamedTuple):
    """A way to write a date, and what it means by the archive's own reading."""

    edtf: str
    shown: str
    earliest: str
    latest: str


class Method(NamedTuple):
    """Everything the page shows."""

    version: str
    scales: dict[str, Scale]
    facts: tuple[str, ...]
    standings: tuple[Row, ...]
    outcomes: dict[str, tuple[str, ...]]
    after_a_failed_condition: tuple[str, ...]
    dates: tuple[Notation, ...]


# Scale, the closed list its words come from, what they mean. The test walks the models against this table.
LISTS: dict[str, tuple[type[TextChoices], meanings.Table]] = {
    "attribution": (Appearance.Attribution, meanings.ATTRIBUTIONS),
    "standing": (Assessment.Standing, meanings.STANDING),
    "outcome": (Assessment.Outcome, meanings.OUTCOMES),
    "confidence": (Assessment.Confidence, meanings.CONFIDENCE),
    "evidence": (Evidence.Relation, meanings.EVIDENCE),
    "reliability": (Evidence.Reliability, meanings.RELIABILITIES),
    "credibility": (Evidence.Credibility, meanings.CREDIBILITIES),
    "kind": (Claim.Kind, meanings.KIND),
    "weight": (Claim.Weight, meanings.WEIGHT),
    "condition": (Claim.Condition, meanings.CONDITION),
    "qualifier": (Figure.Qualifier, meanings.QUALIFIER),
    "stance": (Appearance.Stance, meanings.STANCE),
    "naming": (StepSource.Naming, meanings.NAMING),
    "force": (ChainStep.Force, meanings.FORCE),
    "passage": (Passage.Where, meanings.PASSAGE),
    "relation": (ClaimRelation.Kind, meanings.RELATION),
    "strength": (ClaimRelation.Strength, meanings.STRENGTH),
    "source": (Source.Kind, meanings.SOURCE),
    "affiliation": (Affiliation.Type, meanings.AFFILIATION),
    "genre": (Article.Genre, meanings.GENRE),
    "rights": (Article.Rights, meanings.RIGHTS),
    "motivation": (Annotation.Motivation, meanings.MOTIVATION),
    "status": (Event.Status, meanings.STATUS),
    "action": (LedgerEntry.Action, meanings.ACTION),
}
# Lists that no model holds: of a payload's own words.
MORE: dict[str, tuple[Mapping[str, Promise | str], meanings.Table]] = {
    "class": (CLASSES, meanings.CLASS),
    "rule": (RULES, meanings.RULE),
}
# Lists whose words others share.
LISTED_AS = {"passage": "part", "source": "kind"}
MARKS = {"attribution": "attribution", "standing": "standing", "outcome": "outcome"}
HINTS = {
    "stance": {stance: _("counts") if stance in COUNTING else _("never counts") for stance in Appearance.Stance.values},
    "affiliation": {
        type: _("one origin") if type in COLLAPSING else _("a voice of its own") for type in Affiliation.Type.values
    },
}
# What each fact of the table asks.
FACTS = {
    "examined": _("Examined by an editor"),
    "two_independent": _("Two independent origins with a name"),
    "evidence_for": _("Evidence for it"),
    "evidence_against": _("Evidence against it"),
    "contested": _("Disputed by somebody"),
}
NEEDED = {True: "yes", False: "no", None: ""}
DATES = (
    *("2022-11-08", "2022-11", "2022", "2022-11~", "2022?", "2022-24", "201X", "2022-XX"),
    *("[2022-11-01..2022-11-13]", "1950/1953", "2022/..", "../2022"),
)


def method() -> Method:
    """All of it, in the language of the page; nothing is asked of the database."""
    return _told(current())


@lru_cache(maxsize=len(settings.LANGUAGES))
def _told(language: str) -> Method:
    """The same for the language that is spoken at the moment."""
    lists: dict[str, tuple[Choices, meanings.Table]] = {
        name: ([(value, str(words)) for value, words in choices.choices], table)
        for name, (choices, table) in LISTS.items()
    }
    lists |= {
        name: ([(value, str(each)) for value, each in words.items()], table) for name, (words, table) in MORE.items()
    }
    return Method(
        METHOD_VERSION,
        {name: _scale(name, choices, table) for name, (choices, table) in lists.items()},
        tuple(gettext(FACTS[name]) for name in Facts._fields),
        tuple(Row(each.value, label(each.value), tuple(NEEDED[need] for need in each[2:])) for each in STANDINGS),
        {kind: tuple(map(_outcome, outcomes)) for kind, outcomes in OUTCOMES.items()},
        tuple(_outcome(each) for each in OUTCOMES["pledge"] if each in allowed_outcomes("pledge", "failed")),
        tuple(_notation(edtf) for edtf in DATES),
    )


def _scale(name: str, choices: Choices, table: meanings.Table) -> Scale:
    words = (_word(name, value, label, *table.get(value, ("", ""))) for value, label in choices)
    return Scale(name, tuple(words), MARKS.get(name, ""))


def _word(scale: str, value: str, label: str, meaning: Promise | str, example: Promise | str) -> Word:
    return Word(value, _shown(scale, value, label), str(meaning), str(example), _hint(scale, value))


def _shown(scale: str, value: str, label: str) -> str:
    if scale in MARKS:
        # It stands beside its symbol, and is translated with that.
        return label
    if scale == "relation":
        return capfirst(gettext(KINDS[value].out))
    return capfirst(spoken(label, LISTED_AS.get(scale, scale)))


def _hint(scale: str, value: str) -> str:
    if scale == "relation":
        return gettext("read from there: %(words)s") % {"words": gettext(KINDS[value].into)}
    return gettext(HINTS.get(scale, {}).get(value, ""))


def _outcome(value: str) -> str:
    return spoken(label(value), "outcome")


def _notation(edtf: str) -> Notation:
    earliest, latest = span(edtf)
    return Notation(edtf, said(edtf), *(each.isoformat() if each else "" for each in (earliest, latest)))
