import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.ids import UID_PATTERN, is_uid, new_uid, slug


def test_new_uids_are_uids_and_differ() -> None:
    made = {new_uid() for _ in range(2_000)}
    assert len(made) == 2_000
    assert all(is_uid(uid) for uid in made)
    # All 32 characters occur: nothing of the randomness is thrown away.
    assert set("".join(made)) == set("abcdefghijklmnopqrstuvwxyz234567")


@pytest.mark.parametrize("value", ["nedpriceus", "northkorea", "2222222222"])
def test_a_uid_is_ten_characters_of_base32(value: str) -> None:
    assert is_uid(value)
    assert re.fullmatch(UID_PATTERN, value)


@pytest.mark.parametrize(
    "value",
    ["", "short", "elevenchars", "NEDPRICEUS", "nedprice01", "nedprice-s", "nedpriceu\n", "ñedpriceus", None, 5],
)
def test_anything_else_is_none(value: object) -> None:
    assert not is_uid(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("United States: North Korea supplies shells", "united-states-north-korea-supplies-shells"),
        ("Kim’s  visit -- 2024/25!", "kims-visit-2024-25"),
        ("북한-러시아 관계", "북한-러시아-관계"),
        ("Россия и КНДР", "россия-и-кндр"),
        ("Čeština, Ελλάδα, हिन्दी", "čeština-ελλάδα-हिन्दी"),
        ("ＦＵＬＬ width", "full-width"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen-zerowidth"),
        ("", "-"),
        ("... / ?", "-"),
        ("\x00\ud800", "-"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
    ],
)
def test_a_slug_keeps_the_letters_of_every_script_and_nothing_else(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_long_slug_is_cut_between_words() -> None:
    assert slug("alpha beta gamma delta", 12) == "alpha-beta"
    assert slug("alpha beta gamma delta", 10) == "alpha-beta"
    assert slug("a verylongword", 9) == "a-verylon"
    assert slug("x" * 2_000_000) == "x" * 80
    assert slug(" " * 2_000_000) == "-"


@given(st.text(), st.integers(8, 100))
def test_a_slug_is_safe_in_an_address_short_and_its_own_slug(text: str, limit: int) -> None:
    made = slug(text, limit)
    assert 0 < len(made) <= limit
    assert not re.search(r"[\s/?#%.&<>\"'\\\x00]", made)
    assert made == "-" or not re.search("^-|-$|--", made)
    assert slug(made, limit) == made
