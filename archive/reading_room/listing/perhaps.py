"""What a list as of a day leaves out because nobody can tell: it may have appeared by then, or later.

A record whose days are uncertain lies between the first one possible and the one on which it surely
was there. Those around a day are looked for by how far apart the two lie: what is vague by a month
begins within a month of the day. So an index gives them, however long the archive is.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from archive.reading_room.compose.cards import address
from archive.reading_room.listing.filters import narrowed
from archive.reading_room.listing.selecting import Selection, Stream
from archive.reading_room.projecting.appearing import BASE

# So many are shown; what filters leave is looked for among so many of each vagueness.
MOST, LOOKED_AT = 20, 100
# No two days of the calendar lie further apart.
VAGUEST = 11
TYPES = ("claim", "article", "event")
_LINKS = "archive_link"
_COLUMNS = "uid, type, slug, title, possible_from, known_from"


class Uncertain(NamedTuple):
    """A record that had perhaps appeared: from ``earliest`` on it may have, on ``latest`` it surely had."""

    type: str
    uid: str
    url: str
    title: str
    earliest: date
    latest: date


class Perhaps(NamedTuple):
    """``is_cut``: there are more than these."""

    records: list[Uncertain]
    is_cut: bool


def perhaps(type: str, values: Mapping[str, str], on: date, state: str = "") -> Perhaps:
    """The records that the filters of a list leave and that may have appeared by ``on`` (one query).

    The first possible day orders them, the latest first. ``values`` were checked by ``lists.read``.
    Of claims, the state of the first sure day is what filters ask for.
    """
    types = TYPES if type == "any" else (type,)
    selections = [_selection(each, type, values, state) for each in types if each in TYPES]
    parts = [_part(each, on.toordinal()) for each in selections if each.types]
    if not parts:
        return Perhaps([], False)
    text = " UNION ALL ".join(part for part, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{text} ORDER BY possible_from DESC, uid LIMIT %s",
            [*(value for _, some in parts for value in some), MOST + 1],
        )
        found = [_uncertain(*row) for row in cursor.fetchall()]
    return Perhaps(found[:MOST], len(found) > MOST)


def uncertain(type: str, uid: str, on: date) -> Uncertain | None:
    """A public record if it had perhaps, and not surely, appeared by ``on`` (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM archive_document WHERE uid = %s AND type = %s "  # noqa: S608
            "AND state = 'public' AND possible_from <= %s AND known_from > %s",
            [uid, type, on.toordinal(), on.toordinal()],
        )
        row = cursor.fetchone()
    return _uncertain(*row) if row else None


def _uncertain(uid: str, type: str, slug: str, title: str, first: int, last: int) -> Uncertain:
    return Uncertain(type, uid, address(type, uid, slug), title, date.fromordinal(first), date.fromordinal(last))


def _selection(type: str, of: str, values: Mapping[str, str], state: str) -> Selection:
    """What the filters ask of records of one type, whenever they appeared."""
    table = "archive_claimstate" if of == "claim" else "archive_document"
    start = Selection(Stream(table), (type,), state=state)
    (found,) = narrowed([start], of, values)
    return found


def _part(selection: Selection, on: int) -> tuple[str, list[Any]]:
    """The statement that gives the records of one type, and its values."""
    (type,) = selection.types
    conditions = [*_filters(selection)]
    most = LOOKED_AT if conditions else MOST + 1
    near, values = [], []
    for vague in range(1, VAGUEST + 1):
        near.append(
            f"SELECT * FROM (SELECT {_COLUMNS}, position FROM archive_document "  # noqa: S608
            "WHERE type = %s AND vague = %s AND vague > 0 AND possible_from > %s AND possible_from <= %s "
            "AND known_from > %s ORDER BY possible_from DESC, uid LIMIT %s) AS near"
        )
        values += [type, vague, on - BASE**vague, on, on, most]
    where = " AND ".join(text for text, _ in conditions) or "TRUE"
    values += [value for _, some in conditions for value in some]
    return f"SELECT {_COLUMNS} FROM ({' UNION ALL '.join(near)}) AS d WHERE {where}", values  # noqa: S608


def _filters(selection: Selection) -> Iterator[tuple[str, Sequence[Any]]]:
    """Conditions on the record ``d``, each with its values."""
    for bound, sign in ((selection.low, ">="), (selection.high, "<")):
        if bound is not None:
            yield f"d.position {sign} %s", [bound]
    rows = selection.rows
    if rows.conditions:
        first = " AND t.valid_from = d.known_from" if rows.table == "archive_claimstate" else ""
        yield _holds(rows, f"t.uid = d.uid{first}"), rows.values
    for stream in selection.streams:
        # What names it only in a text that came later does not make it one of these.
        days = " AND t.from_day <= d.known_from" if stream.table == _LINKS else ""
        yield _holds(stream, f"t.{stream.position} = d.position{days}"), stream.values


def _holds(stream: Stream, place: str) -> str:
    conditions = " AND ".join(each.format(t="t") for each in stream.conditions)
    return f"EXISTS (SELECT 1 FROM {stream.table} AS t WHERE {conditions} AND {place})"  # noqa: S608
