"""The promises about counting, one by one; the rows are those of the texts that taught them."""

import pytest

from archive.provenance.chains import Actor, Appearance
from archive.provenance.origins import Origin, Origins, count, first_appearance
from archive.text.dates import span
from tests.provenance.cast import WORLD, step, tie, told, world_of


def keys(origins: Origins) -> list[str]:
    return [origin.key for origin in origins.attributed]


def count_of(*appearances: Appearance, about: tuple[str, ...] = ()) -> Origins:
    return count(appearances, about, WORLD)


def test_nothing_counts_nothing() -> None:
    assert count_of() == Origins((), (), 0, (), 0)


def test_what_an_article_says_itself_is_own_voice_and_corroborates_nothing() -> None:
    """Row 1: five outlets that repeat common knowledge are five own voices and no origin."""
    found = count_of(
        *(told(outlet, outlet, stance="asserts") for outlet in ("world", "reuters", "unherd", "ap", "npr"))
    )
    assert found.attributed == ()
    assert found.own_voice == ("ap", "npr", "reuters", "unherd", "world")
    assert found.independent == 0


def test_state_media_are_one_voice_of_their_state() -> None:
    assert count_of(told("a1", "ria"), told("a2", "russia")).own_voice == ("russia",)


def test_an_article_of_which_nobody_knows_who_speaks_is_still_a_voice() -> None:
    assert count_of(told("a1", step(None, naming="not_stated")), told("a1", "experts1")).own_voice == ("article:a1",)


@pytest.mark.parametrize("stance", ["denies", "doubts", "mentions"])
def test_a_denial_a_doubt_or_a_mention_gives_no_origin(stance: str) -> None:
    """Rows 2 and 13."""
    assert count_of(told("a1", "world", "choe", stance=stance)) == Origins((), (), 0, (), 0)


@pytest.mark.parametrize("stance", ["asserts", "reports", "quotes", "endorses"])
def test_every_way_of_carrying_a_claim_gives_one(stance: str) -> None:
    assert keys(count_of(told("a1", "world", "lukin", stance=stance))) == ["lukin"]


def test_ten_articles_on_one_briefing_count_once() -> None:
    briefing = [told(f"a{number}", "world", "ap", "price", on="2022-11-02") for number in range(10)]
    assert count_of(*briefing).attributed == (Origin("us", "actor", False),)


def test_two_spokesmen_of_one_state_are_one_origin() -> None:
    assert keys(count_of(told("a1", "world", "price", on="2022"), told("a2", "ap", "miller", on="2024"))) == ["us"]


def test_a_spokesman_who_has_left_is_an_origin_of_his_own() -> None:
    """Row 3: the affiliation is read at the date of the utterance."""
    found = count_of(told("a1", "world", "price", on="2024"), told("a2", "ap", "miller", on="2024"))
    assert keys(found) == ["price", "us"]


def test_scholars_are_not_the_states_behind_their_employers() -> None:
    """Row 3."""
    found = count_of(told("a1", "times", "cho"), told("a2", "reuters", "lukin"), told("a3", "ap", "southkorea"))
    assert keys(found) == ["cho", "lukin", "southkorea"]
    assert found.independent == 3


def test_two_named_ends_that_came_through_one_ministry_corroborate_nothing() -> None:
    """Row 4: NATO and Seoul, as told by a spokesman of the State Department."""
    found = count_of(told("a1", "unherd", "ap", "miller", step("nato", "southkorea"), on="2024-11-04"))
    assert keys(found) == ["nato", "southkorea"]
    assert found.through == ("statedept",)
    assert found.independent == 0


def test_ministers_and_treaty_through_the_agency_of_one_party_corroborate_nothing() -> None:
    """Row 4: the relay is named by the government it is the agency of."""
    found = count_of(told("a1", "unherd", "kcna", "lavrov"), told("a2", "npr", "kcna", "treaty"))
    assert keys(found) == ["russia", "treaty"]
    assert found.through == ("northkorea",)
    assert found.independent == 0


def test_one_way_around_the_relay_is_enough() -> None:
    relayed = told("a1", "unherd", "ap", "miller", "nato", on="2024")
    direct = told("a2", "times", "southkorea", on="2024")
    assert count_of(relayed, direct).through == ()
    assert count_of(relayed, direct).independent == 2


