"""Claims that say nearly the same as somebody is about to state, and where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest

from archive.admin.hiding import mask, sees_protected
from archive.admin.workbench.board import speakers
from archive.ingest.matching import near, weight, words_of
from archive.models import Claim
from archive.text.diff import Piece, word_diff
from archive.text.ids import is_uid
from archive.text.words import terms

LONGEST = 2_000  # characters that are read of what was typed
MOST_SHOWN = 6
NEAR = 0.2  # share of the words, weighed by how rare they are


class Similar(NamedTuple):
    """A claim and what differs: ``pieces`` make what was typed of it; ``numbers`` stand in only one of the two."""

    claim: Any
    speakers: str
    pieces: list[Piece]
    numbers: tuple[list[str], list[str]]

    @property
    def same(self) -> bool:
        return all(piece.op == "equal" for piece in self.pieces)


def similar(request: HttpRequest, typed: str) -> list[Similar]:
    """The claims nearest to ``typed``, the nearest first; its own uid finds a claim too (eight queries at most)."""
    typed = " ".join(typed[:LONGEST].replace("\0", "").split())
    wanted = words_of(typed)
    if not wanted:
        return []
    found = near([typed])
    shares = {each.uid: _share(wanted, each.words, found.weights) for each in found.claims[0]}
    nearest = sorted((uid for uid, share in shares.items() if share >= NEAR), key=lambda uid: (-shares[uid], uid))
    uids = [*([typed] if is_uid(typed) else []), *nearest[:MOST_SHOWN]]
    rows = Claim.objects.filter(uid__in=uids).prefetch_related("claimants__source")
    claims = sorted(rows, key=lambda row: uids.index(row.uid))
    if not sees_protected(request):
        mask(claims, "claimants__source")
    return [_compared(row, typed) for row in claims]


def _share(wanted: frozenset[str], held: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of what was typed the claim holds; a little less for what it says beside."""
    return weight(wanted & held, weights) / (weight(wanted, weights) + 0.25 * weight(held - wanted, weights))


def _compared(row: Any, typed: str) -> Similar:
    theirs, mine = numbers(row.statement), numbers(typed)
    return Similar(
        row,
        speakers(row.claimants.all()),
        word_diff(row.statement, typed) if not is_uid(typed) else [Piece("equal", row.statement)],
        (_without(theirs, mine), _without(mine, theirs)),
    )


def numbers(text: str) -> list[str]:
    """The numbers of a text, as search reads them: "10,000" is 10000."""
    return [term for term in terms(text) if term.isdigit()]


def _without(these: Iterable[str], those: Sequence[str]) -> list[str]:
    return [each for each in dict.fromkeys(these) if each not in those]
