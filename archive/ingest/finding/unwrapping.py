"""Lines that were broken at a width, as mail and old databases do it, are one paragraph again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NARROWEST, _WIDEST = 40, 130
_LEAST_BREAKS = 4
_SHARE = 0.8
_WITHIN = 0.4
# Editors change a word here and there after lines were broken.
_SLACK = 8
_UNSPACED_FROM = "\u2e80"
_LONGEST_WORD = 40
_MARKS = ("•", "-", "*", "–", "—", "·", ">", "▪", "●", "[", "(")


class Span(NamedTuple):
    """A stretch of the document without a line feed, and where it stands in the paragraph's text."""

    start: int
    end: int
    at: int


class _Raw(NamedTuple):
    start: int
    text: str
    indent: int
    above: int  # blank lines


def paragraphs(text: str) -> Iterator[tuple[Sequence[Span], str]]:
    """The paragraphs of ``text``: lines that are not blank, those joined that were broken at a width."""
    raws = list(_raws(text))
    width = _width(raws)
    together: list[_Raw] = []
    for raw in raws:
        if together and not (width and _is_broken(together[-1], raw, width)):
            yield _joined(together)
            together = []
        together.append(raw)
    if together:
        yield _joined(together)


def _raws(text: str) -> Iterator[_Raw]:
    position = above = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            indent = line.index(words[0])
            yield _Raw(position + indent, words, indent, above)
        above = 0 if words else above + 1
        position += len(line) + 1


def _width(raws: Sequence[_Raw]) -> int:
    """The width at which the text was broken, or 0."""
    pairs = [(one, other) for one, other in pairwise(raws) if not other.above]
    if len(pairs) < _LEAST_BREAKS:
        return 0
    lengths = sorted(len(one.text) + one.indent for one, _ in pairs)
    width = lengths[int(len(lengths) * 0.97)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    broken = [other for one, other in pairs if _is_broken(one, other, width)]
    # Within a sentence no capital stands after most breaks; lines of a list all have one.
    within = sum(not other.text[0].isupper() and other.text[0].isalpha() for other in broken)
    return width if len(broken) >= _SHARE * len(pairs) and within >= _WITHIN * len(pairs) else 0


def _is_broken(one: _Raw, other: _Raw, width: int) -> bool:
    """Whether the next word hardly fitted behind the line."""
    if other.above or other.indent > one.indent + 1 or other.text.startswith(_MARKS):
        return False
    first = 1 if other.text[0] >= _UNSPACED_FROM else min(_LONGEST_WORD, len(other.text.split(maxsplit=1)[0]))
    return len(one.text) + one.indent + 1 + first > width - _SLACK


def _joined(raws: Sequence[_Raw]) -> tuple[Sequence[Span], str]:
    spans: list[Span] = []
    parts: list[str] = []
    at = 0
    for raw in raws:
        if parts and raw.text[0] < _UNSPACED_FROM and not _is_hyphened(parts[-1]):
            parts.append(" ")
            at += 1
        spans.append(Span(raw.start, raw.start + len(raw.text), at))
        parts.append(raw.text)
        at += len(raw.text)
    return spans, "".join(parts)


def _is_hyphened(text: str) -> bool:
    return text.endswith("-") and text[-2:-1].isalpha()
