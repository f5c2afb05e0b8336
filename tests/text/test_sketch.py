"""How much of two texts is the same, and by which hashes a text is found."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.sketch import RUN, Sketch, phrase_hash, rough, roughly, shared, sketch
from archive.text.traits import KEPT, MOST_WITH_A_HASH, address_keys, candidates, chosen, title_hash, traits, words_key

WORDS = [f"word{number}" for number in range(400)]
TEXT = " ".join(WORDS)


def test_writing_does_not_matter_and_order_does() -> None:
    loud = "THE “CAFÉ” closed, on\nMonday -- they said."
    assert sketch(loud) == sketch('the "cafe\u0301" closed on Monday; they said')
    assert sketch(loud) != sketch("they said on Monday the café closed")
    assert len(sketch(TEXT).shingles) == len(WORDS) - RUN + 1
    assert sketch(" \n…").shingles == frozenset()


def test_unspaced_scripts_have_shingles_too() -> None:
    one, other = "罢工进入第二周，四十艘船停在港外等待。", "罢工进入第三周，四十艘船停在港外等待。"
    found = shared(sketch(one), sketch(other))
    assert 0.5 < found.of_both < 1
    assert shared(sketch(one), sketch("博物馆把三口铜钟还给了岛上的教区。")).of_both == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("THE “CAFÉ” closed, on\nMonday -- they said.", 'the "café" closed on Monday; they said'),
        ("罢工进入第二周，四十艘船停在港外等待。", "罢工进入第三周，四十艘船停在港外等待。"),
        (TEXT, " ".join(WORDS[100:200])),
        ("Sold out.", "Harbour"),  # too short to tell
    ],
)
def test_what_is_much_the_same_is_so_at_a_glance(one: str, other: str) -> None:
    assert roughly(rough(one), rough(other)) == roughly(rough(other), rough(one)) > 0.5
    assert roughly(rough(one), rough(TEXT.replace("word", "thing"))) in (0, 1)


def test_a_part_of_a_text_stands_whole_in_it() -> None:
    found = shared(sketch(" ".join(WORDS[100:200])), sketch(TEXT))
    assert found.of_first == 1
    assert 0.2 < found.of_second == found.of_both < 0.3


@given(st.text(max_size=200), st.text(max_size=200))
def test_shares_are_shares(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    found = shared(first, second)
    assert all(0 <= each <= 1 for each in found)
    assert found.of_both <= min(found.of_first, found.of_second)
    assert shared(second, first) == (found.of_second, found.of_first, found.of_both)
    assert all(-(2**63) <= each < 2**63 for each in first.shingles)
    if first.shingles:
        assert shared(first, sketch(f" {one}\n")) == (1, 1, 1)


def test_few_hashes_find_a_text_in_its_copies_and_everybodys_are_not_among_them() -> None:
    whole = sketch(TEXT)
    kept = chosen(whole, {})
    assert len(kept) == KEPT
    half = sketch(" ".join(WORDS[:200]))
    assert set(kept) & set(half.smallest(128))
    common = dict.fromkeys(kept[:3], MOST_WITH_A_HASH)
    assert chosen(whole, common) == [each for each in candidates(whole) if each not in common][:KEPT]
    assert chosen(whole, dict.fromkeys(candidates(whole), MOST_WITH_A_HASH)) == []


def test_a_text_of_few_words_is_not_known_by_them() -> None:
    short = sketch("Subscribe to go on reading this article.")
    assert (chosen(short, {}), words_key(short)) == ([], "")
    assert words_key(sketch(TEXT)) == f"words:{sketch(TEXT).words}"


def test_a_title_has_one_hash_however_it_is_set() -> None:
    assert title_hash("Harbour pilots’ strike: week two") == title_hash("HARBOUR PILOTS' STRIKE – Week Two")
    assert title_hash("Strike") != phrase_hash("other", "Strike")


def test_what_a_record_says_of_itself() -> None:
    found = traits(
        {
            "title": "Strike",
            "original_url": "https://www.example.org/a?utm_source=x",
            "canonical_url": "https://example.org/b",
            "captures": [{"sha256": "1" * 64}, {"sha256": "2" * 64, "text_sha256": "3" * 64}],
        }
    )
    expected = {"url:example.org/a", "url:example.org/b", f"bytes:{'1' * 64}", f"bytes:{'2' * 64}", f"text:{'3' * 64}"}
    assert (found.keys, found.hashes) == (expected, {title_hash("Strike")})
    assert traits({}) == (set(), set())


@pytest.mark.parametrize(
    ("url", "canonical", "keys"),
    [
        ("https://example.org/a", "https://elsewhere.example/b", {"url:example.org/a"}),
        ("", "https://elsewhere.example/b", {"url:elsewhere.example/b"}),
        ("https://example.org/", "https://m.example.org/b", {"url:example.org/b"}),
        ("no address", "", set()),
    ],
)
def test_the_address_of_another_site_is_no_address_of_an_article(url: str, canonical: str, keys: set[str]) -> None:
    assert address_keys(url, canonical) == keys


@pytest.mark.thorough
@pytest.mark.parametrize("piece", ["a", "a ", "字", "\u0301", "1,000", ".", "a.b."])
def test_hostile_texts_cost_little(piece: str) -> None:
    begun = time.process_time()
    text = piece * (60_000 // len(piece))
    assert isinstance(sketch(text), Sketch)
    assert roughly(rough(text), rough(text)) == 1
    assert time.process_time() - begun < 2