def test_own_voice_is_no_way_around_the_relay() -> None:
    relayed = told("a1", "unherd", "ap", "miller", "nato", on="2024")
    assert count_of(relayed, told("a2", "times")).through == ("statedept",)


def test_what_the_relay_says_for_itself_is_no_way_around_it() -> None:
    relayed = told("a1", "unherd", "ap", "miller", "nato", on="2024")
    found = count_of(relayed, told("a2", "world", "price", on="2022-11"))
    assert keys(found) == ["nato", "us"]
    assert found.through == ("statedept",)
    assert found.independent == 0
    assert count_of(relayed, told("a2", "world", "us")).through == ("us",)


def test_a_government_that_passes_on_its_own_word_is_the_origin_and_no_relay() -> None:
    found = count_of(told("a1", "world", "price", "usintel", on="2022-11"))
    assert found == Origins((Origin("us", "actor", False),), (), 0, (), 1)


def test_the_outlets_and_persons_in_the_middle_are_no_governments() -> None:
    assert count_of(told("a1", "world", "ap", "cho", "lukin")).through == ()


def test_parties_in_their_own_cause_are_shown_and_corroborate_nothing() -> None:
    """Row 5: both say that their dealings are lawful."""
    found = count_of(
        told("a1", "world", "lavrov"),
        told("a2", "reuters", "kcna"),
        told("a3", "ap", "lukin"),
        about=("russia", "choe"),
    )
    assert found.attributed == (
        Origin("lukin", "actor", False),
        Origin("northkorea", "actor", True),
        Origin("russia", "actor", True),
    )
    assert found.independent == 1


def test_a_ministry_of_the_state_concerned_is_in_its_own_cause() -> None:
    found = count_of(told("a1", "world", "price", on="2022"), about=("us",))
    assert found.attributed == (Origin("us", "actor", True),)
    assert count_of(told("a1", "world", "us"), about=("statedept",)).independent == 0


def test_the_unnamed_of_a_known_state_are_that_state() -> None:
    """Row 6: no name, but a known body."""
    found = count_of(told("a1", "unherd", "usintel"), told("a2", "reuters", "ruofficials"), told("a3", "ap", "russia"))
    assert keys(found) == ["russia", "us"]
    assert found.unnamed == 0


def test_experts_officials_and_analysts_are_never_counted() -> None:
    """Row 7: they are told apart, but no origin."""
    found = count_of(
        told("a1", "reuters", "experts1"), told("a2", "times", "experts2"), told("a1", "reuters", "experts1")
    )
    assert (found.attributed, found.unnamed, found.independent) == ((), 2, 0)


def test_the_same_words_in_two_articles_are_not_the_same_people() -> None:
    """Row 7."""
    label = step("label:the West", naming="by_role")
    assert count_of(told("a1", "ap", label), told("a2", "world", label), told("a2", "npr", label)).unnamed == 2


def test_a_speaker_who_is_not_stated_is_not_the_articles_own_voice() -> None:
    """Row 15: "was accused of" has a speaker; the text keeps him back."""
    found = count_of(told("a1", "reuters", step(None, naming="not_stated")))
    assert found == Origins((), (), 1, (), 0)


def test_one_picture_credited_to_two_agencies_is_one_origin() -> None:
    """Row 8."""
    credited = step("ria", "yonhap", naming="by_credit")
    assert len(count_of(told("a1", "times", credited)).attributed) == 1
    assert keys(count_of(told("a1", "times", credited), told("a2", "ap", "yonhap"))) == ["yonhap"]
    assert keys(count_of(told("a1", "times", credited), told("a2", "ap", "lavrov"))) == ["russia"]
    assert len(count_of(told("a1", credited)).own_voice) == 1


def test_two_who_are_cited_side_by_side_are_two_origins() -> None:
    assert keys(count_of(told("a1", "ap", step("southkorea", "nato")))) == ["nato", "southkorea"]


def test_each_source_of_a_step_is_judged_by_itself() -> None:
    """Row 6: Seoul is named and the West is not."""
    found = count_of(told("a1", "ap", step("southkorea", "label:the West")))
    assert (keys(found), found.unnamed) == (["southkorea"], 1)


def test_the_nature_of_an_origin_is_shown() -> None:
    """Row 9: a chain that ends at an outlet says "as far as the text shows"."""
    found = count_of(
        told("a1", "unherd", "npr"),
        told("a2", "ap", "treaty"),
        told("a3", "reuters", "smith", authors=("smith",)),
        told("a4", "times", "cho"),
    )
    assert [(origin.key, origin.nature) for origin in found.attributed] == [
        ("cho", "actor"),
        ("npr", "outlet"),
        ("smith", "author"),
        ("treaty", "document"),
    ]


