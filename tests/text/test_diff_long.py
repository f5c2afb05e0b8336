"""Whole articles compared: sentence by sentence, then word by word."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.diff import text_diff

WORDS = [f"word{number}" for number in range(400)]


def shown(old: str, new: str) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[piece.op].format(piece.text) for piece in text_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("", "", ""),
        ("One.\nTwo.", "One.\nTwo.", "One.\nTwo."),
        (
            "It sent 10 shells. It said so.",
            "It sent 12 shells. It said so.",
            "It sent [-10-][+12+] shells. It said so.",
        ),
        ("First one. Second one.", "Second one.", "[-First one. -]Second one."),
        (
            "Alpha is here. Beta is there today. Gamma went away.",
            "Beta is there today. Alpha is here. Gamma went away.",
            "[-Alpha is here. -]Beta is there today. [+Alpha is here. +]Gamma went away.",
        ),
        ("A whole thing.\n\nEnd.\n", "A whole thing.\n\nNew.\n\nEnd.\n", "A whole thing.\n\n[+New.\n\n+]End.\n"),
    ],
)
def test_changes_read_as_a_person_would_mark_them(old: str, new: str, read: str) -> None:
    assert shown(old, new) == read


def article(seed: int, size: int = 50_000) -> str:
    chance = random.Random(seed)
    text = ""
    while len(text) < size:
        text += " ".join(chance.choices(WORDS, k=14)).capitalize() + chance.choice([". ", ". ", ".\n\n"])
    return text


def rewritten(text: str, every: int) -> str:
    words = text.split(" ")
    return " ".join(f"new{place}" if place % every == 0 else word for place, word in enumerate(words))


@pytest.mark.parametrize(
    "new",
    [
        article(1).replace("word7 ", "word8 "),
        rewritten(article(1), 9),
        rewritten(article(1), 2),
        article(2),
        article(1).replace("\n", " ").replace(".", ","),
        "\n\n".join(reversed(article(1).split("\n\n"))),
        "word1 " * 8_000,
    ],
    ids=["a word", "each sentence", "half of it", "another text", "one long sentence", "reversed", "monotonous"],
)
def test_fifty_thousand_characters_are_compared_within_a_second(new: str) -> None:
    old = article(1)
    begun = time.perf_counter()
    pieces = text_diff(old, new)
    assert time.perf_counter() - begun < 1.5  # a second on a quiet machine
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == old
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == new


@given(st.text(alphabet="ab. \n", max_size=60), st.text(alphabet="ab. \n", max_size=60))
def test_both_texts_can_be_read_off_it(old: str, new: str) -> None:
    pieces = text_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != "insert") == old
    assert "".join(piece.text for piece in pieces if piece.op != "delete") == new
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))
