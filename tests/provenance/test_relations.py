import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.provenance.relations import (
    KINDS,
    circle_through,
    contradictory_pairs,
    direction,
    is_reversal,
    label,
    narrows_cycle,
)


def test_every_kind_of_relation_is_explained() -> None:
    """Row 29: each with its direction and an example."""
    assert list(KINDS) == [
        *("denies", "contradicts", "doubts", "supports", "repeats", "narrows", "updates", "depends_on"),
    ]
    for kind, relation in KINDS.items():
        assert relation.kind == kind
        assert relation.example.endswith(".")


def test_only_a_contradiction_reads_alike_from_both_sides() -> None:
    assert [kind for kind, relation in KINDS.items() if relation.symmetric] == ["contradicts"]
    for kind, relation in KINDS.items():
        assert (relation.out == relation.into) == relation.symmetric
        assert direction(kind, outgoing=True) == ("both" if relation.symmetric else "out")
        assert direction(kind, outgoing=False) == ("both" if relation.symmetric else "in")


def test_a_relation_is_worded_for_the_claim_that_shows_it() -> None:
    assert label("denies", "out") == "denies"
    assert label("denies", "in") == "denied by"
    assert label("contradicts", "both") == "contradicts"


# -- reversals ---------------------------------------------------------------------------------

SORTS = {"cho": "person", "howell": "person", "kremlin": "government", "agency": "outlet"}


@pytest.mark.parametrize(
    ("one", "other", "strength", "same_condition", "confirmed", "is_one"),
    [
        (["cho"], ["cho"], "plain", True, True, True),
        (["cho", "kremlin"], ["cho"], "plain", True, True, True),
        # Not confirmed by an editor; a matter of degree (row 31); new conditions.
        (["cho"], ["cho"], "plain", True, False, False),
        (["cho"], ["cho"], "soft", True, True, False),
        (["cho"], ["cho"], "", True, True, False),
        (["cho"], ["cho"], "plain", False, True, False),
        # Two persons; governments, which have changes of position (row 32); somebody unknown.
        (["cho"], ["howell"], "plain", True, True, False),
        (["kremlin"], ["kremlin"], "plain", True, True, False),
        (["kremlin", "cho"], ["kremlin", "howell"], "plain", True, True, False),
        (["somebody"], ["somebody"], "plain", True, True, False),
        ([], [], "plain", True, True, False),
    ],
)
def test_a_reversal_is_one_person_plainly_contradicted_by_himself(
    one: list[str], other: list[str], strength: str, same_condition: bool, confirmed: bool, is_one: bool
) -> None:
    assert is_reversal(one, other, strength, same_condition, SORTS, confirmed) is is_one
    assert is_reversal(other, one, strength, same_condition, SORTS, confirmed) is is_one


# -- alarms ------------------------------------------------------------------------------------


def test_two_confirmed_claims_that_contradict_each_other_raise_an_alarm() -> None:
    """Row 31: only plain contradictions do."""
    standing = {"a": "confirmed", "b": "confirmed", "c": "confirmed", "d": "refuted"}
    contradictions = [
        *(("b", "a", "plain"), ("a", "b", "plain"), ("a", "c", "soft")),
        *(("a", "d", "plain"), ("a", "unknown", "plain"), ("unknown", "other", "plain")),
    ]
    assert contradictory_pairs(contradictions, standing) == [("a", "b")]
    assert contradictory_pairs([], standing) == []


@pytest.mark.parametrize(
    ("edges", "circle"),
    [
        ([], None),
        ([("a", "b"), ("b", "c"), ("a", "c")], None),
        ([("a", "a")], ("a",)),
        ([("b", "a"), ("a", "b")], ("a", "b")),
        ([("c", "a"), ("b", "c"), ("a", "b")], ("a", "b", "c")),
        ([("x", "b"), ("b", "c"), ("c", "b"), ("a", "x")], ("b", "c")),
        ([("a", "b"), ("a", "c"), ("c", "d"), ("d", "a")], ("a", "c", "d")),
    ],
)
def test_claims_that_narrow_each_other_in_a_circle_are_found(
    edges: list[tuple[str, str]], circle: tuple[str, ...] | None
) -> None:
    """Row 30: nothing says less than itself."""
    assert narrows_cycle(edges) == circle


@pytest.mark.thorough
@pytest.mark.parametrize("closed", [False, True])
def test_lines_of_a_hundred_thousand_claims_are_walked_within_seconds(closed: bool) -> None:
    keys = [f"{number:06}" for number in range(100_000)]
    edges = list(pairwise(keys))
    begun = time.perf_counter()
    found = narrows_cycle([*edges, (keys[-1], keys[0])] if closed else edges)
    assert (found == tuple(keys)) if closed else (found is None)
    assert time.perf_counter() - begun < 15


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=10))
def test_a_circle_is_found_exactly_when_there_is_one(edges: list[tuple[str, str]]) -> None:
    left = set(edges)
    # Take away what nothing follows, until nothing changes: what stays runs in circles.
    while ends := {edge for edge in left if not any(edge[1] == start for start, _ in left)}:
        left -= ends
    circle = narrows_cycle(edges)
    assert (circle is not None) == bool(left)
    if circle:
        assert circle[0] == min(circle)
        assert len(set(circle)) == len(circle)
        assert all(edge in edges for edge in zip(circle, [*circle[1:], circle[0]], strict=True))


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=10))
def test_a_circle_through_a_claim_is_found_whatever_others_there_are(edges: set[tuple[str, str]]) -> None:
    beyond = {each: reached_from(each, edges) for each in "abcdef"}
    for claim in "abcdef":
        circle = circle_through(claim, sorted(edges))
        assert (circle is not None) == (claim in beyond[claim])
        if circle:
            assert claim in circle
            assert circle[0] == min(circle)
            assert len(set(circle)) == len(circle)
            assert edges.issuperset(zip(circle, [*circle[1:], circle[0]], strict=True))


def reached_from(claim: str, edges: set[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    while more := {target for each, target in edges if each in {claim, *found}} - found:
        found |= more
    return found
