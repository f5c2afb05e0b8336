"""One page of a list: a walk along one unique integer, in which nothing is counted for readers nor skipped.

The page walks one stream, looks its rows up in the others, and stops when it is full. Which one
to walk makes the difference between a millisecond and a minute; see ``_near_or_far`` for
PostgreSQL and ``_in_order`` for SQLite. A page is one statement, after a measuring one on SQLite.
Where the index of facets knows the positions, nothing is walked: its rows are looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection

from archive.models.plain import asked
from archive.reading_room.listing.selecting import Selection, Stream
from archive.reading_room.parameters import LARGEST

# How far a stream is measured. One this long is not sorted into another order: that order is walked.
LONG = 20_000
# So many rows are walked in the hope of a full page; of a longer one, so many times its length.
NEAR, NEAR_TIMES = 1_000, 4


class Start(NamedTuple):
    """Where a page begins: after ``key``, which is not on it (None: at the end), and which way it goes."""

    key: int | None = None
    ascending: bool = False

    @property
    def way(self) -> str:
        return "ASC" if self.ascending else "DESC"


class Found(NamedTuple):
    """A row of a page: its number in the order of the list, the record, and what was wanted of its document, if public."""

    key: int
    uid: str
    text: str | None = None


class _Sql(NamedTuple):
    text: str
    values: list[Any]


# One statement, since each costs a wait.
_WITH_DOCUMENTS = """
SELECT page.key, page.uid, document.{wanted} FROM ({page}) AS page
LEFT JOIN archive_document AS document ON document.uid = page.uid AND document.state = 'public'
"""


def page(selections: Sequence[Selection], column: str, start: Start, limit: int, *, wanted: str = "") -> list[Found]:
    """Up to ``limit`` rows of all selections together, in the order of ``column``, a unique integer.

    ``wanted``: a text column of documents, to be read with the rows.
    """
    found = [_statement(_Walk(each, column, start, limit)) for each in selections if each.types and each.among != ()]
    if not found:
        return []
    text, values = found[0]
    if len(found) > 1:
        pieces = " UNION ALL ".join(f"SELECT key, uid FROM ({piece.text}) AS piece" for piece in found)  # noqa: S608
        text = f"{pieces} ORDER BY 1 {start.way} LIMIT %s"
        values = [*(value for piece in found for value in piece.values), limit]
    if not wanted:
        return [Found(key, uid) for key, uid, *_ in asked(text, values)]
    rows = asked(_WITH_DOCUMENTS.format(wanted=wanted, page=text), values)
    # Sorted here: a database would carry the texts along.
    return sorted((Found(*row) for row in rows), key=attrgetter("key"), reverse=not start.ascending)


@dataclass(frozen=True)
class _Walk:
    """A page of one selection, and the statements that give it."""

    selection: Selection
    column: str
    start: Start
    limit: int

    @property
    def by_position(self) -> bool:
        return self.column == "position"

    @property
    def ordered(self) -> Stream:
        """The stream that has the column by which the page is ordered."""
        return self.selection.rows if self.by_position else self.selection.ordered or self.selection.rows

    @property
    def streams(self) -> list[Stream]:
        return list(dict.fromkeys((self.selection.rows, *self.selection.streams, self.ordered)))

    def sql(self, streams: Sequence[Stream], more: str = "TRUE", *, all_of: Stream | None = None) -> _Sql:
        """The statement that joins ``streams``, under one condition ``more`` on its ``{key}``.

        ``all_of``: a stream that is read whole, and only then sorted.
        """
        on_sqlite = connection.vendor == "sqlite"
        walked = streams[0] if self.by_position and on_sqlite else self.ordered
        key = f"t{streams.index(walked)}.{walked.position if self.by_position else self.column}"
        # SQLite is to use bounds where it walks, and not where it looks up; where it walks another
        # order, the plus keeps an index of positions from tempting it.
        plus = "+" if on_sqlite and not self.by_position and streams[0] == walked else ""
        bounded = streams[:1] if on_sqlite else streams
        positions = [f"{plus}t{number}.{stream.position}" for number, stream in enumerate(bounded)]
        bounds = _bounds(self.selection, positions, positions if self.by_position else [key], self.start, more)
        joined, conditions = _joined(streams)
        rows = f"t{streams.index(self.selection.rows)}"
        order = key
        if all_of:
            # It adds nothing, but is not known before both tables are joined.
            order += f" + (t{streams.index(all_of)}.{all_of.position} - t{streams.index(walked)}.{walked.position})"
        return _Sql(
            f"SELECT {key} AS key, {rows}.uid AS uid, {rows}.{self.selection.rows.position} AS position "  # noqa: S608
            f"FROM {joined} "
            f"WHERE {' AND '.join([*conditions, bounds.text])} "
            f"ORDER BY {order} {self.start.way} LIMIT %s",
            [*(value for stream in streams for value in stream.values), *bounds.values, self.limit],
        )


def _joined(streams: Sequence[Stream]) -> tuple[str, list[str]]:
    """The tables, and the conditions that hold of them; every position equals the first's."""
    # The plus keeps SQLite from looking rows up by the bounds of t0, of which it would make bounds for all.
    first = f"{'+' if connection.vendor == 'sqlite' else ''}t0.{streams[0].position}"
    conditions = [each.format(t=f"t{number}") for number, stream in enumerate(streams) for each in stream.conditions]
    conditions += [f"t{number}.{stream.position} = {first}" for number, stream in enumerate(streams[1:], start=1)]
    return " CROSS JOIN ".join(f"{each.table} AS t{number}" for number, each in enumerate(streams)), conditions


