"""Who is said to have said what: speech in quotation marks, indirect speech, chains, denials."""

import pytest

from archive.ingest.proposing import propose
from archive.ingest.shapes import Confidence, Found, Kind
from tests.ingest.proposing.articles import article


def told(*paragraphs, **options):
    """Of each proposal: its words, and the labels of those in each step of its chain."""
    found = article(*paragraphs)
    return [
        (
            found.text[each.content.start : each.content.end].strip(" ,."),
            [[speaker.label for speaker in step.speakers] for step in each.steps],
        )
        for each in propose(found, **options)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "“The old pump failed at dawn,” Ana Bell said.",
        "“The old pump failed at dawn,” said Ana Bell, who runs the plant.",
        "Ana Bell said: “The old pump failed at dawn.”",
        "Ana Bell, who runs the plant, told reporters on Monday, “The old pump failed at dawn.”",
        '"The old pump failed at dawn," Ana Bell told a news conference in Brenford.',
        "‘The old pump failed at dawn,’ Ana Bell said.",
        "«The old pump failed at dawn», Ana Bell said.",
        "The old pump failed at dawn, Ana Bell said.",
        "Ana Bell said in a statement on Monday that the old pump failed at dawn.",
        "Ana Bell has said the old pump failed at dawn.",
        "According to Ana Bell, the old pump failed at dawn.",
        "The old pump failed at dawn, according to Ana Bell.",
        "On Monday, Ana Bell, the plant's manager, said that the old pump failed at dawn.",
        "The plant's manager, Ana Bell (IPS), on Monday said the old pump failed at dawn.",
        "Ana Bell, who spoke on Monday because the log was not public, said the old pump failed at dawn.",
        "Ana Bell has said only that the old pump failed at dawn.",
    ],
)
def test_one_claim_said_in_many_ways_has_one_speaker(sentence):
    [(content, steps)] = told(sentence)
    assert content.lower() == "the old pump failed at dawn"
    assert steps == [["Ana Bell"]]


def test_who_speaks_may_stand_behind_a_clause_between_commas():
    assert told("The old pump failed at dawn, which was a surprise, said Ana Bell.") == [
        ("The old pump failed at dawn, which was a surprise", [["Ana Bell"]])
    ]


def test_every_sentence_of_a_quotation_is_a_claim_of_its_speaker():
    assert told(
        "“The river rose in the night. We lost two barns,” said Ana Bell. “Nobody was hurt.”",
        "“Next year the wall will hold. It is taller now,",
        "“It has two new gates,” she added.",
    ) == [
        ("The river rose in the night", [["Ana Bell"]]),
        ("We lost two barns", [["Ana Bell"]]),
        ("Nobody was hurt", [["Ana Bell"]]),
        ("Next year the wall will hold", [["Ana Bell"]]),
        ("It is taller now", [["Ana Bell"]]),
        ("It has two new gates", [["Ana Bell"]]),
    ]


def test_a_quotation_that_is_interrupted_is_one_claim():
    found = article("“If the wall holds,” Ana Bell said, “the mill stays open.”")
    [proposal] = propose(found)
    assert proposal.statement == "If the wall holds, the mill stays open"
    assert proposal.condition == "If the wall holds"


def test_a_question_is_no_claim_and_neither_is_what_the_author_tells():
    assert told("“Who will pay for the new wall?” Ana Bell asked.", "The river rose and two barns were lost.") == []


def test_a_quotation_alone_is_of_whoever_spoke_before_and_only_inferred_behind_indirect_speech():
    found = article("Ana Bell said the wall would hold.", "“It is two metres taller now.”")
    first, second = propose(found)
    assert [speaker.label for speaker in second.steps[-1].speakers] == ["Ana Bell"]
    assert not first.steps[-1].inferred
    assert second.steps[-1].inferred
    assert second.confidence is Confidence.LOW


def test_a_chain_is_as_long_as_the_sentence_shows():
    sentence = (
        "The Courier reports that mayor Ana Bell told residents that the ministry and the army have confirmed "
        "that up to 300 people were in the valley."
    )
    [(content, steps)] = told(sentence)
    assert content == "up to 300 people were in the valley"
    assert steps == [["Courier"], ["Ana Bell"], ["ministry", "army"]]


def test_a_denial_comes_with_the_claim_that_is_denied():
    found = article("The club has denied claims by two players that the pitch was flooded.")
    denial, claim = propose(found)
    assert (denial.kind, denial.stance, denial.steps[-1].force) == ("denial", "reports", "denying")
    assert denial.statement == "It is not true that the pitch was flooded"
    assert (claim.stance, claim.statement) == ("mentions", "The pitch was flooded")
    assert [speaker.label for speaker in claim.steps[-1].speakers] == ["two players"]


def test_two_speakers_in_one_sentence_keep_their_own_words():
    assert told("The mayor has denied taking money, but two clerks have reported that the safe was empty.") == [
        ("taking money", [["mayor"]]),
        ("the safe was empty", [["two clerks"]]),
    ]


def test_of_a_denial_only_the_denial_is_claimed():
    sentence = "The club has denied reports that they have agreed to sell the ground."
    [proposal] = propose(article(sentence))
    assert (proposal.kind, proposal.statement) == ("denial", "It is not true that they have agreed to sell the ground")
    assert [speaker.label for speaker in proposal.steps[-1].speakers] == ["club"]
    [rejected] = propose(article("The mayor rejected opposition claims that the mill was sold."))
    assert rejected.statement == "It is not true that the mill was sold"


