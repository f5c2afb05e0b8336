"""Claims that say nearly the same as somebody is about to state, and where they differ."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest

from archive.admin.hiding import mask, sees_protected
from archive.admin.workbench.board import speakers
from archive.models import Claim, Document
from archive.reading_room.searching.search import find
from archive.text.diff import Piece, word_diff
from archive.text.ids import is_uid
from archive.text.words import terms, tokens

LONGEST = 2_000  # characters that are read of what was typed
MOST_WORDS = 8
MOST_OF_A_WORD = 60
MOST_SHOWN = 6
NEAR = 0.2  # share of the words, weighed by how rare they are
SHORTEST_WORD = 3


class Similar(NamedTuple):
    """A claim and what differs: ``pieces`` make what was typed of it; ``numbers`` stand in only one of the two."""

    claim: Any
    speakers: str
    pieces: list[Piece]
    numbers: tuple[list[str], list[str]]
    share: float

    @property
    def same(self) -> bool:
        return all(piece.op == "equal" for piece in self.pieces)


def similar(request: HttpRequest, typed: str) -> list[Similar]:
    """The claims nearest to ``typed``, the nearest first; its own uid finds a claim too (two queries a word at most)."""
    typed = " ".join(typed[:LONGEST].replace("\0", "").split())
    wanted = terms(typed)
    if not wanted:
        return []
    rows = Claim.objects.filter(_holding(typed)).prefetch_related("claimants__source").order_by("-pk")
    near = nearest(typed, wanted, list(rows))
    if not sees_protected(request):
        mask([row for row, _ in near], "claimants__source")
    return [_compared(row, typed, share) for row, share in near]


def _holding(typed: str) -> Q:
    """Claims that hold one of the longest words, which are the rarest as a rule.

    Each word has its own newest claims, so that a frequent one does not leave out what a rare one
    finds. Public claims are found by the readers' index, what only the desk says by its rows.
    """
    words = {typed[token.start : token.end] for token in tokens(typed)}
    longest = sorted(
        {word for word in words if len(word) >= SHORTEST_WORD} or words, key=lambda word: (len(word), word)
    )
    positions: set[int] = set()
    keys: set[int] = set()
    for word in longest[-MOST_WORDS:]:
        positions.update(find(word, ("claim",), limit=MOST_OF_A_WORD))
        own = Claim.objects.filter(differs=True, statement__icontains=word).order_by("-pk")
        keys.update(own.values_list("pk", flat=True)[:MOST_OF_A_WORD])
    public = Document.objects.filter(position__in=positions).values("uid")
    return Q(pk__in=keys) | Q(uid__in=public) | (Q(uid=typed) if is_uid(typed) else Q())


def nearest(typed: str, wanted: Sequence[str], rows: Sequence[Any]) -> list[tuple[Any, float]]:
    """The rows that share most words with ``wanted``; rare words count more."""
    bags = [set(terms(row.statement)) for row in rows]
    frequency = Counter(term for bag in bags for term in bag)
    weight = {term: math.log(1 + (len(rows) + 1) / (1 + frequency[term])) for term in frequency.keys() | set(wanted)}
    found = [(row, _share(set(wanted), bag, weight)) for row, bag in zip(rows, bags, strict=True)]
    near = [(row, share) for row, share in found if share >= NEAR or row.uid == typed]
    return sorted(near, key=lambda pair: -pair[1])[:MOST_SHOWN]


def _share(wanted: set[str], held: set[str], weight: dict[str, float]) -> float:
    """How much of what was typed the claim holds; a little less for what it says beside."""
    common = sum(weight[term] for term in wanted & held)
    beside = sum(weight[term] for term in held - wanted)
    return common / (sum(weight[term] for term in wanted) + 0.25 * beside)


def _compared(row: Any, typed: str, share: float) -> Similar:
    theirs, mine = numbers(row.statement), numbers(typed)
    return Similar(
        row,
        speakers(row.claimants.all()),
        word_diff(row.statement, typed) if not is_uid(typed) else [Piece("equal", row.statement)],
        (_without(theirs, mine), _without(mine, theirs)),
        share,
    )


def numbers(text: str) -> list[str]:
    """The numbers of a text, as search reads them: "10,000" is 10000."""
    return [term for term in terms(text) if term.isdigit()]


def _without(these: Iterable[str], those: Sequence[str]) -> list[str]:
    return [each for each in dict.fromkeys(these) if each not in those]
