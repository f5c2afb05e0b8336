import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.stem import stem
from archive.text.words import LONGEST_WORD, Aliases, fold, highlight, terms, tokens

NAMES = Aliases.of(
    [
        ("Kim Jong Un", "kimjongun"),
        ("Kim Jong-un", "kimjongun"),
        ("김정은", "kimjongun"),
        ("North Korea", "northkorea"),
        ("DPRK", "northkorea"),
        ("Democratic People's Republic of Korea", "northkorea"),
        ("Republic of Korea", "southkorea"),
        ("Korea", "thepeninsul"),
    ]
)

HOSTILE = {
    "one long word": "a" * 500_000,
    "acronym without end": "a." * 75_000 + "aa",
    "number without end": "123," * 125_000 + "1234",
    "digits and commas": "1," * 75_000,
    "marks on one letter": "a" + "\u0301" * 250_000 + "\u0316" * 250_000,
    "marks only": "\u0301" * 500_000,
    "apostrophes": "a's" * 50_000,
    "nothing but NULs": "\x00" * 500_000,
    "half surrogates": "\ud800a" * 75_000,
    "Chinese": "北" * 75_000,
    "an ordinary text": "Kim Jong-un’s envoy denied that 10,000 soldiers had left. " * 9_000,
    "vowel signs": "हि" * 250_000,
    "quotation marks": '"' * 500_000,
}


# -- one spelling for what people write in many ways -------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kim Jong-un", ["kim", "jong", "un"]),
        ("Kim Jong Un’s", ["kim", "jong", "un"]),
        ("Kim Jong‐un", ["kim", "jong", "un"]),
        ("10,000 soldiers", ["10000", "soldier"]),
        ("1,234,567", ["1234567"]),
        ("1,2345 12,34", ["1", "2345", "12", "34"]),
        ("up to 2.5", ["up", "to", "2", "5"]),
        ("the U.S.-led U.N.", ["the", "us", "led", "un"]),
        ("U.S. and US, U.S.", ["us", "and", "us", "us"]),
        ("D.P.R.K.’s", ["dprk"]),
        ("e.g. p.m.", ["eg", "pm"]),
        ("v.2.x a.b.cd", ["v", "2", "x", "a", "b", "cd"]),
        ("Russia's RUSSIA’S", ["russia", "russia"]),
        ("states' rights", ["state", "right"]),
        ("O'Brien don't", ["o", "brien", "don", "t"]),
        ("north—south / east_west", ["north", "south", "east", "west"]),
        ("Café CAFÉ Cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("Škoda Łódź naïve", ["skoda", "lodz", "naiv"]),
        ("Straße STRASSE", ["stras", "stras"]),
        ("ﬁre ｆｉｒｅ", ["fire", "fire"]),
        ("Ёлка елка", ["елка", "елка"]),
        ("북한이 러시아에", ["북한이", "러시아에"]),
        ("\u1112\u1161\u11ab 한", ["한", "한"]),
        ("हिन्दी", ["हिन्दी"]),
        ("が か\u3099 か", ["が", "が", "か"]),
        ("北朝鮮軍", ["北", "朝", "鮮", "軍"]),
        ("プーチン氏", ["プ", "ー", "チ", "ン", "氏"]),
        ("", []),
        (" … – “ ” \x00 \ud800 _", []),
    ],
)
def test_words_are_read_alike_however_they_are_written(written: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(written)] == expected


@pytest.mark.parametrize(
    "family",
    [
        ["deny", "denies", "denied", "denying"],
        ["supply", "supplies", "supplied", "supplying"],
        ["shell", "shells", "shelling", "shelled"],
        ["move", "moves", "moved", "moving"],
        ["plan", "plans", "planned", "planning"],
        ["purchase", "purchases", "purchased", "purchasing"],
        ["launch", "launches", "launched", "launching"],
        ["agree", "agrees", "agreed"],
        ["control", "controls", "controlled", "controlling"],
        ["force", "forces", "forced", "forcing"],
        ["provide", "provides", "provided", "providing"],
        ["missile", "missiles"],
        ["sanction", "sanctions"],
        ["ally", "allies"],
    ],
)
def test_forms_of_a_word_find_each_other(family: list[str]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("plane", "plan"), ("note", "not"), ("news", "new"), ("spring", "spr"), ("need", "ne"), ("crisis", "crisi")],
)
def test_words_that_only_look_related_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_short_words_numbers_and_other_scripts_are_not_stemmed() -> None:
    for word in ("us", "is", "used", "b52s", "деньги", "북한s", "", "news"):
        assert stem(word) == word


