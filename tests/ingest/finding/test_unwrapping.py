"""Lines that were broken at a width are one paragraph again, and others are not."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.finding.unwrapping import paragraphs

_WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=60, max_size=120).map(" ".join)


@given(st.lists(_WORDS, min_size=2, max_size=5), st.integers(50, 90))
def test_wrapped_paragraphs_are_joined(texts: list[str], width: int) -> None:
    page = "\n\n".join(textwrap.fill(text, width) for text in texts)
    assert [words for _, words in paragraphs(page)] == texts


@given(st.lists(_WORDS, min_size=1, max_size=4), st.integers(50, 90))
def test_every_span_has_the_words_of_the_document(texts: list[str], width: int) -> None:
    page = "\n\n".join(textwrap.fill(text, width) for text in texts)
    for spans, words in paragraphs(page):
        for span in spans:
            assert words[span.at : span.at + span.end - span.start] == page[span.start : span.end]


def test_a_list_of_lines_of_one_length_stays_a_list() -> None:
    page = "\n".join(f"Minister {letter} meets the council of the valley over the bridge" for letter in "ABCDEFGHIJ")
    assert len(list(paragraphs(page))) == 10


def test_paragraphs_on_one_line_each_stay_apart() -> None:
    page = "\n".join("the bridge " * length + "was closed." for length in (5, 9, 22, 40, 7, 31))
    assert len(list(paragraphs(page))) == 6


def test_a_word_that_was_parted_keeps_its_hyphen() -> None:
    page = textwrap.dedent(
        """\
        the bridge which had been closed for two years was opened to the pub-
        lic again on the day on which the mayor of the town by the river had
        said that it would be opened and nobody was more astonished than she
        or the engineers who had told her for a year that it would never be
        opened again in their time."""
    )
    ((_, words),) = paragraphs(page)
    assert "to the pub-lic again" in words
