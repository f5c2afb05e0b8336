"""What a machine suggests, as the beginning of a form. A proposal may hold anything: what does not fit is left out."""

from typing import Any, NamedTuple

from archive.models import Appearance, Claim

LONGEST = 2_000


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
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [_mapping(each) for each in value[:20]] if isinstance(value, list) else []


def _first(value: Any) -> dict[str, Any]:
    return next(iter(_mappings(value)), {})


def _text(value: Any) -> str:
    return value[:LONGEST].replace("\0", "") if isinstance(value, str) else ""


def _choice(value: Any, among: list[str]) -> str:
    return value if isinstance(value, str) and value in among else ""
