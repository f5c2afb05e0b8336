import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.diff import MOST_CHANGES, word_diff


def shown(old: str, new: str) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[piece.op].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("North Korea sent shells", "North Korea sold shells", "North Korea [-sent-][+sold+] shells"),
        ("sent shells", "sent many shells", "sent [+many +]shells"),
        ("sent many shells", "sent shells", "sent [-many -]shells"),
        ("about 10,000", "about 12,000", "about [-10-][+12+],000"),
        ("It is so.", "It is so!", "It is so[-.-][+!+]"),
        ("denies it", "doubts that", "[-denies it-][+doubts that+]"),
        ("first line\nsecond", "first line\n\nsecond", "first line[-\n-][+\n\n+]second"),
        ("북한이 보냈다", "북한이 팔았다", "북한이 [-보냈다-][+팔았다+]"),
        ("北朝鮮軍", "北韓軍", "北[-朝鮮-][+韓+]軍"),
    ],
)
def test_changes_read_as_a_person_would_mark_them(old: str, new: str, read: str) -> None:
    assert shown(old, new) == read


def test_texts_with_nothing_in_common_replace_each_other() -> None:
    old = " ".join(f"a{number}" for number in range(MOST_CHANGES))
    new = " ".join(f"b{number}" for number in range(MOST_CHANGES))
    assert word_diff(old, new) == [("delete", old), ("insert", new)]


def test_many_lines_with_nothing_in_common_do_so_too() -> None:
    old = "".join(f"a{number}\n" for number in range(MOST_CHANGES))
    new = "".join(f"b{number}\n" for number in range(MOST_CHANGES))
    assert word_diff(old, new) == [("delete", old), ("insert", new)]


def test_long_texts_are_compared_by_lines() -> None:
    kept = "this line stays\n"
    old = "".join(f"old {number} a b c d e\n{kept}" for number in range(150))
    new = "".join(f"new {number} f g h i j\n{kept}" for number in range(150))
    pieces = word_diff(old, new)
    assert [piece for piece in pieces if piece.op == "equal"] == [("equal", kept)] * 150


HOSTILE = [
    ("the same", "a b\n" * 500_000, "a b\n" * 500_000),
    ("one letter", "a" * 2_000_000, "b" * 2_000_000),
    ("swapped", "a b " * 500_000, "b a " * 500_000),
    ("a word for a sign", "a " * 1_000_000, "- " * 1_000_000),
    (
        "many ways through",
        " ".join(map(str, range(300))) + " a" * 300_000 + " x",
        " ".join(map(str, range(900, 1_200))) + " a" * 300_000 + " y",
    ),
    ("lines", "\n" * 2_000_000, "\n" * 1_900_000 + "x"),
    ("NULs and halves", "\x00\ud800" * 500_000, "\ud800\x00" * 500_000),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("old", "new"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_two_megabytes_are_compared_within_seconds(old: str, new: str) -> None:
    begun = time.perf_counter()
    pieces = word_diff(old, new)
    assert time.perf_counter() - begun < 15
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == old
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == new


TEXTS = st.text(alphabet="ab \n.한北", max_size=60) | st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == old
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == new
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))
    assert {piece.op for piece in pieces} <= {"equal", "delete", "insert"}


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert word_diff(text, text) == ([("equal", text)] if text else [])


@given(st.lists(st.sampled_from("abcde"), max_size=8), st.lists(st.sampled_from("abcde"), max_size=8))
def test_no_edit_is_shorter(old: list[str], new: list[str]) -> None:
    """Against the textbook table; blanks are left out so that none is joined."""
    kept = sum(len(piece.text) for piece in word_diff(".".join(old), ".".join(new)) if piece.op == "equal")
    assert kept == longest_common(".".join(old), ".".join(new))


def longest_common(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for left in one:
        diagonal = 0
        for place, right in enumerate(other, start=1):
            above = row[place]
            row[place] = diagonal + 1 if left == right else max(above, row[place - 1])
            diagonal = above
    return row[-1]
