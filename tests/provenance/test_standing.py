from datetime import date
from itertools import product

import pytest

from archive.provenance.standing import (
    OBSTACLES,
    OUTCOMES,
    RATED_BY,
    STANDINGS,
    Facts,
    allowed,
    allowed_outcomes,
    overdue,
    rates,
    why_not,
    why_not_outcome,
)
from archive.text.dates import NOT_STATED, span

NOTHING = Facts(examined=False, two_independent=False, evidence_for=False, evidence_against=False, contested=False)
EVERY = [Facts(*values) for values in product([False, True], repeat=5)]
EXAMINED = NOTHING._replace(examined=True)


def test_the_scale_is_the_one_of_the_method_page() -> None:
    assert [row.value for row in STANDINGS] == [
        *("open", "uncontested", "uncorroborated", "corroborated"),
        *("confirmed", "disputed", "refuted", "unverifiable"),
    ]
    assert all(row.sentence.endswith(".") for row in STANDINGS)
    # No status is called verified.
    assert not any("verified" in row.value for row in STANDINGS)


@pytest.mark.parametrize(
    ("facts", "standings"),
    [
        (NOTHING, {"open", "uncontested"}),
        (NOTHING._replace(contested=True), {"open"}),
        (EXAMINED, {"uncontested", "uncorroborated", "unverifiable"}),
        (EXAMINED._replace(contested=True), {"uncorroborated", "unverifiable"}),
        (EXAMINED._replace(two_independent=True), {"uncontested", "corroborated", "unverifiable"}),
        (EXAMINED._replace(evidence_for=True), {"uncontested", "uncorroborated", "confirmed", "unverifiable"}),
        (EXAMINED._replace(evidence_against=True), {"uncorroborated", "refuted", "unverifiable"}),
        (
            EXAMINED._replace(evidence_for=True, evidence_against=True),
            {"uncorroborated", "confirmed", "disputed", "refuted", "unverifiable"},
        ),
        (
            Facts(*[True] * 5),
            {"corroborated", "confirmed", "disputed", "refuted", "unverifiable"},
        ),
    ],
)
def test_the_facts_allow_these_standings_and_no_others(facts: Facts, standings: set[str]) -> None:
    assert allowed(facts) == standings


@pytest.mark.parametrize("facts", EVERY)
def test_every_case_allows_something_and_every_refusal_says_why(facts: Facts) -> None:
    assert allowed(facts)
    for row in STANDINGS:
        sentence = why_not(row.value, facts)
        assert (sentence is None) == (row.value in allowed(facts))
        if sentence:
            assert sentence.startswith(f"“{row.value.capitalize()}” does not fit: ")
            assert sentence.endswith(".")


def test_a_bare_denial_changes_no_standing_but_uncontested() -> None:
    """Row 26: `disputed` needs evidence, not only words, on both sides."""
    for facts in EVERY:
        lost = allowed(facts._replace(contested=False)) - allowed(facts._replace(contested=True))
        assert lost <= {"uncontested"}
    assert "disputed" not in allowed(EXAMINED._replace(evidence_for=True, contested=True))


def test_undisputed_public_facts_are_not_branded_uncorroborated() -> None:
    """Row 28: own voice only, nobody disputes it."""
    assert "uncontested" in allowed(EXAMINED)
    assert "confirmed" in allowed(EXAMINED._replace(evidence_for=True))


def test_fewer_than_two_independent_origins_never_corroborate() -> None:
    for facts in EVERY:
        assert ("corroborated" in allowed(facts)) == facts.two_independent
        assert ("uncorroborated" in allowed(facts)) == (facts.examined and not facts.two_independent)


def test_a_refusal_names_every_obstacle() -> None:
    assert why_not("disputed", EXAMINED) == (
        "“Disputed” does not fit: no evidence for it is recorded and no evidence against it is recorded."
    )
    assert why_not("open", EXAMINED) == "“Open” does not fit: the claim has been examined."
    assert why_not("verified", EXAMINED) == "“verified” is not a standing."
    assert why_not("disputed", Facts(*[True] * 5)) is None


