"""Proposals that stand in the article already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.matching import known_here
from archive.ingest.matching.standing import alike, occurrences
from archive.ingest.shapes import Extent
from archive.models import Passage
from tests.factories import appearance, make_article, make_claim, make_source, step
from tests.ingest.matching.proposals import proposal, sentence_of, text_of

FIRST = "The mayor said the quay “has sunk – again” since spring."
SECOND = "Officials denied it."
THIRD = "The quay will be closed, the board said."
FOUND = text_of(f"{FIRST} {SECOND}", THIRD, title="The quay sinks")
SENTENCES = (FIRST, SECOND, THIRD)
PROPOSALS = [proposal(each, sentence=sentence_of(FOUND, each)) for each in SENTENCES]


def known(**passage):
    """Which of the three sentences are known, of an article with one claim at ``passage``."""
    article, mayor = make_article(), make_source("Ann Lindqvist", "person")
    shown = appearance(article, step(mayor), passages=[{"part": "body", **passage}])
    make_claim("The quay sank", claimant=mayor, appearances=[shown])
    return article, known_here(article, FOUND, PROPOSALS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passage", "places"),
    [
        ({"paragraph": 1, "exact": 'quay "has sunk - again"'}, {0}),
        ({"paragraph": 7, "exact": "the quay will be"}, {2}),
        ({"paragraph": 1, "exact": "denied"}, {1}),
        ({"paragraph": 2, "exact": "denied"}, set()),
        ({"exact": "since spring. Officials denied"}, {0, 1}),
        ({"paragraph": 2}, {2}),
        ({"paragraph": 1, "exact": "these words stand nowhere"}, set()),
    ],
)
def test_the_words_of_a_passage_make_its_sentence_known(passage, places):
    assert known(**passage)[1] == places


@pytest.mark.django_db
def test_a_passage_that_is_anchored_is_known_by_its_place():
    article, _ = known(paragraph=1, exact="nothing of this")
    start, _ = sentence_of(FOUND, SECOND)
    Passage.objects.update(capture="a" * 64, start=start, end=start + 5)
    assert known_here(article, FOUND, PROPOSALS, sha256="a" * 64) == {1}
    assert known_here(article, FOUND, PROPOSALS, sha256="b" * 64) == set()


@pytest.mark.django_db
def test_what_stands_in_another_article_is_not_known_here():
    known(paragraph=1, exact="denied")
    assert known_here(make_article(), FOUND, PROPOSALS) == set()


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_are_found_in_any_text_at_their_place(before, after):
    text = f"{before} Quay “has sunk” {after}"
    assert Extent(len(before) + 1, len(before) + 16) in list(occurrences('quay  "has\u00a0sunk"', text))


@given(st.text(max_size=200))
def test_marks_of_one_sort_change_no_place(text):
    assert len(alike(text)) == len(text)