def test_an_author_cited_elsewhere_is_an_actor() -> None:
    own = told("a1", "reuters", "smith", authors=("smith",))
    assert count_of(own, told("a2", "npr", "smith")).attributed[0].nature == "actor"
    assert count_of(told("a3", "smith", "smith")).attributed[0].nature == "author"


def test_a_chain_with_an_inferred_step_counts_nowhere() -> None:
    """Row 16: the scope of the attribution is a guess."""
    for steps in (
        ["reuters", step("lukin", inferred=True)],
        ["reuters", step("ap", inferred=True), "lukin"],
        [step("reuters", inferred=True)],
    ):
        assert count_of(told("a1", *steps)) == Origins((), (), 0, (), 0)


def test_an_empty_chain_counts_nowhere() -> None:
    assert count_of(told("a1")) == Origins((), (), 0, (), 0)
    assert count_of(told("a1", "reuters", step())) == Origins((), (), 0, (), 0)


def test_who_speaks_for_two_bodies_adds_nothing_beside_one_of_them() -> None:
    envoy = Actor("envoy", "person", (tie("nato", "speaks_for"), tie("us", "speaks_for")))
    world = world_of(envoy, Actor("nato", "intergovernmental"), Actor("us", "government"))
    alone = [told("a1", "ap", "envoy")]
    assert [origin.key for origin in count(alone, (), world).attributed] == ["nato"]
    for body in ("nato", "us"):
        both = [*alone, told("a2", "npr", body)]
        assert [origin.key for origin in count(both, (), world).attributed] == [body]


def test_a_source_whose_record_is_gone_is_counted_only_as_a_body_that_is_known() -> None:
    gone = world_of(Actor("officials", "unnamed", (tie("lost", "speaks_for"),)))
    found = count([told("a1", "ap", "lost"), told("a2", "ap", "officials")], (), gone)
    assert (found.attributed, found.unnamed) == ((), 2)


def test_a_merged_source_counts_with_its_successor() -> None:
    world = {"us": Actor("us", "government"), "america": Actor("us", "government")}.get
    found = count([told("a1", "ap", "us"), told("a2", "ap", "america")], ("america",), world)
    assert found.attributed == (Origin("us", "actor", True),)


# -- the first appearance ----------------------------------------------------------------------


def first(published: dict[str, str], **stances: str) -> tuple[str, ...]:
    found = [told(article, "x", stance=stances.get(article, "reports")) for article in published]
    return first_appearance(found, {article: span(written) for article, written in published.items()})


def test_the_oldest_article_is_the_first() -> None:
    assert first({"a": "2022-11-17", "b": "2022-09-13", "c": "2024"}) == ("b",)


def test_articles_whose_dates_overlap_are_a_tie() -> None:
    """Row 36: one of a known day, one of which only the month is known."""
    assert first({"a": "2022-11-17", "b": "2022-11", "c": "2022-12"}) == ("b", "a")


def test_whoever_may_be_older_than_the_oldest_that_is_sure_is_in_the_tie() -> None:
    assert first({"a": "2022-11-17", "b": "2022", "c": "2022-11-18"}) == ("b", "a")
    assert first({"a": "2022-11-17", "b": "../2024", "c": "2023"}) == ("b", "a")


def test_a_date_without_end_is_as_old_as_it_may_be() -> None:
    assert first({"a": "2024-11-04/..", "b": "2025-03"}) == ("a", "b")
    assert first({"a": "2024-11-04/..", "b": "2024-10"}) == ("b",)
    assert first({"a": "2024/..", "b": "2025/.."}) == ("a", "b")


def test_the_undated_come_last() -> None:
    assert first({"a": "", "b": "2025"}) == ("b",)
    assert first({"b": "", "a": ""}) == ("a", "b")
    assert first_appearance([told("a", "x")], {}) == ("a",)
    assert first({}) == ()


def test_articles_that_carry_the_claim_come_before_those_that_deny_it() -> None:
    assert first({"a": "2022", "b": "2024"}, a="denies") == ("b",)
    assert first({"a": "2022", "b": "2024"}, a="denies", b="mentions") == ("a",)
