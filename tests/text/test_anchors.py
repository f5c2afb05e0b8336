import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchors import CONTEXT, find, quotation

TEXT = "The ministry denied it. A day later the ministry confirmed it. The agency denied it."


def test_a_quotation_that_stands_once_is_found_without_context() -> None:
    assert find(TEXT, "confirmed") == (49, 58)
    assert TEXT[49:58] == "confirmed"


def test_a_quotation_that_stands_twice_needs_its_context() -> None:
    assert find(TEXT, "denied it") is None
    assert find(TEXT, "denied it", prefix="The agency ") == (74, 83)
    assert find(TEXT, "denied it", prefix="ministry ", suffix=". A day") == (13, 22)
    assert find(TEXT, "denied it", suffix=".") is None


def test_a_quotation_is_found_when_one_side_of_it_was_rewritten() -> None:
    edited = TEXT.replace("A day later", "Two days later")
    prefix, suffix = "A day later the ministry ", " it. The agency denied"
    assert find(edited, "confirmed", prefix, suffix) == (52, 61)


def test_a_quotation_is_lost_rather_than_found_in_other_words() -> None:
    kept = quotation(TEXT, 13, 19)
    gone = TEXT.replace("The ministry denied it. ", "")
    assert "denied" in gone
    assert find(gone, *kept) is None
    # A blank is no context: it stands before every word.
    assert find("It never denied it", "denied", prefix=" ", suffix=" everything") is None


def test_sides_that_lead_to_different_places_settle_nothing() -> None:
    before, after = "twenty letters of it ", " and as many after"
    text = f"{before}word here. Elsewhere a word{after}."
    assert find(text, "word", before, after) is None


def test_nothing_is_found_for_no_words() -> None:
    assert find(TEXT, "") is None
    assert find("", "word") is None
    assert find("", "") is None
    assert find(TEXT, "Denied it") is None


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 85), (2_000, 2_001)])
def test_a_stretch_outside_the_text_cannot_be_quoted(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a stretch"):
        quotation(TEXT, start, end)


def test_context_is_short_where_it_can_be_and_long_where_it_must() -> None:
    assert max(map(len, quotation("a" * 100 + "b" + "a" * 100, 100, 101))) == CONTEXT
    refrain = "the same words again and again, " * 20
    kept = quotation(refrain, 320, 330)
    assert find(refrain, *kept) == (320, 330)


def test_two_megabytes_of_one_letter_are_searched_within_seconds() -> None:
    text = "a" * 2_000_000
    begun = time.perf_counter()
    assert find(text, "a" * 1_000, "a" * 32, "a" * 32) is None
    assert find(text, "b", "a" * 32, "a" * 32) is None
    kept = quotation(text, 1_000_000, 1_000_008)
    assert find(text, *kept) == (1_000_000, 1_000_008)
    assert time.perf_counter() - begun < 15


@given(st.text(alphabet="ab \ud800é😀", min_size=1, max_size=80) | st.text(min_size=1, max_size=80), st.data())
def test_what_was_quoted_is_found_where_it_stood(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert find(text, *quotation(text, start, end)) == (start, end)


@given(st.text(alphabet="ab c", min_size=1, max_size=60), st.text(alphabet="ab c", max_size=60), st.data())
def test_after_an_edit_elsewhere_it_is_found_in_its_surroundings_or_lost(
    text: str, inserted: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut, until = sorted([data.draw(st.integers(0, start)), data.draw(st.integers(0, start))])
    kept = quotation(text, start, end)
    edited = text[:cut] + inserted + text[until:]
    found = find(edited, *kept)
    if found is not None:
        assert edited[slice(*found)] == kept.exact
        assert edited[: found[0]].endswith(kept.prefix) or edited[found[1] :].startswith(kept.suffix)
