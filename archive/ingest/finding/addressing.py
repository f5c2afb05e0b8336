"""Prose that speaks to the reader about the site: appeals, subscriptions, newsletters, cookies."""

import re
from collections.abc import Iterable
from itertools import pairwise

from archive.ingest.finding.lines import Line
from archive.ingest.finding.tables import weights_of, words_of

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{0,2000}[”\"»“]")
_LOOK = 900
_SCORE = 4.0
_DENSITY = 0.09


def mark_addressing(lines: Iterable[Line], spoken_of: frozenset[str]) -> None:
    """Mark the lines that are the site's own voice; words that the article is about do not count."""
    for line in lines:
        if line.kind is None and line.group is None:
            line.addresses_reader = _addresses_reader(line, spoken_of)


def _addresses_reader(line: Line, spoken_of: frozenset[str]) -> bool:
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(_QUOTED.sub(" ", line.text[:_LOOK]))]
    if len(words) < 3 or not words_of("quoting").isdisjoint(words):
        return False
    weights = weights_of("addressing")
    score = sum(weights.get(word, 0) for word in set(words) - spoken_of)
    score += sum(weights.get(f"{one} {two}", 0) for one, two in set(pairwise(words)))
    return score >= _SCORE and score / len(words) >= _DENSITY
