"""What a machine suggests, as the beginning of a form. A proposal may hold anything: what does not fit is left out."""

from collections.abc import Container
from typing import Any, NamedTuple

from archive.models import Appearance, Claim, Suggestion

LONGEST = 2_000
MOST = 20


class Proposed(NamedTuple):
    """The parts of a proposed claim that the form can take over."""

    statement: str
    kind: str
    weight: str
    stance: str
    attribution: str
    note: str
    words: str
    claimants: list[tuple[str, str]]
    chain: Any
    hedge: str
    condition: str
    asserted: str
    asserted_basis: str
    figures: list[dict[str, Any]]


def proposed(proposal: Any) -> Proposed:
    """The claim in a proposal, in the names of the declarations; empty where it says nothing."""
    claim = _mapping(proposal)
    appearance = _first(claim.get("appearances"))
    passage = _first(appearance.get("passages"))
    return Proposed(
        statement=_text(claim.get("statement")),
        kind=_choice(claim.get("kind"), Claim.Kind.values),
        weight=_choice(claim.get("weight"), Claim.Weight.values),
        stance=_choice(appearance.get("stance"), Appearance.Stance.values),
        attribution=_choice(appearance.get("attribution"), Appearance.Attribution.values),
        note=_text(appearance.get("note")),
        words=_text(passage.get("exact")),
        claimants=[(_text(each.get("source")), _text(each.get("label"))) for each in _mappings(claim.get("claimants"))],
        chain=appearance.get("chain"),
        hedge=_text(claim.get("hedge")),
        condition=_text(claim.get("condition_text")),
        asserted=_text(appearance.get("asserted")),
        asserted_basis=_text(appearance.get("asserted_basis")),
        figures=_mappings(claim.get("figures")),
    )


class Likely(NamedTuple):
    """A record that something in a proposal may be: how much alike from 0 to 100, and what differs."""

    uid: str
    label: str
    percent: int
    reason: str
    differs: list[str]


class Speaking(NamedTuple):
    """Somebody to whom words are attributed: as printed, as resolved, and sources that they may be."""

    label: str
    printed: str
    role: str
    is_inferred: bool
    sources: list[Likely]


class Findings(NamedTuple):
    """What a machine found beside its proposal, for people. ``cue_place`` is empty, or where the cue begins and ends."""

    cue: str
    cue_place: tuple[int, ...]
    hedge: str
    condition: str
    figures: list[str]
    is_negated: bool
    speakers: list[Speaking]
    claims: list[Likely]

    def without(self, uids: Container[str]) -> "Findings":
        """The same, but for the sources with these ``uids``."""
        return self._replace(
            speakers=[
                each._replace(sources=[source for source in each.sources if source.uid not in uids])
                for each in self.speakers
            ]
        )


def found(suggestion: Suggestion) -> Findings:
    """What stands in ``suggestion.findings``, which may hold anything too."""
    said = _mapping(suggestion.findings)
    amounts = said.get("amounts")
    printed = (
        [each[0] for each in amounts[:MOST] if isinstance(each, list) and each] if isinstance(amounts, list) else []
    )
    return Findings(
        cue=_text(said.get("cue_words")),
        cue_place=_place(said.get("cue")),
        hedge=_text(said.get("hedge")),
        condition=_text(said.get("condition")),
        figures=[_text(each) for each in printed],
        is_negated=said.get("negated") is True,
        speakers=[_speaking(each) for each in _mappings(said.get("speakers"))],
        claims=likely(said.get("claims")),
    )


def _speaking(said: dict[str, Any]) -> Speaking:
    return Speaking(
        label=_text(said.get("label")),
        printed=_text(said.get("printed")),
        role=_text(said.get("role")),
        is_inferred=said.get("inferred") is True,
        sources=likely(said.get("sources")),
    )


def likely(value: Any) -> list[Likely]:
    """The records in a list of findings, which may hold anything, likest first."""
    return [
        Likely(
            uid=_text(each.get("uid")),
            label=_text(each.get("label")),
            percent=_percent(each.get("likeness")),
            reason=_text(each.get("reason")),
            differs=[_text(words) for words in differs[:MOST]]
            if isinstance(differs := each.get("differs"), list)
            else [],
        )
        for each in _mappings(value)
    ]


def _place(value: Any) -> tuple[int, ...]:
    match value:
        case [int(start), int(end)] if 0 <= start < end:
            return start, end
    return ()


def _percent(value: Any) -> int:
    return round(100 * min(max(value, 0), 1)) if isinstance(value, int | float) else 0


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [_mapping(each) for each in value[:MOST]] if isinstance(value, list) else []


def _first(value: Any) -> dict[str, Any]:
    return next(iter(_mappings(value)), {})


def _text(value: Any) -> str:
    return value[:LONGEST].replace("\0", "") if isinstance(value, str) else ""


def _choice(value: Any, among: list[str]) -> str:
    return value if isinstance(value, str) and value in among else ""
