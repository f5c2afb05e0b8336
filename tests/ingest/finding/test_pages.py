"""Pages of many layouts: what is the article's is kept, what is the page's is dropped, each called what it is."""

import pytest

from archive.ingest.finding import find
from archive.ingest.shapes import Kind

from .building import PAGES, Marked, marked_page, read_of

_NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))
_WITHIN = {Kind.DATELINE, Kind.CREDIT}


def _kind_of(mark: Marked, pieces: list) -> Kind:
    """Of the pieces in a paragraph the one that gives it its name: not its dateline, label or credit."""
    own = [piece for piece in pieces if piece.start < mark.end and piece.end > mark.start]
    named = [piece for piece in own if piece.kind not in _WITHIN and piece.kind is not Kind.NOISE]
    return max(named or own, key=lambda piece: piece.end - piece.start).kind


@pytest.mark.parametrize("name", _NAMES)
def test_every_paragraph_is_called_what_it_is(name: str) -> None:
    text, marks = marked_page(PAGES / f"{name}.txt")
    pieces = find(read_of(text)).pieces
    found = [(_kind_of(mark, pieces).value, text[mark.start : mark.end]) for mark in marks]
    assert found == [(mark.kind.value, text[mark.start : mark.end]) for mark in marks]


@pytest.mark.parametrize("name", _NAMES)
def test_kept_paragraphs_are_whole_and_in_order(name: str) -> None:
    text, marks = marked_page(PAGES / f"{name}.txt")
    kept = find(read_of(text)).text.split("\n\n")
    bodies = [" ".join(text[mark.start : mark.end].split()) for mark in marks if mark.kind is Kind.BODY]
    if name != "printed_pdf":  # there words are parted at the ends of lines
        assert [line for line in kept if line in bodies] == bodies


def test_there_are_pages_of_many_layouts() -> None:
    assert len(_NAMES) >= 40