def _bounds(
    selection: Selection, positions: Sequence[str], keys: Sequence[str], start: Start, more: str = "TRUE"
) -> _Sql:
    """The conditions on where a page lies."""
    bounds = [
        *((f"{position} >= %s", selection.low) for position in positions),
        *((f"{position} < %s", selection.high) for position in positions),
        *((f"{key} {'>' if start.ascending else '<'} %s", start.key) for key in keys),
    ]
    found = [(condition, value) for condition, value in bounds if value is not None]
    conditions = [*(condition for condition, _ in found), *dict.fromkeys(more.format(key=key) for key in keys)]
    return _Sql(" AND ".join(conditions), [value for _, value in found])


def _statement(walk: _Walk) -> _Sql:
    if walk.selection.among is not None:
        # Both databases look few positions up before anything else.
        return walk.sql(walk.streams, f"{{key}} IN ({', '.join(map(str, walk.selection.among))})")
    if connection.vendor == "sqlite":
        walk, streams = _in_order(walk)
        return walk.sql(streams)
    unordered = [stream for stream in walk.selection.streams if not stream.is_indexed]
    return _near_or_far(walk, unordered[0]) if unordered else walk.sql(walk.streams)


# PostgreSQL: the planner knows from its statistics what to walk, but for words.


def _near_or_far(walk: _Walk, words: Stream) -> _Sql:
    """A walk of the nearest rows; only when it does not fill the page, all hits of ``words``, sorted.

    The index of words gives its hits at once and in no order. The planner takes them to be spread
    evenly, so it would walk past every row to a word that was in use long ago only; and to sort
    the hits of a word that is everywhere takes as long.
    """
    alone = replace(walk, selection=replace(walk.selection, rows=walk.ordered, streams=(), ordered=None), limit=1)
    edge = alone.sql([walk.ordered])
    near = _among_nearest(walk, words)
    wanting = f"(SELECT COUNT(*) FROM near) < {walk.limit}"  # noqa: S608
    far = _among_hits(walk, words, wanting) if walk.by_position else walk.sql(walk.streams, wanting, all_of=words)
    return _Sql(
        f"WITH edge AS ({edge.text} OFFSET {_nearest(walk)}), near AS MATERIALIZED ({near.text}) "  # noqa: S608
        f"SELECT key, uid FROM near WHERE (SELECT COUNT(*) FROM near) = {walk.limit} "
        f"UNION ALL SELECT key, uid FROM ({far.text}) AS far ORDER BY 1 {walk.start.way}",
        [*edge.values, *near.values, *far.values],
    )


def _nearest(walk: _Walk) -> int:
    return max(NEAR, NEAR_TIMES * walk.limit)


def _among_nearest(walk: _Walk, words: Stream) -> _Sql:
    """The rows before ``edge``, looked up in ``words``.

    Of a subquery with a limit the planner knows how few rows it has, and that they are in order.
    """
    end, beyond = (LARGEST, "<=") if walk.start.ascending else (0, ">=")
    window = f"{{key}} {beyond} COALESCE((SELECT key FROM edge), {end})"  # noqa: S608
    others = [stream for stream in walk.streams if stream != words]
    rows = replace(walk, limit=_nearest(walk) + 1).sql(others, window)
    return _Sql(
        f"SELECT nearest.key, nearest.uid FROM ({rows.text}) AS nearest "  # noqa: S608
        f"JOIN {words.table} AS word ON word.{words.position} = nearest.position "
        f"WHERE {' AND '.join(each.format(t='word') for each in words.conditions)} "
        f"ORDER BY nearest.key {walk.start.way} LIMIT %s",
        [*rows.values, *words.values, walk.limit],
    )


