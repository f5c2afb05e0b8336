"""Any text at all: proposals lie where they say, the same each time, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest.proposing import propose
from tests.ingest.proposing.articles import article

PIECES = st.sampled_from(
    [
        *("said", "says", "that", "according to", "denied", "claims", "by", "Ana Bell", "the ministry", "he", "they"),
        *("who", "and", "but", "if", "may", "was believed to", "told", "reporters", "on Tuesday", "up to 300 boats"),
        *("“", "”", '"', "'", "‘", "’", "«", "»", "(", ")", ",", ".", "?", "!", ":", ";", "–", "\n", "Mr.", "U.S."),
        *("the wall", "would fall", "is", "not", "reports of", "accused", "of", "quoted", "as saying", "put", "at"),
    ]
)
SENTENCES = st.lists(PIECES, max_size=40).map(" ".join)


def check(text):
    paragraphs = [line for line in text.split("\n") if line.strip()]
    found = article(*paragraphs)
    made = propose(found, published="2031-04-04")
    for each in made:
        assert 0 <= each.sentence.start <= each.sentence.end <= len(found.text)
        assert 0 <= each.content.start < each.content.end <= len(found.text)
        assert 0 <= each.cue.start <= each.cue.end <= len(found.text)
        words = found.text[each.exact.start : each.exact.end]
        assert len(words.split()) <= 8
        assert each.content.start <= each.exact.start <= each.exact.end <= each.content.end
        assert each.statement
        assert each.steps
        assert all(step.speakers for step in each.steps)
        for amount in each.amounts:
            assert each.content.start <= amount.place.start < amount.place.end <= each.content.end
        for speaker in (speaker for step in each.steps for speaker in step.speakers if speaker.place):
            assert found.text[speaker.place.start : speaker.place.end].split() == speaker.printed.split()
    assert propose(found, published="2031-04-04") == made


@given(SENTENCES)
def test_offsets_hold_for_sentences_of_all_kinds(text):
    check(text)


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_offsets_hold_for_any_text(text):
    check(text)


HOSTILE = {
    "one word": "a" * 2_000_000,
    "one sentence": "he said that " * 150_000,
    "quotations": '"a b c d," ' * 100_000,
    "shouts": '"a!" ' * 100_000,
    "opened": "“" * 100_000,
    "parentheses": "(" * 1_000_000,
    "stops": ". " * 150_000,
    "names": "Ann Bell and " * 150_000,
    "numbers": "1,000 to " * 200_000,
    "sentences": "Mr Ott said that it is bad. " * 70_000,
    "long sentences": ("Mr Ott said, " + "x, " * 200 + "that the claims by Mr Ott that it is. ") * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_little(name):
    found = article(HOSTILE[name])
    began = time.process_time()
    propose(found)
    assert time.process_time() - began < 2
