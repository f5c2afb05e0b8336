"""What holds for every claim, whoever said it through whomever."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.provenance.chains import Actor, Appearance, Step, StepSource, Tie, World
from archive.provenance.origins import COUNTING, Origins, count, first_appearance
from archive.text.dates import NOT_STATED, Span, span
from tests.provenance.cast import WORLD, told

KEYS = ["ada", "ben", "cia", "dan", "eve", "fay", "gus", "hal"]
SPANS = [NOT_STATED, span("2022-11-02"), span("2024"), span("2024-11-04/..")]
TYPES = ["speaks_for", "organ_of", "state_media_of", "works_at", "member_of", "funded_by"]
KINDS = ["person", "government", "outlet", "document", "unnamed", "organisation"]

STEP_SOURCES = st.builds(
    StepSource,
    st.sampled_from([*KEYS, None, "label:experts"]),
    st.sampled_from(["named", "by_role", "unnamed", "by_credit", "not_stated"]),
)
STEPS = st.builds(
    Step,
    st.lists(STEP_SOURCES, max_size=3).map(tuple),
    st.just("neutral"),
    st.sampled_from([False, False, False, True]),
)
APPEARANCES = st.builds(
    Appearance,
    st.sampled_from(["a1", "a2", "a3"]),
    st.sampled_from([*sorted(COUNTING), "denies", "doubts", "mentions"]),
    st.sampled_from(SPANS),
    st.lists(STEPS, max_size=4).map(tuple),
)
TIES = st.builds(Tie, st.sampled_from(KEYS), st.sampled_from(TYPES), st.sampled_from(SPANS))
WORLDS = st.fixed_dictionaries(
    {},
    optional={
        key: st.builds(Actor, st.just(key), st.sampled_from(KINDS), st.lists(TIES, max_size=3).map(tuple))
        for key in KEYS
    },
).map(lambda actors: actors.get)
CLAIMS = st.lists(APPEARANCES, max_size=5)
SUBJECTS = st.lists(st.sampled_from(KEYS), max_size=2)


def counts(origins: Origins) -> tuple[int, int, int, int]:
    return len(origins.attributed), origins.independent, len(origins.own_voice), origins.unnamed


@given(CLAIMS.filter(bool), SUBJECTS, WORLDS, st.data())
def test_a_copy_raises_nothing(claim: list[Appearance], about: list[str], world: World, data: st.DataObject) -> None:
    copy = data.draw(st.sampled_from(claim))
    assert count([*claim, copy], about, world) == count(claim, about, world)


@given(CLAIMS, APPEARANCES, st.sampled_from(["denies", "doubts", "mentions"]), SUBJECTS, WORLDS)
def test_a_denial_a_doubt_or_a_mention_raises_nothing(
    claim: list[Appearance], more: Appearance, stance: str, about: list[str], world: World
) -> None:
    assert count([*claim, more._replace(stance=stance)], about, world) == count(claim, about, world)


@given(CLAIMS, APPEARANCES.filter(lambda each: each.chain), SUBJECTS, WORLDS, st.data())
def test_an_inferred_step_raises_nothing(
    claim: list[Appearance], more: Appearance, about: list[str], world: World, data: st.DataObject
) -> None:
    guessed = data.draw(st.integers(0, len(more.chain) - 1))
    chain = tuple(step._replace(inferred=step.inferred or at == guessed) for at, step in enumerate(more.chain))
    assert count([*claim, more._replace(chain=chain)], about, world) == count(claim, about, world)


@given(CLAIMS, SUBJECTS, WORLDS, st.randoms(use_true_random=False))
def test_order_never_matters(claim: list[Appearance], about: list[str], world: World, random: object) -> None:
    shuffled = [
        each._replace(chain=tuple(step._replace(sources=step.sources[::-1]) for step in each.chain)) for each in claim
    ]
    random.shuffle(shuffled)
    assert count(shuffled, about[::-1], world) == count(claim, about, world)


@given(CLAIMS, SUBJECTS, WORLDS)
def test_own_cause_and_relays_never_raise_what_can_corroborate(
    claim: list[Appearance], about: list[str], world: World
) -> None:
    found = count(claim, about, world)
    assert 0 <= found.independent <= len(found.attributed)
    assert not (found.through and found.independent)
    assert found.independent <= count(claim, [], world).independent
    assert len({origin.key for origin in found.attributed}) == len(found.attributed)
    kinds = {key: actor.kind for key in KEYS if (actor := world(key))}
    assert all(kinds.get(origin.key) != "unnamed" for origin in found.attributed)
    assert all(kinds[key] == "government" for key in found.through)


@given(CLAIMS, SUBJECTS, WORLDS)
def test_another_source_for_the_same_body_raises_nothing(
    claim: list[Appearance], about: list[str], world: World
) -> None:
    """A new spokesman of somebody who is counted already, at the same time."""
    claim = [each._replace(span=NOT_STATED) for each in claim]
    found = count(claim, about, world)
    for origin in found.attributed:
        spokesman = Actor("new", "person", (Tie(origin.key, "speaks_for", NOT_STATED),))
        wider = told("a9", "new", "new", stance="quotes")
        grown = count([*claim, wider], about, lambda key, new=spokesman: new if key == "new" else world(key))
        assert len(grown.attributed) == len(found.attributed)


@given(CLAIMS, st.dictionaries(st.sampled_from(["a1", "a2", "a3"]), st.sampled_from(SPANS)))
def test_the_first_appearance_is_among_the_articles_whatever_their_order(
    claim: list[Appearance], published: dict[str, Span]
) -> None:
    first = first_appearance(claim, published)
    assert first == first_appearance(claim[::-1], published)
    assert set(first) <= {each.article for each in claim}
    assert bool(first) == bool(claim)


@pytest.mark.thorough
def test_thousands_of_appearances_and_long_chains_are_counted_within_seconds() -> None:
    many = [told(f"a{number}", "world", *["ap", "npr"] * 20, "price", "usintel", on="2022") for number in range(3_000)]
    begun = time.perf_counter()
    assert len(count(many, ("northkorea",), WORLD).attributed) == 1
    deep = told("deep", "world", *["ap"] * 5_000, "price", on="2022")
    assert len(count([deep], (), WORLD).attributed) == 1
    assert time.perf_counter() - begun < 15
