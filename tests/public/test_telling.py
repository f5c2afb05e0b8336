"""Documents in sentences, trees and drawings: pure, so without a database."""

from datetime import date

import pytest

from archive.models import Appearance, Assessment, Event, Evidence, LedgerEntry
from archive.provenance.relations import KINDS
from archive.reading_room.projecting.timeline import Moment
from archive.reading_room.telling import judgements, origins, relations, trees, words
from archive.reading_room.telling.chains import STANCES, sentence
from archive.reading_room.telling.pages import place
from archive.reading_room.telling.strip import strip
from archive.reading_room.telling.years import by_year


def source(name, uid="", naming="named"):
    return {
        "uid": uid or (name.lower().replace(" ", "") if naming == "named" else None),
        "name": name,
        "naming": naming,
    }


def step(*sources, inferred=False, force="neutral"):
    return {"sources": list(sources), "inferred": inferred, "force": force}


def appearance(*chain, stance="reports", attribution="reported", quote="", article="a"):
    return {
        "article": {"uid": article, "title": article},
        "stance": stance,
        "attribution": {"value": attribution},
        "chain": list(chain),
        "passages": [{"part": "body", "n": 1, "quote": quote}],
    }


POST, WIRE, MINISTER = source("The Post"), source("Wire"), source("The minister")
NONE = {"attributed": 0, "own_voice": 0, "unnamed": 0, "independent": 0, "sources": [], "through": []}


def said(*chain, **more):
    return "".join(piece.words for piece in sentence(appearance(*chain, **more)))


def test_a_chain_reads_as_a_sentence():
    assert said(step(POST), step(WIRE), step(MINISTER)) == "The Post cites Wire, citing The minister."
    assert said(step(POST), step(MINISTER), stance="quotes") == "The Post quotes The minister."
    assert said(step(POST), step(WIRE), step(MINISTER), attribution="on_record").endswith(", quoting The minister.")


def test_a_chain_of_one_is_the_own_voice():
    assert said(step(POST), stance="asserts") == "The Post states it in its own voice."
    assert said(step(POST), stance="doubts") == "The Post doubts it in its own voice."


def test_inferred_steps_are_only_probable():
    assert said(step(POST), step(MINISTER, inferred=True)) == "The Post probably cites The minister."
    assert said(step(POST, inferred=True), step(MINISTER)) == "The Post probably cites The minister."


def test_who_is_not_stated_is_not_made_up():
    nobody = {"uid": None, "name": "Not stated", "naming": "not_stated"}
    assert said(step(POST), step(nobody)) == "The Post cites somebody it does not name."
    assert said(step(POST), step()) == "The Post cites somebody it does not name."


def test_stances_that_do_not_count_are_told_as_such():
    assert said(step(POST), step(MINISTER), stance="mentions") == "The Post only mentions it, citing The minister."
    assert said(step(POST), step(MINISTER), stance="denies") == "The Post denies it, citing The minister."


def test_whoever_denies_is_not_told_as_passing_it_on():
    chain = step(POST), step(MINISTER, force="denying"), step(WIRE)
    assert said(*chain, stance="mentions") == (
        "The Post only mentions it, citing The minister, denying the word of Wire."
    )
    [root] = trees.tree([appearance(*chain, stance="mentions")], NONE).aside
    assert [child.hint for child in root.children] == ["denied it"]


def test_several_speakers_stand_side_by_side():
    assert said(step(POST), step(MINISTER, WIRE, source("A third"))) == "The Post cites The minister, Wire and A third."


def test_a_withdrawn_source_loses_its_words():
    assert said(step(POST), step({"uid": "x", "name": None, "naming": "named"})) == "The Post cites a withdrawn source."


def names(nodes):
    return [[each["name"] for each in node.sources] for node in nodes]


def test_chains_to_one_origin_make_one_branch():
    tree = trees.tree(
        [
            appearance(step(POST), step(MINISTER), article="one"),
            appearance(step(WIRE), step(POST), step(MINISTER), article="two"),
        ],
        NONE,
    )
    assert names(tree.origins) == [["The minister"]]
    [root] = tree.origins
    assert [leaf.article["uid"] for leaf in root.leaves] == ["one"]
    assert names(root.children) == [["The Post"]]
    assert [leaf.article["uid"] for leaf in root.children[0].leaves] == ["two"]


