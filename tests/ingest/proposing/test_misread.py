"""Sentences as papers write them that are easily misread: what is said, by whom, and what is not a claim at all."""

import pytest

from archive.ingest.proposing import propose
from archive.ingest.shapes import Kind
from tests.ingest.proposing.articles import article


def told(*paragraphs, kinds=None):
    return [
        ([speaker.label for speaker in each.steps[-1].speakers], each.statement)
        for each in propose(article(*paragraphs, kinds=kinds))
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "statement"),
    [
        ("“The lamp is out,” a keeper called Karl Ott said to me.", "Karl Ott", "The lamp is out"),
        (
            "A clerk in the harbour office, who has seen the draft, insists that “the seal is missing”.",
            "clerk in the harbour office",
            "The seal is missing",
        ),
        (
            "The town party, Amber, said it had always opposed the toll, a position that contradicts its programme.",
            "Amber",
            "It had always opposed the toll, a position that contradicts its programme",
        ),
        (
            "Two pilots were fined, according to Danish public radio.",
            "Danish public radio",
            "Two pilots were fined",
        ),
        ("Minister for Fisheries Ida Ní Vance said the quota was late.", "Ida Ní Vance", "The quota was late"),
        (
            "“It was late,” said Special Agent in Charge Karl Ott of the Toll Bureau.",
            "Karl Ott",
            "It was late",
        ),
        (
            "The mayor ordered the trust to shut the lock, which is old, harbour aide Karl Ott disclosed.",
            "Karl Ott",
            "The mayor ordered the trust to shut the lock, which is old",
        ),
        (
            "The chief executive of the Harbour Board (HB), Karl Ott, warned that the wall leaks.",
            "Karl Ott",
            "The wall leaks",
        ),
        ("Ida Vance (68), whose boat sank in May, said the buoy was dark.", "Ida Vance", "The buoy was dark"),
        (
            "A memo it sent to the trust on May 12, and which a clerk was glad to share, puts the cost at $4 million.",
            "memo",
            "The cost at $4 million",
        ),
        ("Satellite images appear to show 60 trucks.", "Satellite images", "60 trucks"),
        ("The harbour master, Karl Ott, had in January claimed that the wall was dry.", "Karl Ott", "The wall was dry"),
        ("The trust's spokesman, Karl Ott, emailed that it was “a draft”.", "Karl Ott", "It was “a draft”"),
        ("She ordered that no boat be moved.", "She", "No boat be moved"),
        ("President Ida Vance has declared three days of mourning.", "Ida Vance", "Three days of mourning"),
        (
            "Five members voted for the toll, while two, Ida Vance and Karl Ott, called for a cut.",
            "Ida Vance",
            "A cut",
        ),
    ],
)
def test_who_says_what(sentence, speaker, statement):
    [(labels, said)] = told(sentence)
    assert (labels[0], said) == (speaker, statement)


@pytest.mark.parametrize(
    "sentence",
    [
        "The county does not report deaths that occur in hospitals.",
        "Live: Storm has reached the coast",
        "Harbour war: What has happened so far",
    ],
)
def test_what_claims_nothing(sentence):
    assert told(sentence) == []


def test_a_headline_names_its_source_first():
    kinds = [Kind.TITLE, Kind.BODY]
    body = "The Harbour Board Authority (HBA) is 90 years old."
    [first, *_] = told("HBA: Old boat rammed the quay wall", body, kinds=kinds)
    assert first == (["HBA"], "Old boat rammed the quay wall")
    assert told("GAZA: Old boat rammed the quay wall", body, kinds=kinds) == []


def test_a_member_of_a_body_is_a_person():
    assert told("Ida Vance, a member of the council, said it was late. She said it was dark.")[1][0] == ["Ida Vance"]


def test_a_headline_tells_of_two_who_speak():
    assert told("Skippers reject “insulting” toll as harbour board warns of delays", kinds=[Kind.TITLE]) == [
        (["Skippers"], "Skippers disputed “insulting” toll"),
        (["harbour board"], "Delays"),
    ]


def test_a_headline_with_capitals_everywhere_names_nobody():
    found = told("Mayor Promises New Harbour Wall; Skippers Doubtful", "The mayor said the wall was late.")
    assert found[-1] == (["mayor"], "The wall was late")


def test_he_is_whom_the_sentence_before_is_about():
    assert told(
        "The Harbour Lamp reported that the boat struck a reef, citing a pilot.",
        "Karl Ott scoffed at this. “There is no reef there,” he said.",
    )[1:] == [(["Karl Ott"], "Karl Ott disputed this"), (["Karl Ott"], "There is no reef there")]


def test_it_is_the_firm_that_an_apposition_calls_one():
    found = told("Orlo Glass, the largest producer, has declared a loss. It denies hoarding sand.")
    assert found[-1] == (["Orlo Glass"], "Orlo Glass is not hoarding sand")


def test_what_a_colon_brings_is_one_claim_beside_that_before_it():
    found = told("One pilot told the Lamp the watch was known as the “ghost hour”: “You write six. You sleep three.”")
    assert [said for _, said in found] == ["The watch was known as the “ghost hour”", "You write six. You sleep three"]


def test_a_courtesy_among_others_is_no_claim():
    found = told("“I hear you. We lost two barns. The gate will open in May,” said Ida Vance.")
    assert [said for _, said in found] == ["We lost two barns", "The gate will open in May"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The minister said he would lift the toll.", "pledge"),
        ("The minister said he would be late.", "prediction"),
        ("The minister said he had saved all that could be saved.", "assertion"),
        ("The minister said there was evidence that the wall could fall.", "assertion"),
        ("The minister said that this wall will fall.", "prediction"),
    ],
)
def test_a_look_ahead_is_told_by_the_main_clause(sentence, kind):
    [proposal] = propose(article(sentence))
    assert proposal.kind == kind


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("The trust, by 61 votes to 22, on Monday rejected a motion to sell the quay.", [(61, 61), (22, 22)]),
        ("Jurors found, 7-1, that the wall was weak.", []),
        ("Jurors ruled 7-1 that the wall was weak.", [(7, 7), (1, 1)]),
        ("The board said bread would cost between Sh230 and Sh250.", [(230, 250)]),
        ("The board said boats cost P5 billion.", [(5_000_000_000, 5_000_000_000)]),
        ("The board said tolls rose by 30 to 40 percent.", [(30, 40)]),
    ],
)
def test_votes_and_currencies(sentence, values):
    [proposal] = propose(article(sentence))
    assert [(amount.low, amount.high) for amount in proposal.amounts] == values


def test_who_adds_something_is_who_spoke_last():
    story = ("“The wall leaks,” said Karl Ott, a diver.", "Mayor Leo Dahl sails on Monday. “He is late,” he added.")
    assert [labels for labels, _ in told(*story)] == [["Karl Ott"]] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "According to Danish public radio, citing police, two pilots were fined.",
        "Two pilots were fined, according to Danish public radio, citing police.",
    ],
)
def test_who_cites_another_in_a_phrase_is_the_outer_speaker(sentence):
    [proposal] = propose(article(sentence))
    assert [step.speakers[0].label for step in proposal.steps] == ["Danish public radio", "police"]
    assert proposal.statement == "Two pilots were fined"


def test_a_clause_behind_according_to_is_no_apposition():
    assert told("According to the Lamp, two ships sank, and the mayor left.") == [
        (["Lamp"], "Two ships sank, and the mayor left")
    ]
