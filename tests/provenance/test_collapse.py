import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.provenance.chains import Actor, Tie, World
from archive.provenance.collapse import COLLAPSING, bodies, collapse, voice
from archive.text.dates import NOT_STATED, span
from tests.provenance.cast import WORLD, tie, world_of


def test_a_spokesman_speaks_for_his_ministry_and_its_state() -> None:
    assert bodies("price", span("2022-11"), WORLD) == ("price", "statedept", "us")
    assert collapse("price", span("2022-11"), WORLD) == "us"


@pytest.mark.parametrize("scholar", ["cho", "lukin"])
def test_a_scholar_is_not_the_state_that_employs_or_pays_him(scholar: str) -> None:
    """Row 3: works at, member of and funded by never collapse."""
    assert collapse(scholar, NOT_STATED, WORLD) == scholar


@pytest.mark.parametrize("agency", ["kcna", "ria"])
def test_a_state_agency_is_its_state(agency: str) -> None:
    """Row 8."""
    assert collapse(agency, NOT_STATED, WORLD) == {"kcna": "northkorea", "ria": "russia"}[agency]


def test_affiliations_are_read_at_the_date_of_the_utterance() -> None:
    """Row 3: the spokesman who left in March 2023 speaks for himself in 2024."""
    assert collapse("price", span("2022-11-02"), WORLD) == "us"
    assert collapse("price", span("2023-03~"), WORLD) == "us"
    assert collapse("price", span("2024-11-04"), WORLD) == "price"
    assert collapse("miller", span("2022-11-02"), WORLD) == "miller"


def test_a_tie_that_may_hold_holds() -> None:
    assert collapse("price", NOT_STATED, WORLD) == "us"
    assert collapse("price", span("[2023..2024]"), WORLD) == "us"
    assert collapse("miller", span("2023"), WORLD) == "us"


def test_a_source_without_a_record_is_itself() -> None:
    assert voice("nobody", NOT_STATED, WORLD) == (("nobody",), ("nobody",))
    assert voice("label:experts", NOT_STATED, WORLD) == (("label:experts",), ("label:experts",))


def test_a_body_without_a_record_still_ends_the_line() -> None:
    world = world_of(Actor("person", "person", (tie("gone", "speaks_for"),)))
    assert voice("person", NOT_STATED, world) == (("person", "gone"), ("gone",))


def test_nobody_speaks_for_somebody_without_a_name() -> None:
    world = world_of(Actor("aide", "person", (tie("officials", "speaks_for"),)), Actor("officials", "unnamed"))
    assert collapse("aide", NOT_STATED, world) == "aide"


def test_a_merged_source_is_its_successor() -> None:
    sources = {"old": Actor("us", "government"), "us": Actor("us", "government")}
    sources["person"] = Actor("person", "person", (tie("old", "speaks_for"),))
    assert collapse("old", NOT_STATED, sources.get) == "us"
    assert bodies("person", NOT_STATED, sources.get) == ("person", "us")


def test_two_bodies_above_are_both_tops_and_the_smallest_names_it() -> None:
    world = world_of(Actor("envoy", "person", (tie("unitednations", "speaks_for"), tie("nato", "speaks_for"))))
    assert voice("envoy", NOT_STATED, world) == (("envoy", "unitednations", "nato"), ("nato", "unitednations"))
    assert collapse("envoy", NOT_STATED, world) == "nato"


def test_branches_that_meet_again_have_one_top() -> None:
    world = world_of(
        Actor("aide", "person", (tie("army", "speaks_for"), tie("ministry", "speaks_for"))),
        Actor("army", "government", (tie("state", "organ_of"),)),
        Actor("ministry", "government", (tie("state", "organ_of"),)),
    )
    assert voice("aide", NOT_STATED, world) == (("aide", "army", "ministry", "state"), ("state",))


def circle(*keys: str) -> World:
    following = [*keys[1:], keys[0]]
    return world_of(*(Actor(k, "group", (tie(up, "organ_of"),)) for k, up in zip(keys, following, strict=True)))


@pytest.mark.parametrize("keys", [("a",), ("b", "a"), ("c", "a", "b")])
def test_bodies_in_a_circle_are_one_named_by_the_smallest(keys: tuple[str, ...]) -> None:
    for key in keys:
        assert collapse(key, NOT_STATED, circle(*keys)) == "a"
        assert set(bodies(key, NOT_STATED, circle(*keys))) == set(keys)


def test_a_circle_with_a_way_out_is_not_a_top() -> None:
    world = world_of(
        Actor("a", "group", (tie("b", "organ_of"),)),
        Actor("b", "group", (tie("a", "organ_of"), tie("state", "organ_of"))),
    )
    assert voice("a", NOT_STATED, world).tops == ("state",)


def test_a_top_and_a_circle_side_by_side_are_two_tops() -> None:
    world = world_of(
        Actor("x", "person", (tie("alone", "speaks_for"), tie("c", "speaks_for"))),
        Actor("c", "group", (tie("b", "organ_of"),)),
        Actor("b", "group", (tie("c", "organ_of"),)),
    )
    assert voice("x", NOT_STATED, world).tops == ("alone", "b")


@pytest.mark.parametrize("ends_in_a_circle", [False, True])
def test_five_thousand_levels_are_no_problem(ends_in_a_circle: bool) -> None:
    keys = [f"{number:04}" for number in range(5_000)]
    ups = [*keys[1:], keys[0] if ends_in_a_circle else "top"]
    world = world_of(*(Actor(k, "group", (tie(up, "organ_of"),)) for k, up in zip(keys, ups, strict=True)))
    begun = time.perf_counter()
    assert collapse("0000", NOT_STATED, world) == ("0000" if ends_in_a_circle else "top")
    assert time.perf_counter() - begun < 15


# -- any graph ---------------------------------------------------------------------------------

KEYS = "abcdef"
GRAPHS = st.dictionaries(
    st.sampled_from(KEYS),
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(["organ_of", "speaks_for", "works_at"])), max_size=4),
)


def as_world(graph: dict[str, list[tuple[str, str]]]) -> World:
    return world_of(*(Actor(k, "group", tuple(Tie(b, t, NOT_STATED) for b, t in ts)) for k, ts in graph.items()))


def reached(key: str, graph: dict[str, list[tuple[str, str]]]) -> set[str]:
    """The textbook closure, to a fixed point."""
    found = {key}
    while more := {b for k in found for b, t in graph.get(k, ()) if t in COLLAPSING} - found:
        found |= more
    return found


@given(GRAPHS, st.sampled_from(KEYS))
def test_bodies_are_all_that_can_be_reached(graph: dict[str, list[tuple[str, str]]], key: str) -> None:
    found = bodies(key, NOT_STATED, as_world(graph))
    assert found[0] == key
    assert len(found) == len(set(found))
    assert set(found) == reached(key, graph)


@given(GRAPHS, st.sampled_from(KEYS))
def test_tops_are_the_groups_that_nothing_leaves(graph: dict[str, list[tuple[str, str]]], key: str) -> None:
    """Against the definition: everything above a top leads back to it."""
    groups = {
        min(reached(each, graph))
        for each in reached(key, graph)
        if all(each in reached(other, graph) for other in reached(each, graph))
    }
    assert voice(key, NOT_STATED, as_world(graph)).tops == tuple(sorted(groups))


@given(GRAPHS, st.sampled_from(KEYS))
def test_collapsing_what_is_collapsed_changes_nothing(graph: dict[str, list[tuple[str, str]]], key: str) -> None:
    top = collapse(key, NOT_STATED, as_world(graph))
    assert collapse(top, NOT_STATED, as_world(graph)) == top
