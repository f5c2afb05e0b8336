"""Why a document holds no article."""

from collections.abc import Sequence

from archive.ingest.finding.body import label_paragraph
from archive.ingest.finding.lines import Line
from archive.ingest.shapes import Kind, Refusal

_MOST_LINES = 10_000
_LEAST_WORDS = 12
_LEAST_RESCUED = 20
_LEAST_BESIDE_ERROR = 60


def check_size(text: str) -> None:
    """Raise Refusal if the text has more lines than any article."""
    count = sum(1 for line in text.split("\n") if line and not line.isspace())
    if count > _MOST_LINES:
        raise Refusal(f"It has {count:,} lines; no article is that long. Is it a table, or are they many texts in one?")


def rescue(lines: Sequence[Line], core: tuple[int, int]) -> None:
    """Keep the paragraphs that stand together if none was kept: a short report can hide between long menus."""
    if sum(line.words for line in lines if line.kind is Kind.BODY) >= _LEAST_WORDS:
        return
    for line in lines[slice(*core)]:
        is_paragraph = line.group is None and line.is_ended and line.words >= _LEAST_RESCUED
        if line.kind is Kind.NOISE and is_paragraph and not line.addresses_reader:
            label_paragraph(line)


def check_article(lines: Sequence[Line]) -> None:
    """Raise Refusal, with the likeliest reason, if no line is a paragraph of some length."""
    words = sum(line.words for line in lines if line.kind is Kind.BODY)
    missing = any(line.group is not None and line.group.opens == "missing" for line in lines[:20])
    if missing and words < _LEAST_BESIDE_ERROR:
        raise Refusal("There is no article in it: the page says that something was not found or may not be seen.")
    if words >= _LEAST_WORDS:
        return
    names = {line.group.name for line in lines if line.group is not None}
    if "newsletter" in names and len(lines) < 40:
        raise Refusal("There is no article in it: the page only asks to sign in or to subscribe.")
    raise Refusal(
        "There is no article in it: it holds short lines, as a menu or a list of links does, and no paragraph."
    )