def test_every_obstacle_has_its_words() -> None:
    assert set(OBSTACLES) == set(product(Facts._fields, [False, True]))


# -- outcomes ----------------------------------------------------------------------------------


def test_assertions_and_denials_stand_predictions_and_pledges_turn_out_opinions_are_not_rated() -> None:
    """Rows 22 and 23."""
    assert {kind: rates(kind) for kind in RATED_BY} == {
        "assertion": "standing",
        "denial": "standing",
        "prediction": "outcome",
        "pledge": "outcome",
        "opinion": None,
    }
    with pytest.raises(KeyError):
        rates("rumour")


def test_a_pledge_is_kept_and_a_prediction_comes_true() -> None:
    assert allowed_outcomes("pledge") == set(OUTCOMES["pledge"])
    assert "came_true" not in allowed_outcomes("pledge")
    assert "kept" not in allowed_outcomes("prediction")
    assert allowed_outcomes("opinion") == allowed_outcomes("assertion") == frozenset()


@pytest.mark.parametrize("kind", ["prediction", "pledge"])
def test_what_depended_on_a_condition_that_failed_is_moot(kind: str) -> None:
    """Row 24."""
    assert allowed_outcomes(kind, "failed") == {"pending", "moot", "untestable"}
    for state in ("", "open", "met"):
        assert allowed_outcomes(kind, state) == set(OUTCOMES[kind])


@pytest.mark.parametrize(
    ("outcome", "kind", "condition", "sentence"),
    [
        ("kept", "pledge", "", None),
        ("moot", "pledge", "failed", None),
        (
            "came_true",
            "prediction",
            "failed",
            "“Came true” does not fit: the condition failed, so it can only be moot.",
        ),
        ("came_true", "pledge", "", "“Came true” is not an outcome of a pledge."),
        ("kept", "assertion", "", "“Kept” is an outcome, and only predictions and pledges have one."),
    ],
)
def test_an_outcome_is_refused_with_a_sentence(outcome: str, kind: str, condition: str, sentence: str | None) -> None:
    assert why_not_outcome(outcome, kind, condition) == sentence


@pytest.mark.parametrize(
    ("kind", "by", "condition", "outcome", "is_overdue"),
    [
        ("prediction", "2025-05-09", "", "pending", True),
        ("prediction", "2025-05-09", "", None, True),
        ("prediction", "2025-05-09", "met", "pending", True),
        ("pledge", "2025-04", "", "pending", True),
        ("prediction", "2025-05-09", "open", "pending", False),
        ("prediction", "2025-05-09", "failed", "pending", False),
        ("prediction", "2025-05-09", "", "did_not", False),
        ("prediction", "2025-06", "", "pending", False),
        ("prediction", "2025-05", "", "pending", False),
        ("prediction", "2025/..", "", "pending", False),
        ("prediction", "", "", "pending", False),
        # An assertion with a horizon (row 23) is due until it has any standing.
        ("assertion", "2025-05-09", "", "open", True),
        ("assertion", "2025-05-09", "", "refuted", False),
        ("opinion", "2025-05-09", "", None, False),
    ],
)
def test_a_claim_is_overdue_when_its_day_has_surely_passed(
    kind: str, by: str, condition: str, outcome: str | None, is_overdue: bool
) -> None:
    assert overdue(kind, span(by), condition, outcome, date(2025, 5, 31)) is is_overdue


def test_the_last_day_itself_is_not_too_late() -> None:
    last = span("2025-05-09")
    assert not overdue("pledge", last, "", "pending", date(2025, 5, 9))
    assert overdue("pledge", last, "", "pending", date(2025, 5, 10))
    assert not overdue("pledge", NOT_STATED, "", "pending", date.max)
