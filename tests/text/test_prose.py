"""An owner's text: paragraphs, lists and links, and nothing that could run."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.prose import Block, Run, blocks


def test_blank_lines_part_paragraphs_and_dashes_make_lists():
    assert blocks("One\nline.\n \nTwo:\n- first\n- second\nAfter.") == [
        Block(False, [[Run("One line.")]]),
        Block(False, [[Run("Two:")]]),
        Block(True, [[Run("first")], [Run("second")]]),
        Block(False, [[Run("After.")]]),
    ]


def test_nothing_is_no_prose():
    assert blocks("") == blocks(" \r\n\r\n ") == []


def test_links_are_said_or_bare():
    [block] = blocks("See [the method](/method/#standing), https://example.org/a_b, or [us](mailto:desk@example.org).")
    assert [run for run in block.items[0] if run.href] == [
        Run("the method", "/method/#standing"),
        Run("https://example.org/a_b", "https://example.org/a_b"),
        Run("us", "mailto:desk@example.org"),
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//elsewhere.example", "/\\elsewhere.example", "vbscript:x"]
)
def test_what_is_no_safe_address_stays_words(address):
    text = f"[click]({address})"
    assert blocks(text) == [Block(False, [[Run(text)]])]


@given(st.text() | st.text(alphabet="[]()-/ \nahtps:#@."))
def test_every_text_is_prose_and_keeps_its_words(text):
    found = [run for block in blocks(text) for item in block.items for run in item]
    assert all(not run.href or re.match(r"https?://[^/]|mailto:|/(?![/\\])|#", run.href) for run in found)
    assert all(word in text for run in found for word in run.words.split())
