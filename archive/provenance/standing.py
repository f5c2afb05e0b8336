"""Is it so? Which judgements the facts allow, as tables that the page about the method prints.

An assessment outside these tables is refused when it is entered. One that falls outside later,
because an origin was lost or a denial found, is shown to an editor and never changed by itself.
"""

from datetime import date
from typing import NamedTuple

from archive.text.dates import Span
from archive.text.marking import gettext_noop as _


class Facts(NamedTuple):
    """What the archive holds about a claim, apart from anybody's judgement.

    examined         an editor has assessed it
    two_independent  at least two attributed origins are independent, see `origins.Origins`
    evidence_for     evidence, not only words, supports it
    evidence_against evidence, not only words, undermines it
    contested        somebody disputes it, if only in words
    """

    examined: bool
    two_independent: bool
    evidence_for: bool
    evidence_against: bool
    contested: bool


class Standing(NamedTuple):
    """A row of the table: a standing, what it says, and the facts it needs (None: either way)."""

    value: str
    sentence: str
    examined: bool | None = None
    two_independent: bool | None = None
    evidence_for: bool | None = None
    evidence_against: bool | None = None
    contested: bool | None = None


STANDINGS = (
    Standing("open", _("Nobody here has examined it yet."), examined=False),
    Standing(
        "uncontested",
        _("It is stated and nobody disputes it; it was not checked further."),
        evidence_against=False,
        contested=False,
    ),
    Standing(
        "uncorroborated",
        _("It was examined, and fewer than two independent origins with a name stand behind it."),
        examined=True,
        two_independent=False,
    ),
    Standing(
        "corroborated",
        _("At least two independent origins with a name stand behind it."),
        two_independent=True,
    ),
    Standing(
        "confirmed",
        _("Primary evidence, a public record or an admission shows that it is so."),
        evidence_for=True,
    ),
    Standing(
        "disputed",
        _("There is evidence for it and evidence against it; a bare denial is not evidence."),
        evidence_for=True,
        evidence_against=True,
    ),
    Standing("refuted", _("Evidence shows that it is not so."), evidence_against=True),
    Standing("unverifiable", _("It was examined, and nothing that could be found would settle it."), examined=True),
)

# What stands in the way, by the fact and the side of it that is there but must not be.
OBSTACLES = {
    ("examined", False): "nobody has examined the claim",
    ("examined", True): "the claim has been examined",
    ("two_independent", False): "fewer than two independent origins with a name are known",
    ("two_independent", True): "two independent origins with a name are known",
    ("evidence_for", False): "no evidence for it is recorded",
    ("evidence_for", True): "evidence for it is recorded",
    ("evidence_against", False): "no evidence against it is recorded",
    ("evidence_against", True): "evidence against it is recorded",
    ("contested", False): "nobody contests it",
    ("contested", True): "somebody contests it",
}

_BY_VALUE = {standing.value: standing for standing in STANDINGS}


def allowed(facts: Facts) -> frozenset[str]:
    """The standings that fit the facts."""
    return frozenset(standing.value for standing in STANDINGS if not _obstacles(standing, facts))


def why_not(standing: str, facts: Facts) -> str | None:
    """The sentence that refuses a standing to an editor; None when the facts allow it."""
    row = _BY_VALUE.get(standing)
    if row is None:
        return f"“{standing}” is not a standing."
    obstacles = _obstacles(row, facts)
    return f"“{standing.capitalize()}” does not fit: {' and '.join(obstacles)}." if obstacles else None


def _obstacles(standing: Standing, facts: Facts) -> list[str]:
    needs = zip(Facts._fields, standing[2:], facts, strict=True)
    return [OBSTACLES[name, is_so] for name, needed, is_so in needs if needed not in (None, is_so)]


# -- predictions and pledges: an outcome instead of a standing ---------------------------------

# What each kind of claim is rated by; an opinion is nobody's to rate.
RATED_BY = {
    "assertion": "standing",
    "denial": "standing",
    "prediction": "outcome",
    "pledge": "outcome",
    "opinion": None,
}

OUTCOMES = {
    "prediction": ("pending", "came_true", "partly", "did_not", "moot", "untestable"),
    "pledge": ("pending", "kept", "partly", "broken", "moot", "untestable"),
}

# When the condition failed, what was said to follow can no longer come true or fail.
_AFTER_A_FAILED_CONDITION = frozenset({"pending", "moot", "untestable"})

_UNDECIDED = (None, "", "pending", "open")


def rates(kind: str) -> str | None:
    """Whether claims of this kind have a "standing" or an "outcome"; None for opinions.

    Raises `KeyError` for a kind that does not exist.
    """
    return RATED_BY[kind]


def allowed_outcomes(kind: str, condition_state: str = "") -> frozenset[str]:
    """The outcomes a claim of this kind may have, by the state of its condition ("" without one)."""
    outcomes = frozenset(OUTCOMES.get(kind, ()))
    return outcomes & _AFTER_A_FAILED_CONDITION if condition_state == "failed" else outcomes


def why_not_outcome(outcome: str, kind: str, condition_state: str = "") -> str | None:
    """The sentence that refuses an outcome to an editor; None when it is allowed."""
    if outcome in allowed_outcomes(kind, condition_state):
        return None
    name = outcome.replace("_", " ")
    if kind not in OUTCOMES:
        return f"“{name.capitalize()}” is an outcome, and only predictions and pledges have one."
    if outcome in OUTCOMES[kind]:
        return f"“{name.capitalize()}” does not fit: the condition failed, so it can only be moot."
    return f"“{name.capitalize()}” is not an outcome of a {kind}."


def overdue(kind: str, resolves_by: Span, condition_state: str, outcome: str | None, today: date) -> bool:
    """Whether the day by which it was to be decided has surely passed without a decision.

    A claim whose condition is open or has failed is never overdue, nor is an opinion or a claim
    whose last possible day is not known. An assertion with a horizon is decided by any
    standing but "open", which is passed as its `outcome`.
    """
    waits = condition_state in ("open", "failed") or outcome not in _UNDECIDED
    if waits or rates(kind) is None or resolves_by.latest is None:
        return False
    return resolves_by.latest < today
