import json
import time
import unicodedata
from collections import OrderedDict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.canonical import DEEPEST, LARGEST_INTEGER, TextError, canonical, clean, decimal_text

WORDS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


# -- canonical ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({}, "{}"),
        ([], "[]"),
        ("", '""'),
        (-1, "-1"),
        (True, "true"),
        # Letters stand as they are, control characters, quotes and backslashes are escaped.
        ("Grüße 북한 €😀", '"Grüße 북한 €😀"'),
        ('\x00\x08\t\n\x0c\r\x1f"\\/\x7f\u2028', '"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f\u2028"'),
        # The example of RFC 8785: the key beyond the basic plane comes before the one at its end.
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\u00f6": 7},
            '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
        ),
    ],
)
def test_canonical_json_is_written_as_rfc_8785_says(value: object, written: str) -> None:
    assert canonical(value) == written


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal(1),
        (1, 2),
        {1, 2},
        b"bytes",
        object(),
        {1: "a"},
        {None: "a"},
        {"a": 1, 2: 3},
        LARGEST_INTEGER + 1,
        -LARGEST_INTEGER - 1,
        [10**5_000],
        "\ud800",
        {"\udfff": 1},
        {"a": ["x", {"b": "\ud83d"}]},
    ],
)
def test_what_other_readers_of_json_would_misread_is_refused(value: object) -> None:
    with pytest.raises(TextError):
        canonical(value)


def test_five_thousand_levels_are_refused_and_a_hundred_are_not() -> None:
    def nested(levels: int) -> object:
        value: object = 1
        for level in range(levels):
            value = [value] if level % 2 else {"a": value}
        return value

    assert canonical(nested(DEEPEST)).count("[") == DEEPEST // 2
    for levels in (DEEPEST + 1, 5_000, 100_000):
        with pytest.raises(TextError):
            canonical(nested(levels))


@given(VALUES)
def test_canonical_json_says_the_same_and_is_its_own_canonical_form(value: object) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written
    assert written.encode()


@given(st.dictionaries(WORDS, st.integers(0, 9), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(value: dict[str, int], random: object) -> None:
    items = list(value.items())
    random.shuffle(items)
    assert canonical(dict(items)) == canonical(value)


# -- clean -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("plain\n\ttext", "plain\n\ttext"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("Cafe\u0301", "Café"),
        ("\u1112\u1161\u11ab", "한"),
        ("\u212b", "Å"),
        ("ﬁne ½", "ﬁne ½"),
        ("\u202e\u200b\x7f\x85", "\u202e\u200b\x7f\x85"),
        ("😀", "😀"),
    ],
)
def test_clean_text_is_nfc_with_line_feeds(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_page_could_carry_is_refused_by_name_and_place(character: str) -> None:
    with pytest.raises(TextError, match="at character 3"):
        clean(f"ab{character}c")


def test_marks_piled_on_one_letter_cost_nothing() -> None:
    """Sorting them, as NFC must, would take the square of their number."""
    hostile = "a" + "\u0301" * 1_000_000 + "\u0316" * 1_000_000
    begun = time.perf_counter()
    with pytest.raises(TextError, match="marks"):
        clean(hostile)
    assert time.perf_counter() - begun < 15
    # One mark in two characters: few before NFC, many after.
    with pytest.raises(TextError, match="marks"):
        clean("a" + "\u0344" * 40)


def test_two_megabytes_are_clean_within_seconds() -> None:
    begun = time.perf_counter()
    assert len(clean("Größe é 북 \r\n" * 200_000)) == 2_200_000
    assert time.perf_counter() - begun < 15


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_what_is_clean_can_be_kept(text: str) -> None:
    try:
        once = clean(text)
    except TextError:
        return
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once
    assert canonical(once).encode()


# -- decimals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("10000.5000"), "10000.5"),
        ("10000.5", "10000.5"),
        ("007.10", "7.1"),
        (Decimal("1E+4"), "10000"),
        (Decimal("-3.0"), "-3"),
        ("-0.0", "0"),
        (Decimal("0E+9"), "0"),
        (Decimal("0E+999999"), "0"),
        ("100", "100"),
        (Decimal("0.000001"), "0.000001"),
        ("1234567890123456789012345678901234567890.5", "1234567890123456789012345678901234567890.5"),
    ],
)
def test_a_decimal_has_one_spelling(number: Decimal | str, written: str) -> None:
    assert decimal_text(number) == written


@pytest.mark.parametrize(
    "number",
    [
        *("", "ten", "1e5", "1,000", "1_000", " 1", "1\n", ".5", "5.", "+5", "١", "１", "NaN", "Infinity", "--1"),
        *(Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+999999"), Decimal("1E-999999")),
    ],
)
def test_what_is_no_plain_decimal_is_refused(number: Decimal | str) -> None:
    with pytest.raises(TextError):
        decimal_text(number)


def test_millions_of_digits_are_refused_at_once() -> None:
    for number in ("9" * 2_000_000, Decimal("9" * 100_000), Decimal("0." + "0" * 100_000 + "1")):
        with pytest.raises(TextError):
            decimal_text(number)


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 9))
def test_equal_numbers_are_equal_texts_and_the_text_is_the_number(number: Decimal, zeros: int) -> None:
    written = decimal_text(number)
    assert Decimal(written) == number
    assert decimal_text(written) == written
    assert decimal_text(number.quantize(Decimal(10) ** -(6 + zeros))) == written


class Word(str):
    """Text of another class than text."""


@pytest.mark.parametrize(
    "value",
    [
        *({"b": 1, "a": [True, None, {"z": "é", "y": -3}]}, [], {}, "x", 7, None, {"é": 1, "e": 2, "\U0001f600": 3}),
        *([Word("x")], OrderedDict(b=1, a=2), {Word("b"): 1, "a": 2}, {"a": {"\ufb33": 1, "\U0001f600": 2}}, [[[{}]]]),
    ],
)
def test_the_short_way_writes_what_the_long_way_writes(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    written = canonical(value)
    monkeypatch.setattr("archive.text.canonical._is_plain", lambda value: False)
    assert canonical(value) == written


@pytest.mark.parametrize(
    "value", [1.0, [1.5], {"a": (1,)}, {1: 2}, {"a": {None: 1}}, [2**53], {"a": [-(2**53)]}, [b"x"], [{1}], ["\ud800"]]
)
def test_the_short_way_refuses_what_the_long_way_refuses(value: object) -> None:
    with pytest.raises(TextError):
        canonical(value)
