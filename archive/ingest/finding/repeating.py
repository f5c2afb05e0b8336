"""What stands twice: captions under every size of a picture, pull quotes, whole paragraphs."""

import re
from collections.abc import Sequence

from archive.ingest.finding.folding import folded
from archive.ingest.finding.lines import Line
from archive.ingest.shapes import Kind

_SENTENCE = re.compile(r"[^.!?…。！？]{12,600}[.!?…。！？]?")
_LEAST_WORDS = 5
_MOST_WORDS = 45
_LEAST_LOOSE_WORDS = 4
_MOST_LOOKED_FOR = 40
_LOOK = 4000


def earlier_copies(lines: Sequence[Line]) -> dict[int, int]:
    """Lines of some length that repeat an earlier one word for word: number → number of the first."""
    first: dict[str, int] = {}
    copies = {}
    for at, line in enumerate(lines):
        if line.words >= _LEAST_WORDS:
            earlier = first.setdefault(line.key, at)
            if earlier != at:
                copies[at] = earlier
    return copies


def mark_pull_quotes(lines: Sequence[Line]) -> None:
    """Lines that only repeat words of a longer paragraph are set large for the eye, and are noise."""
    bodies = [line for line in lines if line.kind is Kind.BODY]
    longest: dict[str, int] = {}
    for line in bodies:
        for match in _SENTENCE.finditer(line.text[:_LOOK]):
            sentence = folded(match[0])
            longest[sentence] = max(line.words, longest.get(sentence, 0))
    quoted = []
    for line in bodies:
        if line.role == "blockquote" and line.words <= _MOST_WORDS and not line.text.endswith((".", "!")):
            quoted.append(line)
        if _LEAST_WORDS <= line.words <= _MOST_WORDS and longest.get(line.key, 0) > line.words + 2:
            line.be(Kind.NOISE, "A paragraph of the article says the same.")
    loose = [line for line in lines if line.is_loose and line.words >= _LEAST_LOOSE_WORDS and not line.bullet]
    _mark_contained([*quoted, *loose][:_MOST_LOOKED_FOR], bodies)


def _mark_contained(lines: Sequence[Line], bodies: Sequence[Line]) -> None:
    if lines:
        texts = [(line, folded(line.text)) for line in bodies]
        for line in lines:
            if any(line.key in text for other, text in texts if other is not line):
                line.be(Kind.NOISE, "A paragraph of the article says the same.")