def test_the_one_origin_stands_above_whoever_speaks_for_it():
    state = {"uid": "valoria", "name": "Valoria", "url": "/", "nature": "actor", "own_cause": False}
    officials = source("officials", naming="unnamed")
    tree = trees.tree(
        [appearance(step(POST), step(MINISTER)), appearance(step(POST), step(officials), article="b")],
        {**NONE, "attributed": 1, "sources": [state]},
    )
    assert names(tree.origins) == [["Valoria"], ["officials"]]
    assert [node.hint for node in tree.origins] == ["origin", "not named"]
    assert names(tree.origins[0].children) == [["The minister"]]


def test_an_origin_that_speaks_itself_is_not_put_under_itself():
    minister = {"uid": MINISTER["uid"], "name": "The minister", "own_cause": False}
    tree = trees.tree([appearance(step(POST), step(MINISTER))], {**NONE, "attributed": 1, "sources": [minister]})
    assert names(tree.origins) == [["The minister"]]
    assert tree.origins[0].children == []
    assert len(tree.origins[0].leaves) == 1


def test_nobody_is_no_origin():
    nobody = {"uid": None, "name": "Not stated", "naming": "not_stated"}
    state = {"uid": "valoria", "name": "Valoria", "own_cause": False}
    tree = trees.tree(
        [appearance(step(POST), step()), appearance(step(POST), step(nobody)), appearance(step(POST), step(MINISTER))],
        {**NONE, "attributed": 1, "sources": [state]},
    )
    assert names(tree.origins) == [["Valoria"], [], ["Somebody the text does not name"]]
    assert [node.hint for node in tree.origins] == ["origin", "", ""]


def test_of_several_origins_each_is_said_to_be_one():
    counted = [{"uid": uid, "name": uid} for uid in ("nato", "seoul")]
    tree = trees.tree(
        [
            appearance(step(POST), step(MINISTER), step(source("Nato", "nato"), source("Seoul", "seoul"))),
            appearance(step(POST), step(source("Seoul", "seoul")), article="b"),
            appearance(step(POST), step(MINISTER), article="c"),
        ],
        {**NONE, "attributed": 2, "sources": counted},
    )
    assert [node.hint for node in tree.origins] == ["origins", "origin", ""]
    assert tree.origins[0].children[0].hint == "passed it on"


def test_what_counts_nowhere_stands_aside():
    tree = trees.tree(
        [
            appearance(step(POST), step(MINISTER, inferred=True)),
            appearance(step(POST), step(MINISTER), stance="denies"),
            appearance(step(POST), stance="asserts", attribution="own_voice"),
        ],
        NONE,
    )
    assert (len(tree.origins), len(tree.own_voice), len(tree.aside)) == (0, 1, 2)
    assert tree.aside[0].hint == "probably"


def count(**counts):
    return origins.sentence({**NONE, **counts})


def test_the_sentence_about_origins_never_makes_five_repetitions_five_witnesses():
    assert count(own_voice=3, unnamed=1) == (
        "Stated by 3 publications without a source; 1 unnamed, which counts as none."
    )
    assert count(own_voice=1) == "Stated by 1 publication without a source."
    assert count(attributed=1) == ""
    assert [origins.all_of_them({"attributed": number}) for number in (1, 2, 3)] == ["Only", "Both only", "All only"]


def test_whoever_speaks_in_its_own_cause_is_named():
    one, two = {"name": "A", "own_cause": True}, {"name": "B", "own_cause": True}
    assert origins.own_cause({**NONE, "sources": [one, {"name": "C", "own_cause": False}]}) == (
        "A speaks in its own cause."
    )
    assert origins.own_cause({**NONE, "sources": [one, two]}) == "A and B speak in their own cause."
    assert origins.own_cause(NONE) == ""


def moment(day, value="open", attributed=1, contested=False):
    return Moment(date.fromisoformat(day), value, "reported", attributed, contested, reversed=False)


def test_the_strip_is_to_scale_and_ends_with_the_day_shown():
    drawn = strip([moment("2022-01-01"), moment("2023-01-01", "confirmed", 2, True)], date(2024, 1, 1))
    assert [each.value for each in drawn.stretches] == ["open", "confirmed"]
    assert [each.x for each in drawn.stretches] == ["2.00%", "50.00%"]
    assert [tick.year for tick in drawn.ticks] == [2023, 2024]
    assert drawn.marks[0].changes == ["first known"]
    assert drawn.marks[1].changes == ["now 2 attributed origins", "contested"]
    assert [mark.is_new for mark in drawn.marks] == [True, True]