def test_what_others_agreed_is_told_by_who_says_so_but_a_plan_of_ones_own_is_a_pledge():
    assert told("Envoys agreed to lower the toll, four diplomats said.") == [
        ("Envoys agreed to lower the toll", [["four diplomats"]])
    ]
    assert told("The club said it plans to sell the ground.") == [("sell the ground", [["club"], ["club"]])]


def test_a_clause_behind_while_has_its_own_source():
    sentence = "The mayor said the road was safe, while the bridge is believed to sag, according to two engineers."
    assert told(sentence) == [
        ("the road was safe", [["mayor"]]),
        ("the bridge is believed to sag", [["two engineers"]]),
    ]


def test_what_stands_in_the_midst_of_the_last_clause_tells_of_that_clause():
    assert [each.statement for each in propose(article("The army is ready and the navy, diplomats say, is not."))] == [
        "The navy is not"
    ]


def test_the_mark_of_a_note_ends_a_sentence_and_is_no_part_of_the_claim():
    found = article("The trust said it was “almost complete.”[3] Ana Bell was more cautious: “It may take years.”")
    first, second = propose(found)
    assert first.statement == "It was “almost complete”"
    assert [speaker.label for speaker in second.steps[-1].speakers] == ["Ana Bell"]


def test_citing_names_a_source_or_gives_a_reason():
    assert told("The ferry was late, the captain said, citing two pilots.") == [
        ("The ferry was late", [["captain"], ["two pilots"]])
    ]
    assert ("a falling tide", [["captain"]]) in told("The ferry was late, the captain said, citing a falling tide.")


def test_a_noun_holds_only_the_clause_that_belongs_to_it():
    assert told("The report also says that margins fell.") == [("margins fell", [["report"]])]
    assert told("The claims that were filed are kept in a blue folder.") == []
    assert told("A report to that effect is kept in a blue folder.") == []


def test_a_question_takes_nothing_from_what_was_said_before_it():
    assert told("“The gates were open at midnight. Is that a notice?” Ana Bell asked.") == [
        ("The gates were open at midnight", [["Ana Bell"]])
    ]


@pytest.mark.parametrize(
    ("headline", "claims"),
    [
        ("Port to close in May, says minister", [("Port to close in May", [["minister"]])]),
        ("Court lifts toll, says mayor ignored law", [("mayor ignored law", [["Court"]])]),
        ("Port cleared as mayor calls for calm", [("calm", [["mayor"]])]),
        ("Envoys back lower toll - diplomats", [("Envoys back lower toll", [["diplomats"]])]),
        ("Albion deny taking fee for winger", [("taking fee for winger", [["Albion"]])]),
        ("Floods in the valley - what we know", []),
    ],
)
def test_headlines_have_a_grammar_of_their_own(headline, claims):
    found = article(headline, kinds=[Kind.TITLE])
    made = [
        (found.text[slice(*each.content)], [[speaker.label for speaker in step.speakers] for step in each.steps])
        for each in propose(found)
    ]
    assert made == claims


def test_a_relative_clause_ends_at_its_comma():
    assert told("The captain, who denies all charges, said he had been asleep.") == [
        ("all charges", [["captain"]]),
        ("he had been asleep", [["captain"]]),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry did not say when the bridge would open.",
        "A spokesman declined to say whether the bridge was safe.",
        "If the ministry says that the bridge is safe, it will open.",
        "I think that the bridge is safe.",
        "The reports are kept in a blue folder.",
        "The growth it had predicted never came.",
        "Divers found them alive.",
        "The museum welcomed 3,000 visitors and the town welcomed the king on Friday.",
        "The ministry cited two officials.",
        "They called the police a day later.",
    ],
)
def test_what_is_not_said_is_not_proposed(sentence):
    assert told(sentence) == []


def test_lines_of_one_paragraph_are_read_together():
    whole = article("Ana Bell said that the", "old wall held all night.")
    first, second = whole.layout
    found = Found(whole.text, (first, second._replace(paragraph=first.paragraph)), ())
    [proposal] = propose(found)
    assert found.text[proposal.content.start : proposal.content.end].split() == [
        "the",
        "old",
        "wall",
        "held",
        "all",
        "night",
    ]
    assert "\n" not in found.text[proposal.exact.start : proposal.exact.end]


def test_a_caption_is_told_by_the_agency_it_is_credited_to():
    found = article("Two boats leave the harbour of Brenford, April 3.", "Reuters", kinds=[Kind.CAPTION, Kind.CREDIT])
    [proposal] = propose(found)
    [speaker] = proposal.steps[-1].speakers
    assert (speaker.label, speaker.naming) == ("Reuters", "by_credit")
    assert (proposal.part, proposal.confidence) == ("caption", Confidence.LOW)


def test_where_a_proposal_stands_is_said():
    found = article("Mayor says wall is safe", "Ana Bell said the wall was safe.", kinds=[Kind.TITLE, Kind.BODY])
    assert [(each.part, each.paragraph) for each in propose(found)] == [("title", 1), ("body", 1)]


def test_a_headline_leaves_out_to_be():
    [proposal] = propose(article("Old port expected to close within a year", kinds=[Kind.STANDFIRST]))
    assert (proposal.kind, proposal.steps[-1].speakers[0].naming) == ("prediction", "not_stated")