def _among_hits(walk: _Walk, words: Stream, more: str) -> _Sql:
    """All hits of ``words``, sorted by position and looked up in the other streams until the page is full."""
    # Of an expression no index gives the order: the hits are taken from the index of words.
    key = f"word.{words.position} + 0"
    bounds = _bounds(walk.selection, [f"word.{words.position}"], [f"word.{words.position}"], walk.start, more)
    others = [stream for stream in walk.streams if stream != words]
    joined, conditions = _joined(others)
    found = [*(each.format(t="word") for each in words.conditions), bounds.text]
    return _Sql(
        f"SELECT hit.key, t0.uid FROM (SELECT {key} AS key FROM {words.table} AS word "  # noqa: S608
        f"WHERE {' AND '.join(found)} ORDER BY 1 {walk.start.way} OFFSET 0) AS hit "
        f"CROSS JOIN {joined} WHERE t0.{others[0].position} = hit.key + 0 AND {' AND '.join(conditions) or 'TRUE'} "
        f"ORDER BY hit.key {walk.start.way} LIMIT %s",
        [*words.values, *bounds.values, *(value for stream in others for value in stream.values), walk.limit],
    )


# SQLite: it joins in the order in which a CROSS JOIN names the tables, and knows nothing of them.


class _Span(NamedTuple):
    """A stream from the start of the walk on: its rows, counted as far as LONG, and the first of them."""

    length: int
    edge: int | None


def _in_order(walk: _Walk) -> tuple[_Walk, list[Stream]]:
    """The streams, the one to walk first, and the walk without where no row can be."""
    streams = walk.streams
    candidates = [each for each in streams if each.is_indexed or not (walk.by_position or each == walk.ordered)]
    if not candidates or (walk.by_position and len(candidates) == 1):
        first = (candidates or [walk.ordered])[0]
    elif walk.by_position:
        spans, records = _measured(candidates, walk.selection, walk.start)
        first = _cheapest(streams, spans, records, walk.limit)
        walk = replace(walk, selection=_narrowed(walk.selection, [span.edge for span in spans.values()], walk.start))
    else:
        spans, _ = _measured(candidates, walk.selection, Start())
        shortest = min(candidates, key=lambda each: spans[each].length)
        first = shortest if spans[shortest].length < LONG else walk.ordered
    return walk, [first, *(each for each in streams if each != first)]


def _cheapest(streams: Sequence[Stream], spans: dict[Stream, _Span], records: int, limit: int) -> Stream:
    """The stream whose walk costs least, if what one row does in one stream says nothing of another."""

    def cost(stream: Stream) -> float:
        others = [each for each in streams if each != stream]
        rarest = min(spans[each].length if each in spans else records for each in others)
        walked = min(spans[stream].length, limit * records / max(rarest, 1))
        return walked * sum(each.look_up_cost for each in others)

    return min(spans, key=cost)


def _narrowed(selection: Selection, edges: Sequence[int | None], start: Start) -> Selection:
    """No row lies before the first row of any stream, so the walk begins where the last of them begins."""
    known = [edge for edge in edges if edge is not None]
    if len(known) < len(edges):
        return replace(selection, low=0, high=0)
    if start.ascending:
        return replace(selection, low=max(known))
    return replace(selection, high=min(known) + 1)


def _measured(streams: Sequence[Stream], selection: Selection, start: Start) -> tuple[dict[Stream, _Span], int]:
    """The span of each stream from the start on, and about how many records there are."""
    parts, values = ["SELECT -1, MAX(change), NULL FROM archive_document"], []
    for number, stream in enumerate(streams):
        position = f"t.{stream.position}"
        bounds = _bounds(selection, [position], [position], start)
        conditions = [*(each.format(t="t") for each in stream.conditions), bounds.text]
        parts.append(
            f"SELECT {number}, COUNT(*), {'MIN' if start.ascending else 'MAX'}(position) FROM "  # noqa: S608
            f"(SELECT {position} AS position FROM {stream.table} AS t WHERE {' AND '.join(conditions)} "
            f"ORDER BY {position} {start.way} LIMIT {LONG})"
        )
        values += [*stream.values, *bounds.values]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        [(_, records, _), *rows] = sorted(cursor.fetchall())
    return {streams[number]: _Span(length, edge) for number, length, edge in rows}, records or 0
