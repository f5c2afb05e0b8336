"""Text is what a person sees of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.reading.cleaning import clean, one_line, tidy
from archive.text import canonical


@given(st.text(st.characters(), max_size=200))
def test_any_text_comes_out_as_the_archive_takes_it(text: str) -> None:
    found = tidy(clean(text))
    assert canonical.clean(found) == found
    assert tidy(clean(found)) == found
    assert not [each for each in found if unicodedata.category(each) in ("Cc", "Cs") and each != "\n"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("cafe\u0301", "café"),
        ("a\x00b\x1bc\x9fd\ufeffe\u00adf\u200bg", "abcdefg"),
        ("pay\u202etxt.exe\u202c now", "paytxt.exe now"),
        ("\u0627\u0644\u200f (1)", "\u0627\u0644\u200f (1)"),
        ("half \ud83d of one", "half  of one"),
        ("a\tb", "a b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U000e0041hidden\U000e007f", "hidden"),
    ],
)
def test_characters(text: str, seen: str) -> None:
    assert clean(text) == seen


def test_lines_are_tidied_and_paragraphs_kept() -> None:
    assert tidy("\n\n a  \nb \n\n\n\n\n\nc\n") == " a\nb\n\n\nc"
    assert one_line(" a\n b\t c ") == "a b c"


@pytest.mark.parametrize("unit", ["a", "\u0301", "a" + "\u0301" * 30, "\u1100", " ", " \n", " " * 999 + "x", "\u202e"])
def test_the_time_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(tidy(clean(text))) <= len(text)
