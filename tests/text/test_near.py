"""Candidates for a lost quotation."""

import time
from itertools import pairwise

import pytest

from archive.text.near import near

TEXT = (
    "The ministry said it had sent 10,000 shells to the border. A spokesman denied the report at once.\n\n"
    "Later the ministry said it had never sent any shells to the border. Nobody denied the story.\n"
)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("it had sent 12,000 shells", "it had sent 10,000 shells"),
        ("A spokesman denied the reports", "A spokesman denied the report"),
        ("had never ever sent any shells", "had never sent any shells"),
        ("ministy", "ministry"),
        ("IT HAD SENT", "it had sent"),
    ],
)
def test_the_likest_stretch_comes_first(words: str, first: str) -> None:
    found = near(TEXT, words)
    assert TEXT[found[0].start : found[0].end] == first
    assert all(0 < each.likeness <= 1 for each in found)


def test_surroundings_tell_equal_words_apart() -> None:
    one, other = (
        near(TEXT, "denied the", "A spokesman ", " report at once"),
        near(TEXT, "denied the", "Nobody ", " story"),
    )
    assert TEXT[one[0].start :].startswith("denied the report")
    assert TEXT[other[0].start :].startswith("denied the story")
    assert one[0].likeness == other[0].likeness == 1
    assert one[0].surroundings > one[1].surroundings


@pytest.mark.parametrize("words", ["", " . ", "entirely different matters", "Ein Sprecher bestritt"])
def test_where_nothing_is_like_it_there_is_no_candidate(words: str) -> None:
    assert near(TEXT, words) == []
    assert near("", words) == []


def test_candidates_do_not_overlap_and_are_few() -> None:
    found = near("again and again " * 500, "again and again", most=5)
    assert len(found) == 5
    spans = sorted((each.start, each.end) for each in found)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_text_without_spaces_has_candidates_too() -> None:
    text = "報道官は砲弾を送ったことを否定した。"
    [first, *_] = near(text, "砲弾を送ったことは")
    assert text[first.start : first.end].startswith("砲弾を送ったこと")


@pytest.mark.thorough
def test_a_large_text_is_searched_within_a_second() -> None:
    text = TEXT * 5_000
    begun = time.perf_counter()
    assert len(near(text, "the ministry said it had sent 11,000 shells", "Later ", " away")) == 5
    assert time.perf_counter() - begun < 4
