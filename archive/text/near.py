"""Where words much like a lost quotation stand in a text: candidates for a person to judge, never an answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

LEAST_LIKE = 0.4
MOST_WORDS = 400
AROUND = 8  # words on each side that tell equal candidates apart
LOOKED_AT = 12
MOST_WINDOWS = 2_000
MOST_MISSPELT = 12

_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


class Near(NamedTuple):
    """A stretch in code points, and how much it and its surroundings are alike (from 0 to 1)."""

    start: int
    end: int
    likeness: float
    surroundings: float


class _Words(NamedTuple):
    folded: list[str]
    spans: list[tuple[int, int]]


def near(text: str, words: str, prefix: str = "", suffix: str = "", most: int = 5) -> list[Near]:
    """The stretches of `text` that are most like `words`, the likest first; none overlap."""
    sought = _read(words).folded[:MOST_WORDS]
    if not sought:
        return []
    here = _read(text)
    sought = _as_spelt(sought, here.folded)
    around = Counter(_read(prefix).folded[-AROUND:]), Counter(_read(suffix).folded[:AROUND])
    found = []
    for first, last in _windows(here.folded, sought, around):
        found.append(_compared(here, first, last, sought, around))
    likely = [each for each in found if each.likeness >= LEAST_LIKE]
    likely.sort(key=lambda each: (-each.likeness, -each.surroundings, each.start))
    return likely[:most]


def _read(text: str) -> _Words:
    found = list(_WORD.finditer(text))
    return _Words([each[0].casefold() for each in found], [each.span() for each in found])


def _as_spelt(sought: Sequence[str], here: Sequence[str]) -> list[str]:
    """`sought` with words that the text lacks in the spelling that it has instead, if it has one."""
    known = set(here)
    lost = [word for word in dict.fromkeys(sought) if word not in known and len(word) > 3][:MOST_MISSPELT]
    spelt = {}
    for word in lost:
        alike = [each for each in known if abs(len(each) - len(word)) < 3 and each[:1] == word[:1]]
        for match in get_close_matches(word, alike[:MOST_WINDOWS], 1, 0.75):
            spelt[word] = match
    return [spelt.get(word, word) for word in sought]


def _windows(
    here: Sequence[str], sought: Sequence[str], around: tuple[Counter[str], Counter[str]]
) -> Iterator[tuple[int, int]]:
    """The likeliest runs of as many words, trimmed to those that are sought; none overlap."""
    size = len(sought)
    scored = [(score, first) for first, score in enumerate(_scores(here, sought)) if score >= LEAST_LIKE * size]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    ranked = [
        # Of windows that overlap, the one that begins as the sought words do.
        (-score, here[first] != sought[0], -_like(here, first, first + size, around), first)
        for score, first in scored[:MOST_WINDOWS]
    ]
    taken: list[tuple[int, int]] = []
    wanted = set(sought)
    for *_, first in sorted(ranked):
        last = min(len(here), first + size)
        while here[first] not in wanted:
            first += 1
        while here[last - 1] not in wanted:
            last -= 1
        if all(last <= one or first >= other for one, other in taken):
            taken.append((first, last))
            yield first, last
        if len(taken) == LOOKED_AT:
            return


def _scores(here: Sequence[str], sought: Sequence[str]) -> Iterator[int]:
    """For each place, how many of the sought words are among as many words from there on."""
    size = len(sought)
    wanted, inside = Counter(sought), Counter[str]()
    score = 0
    for place, word in enumerate(here):
        score += inside[word] < wanted[word]
        inside[word] += 1
        if place >= size:
            left = here[place - size]
            inside[left] -= 1
            score -= inside[left] < wanted[left]
        if place >= size - 1:
            yield score
    if len(here) < size:
        yield score


def _like(here: Sequence[str], first: int, last: int, around: tuple[Counter[str], Counter[str]]) -> float:
    """How many of the words around are the same ones."""
    before, after = Counter(here[max(0, first - AROUND) : first]), Counter(here[last : last + AROUND])
    common = (before & around[0]).total() + (after & around[1]).total()
    return common / max(1, around[0].total() + around[1].total())


def _compared(
    here: _Words, first: int, last: int, sought: Sequence[str], around: tuple[Counter[str], Counter[str]]
) -> Near:
    # Without the words at either end that are sought elsewhere.
    blocks = SequenceMatcher(None, sought, here.folded[first:last], autojunk=False).get_matching_blocks()[:-1]
    if blocks:
        first, last = first + blocks[0].b, first + blocks[-1].b + blocks[-1].size
    likeness = 2 * sum(block.size for block in blocks) / (len(sought) + last - first)
    surroundings = _like(here.folded, first, last, around)
    return Near(here.spans[first][0], here.spans[last - 1][1], likeness, surroundings)
