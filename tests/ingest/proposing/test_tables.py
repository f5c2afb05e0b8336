"""Every row of the rule tables is run with its own example: what it expects must come of it."""

import pytest

from archive.ingest.proposing import propose
from archive.ingest.proposing.lexicon import languages, lexicon, table
from tests.ingest.proposing.articles import article

TABLES = {"verbs": "verb", "passives": "passive", "nouns": "noun", "phrases": "phrase"}
ROWS = [
    pytest.param(language, row, id=f"{language}-{kind}-{row['name']}")
    for language in languages()
    for name, kinds in (*TABLES.items(), ("phrases", "adverb"), ("phrases", "mark"))
    for kind in [kinds]
    for row in table(language, name).get(kind, ())
]


def made_by(language, row):
    found = article(row["example"])
    return found, [each for each in propose(found, language=language) if each.rule == row["name"]]


@pytest.mark.parametrize(("language", "row"), ROWS)
def test_the_example_of_a_rule_comes_out_as_it_expects(language, row):
    found, proposals = made_by(language, row)
    wanted = row["expect"]
    if wanted.get("steps", 1) > 1:
        proposals = propose(found, language=language)
    assert proposals, "nothing was proposed by the rule"
    proposal = proposals[0]
    content = found.text[proposal.content.start : proposal.content.end].strip(' ,."“”')
    if "content" in wanted:
        assert content.rstrip(".,") == wanted["content"]
    if "speaker" in wanted:
        assert [speaker.label for speaker in proposal.steps[-1].speakers] == [wanted["speaker"]]
    assert len(proposal.steps) == wanted.get("steps", 1)
    assert proposal.steps[-1].force == wanted.get("force", proposal.steps[-1].force)
    for name in ("kind", "stance", "hedge"):
        assert getattr(proposal, name) == wanted.get(name, getattr(proposal, name))


@pytest.mark.parametrize(
    ("printed", "lemma", "form"),
    [
        ("signalled", "signal", "past"),
        ("signaling", "signal", "ing"),
        ("inferred", "infer", "past"),
        ("replies", "reply", "s"),
        ("denied", "deny", "participle"),
        ("agreeing", "agree", "ing"),
        ("written", "write", "participle"),
        ("hitting", "hit", "ing"),
    ],
)
def test_the_forms_of_a_verb_lead_to_it(printed, lemma, form):
    known = lexicon("en").forms[printed]
    assert known.lemma == lemma
    assert form in known.forms


@pytest.mark.parametrize("language", languages())
def test_the_tables_of_a_language_are_complete(language):
    rules = lexicon(language)
    english = lexicon("en")
    assert rules.classes.keys() >= english.classes.keys()
    assert rules.wordings["reasons"].keys() == english.wordings["reasons"].keys()
    assert rules.wordings["statements"].keys() == english.wordings["statements"].keys()
    for name, words in rules.classes.items():
        assert all(word == word.lower() for word in words), name
    for name, row in table(language, "words")["classes"].items():
        assert len(row.split()) == len(set(row.split())), f"{name} has a word twice"


def test_a_language_without_tables_proposes_nothing():
    assert propose(article("Der Minister sagte, die Brücke sei sicher."), language="xx") == []
