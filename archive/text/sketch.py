"""How much of two texts is the same, whatever was added, cut or put in another order; and few hashes to find it by.

A text is the set of its shingles: every run of ``RUN`` folded words, as ``archive.text.words`` folds them (a
character of Chinese or Japanese is a word there). It is found by the few smallest hashes of its shingles: a text
that has much of it has some of these too, so that of a hundred thousand only a handful is read (Broder, 1997).
"""

import hashlib
import re
from heapq import nsmallest
from typing import NamedTuple

from archive.text.words import tokens

RUN = 3

Runs = frozenset[tuple[str, str, str]]

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_SIGN = 1 << 63


class Sketch(NamedTuple):
    """The shingles of a text as hashes (signed, 64 bits), and the hash of all its words in their order."""

    shingles: frozenset[int]
    words: str

    def smallest(self, count: int) -> list[int]:
        """So many of the hashes, or all there are: as good as drawn by lot, and the same ones in every copy."""
        return nsmallest(count, self.shingles)


class Shared(NamedTuple):
    """How much of one text stands in the other one, from 0 to 1 each way, and how much of both is in both."""

    of_first: float
    of_second: float
    of_both: float


def sketch(text: str) -> Sketch:
    """The sketch of a text; without shingles when there are no words."""
    words = [token.text for token in tokens(text)]
    last = max(1, len(words) - RUN + 1) if words else 0
    runs = (" ".join(words[start : start + RUN]) for start in range(last))
    return Sketch(frozenset(map(_hash, runs)), hashlib.sha256(" ".join(words).encode()).hexdigest())


def shared(first: Sketch, second: Sketch) -> Shared:
    """How much the two texts have in common, exactly."""
    common = len(first.shingles & second.shingles)
    if not common:
        return Shared(0.0, 0.0, 0.0)
    ours, theirs = len(first.shingles), len(second.shingles)
    return Shared(common / ours, common / theirs, common / (ours + theirs - common))


def rough(text: str) -> Runs:
    """Its runs of words nearly as they are written: ten times as quick as a sketch."""
    words = _WORD.findall(text.casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def roughly(first: Runs, second: Runs) -> float:
    """How much of the shorter text stands in the other one, more or less; 1 where one is too short to tell.

    What has little of it is not worth a sketch.
    """
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 1.0


def phrase_hash(kind: str, text: str) -> int:
    """The hash of a phrase as a whole, such as a title, written with its kind; like those of shingles."""
    return _hash(f"{kind}\n{' '.join(token.text for token in tokens(text))}")


def _hash(words: str) -> int:
    digest = hashlib.blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") - _SIGN
