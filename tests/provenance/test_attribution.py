import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.provenance.attribution import MEANINGS, ORDER, best, propose
from archive.provenance.chains import Step
from tests.provenance.cast import WORLD, chain, step

OFFICIALS = step("ruofficials", naming="by_role")


def test_the_scale_runs_from_on_record_to_misattributed() -> None:
    assert ORDER == ("on_record", "reported", "anonymous", "own_voice", "contested", "misattributed")
    assert all(MEANINGS.values())


@pytest.mark.parametrize(
    ("steps", "quoted", "proposed"),
    [
        # one step is the article's own voice, whoever speaks
        (("reuters",), False, "own_voice"),
        ((step("label:staff"),), True, "own_voice"),
        # named and quoted; named and not quoted
        (("world", "price"), True, "on_record"),
        (("world", "price"), False, "reported"),
        (("world", "treaty"), True, "on_record"),
        (("times", step("yonhap", naming="by_credit")), True, "reported"),
        (("ap", "southkorea"), True, "reported"),
        (("world", step("label:A passer-by")), True, "on_record"),
        # a body, or an office that is one person's
        (("ap", "southkorea"), False, "reported"),
        (("ap", step("southkorea", naming="by_role")), True, "reported"),
        (("ap", step("lavrov", naming="by_role")), True, "reported"),
        # nobody's name: a known body and a known name are two facts (row 6)
        (("unherd", OFFICIALS), True, "anonymous"),
        (("unherd", step("usintel")), True, "anonymous"),
        (("reuters", step("label:experts", naming="by_role")), True, "anonymous"),
        (("reuters", step("price", naming="unnamed")), True, "anonymous"),
        (("reuters", step(None, naming="not_stated")), False, "anonymous"),
        (("reuters", step("price", naming="not_stated")), False, "anonymous"),
        # the weakest link (row 17): the origin is known, a relay in the middle is not
        (("times", step("label:media", naming="by_role"), "lavrov"), True, "anonymous"),
        (("times", OFFICIALS, "lavrov"), True, "anonymous"),
        (("times", "ap", "lavrov"), True, "on_record"),
        (("times", step("statedept", naming="by_role"), "nato"), True, "reported"),
        # side by side the best known counts: Seoul is named, the West is not
        (("ap", step("southkorea", "label:the West")), False, "reported"),
        (("ap", Step((*step("experts1").sources, *step("cho").sources))), True, "on_record"),
        # nothing entered yet is never the article's own voice (row 15)
        ((), True, "anonymous"),
        (("ap", step()), True, "anonymous"),
    ],
)
def test_a_chain_suggests_how_firmly_the_words_are_tied_to_a_speaker(
    steps: tuple[str | Step, ...], quoted: bool, proposed: str
) -> None:
    assert propose(chain(*steps), quoted, WORLD) == proposed


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["anonymous", "on_record", "reported"], "on_record"),
        (["own_voice", "anonymous"], "anonymous"),
        (["contested", "own_voice"], "own_voice"),
        (["misattributed", "contested"], "contested"),
        (["misattributed"], "misattributed"),
        ([], None),
    ],
)
def test_a_claim_shows_the_best_and_a_misattribution_only_when_there_is_nothing_else(
    values: list[str], shown: str | None
) -> None:
    """Row 27: attribution is of each appearance."""
    assert best(values) == shown


def test_a_word_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        best(["reported", "verified"])


@given(st.lists(st.sampled_from(ORDER)), st.randoms(use_true_random=False))
def test_one_more_appearance_never_worsens_what_is_shown(values: list[str], random: object) -> None:
    shuffled = values[:]
    random.shuffle(shuffled)
    assert best(shuffled) == best(values)
    for more in ORDER:
        assert ORDER.index(best([*values, more])) <= ORDER.index(best(values) or "misattributed")
