"""Whom a pronoun, a surname or an office means, and what the text says of them."""

from archive.ingest.proposing import propose
from tests.ingest.proposing.articles import article


def speakers(*paragraphs):
    return [proposal.steps[-1].speakers[0] for proposal in propose(article(*paragraphs))]


def labels(*paragraphs):
    return [speaker.label for speaker in speakers(*paragraphs)]


def test_a_surname_and_a_pronoun_find_the_name_given_before():
    found = speakers(
        "Marek Dole, a geologist at Brenford University, said the hill was moving.",
        "Dole said the road would be next. “It moves a metre a year,” he added.",
    )
    assert [speaker.label for speaker in found] == ["Marek Dole"] * 3
    assert [speaker.inferred for speaker in found] == [False, True, True]
    assert found[0].role == "geologist at Brenford University"
    assert found[2].printed == "he"


def test_a_family_name_that_stands_first_is_found_too():
    assert labels("“It is late,” said Han Seo-jin, a pilot. Han said the fog was thick.")[1] == "Han Seo-jin"


def test_he_and_she_are_told_apart():
    assert labels(
        "Mr Karl Ott said the tower leaned. Mrs Ida Vance said it stood straight.",
        "She said the ground was firm. He said the ground was soft.",
    ) == ["Karl Ott", "Ida Vance", "Ida Vance", "Karl Ott"]


def test_a_relative_of_hers_is_not_she():
    story = "Zora Quill was milking. Her son Behruz, who is 11, was in the field.", "“He fetched the cow,” she says."
    assert labels(*story) == ["Zora Quill"]
    assert labels("Morven Quill, whose son Karl, 19, was a deckhand, said: “They knew every one of them.”") == [
        "Morven Quill"
    ]


def test_an_office_before_the_name_is_its_role():
    [speaker] = speakers("State Harbour Commission spokesperson Lena Frost said the quay was closed.")
    assert (speaker.label, speaker.role) == ("Lena Frost", "State Harbour Commission spokesperson")


def test_a_name_behind_the_office_is_found():
    [speaker] = speakers("An opposition lawmaker in Brenford, Leyla Noor, said the vote was late.")
    assert (speaker.label, speaker.role, speaker.naming) == ("Leyla Noor", "opposition lawmaker in Brenford", "named")


def test_a_verb_is_no_part_of_a_name():
    said = "The Harbour Trust says they left. It said text messages had been sent. It said nobody replied."
    assert labels(said) == ["Harbour Trust"] * 3


def test_who_turned_into_something_else_has_a_name():
    [speaker] = speakers("Former Brenford captain turned pundit Karl Ott believes the club cannot refuse.")
    assert (speaker.label, speaker.role) == ("Karl Ott", "Former Brenford captain turned pundit")


def test_one_of_several_speaks_and_a_number_does_not():
    assert labels("“The river rose in the night,” one of them said.") == ["one of them"]
    assert labels("In a poll of 22 bakers by the Harbour Trust, 19 had forecast a loss.") == ["Harbour Trust"]


def test_the_report_is_the_one_named_before():
    found = labels(
        "“Wages will rise by 4 percent,” read a recent study by the Harbour Institute.",
        "The study added that rents fall.",
    )
    assert found == ["recent study by the Harbour Institute"] * 2


def test_the_ministry_is_the_one_named_before():
    assert labels("The Ministry of Health said the ward was full. The ministry said two more would open.") == [
        "Ministry of Health",
        "Ministry of Health",
    ]


def test_whose_ministry_it_is_belongs_to_its_name():
    said = "The valley is quiet, Toland's Defense Ministry says. It says nobody was hurt."
    assert labels(said) == ["Toland's Defense Ministry"] * 2


def test_it_is_a_body_and_they_are_several():
    assert labels("The Harbour Trust said the quay was closed. It said the crane had fallen.") == ["Harbour Trust"] * 2
    assert labels("Two divers said the wreck had moved. They said the mast was gone.") == ["Two divers"] * 2


def test_a_misprinted_surname_is_found():
    assert labels("Anton Malenkovich said it was cold. Malenkovitch said it was dark.")[1] == "Anton Malenkovich"


def test_nobody_named_is_said():
    for sentence, naming, attribution in (
        ("The vase is believed to have been sold.", "not_stated", "anonymous"),
        ("Officials said the vase was sold.", "unnamed", "anonymous"),
        ("A spokesman for the Harbour Trust said the vase was sold.", "by_role", "reported"),
        ("The Harbour Trust said the vase was sold.", "named", "reported"),
        ("“The vase was sold in May,” Ida Vance said.", "named", "on_record"),
    ):
        [proposal] = propose(article(sentence))
        assert (proposal.steps[-1].speakers[0].naming, proposal.attribution) == (naming, attribution)


def test_several_speakers_are_several():
    [proposal] = propose(article("Both the Harbour Trust and mayor Ida Vance have confirmed that the quay is closed."))
    assert [speaker.label for speaker in proposal.steps[-1].speakers] == ["Harbour Trust", "Ida Vance"]


def test_an_agency_is_found_in_its_description():
    assert labels("The state news agency Xinhua said the quay was closed.") == ["Xinhua"]
    assert labels("The country's Xinhua state news agency said the quay was closed.") == ["Xinhua"]