def test_a_strip_of_one_day_or_of_none_is_no_division_by_zero():
    assert strip([], date(2024, 1, 1)) is None
    assert len(strip([moment("2024-01-01")], date(2024, 1, 1)).stretches) == 1
    assert strip([moment("2024-05-01")], date(2024, 1, 1)).end == date(2024, 5, 1)


def test_a_long_strip_names_few_years():
    drawn = strip([moment("1950-05-01"), moment("2020-01-01", "refuted")], date(2024, 1, 1))
    assert 3 <= len(drawn.ticks) <= 6


def test_a_change_that_a_reader_cannot_name_is_another_appearance():
    drawn = strip([moment("2022-01-01"), moment("2022-06-01")], date(2023, 1, 1))
    assert (drawn.marks[1].is_new, drawn.marks[1].changes) == (False, ["appeared again"])


def claim(kind="assertion", standing=None, outcome=None, attribution="on_record"):
    def judged(value):
        words = value and value.replace("_", " ").capitalize()
        nothing = dict.fromkeys(("as_of", "confidence", "rationale"))
        return value and {"value": value, "label": words, "since": "2022-11-08", **nothing}

    found = {"value": attribution, "label": "On record"} if attribution else None
    return {"kind": kind, "attribution": found, "standing": judged(standing), "outcome": judged(outcome)}


@pytest.mark.parametrize("value", words.STANDING)
def test_every_standing_is_explained(value):
    card = judgements.so(claim(standing=value))
    assert (card.question, card.scale, card.value) == ("Is it so?", "standing", value)
    assert card.meaning.endswith(".")


@pytest.mark.parametrize("value", words.OUTCOME)
def test_every_outcome_is_explained(value):
    card = judgements.so(claim("prediction", outcome=value))
    assert (card.question, card.scale) == ("Has it come true?", "outcome")
    assert card.meaning.endswith(".")


def test_the_words_are_those_of_the_scales():
    assert set(words.OUTCOME) == set(Assessment.Outcome.values)
    assert set(words.STANDING) == set(Assessment.Standing.values)
    assert set(STANCES) == set(Appearance.Stance.values)
    assert set(words.ATTRIBUTIONS) == set(Appearance.Attribution.values)
    assert set(words.STATUSES) == set(Event.Status.values)
    assert set(words.RELIABILITY) == set(Evidence.Reliability.values)
    assert set(words.CREDIBILITY) == set(Evidence.Credibility.values)
    assert set(words.EVIDENCE) == set(Evidence.Relation.values)
    assert set(words.ACTIONS) == set(LedgerEntry.Action.values)


def test_an_opinion_is_not_rated():
    card = judgements.so(claim("opinion"))
    assert card.label == "An opinion: not rated"
    assert (card.scale, card.as_of) == ("none", "")


def test_a_claim_without_a_public_appearance_is_not_judged_as_said():
    assert judgements.said(claim(attribution=None)).label == "Not judged"
    assert judgements.said(claim()).meaning.startswith("Named in the text")


def test_relations_are_grouped_from_both_sides():
    def relation(kind, direction):
        return {"kind": kind, "direction": direction}

    found = relations.groups(
        [relation("supports", "in"), relation("denies", "in"), relation("denies", "out"), relation("denies", "in")]
    )
    assert [(group.title, len(group.relations)) for group in found] == [
        ("Denied by", 2),
        ("Denies", 1),
        ("Supported by", 1),
    ]


def test_every_kind_of_relation_has_its_place():
    assert set(relations.ORDER) == set(KINDS)


def test_claims_stand_in_the_order_of_the_article():
    def at(part, n=None):
        return [{"passages": [{"part": part, "n": n}]}]

    assert sorted([at("caption", 1), at("body", 9), at("title"), at("body", 2), []], key=place) == [
        *(at("title"), at("body", 2), at("body", 9), at("caption", 1), []),
    ]


def test_events_are_told_year_by_year():
    def event(earliest, latest=None):
        return {"date": {"earliest": earliest, "latest": latest}}

    found = by_year([event("0950-01-01"), event("2022-01-01"), event("2022-05-01"), event(None, None)])
    assert [(year, len(events)) for year, events in found] == [("950", 1), ("2022", 2), ("", 1)]
