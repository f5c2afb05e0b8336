"""Transcripts and interviews: who has the floor says what stands in the turn."""

from archive.ingest.proposing import propose
from archive.ingest.proposing.turns import MOST
from archive.ingest.shapes import Kind
from tests.ingest.proposing.articles import article

PROGRAMME = (
    "IDA VANCE, HARBOUR TV ANCHOR: Good evening. The tide came in an hour ago. Karl Ott joins us.",
    "KARL OTT, HARBOUR MASTER (through translator): I don't know, Ida. The north wall holds back 3 metres of water.",
    "It will be closed on Sunday.",
    "VANCE: And who pays for it?",
    "OTT: Thank you. The mayor said the town would pay.",
)


def told(*paragraphs, kinds=None):
    return [
        ([speaker.label for step in each.steps for speaker in step.speakers], each.statement)
        for each in propose(article(*paragraphs, kinds=kinds))
    ]


def test_who_stands_before_the_colon_says_it_and_who_asks_claims_nothing():
    assert told(*PROGRAMME) == [
        (["Karl Ott"], "The north wall holds back 3 metres of water"),
        (["Karl Ott"], "It will be closed on Sunday"),
        (["Karl Ott", "mayor"], "The town would pay"),
    ]


def test_a_turn_says_who_speaks_and_as_what():
    [first, *_] = propose(article(*PROGRAMME))
    [speaker] = first.steps[0].speakers
    assert (speaker.role, speaker.printed, first.stance) == ("HARBOUR MASTER", "KARL OTT", "quotes")


def test_a_label_that_was_cut_off_from_its_words_counts_too():
    found = article(*PROGRAMME)
    label = found.text.index("KARL OTT")
    begin = found.text.index("I don't know")
    layout = []
    for stretch in found.layout:
        if stretch.start == label:
            layout.append(stretch._replace(kind=Kind.DATELINE, end=begin - 1, paragraph=0))
            stretch = stretch._replace(start=begin)
        layout.append(stretch)
    same = propose(found.__class__(found.text, layout, ()))
    assert [each.statement for each in same] == [each[1] for each in told(*PROGRAMME)]


def test_names_that_are_not_loud_must_come_again():
    talk = ("Ida Vance: How old is the wall?", "Karl Ott: The wall is 90 years old.")
    assert told(*talk) == []
    again = (*talk, "Ida Vance: Is it safe?", "Karl Ott: The engineers checked it in May.")
    assert told(*again) == [
        (["Karl Ott"], "The wall is 90 years old"),
        (["Karl Ott"], "The engineers checked it in May"),
    ]


def test_one_label_makes_no_transcript():
    assert told("NOTE: The wall holds back the tide.", "The quay is long.") == []


def test_labels_without_a_question_are_no_turns():
    review = ("BATTERY: It lasted 12 hours.", "SCREEN: It cracked twice.", "VERDICT: The price has fallen.")
    assert told(*review) == []


def test_a_long_turn_makes_few_proposals():
    long = "OTT: " + " ".join(f"Gate number {number} was painted green." for number in range(40))
    assert len(told(*PROGRAMME, long)) == 3 + MOST


INTERVIEW = (
    "Ida Vance has kept the lamp for 40 years.",
    "Ms Vance, the council says your lamp is too dim. Is it?",
    "That is a lie. My brother measured it twice. We have time.",
    "But 200 sailors signed the petition. Did you read it?",
    "I read it. Let them climb the stairs.",
    "And what if the lamp is replaced?",
    "If they replace it, we will hang the old one in the church.",
)
KINDS = [Kind.STANDFIRST, *[Kind.BODY] * 6]


def test_the_answers_of_an_interview_are_those_of_whom_it_is_with():
    assert told(*INTERVIEW, kinds=KINDS) == [
        (["council"], "Your lamp is too dim"),
        (["Ida Vance"], "That is a lie"),
        (["Ida Vance"], "My brother measured it twice"),
        (["Ida Vance"], "If they replace it, we will hang the old one in the church"),
    ]


def test_questions_here_and_there_make_no_interview():
    assert told(*INTERVIEW[:3], "The quay is long.", *INTERVIEW[3:], kinds=[*KINDS, Kind.BODY]) == [
        (["council"], "Your lamp is too dim")
    ]
