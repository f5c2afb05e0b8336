import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.anchors import Carrying, find, stands_alone

TEXT = "The ministry denied it. A day later the ministry confirmed it. The agency denied it."


def test_words_that_stand_once_are_found() -> None:
    assert find(TEXT, "confirmed") == (49, 58)
    assert TEXT[49:58] == "confirmed"
    assert find(TEXT, "denied it") is None
    assert find("aaa", "aa") is None


def test_nothing_is_found_for_no_words() -> None:
    assert find(TEXT, "") is None
    assert find("", "word") is None
    assert find("", "") is None
    assert find(TEXT, "Denied it") is None


def test_two_megabytes_of_one_letter_are_searched_within_seconds() -> None:
    text = "a" * 2_000_000
    begun = time.perf_counter()
    assert find(text, "a" * 1_000) is None
    assert find(text, "a" * 1_000 + "b") is None
    assert time.perf_counter() - begun < 15


@given(st.text(alphabet="ab \ud800é😀", min_size=1, max_size=80), st.data())
def test_what_stands_once_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = [place for place in range(len(text)) if text.startswith(text[start:end], place)]
    assert find(text, text[start:end]) == ((start, end) if len(places) == 1 else None)


@pytest.mark.parametrize(
    ("text", "words", "alone"),
    [
        ("He denied it", "denied", True),
        ("He denied it", "deni", False),
        ("They allied", "all", False),
        ("10,000 shells", "10", False),
        ("10,000 shells", "000", False),
        ("ten, not 10.", "10", True),
        ("11 000", "1", False),
        ("김정은은 말했다", "김정은", True),
        ("北朝鮮軍", "朝鮮", True),
        ("say “yes” now", "“yes”", True),
    ],
)
def test_a_part_of_a_word_does_not_stand_alone(text: str, words: str, alone: bool) -> None:
    start = text.index(words)
    assert stands_alone(text, start, start + len(words)) is alone


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 85), (2_000, 2_001)])
def test_only_a_stretch_of_its_text_is_carried(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a stretch"):
        Carrying(TEXT, TEXT)(start, end)


def test_blanks_are_no_words_to_carry() -> None:
    assert Carrying("a  b", "a  b")(1, 3) is None
    assert Carrying("  a  b  ", "  a  b  ")(1, 4) == (1, 4)


@pytest.mark.thorough
def test_four_hundred_anchors_of_a_large_text_are_carried_within_seconds() -> None:
    text = "".join(f"Sentence number {number} says that {number * 7} shells were sent.\n" for number in range(20_000))
    begun = time.perf_counter()
    carry = Carrying(text, text.replace("number 9 ", "number nine "))
    starts = [text.index(f"number {number} says") for number in range(100, 20_000, 50)]
    found = [carry(start, start + 20) for start in starts]
    assert [place[0] - start for place, start in zip(found, starts, strict=True) if place] == [3] * len(starts)
    assert time.perf_counter() - begun < 10


@pytest.mark.thorough
def test_two_megabytes_of_one_letter_are_carried_or_not_within_seconds() -> None:
    text = "a" * 1_000_000
    begun = time.perf_counter()
    assert Carrying(text, text)(500_000, 500_008) == (500_000, 500_008)
    assert Carrying(text, text[1:])(500_000, 500_008) is None
    assert time.perf_counter() - begun < 10
