"""The index of facets: one in a process, brought up to date by what was written since it was read.

It is made of segments. What a later one holds, the earlier ones no longer do, so each record
counts once. A new segment takes in those before it that are not much larger, so there are few
and nothing is read often; one as large as all the rest makes one of all, read anew.

Its sets are bits of the rows of all segments, one segment after another. At a million claims of
three rows each it takes about 200 MB; workers share it with the process that they were forked from.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from threading import Lock
from typing import Any, NamedTuple

from django.db import connection

from archive.reading_room.faceting.named import Counted
from archive.reading_room.faceting.segments import DAYS_KEPT, RELATIONS, Segment, Since
from archive.reading_room.freshness import named
from archive.reading_room.listing.selecting import Stream

# A segment is read again with the next one unless it has more than so many times as many records.
LARGER = 2
# Of so few records it is asked one by one whether they are found.
FEW = 200


class Mark(NamedTuple):
    """How far had been written.

    ``state`` is what ``freshness.newest`` says; ``built``, when everything was made anew; ``sources``, how many
    are public, for their own index; ``more``, about how many records have come since the index was read.
    """

    state: str
    since: Since
    built: str
    sources: int
    more: int


class Part(NamedTuple):
    """A segment, the rows of it that no later one holds, and since when its records were written."""

    segment: Segment
    alive: int
    since: Since

    def without(self, later: Segment) -> "Part":
        return self._replace(alive=self.alive & ~self.segment.again(later))


class Index:
    """The records of one type in one state of the archive. All sets are bits of rows."""

    def __init__(self, type: str, mark: Mark, parts: Sequence[Part]) -> None:
        self.type, self.state, self.mark, self.parts = type, mark.state, mark, parts
        self._firsts = [*accumulate((part.segment.rows for part in parts), initial=0)]
        self.known = lru_cache(DAYS_KEPT)(self._known)
        # What was counted by whom it was asked for; see ``facets``.
        self.counted: dict[Hashable, Any] = {}
        # What the words of a relation are called, for whoever asks the documents.
        self.labels: dict[str, dict[str, str]] = {}

    def __len__(self) -> int:
        return self.known(None).bit_count()

    def _of_all(self, rows_in: Callable[[Segment], int]) -> int:
        """The rows of all segments, told of each."""
        return self._side_by_side(rows_in(part.segment) for part in self.parts)

    def _side_by_side(self, rows: Iterable[int]) -> int:
        found = 0
        for first, some in zip(self._firsts, rows, strict=False):
            found |= some << first
        return found

    def _known(self, on: int | None) -> int:
        """The rows that hold on a day (an ordinal), or today: one a record at most."""
        return self._side_by_side(part.segment.known(on) & part.alive for part in self.parts)

    def valued(self, column: str, value: Any) -> int:
        """The rows with a value in a column."""
        return self._of_all(lambda segment: segment.valued(column, value))

    def at_least(self, column: str, least: int) -> int:
        """The rows with that number in a column, or a larger one."""
        return self._of_all(lambda segment: segment.at_least(column, least))

    def linked(self, relation: str, named: str) -> int:
        """The rows of the records that name something, from the day on which they do."""
        return self._of_all(lambda segment: segment.linked(relation, named))

    def between(self, low: int | None, high: int | None) -> int:
        """The rows from one position to before another."""
        return self._of_all(lambda segment: segment.between(low, high))

    def years(self) -> range:
        """The years in which records stand, the newest first."""
        found = [years for part in self.parts if (years := part.segment.years())]
        return range(max(each[0] for each in found), min(each[-1] for each in found) - 1, -1) if found else range(0)

    def named(self, relation: str) -> dict[str, int]:
        """Each thing that is named, and the position of one record that names it."""
        return {
            value: position
            for part in self.parts
            for value, position in part.segment.examples(relation, part.alive)
        }  # fmt: skip

    def counting(self, rows: int, *, is_today: bool) -> list[Counted]:
        """What the records of some rows name, ready to be counted, in each segment; the largest comes first."""
        return [part.segment.counting(some, is_today=is_today) for part, some in self._apart(rows)]

    def standing(self, rows: int, key: int | None, most: int, *, ascending: bool) -> tuple[int, ...]:
        """Where the first ``most`` of the records of some rows, one each, stand after ``key`` in the order of position."""
        low, high = (None if key is None else key + 1, None) if ascending else (None, key)
        positions = [
            position
            for part, some in self._apart(rows & self.between(low, high))
            for position in part.segment.standing(some, most, oldest=ascending)
        ]
        return tuple(sorted(positions, reverse=not ascending)[:most])

    def _apart(self, rows: int) -> Iterator[tuple[Part, int]]:
        """The rows in each segment."""
        for part, first, end in zip(self.parts, self._firsts, self._firsts[1:], strict=False):
            yield part, (rows >> first) & ((1 << end - first) - 1)

    def found(self, streams: Collection[Stream]) -> dict[Stream, int]:
        """The rows of the records in each stream (one query at most)."""
        known = [{each: part.segment.kept(each) for each in streams} for part in self.parts]
        missing = [each for each in streams if any(rows[each] is None for rows in known)]
        if missing:
            lacking = [part.segment for part, rows in zip(self.parts, known, strict=True) if None in rows.values()]
            few = sum(map(len, lacking)) <= FEW
            among = [each for segment in lacking for each in segment.positions()] if few else None
            positions = _positions(missing, among)
            for part, rows in zip(self.parts, known, strict=True):
                new = [each for each in missing if rows[each] is None]
                rows |= {each: part.segment.keep(each, positions.get(each, ())) for each in new}
        return {each: self._side_by_side(rows[each] or 0 for rows in known) for each in streams}


def _positions(streams: Sequence[Stream], among: Sequence[int] | None) -> dict[Stream, list[int]]:
    """The positions in each stream; only those out of ``among``, unless it is None."""
    if among is not None and not among:
        return {}
    only = f"AND t.{{position}} IN ({', '.join(['%s'] * len(among))})" if among else ""
    # As one text: a row each would take five times as long.
    join = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    parts = [
        f"SELECT {number}, {join}(CAST(t.{each.position} AS text), ',') FROM {each.table} AS t "  # noqa: S608
        f"WHERE {' AND '.join(each.conditions).format(t='t')} {only.format(position=each.position)}"
        for number, each in enumerate(streams)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(parts), [value for each in streams for value in (*each.values, *(among or ()))]
        )
        texts: dict[int, str | None] = dict(cursor.fetchall())
    return {each: [*map(int, filter(None, (texts[n] or "").split(",")))] for n, each in enumerate(streams)}


_kept: dict[str, Index] = {}
_reading = {type: Lock() for type in RELATIONS}


def index(type: str, state: str = "") -> Index:
    """The index of a type in ``state``, which is what ``freshness.newest`` said, or in a later one.

    When that has changed, one thread reads what was written since; the others wait for it.
    """
    kept = _kept.get(type)
    if kept is None or kept.state != state:
        with _reading[type]:
            kept = _brought_up(type)
    return kept


def warm() -> None:
    """Read every index, so that no reader waits for it."""
    for type in RELATIONS:
        index(type)


def _brought_up(type: str) -> Index:
    """The index of the present state. What is written while it is read may be in it, and is read again the next time."""
    kept = _kept.get(type)
    written = _written(type, kept.mark.since if kept else None)
    if kept is not None and kept.state == written.state:
        return kept
    parts, since = _standing(kept, written)
    if not parts:
        # The old one goes first, so that there are never two.
        _kept.pop(type, None)
        del kept
    found = Index(type, written, _extended(type, parts, since))
    # A source whose name is taken back leaves no row behind.
    if type == "source" and len(found) != written.sources:
        found = Index(type, written, _extended(type, [], Since()))
    _kept[type] = found
    return found


def _written(type: str, since: Since | None) -> Mark:
    """The present mark (one query)."""
    counted: list[tuple[str, list[Any]]] = []
    if since is not None:
        counted.append(("COUNT(*) FROM archive_document WHERE type = %s AND change > %s", [type, since.change]))
    if since is not None and type == "claim":
        counted.append(("COUNT(DISTINCT uid) FROM archive_claimstate WHERE id > %s", [since.state]))
    sources = "COUNT(*) FROM archive_document WHERE type = 'source' AND state = 'public'" if type == "source" else "0"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(change) FROM archive_document), "  # noqa: S608
            "(SELECT hash FROM archive_ledgerentry ORDER BY seq DESC LIMIT 1), "
            "(SELECT MAX(id) FROM archive_claimstate), (SELECT MAX(built_at) FROM archive_readingroom), "
            f"(SELECT {sources}), {' + '.join(['0', *(f'(SELECT {text})' for text, _ in counted)])}",
            [value for _, values in counted for value in values],
        )
        change, act, state, built, sources, more = cursor.fetchone()
    return Mark(named(change or 0, act or ""), Since(change or 0, state or 0), str(built), sources, more)


def _standing(kept: Index | None, written: Mark) -> tuple[list[Part], Since]:
    """The parts of an index that can stay, and since when what was written is to be read."""
    if kept is None or kept.mark.built != written.built:
        return [], Since()
    parts, since, more = list(kept.parts), kept.mark.since, written.more
    while parts and len(parts[-1].segment) <= LARGER * more:
        last = parts.pop()
        since, more = last.since, more + len(last.segment)
    return parts, since


def _extended(type: str, parts: Sequence[Part], since: Since) -> list[Part]:
    """The parts with what was written since."""
    segment = Segment(type, since)
    if not len(segment):
        return list(parts)
    return [*(part.without(segment) for part in parts), Part(segment, (1 << segment.rows) - 1, since)]
