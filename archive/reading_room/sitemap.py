"""Which public pages there are, in pieces that never grow: a piece holds what ten thousand entries made public."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from archive.models import Document, LedgerEntry
from archive.reading_room.compose.cards import PLURALS, address

# Every record is first published by an entry of its own, so that no piece can hold more pages.
IN_A_PIECE = 10_000


class Listed(NamedTuple):
    """A page and when what it shows last changed."""

    path: str
    changed_at: datetime


def pieces() -> int:
    """How many pieces there are (one query): the last is still being filled."""
    last: int | None = LedgerEntry.objects.aggregate(last=Max("seq"))["last"]
    return -(-(last or 0) // IN_A_PIECE)


def piece(number: int) -> list[Listed]:
    """The public records of one piece, from 1, in the order of their publication (one query)."""
    first = (number - 1) * IN_A_PIECE
    rows = Document.objects.filter(
        # By name, for then each type is a stretch of one index.
        type__in=list(PLURALS),
        state=Document.State.PUBLIC,
        first_seq__gt=first,
        first_seq__lte=first + IN_A_PIECE,
    ).order_by("first_seq")
    return [
        Listed(address(type, uid, slug), at)
        for type, uid, slug, at in rows.values_list("type", "uid", "slug", "changed_at")
    ]
