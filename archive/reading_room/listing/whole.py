"""A whole list, from its beginning to its end, however long it is: never more than a piece of it is held."""

from collections.abc import Callable, Iterator, Sequence

from django.db import connection

from archive.models.bulk import uncollected
from archive.models.plain import asked, marks
from archive.reading_room.listing.filters import ORDERINGS
from archive.reading_room.listing.lists import Wanted
from archive.reading_room.listing.walking import Start, page
from archive.reading_room.projecting.composing import text_of
from archive.reading_room.showing.details import known

# Documents in a piece; and those PostgreSQL sends ahead while the ones before are dealt with.
PIECE, AHEAD = 250, 20
# What becomes of the JSON texts of some documents. It must read them all.
Write = Callable[[Iterator[str]], bytes]

_STORED = """
SELECT document.body FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(uid, place)
JOIN archive_document document USING (uid) WHERE document.state = 'public' ORDER BY wanted.place
"""
_LOOKED_UP = "SELECT uid, body FROM archive_document WHERE uid IN ({marks}) AND state = 'public'"


def whole(wanted: Wanted, write: Write) -> Iterator[bytes]:
    """What ``write`` makes of every document of a list, in its order, piece by piece (two or three queries each)."""
    column, ascending = ORDERINGS[wanted.ordering.lstrip("-")], not wanted.ordering.startswith("-")
    key = None
    while found := page(wanted.selections, column, Start(key, ascending), PIECE):
        with uncollected():
            piece = write(_texts(wanted, [each.uid for each in found]))
        yield piece
        if len(found) < PIECE:
            return
        key = found[-1].key


def _texts(wanted: Wanted, uids: list[str]) -> Iterator[str]:
    if wanted.type == "claim" and wanted.on is not None:
        then = known(uids, wanted.on.toordinal())
        yield from (text_of(then[uid]) for uid in uids if uid in then)
    elif connection.vendor == "postgresql":
        yield from _streamed(uids)
    else:
        found = dict(asked(_LOOKED_UP.format(marks=marks(uids)), uids))
        yield from (found[uid] for uid in uids if uid in found)


def _streamed(uids: Sequence[str]) -> Iterator[str]:
    """Public documents in the order of ``uids``. The server unpacks the next ones while this process writes."""
    with connection.cursor() as cursor:
        for (text,) in cursor.stream(_STORED, [list(uids)], size=AHEAD):
            yield text