def test_folding_is_the_same_for_every_case() -> None:
    for word in ("Ärger", "ΣΊΣΥΦΟΣ", "İstanbul", "ЁЖ"):
        assert fold(word) == fold(word.upper()) == fold(fold(word))


# -- names -------------------------------------------------------------------------------------


def test_a_name_is_one_term_whichever_way_it_was_written() -> None:
    for name in ("Kim Jong Un", "Kim Jong-un’s", "KIM JONG-UN", "김정은"):
        assert terms(name, NAMES) == ["kimjongun"]
    assert terms("the D.P.R.K. and North Korea's army", NAMES) == [
        *("the", "northkorea", "and", "northkorea", "army"),
    ]


def test_the_longest_name_wins() -> None:
    assert terms("Democratic People’s Republic of Korea", NAMES) == ["northkorea"]
    assert terms("a Republic of Korea", NAMES) == ["a", "southkorea"]
    assert terms("in Korea", NAMES) == ["in", "thepeninsul"]
    assert terms("Democratic People of Korea", NAMES) == ["democratic", "peopl", "of", "thepeninsul"]


def test_a_name_of_two_people_is_nobodys() -> None:
    names = Aliases.of([("Kim", "one"), ("KIM", "other"), ("Kim", "one"), ("Kim Il-sung", "other")])
    assert terms("Kim Il-sung and Kim", names) == ["other", "and", "kim"]


def test_names_without_words_or_without_end_are_no_names() -> None:
    names = Aliases.of([("…", "nothing"), ("x " * 10_000, "endless"), ("y", "short")])
    assert () not in names
    assert terms("x x x y", names) == ["x", "x", "x", "short"]


def test_a_plain_mapping_serves_too() -> None:
    assert terms("North Korea", {("north", "korea"): "northkorea"}) == ["northkorea"]


# -- highlights --------------------------------------------------------------------------------


def test_what_the_query_found_is_marked_as_it_was_written() -> None:
    assert highlight("Kim Jong-un’s artillery, denied.", ["kimjongun", "deny"], NAMES) == [
        ("Kim Jong-un", True),
        ("’s artillery, ", False),
        ("denied", True),
        (".", False),
    ]


def test_a_part_of_a_name_and_a_beginning_are_marked() -> None:
    assert highlight("North Korea’s artillery", ["korea", "artil*"], NAMES) == [
        ("North ", False),
        ("Korea", True),
        ("’s ", False),
        ("artillery", True),
    ]


def test_a_text_without_hits_is_one_piece_and_no_text_none() -> None:
    assert highlight("shells", ["horse"]) == [("shells", False)]
    assert highlight("shells", []) == [("shells", False)]
    assert highlight("", ["shel"]) == []


# -- properties --------------------------------------------------------------------------------

WRITTEN = st.text() | st.lists(
    st.sampled_from(["Kim", "Jong-un", "North", "Korea", "U.S.", "10,000", "’s", "é", "e\u0301", "北", "…", "-", "한"])
).map(" ".join)


@given(WRITTEN)
def test_every_word_stands_where_it_says(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        assert not any(character.isspace() for character in token.text)
        end = token.end


@given(WRITTEN, st.lists(WRITTEN))
def test_highlighted_pieces_are_the_text_again(text: str, sought: list[str]) -> None:
    found = [term for words in sought for term in terms(words, NAMES)]
    pieces = highlight(text, found, NAMES)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


@given(WRITTEN)
def test_every_term_of_a_text_is_found_in_it(text: str) -> None:
    found = terms(text, NAMES)
    assert any(hit for _, hit in highlight(text, found, NAMES)) == bool(found)


@pytest.mark.thorough
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_long_texts_of_anything_are_read_within_seconds(text: str) -> None:
    begun = time.perf_counter()
    found = terms(text, NAMES)
    assert all(len(term) <= LONGEST_WORD for term in found)
    assert time.perf_counter() - begun < 15


@pytest.mark.thorough
def test_a_text_full_of_half_names_is_read_within_seconds() -> None:
    names = Aliases.of([("a " * 12, "twelve"), ("a b", "two")])
    begun = time.perf_counter()
    assert len(terms("a " * 11 + "c" + " a c" * 50_000, names)) == 100_012
    assert time.perf_counter() - begun < 15
