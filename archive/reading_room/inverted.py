"""The records of a type by what they can be narrowed by, held in memory to be counted exactly.

A row stands for a record as known from one day to another, as in ``ClaimState``; other records
have one row for all days. Newer records come first. A million claims of three rows each
take about 210 MB. It is made anew when anything public has changed.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from threading import Lock
from typing import Any

from django.db import connection

from archive.models.bulk import uncollected
from archive.reading_room.bits import Posting, Runs, bits_of, lowest, posting, where, whole
from archive.reading_room.freshness import newest
from archive.reading_room.selecting import DAY_SHIFT, Stream

# What claims are told apart by from day to day.
COLUMNS = ("standing", "outcome", "attribution", "kind", "weight", "attributed", "is_contested", "is_reversed")
# Relations that a facet counts. By the others, a list is narrowed with the positions that the database gives.
RELATIONS = {
    "claim": ("claimant", "origin", "event", "article", "topic"),
    "article": ("genre", "language", "publisher", "agency", "author"),
    "event": ("status", "country", "participant", "part_of"),
    "source": ("kind", "country", "affiliation"),
}
AT_ONCE = 5_000
MOST_CODE = 255
DAYS_KEPT, STREAMS_KEPT = 8, 16
# Up to so many rows, about 170,000 claims, memory is spent on speed.
QUICK = 500_000


class _Codes(dict[Any, int]):
    """A number below 256 for every value, in the order in which they come."""

    def __missing__(self, value: Any) -> int:
        self[value] = found = min(len(self), MOST_CODE)
        return found


class Index:
    """The records of one type in one state of the archive. All sets are bits of rows."""

    def __init__(self, type: str, state: str) -> None:
        self.type, self.state = type, state
        self._places = array("q")  # minus the positions, ascending
        self._starts = array("I")  # the first row of each record
        self._since = array("i")
        self._columns = {name: bytearray() for name in COLUMNS}
        self._codes = {name: _Codes() for name in COLUMNS}
        with uncollected():
            self._read_claims() if type == "claim" else self._read_documents()
            self.rows = len(self._since)
            self._starts.append(self.rows)
            self.runs = self._joined()
            self.postings = self._read_links()
        # Each of them is as large as a bit for every row.
        self.known = lru_cache(DAYS_KEPT)(self._known)
        self.valued = lru_cache(None)(self._valued)
        self._found: dict[Stream, int] = {}
        # What was counted by whom it was asked for; see ``facets``.
        self.counted: dict[Hashable, Any] = {}
        # What the words of a relation are called, for whoever asks the documents.
        self.labels: dict[str, dict[str, str]] = {}

    # Reading it.

    def _read_claims(self) -> None:
        last = None
        sql = (
            f"SELECT position, valid_from, {', '.join(COLUMNS)} FROM archive_claimstate "  # noqa: S608
            "ORDER BY position DESC, valid_from"
        )
        for rows in _read(sql):
            positions, since, *columns = zip(*rows, strict=True)
            for row, position in enumerate(positions, start=len(self._since)):
                if position != last:
                    self._places.append(-position)
                    self._starts.append(row)
                    last = position
            self._since.extend(since)
            for name, values in zip(COLUMNS, columns, strict=True):
                self._columns[name].extend(map(self._codes[name].__getitem__, values))

    def _read_documents(self) -> None:
        sql = "SELECT position FROM archive_document WHERE type = %s AND state = 'public' ORDER BY position DESC"
        for rows in _read(sql, self.type):
            self._starts.extend(range(len(self._places), len(self._places) + len(rows)))
            self._places.extend(-position for (position,) in rows)
        self._since.extend([0] * len(self._places))

    def _joined(self) -> Runs:
        longest = max((end - start for start, end in zip(self._starts, self._starts[1:], strict=False)), default=1)
        return Runs(bits_of(self._starts[:-1], self.size), self.rows, longest)

    def _read_links(self) -> dict[str, dict[str, Posting]]:
        """The postings of each relation by what is named, the longest first (one query)."""
        relations = RELATIONS[self.type]
        rows: dict[str, dict[str, array[int]]] = {relation: {} for relation in relations}
        marks = ", ".join(["%s"] * len(relations))
        sql = (
            "SELECT relation, to_uid, position, from_day FROM archive_link "  # noqa: S608
            f"WHERE relation IN ({marks}) AND until_seq IS NULL"
        )
        for some in _read(sql, *relations):
            for relation, named, position, day in some:
                row = self._row(position, day)
                if row is not None:
                    rows[relation].setdefault(named, array("I")).append(row)
        return {relation: self._postings(rows.pop(relation)) for relation in relations}

    def _postings(self, rows: dict[str, "array[int]"]) -> dict[str, Posting]:
        is_quick = self.rows <= QUICK
        found = ((named, posting(sorted(rows.pop(named)), is_quick=is_quick)) for named in list(rows))
        return dict(sorted(found, key=lambda each: (-each[1].number, each[0])))

    def _row(self, position: int, day: int) -> int | None:
        """The first row of a record from a day on: something new is known of it on every day a link begins."""
        place = bisect_left(self._places, -position)
        if place == len(self._places) or self._places[place] != -position:
            return None
        row, end = self._starts[place], self._starts[place + 1]
        while row < end and self._since[row] < day and day > self._since[self._starts[place]]:
            row += 1
        return row if row < end else None

    # Asking it.

    @property
    def size(self) -> int:
        """Bytes of a set."""
        return self.rows // 8 + 1

    def _known(self, on: int | None) -> int:
        """The rows that hold on a day, or today: one a record at most."""
        # A row holds until the next of its record begins.
        if on is None:
            return self.runs.last((1 << self.rows) - 1)
        held = self.runs.last(where(bytes(map(on.__ge__, self._since)), (1,)))
        return held if self.type == "source" else held & self.between(None, (on + 1) << DAY_SHIFT)

    def _valued(self, column: str, value: Any) -> int:
        """The rows with a value in a column."""
        return where(bytes(self._columns[column]), (self._codes[column].get(value, -1),))

    def at_least(self, column: str, least: int) -> int:
        """The rows with that number in a column, or a larger one."""
        codes = (code for number, code in self._codes[column].items() if number >= least)
        return where(bytes(self._columns[column]), codes)

    def linked(self, relation: str, named: str) -> int:
        """The rows of the records that name something, from the day on which they do."""
        found = self.postings[relation].get(named)
        return self.runs.later(whole(found, self.size)) if found else 0

    def between(self, low: int | None, high: int | None) -> int:
        """The rows from one position to before another."""
        first = 0 if high is None else self._starts[bisect_right(self._places, -high)]
        end = self.rows if low is None else self._starts[bisect_right(self._places, -low)]
        return (1 << end) - (1 << first) if end > first else 0

    def years(self) -> range:
        """The years in which records stand, the newest first."""
        if not self._places:
            return range(0)
        newest, oldest = (date.fromordinal(-self._places[place] >> DAY_SHIFT).year for place in (0, -1))
        return range(newest, oldest - 1, -1)

    def newest_of(self, relation: str) -> list[int]:
        """For each thing named, the position of one record that names it."""
        rows = ((each.rows[0] if each.rows else lowest(each)) for each in self.postings[relation].values())
        return [-self._places[bisect_right(self._starts, row) - 1] for row in rows]

    def found(self, streams: Sequence[Stream]) -> list[int]:
        """For each stream, the rows of the records in it (one query at most)."""
        missing = [each for each in dict.fromkeys(streams) if each not in self._found]
        if missing:
            for text, stream in zip(_positions(missing), missing, strict=True):
                self._found[stream] = self._rows(text)
        kept = [self._found[each] for each in streams]
        # A dict keeps its order: what came first goes first.
        for stale in list(self._found)[: max(0, len(self._found) - STREAMS_KEPT)]:
            self._found.pop(stale, None)
        return kept

    def _rows(self, positions: str) -> int:
        """The rows of records by their positions, with commas between."""
        wanted = {-int(each) for each in positions.split(",") if each}
        are_in = map(wanted.__contains__, self._places)
        return self.runs.later(bits_of(compress(self._starts, are_in), self.size))


def _positions(streams: Sequence[Stream]) -> list[str]:
    """The positions of each stream as one text: a row each would take five times as long."""
    join = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    parts = [
        f"SELECT {number}, {join}(CAST(t.{each.position} AS text), ',') FROM {each.table} AS t "  # noqa: S608
        f"WHERE {' AND '.join(each.conditions).format(t='t')}"
        for number, each in enumerate(streams)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for each in streams for value in each.values])
        return [text or "" for _, text in sorted(cursor.fetchall())]


def _read(sql: str, *values: Any) -> Iterator[Sequence[Any]]:
    """The rows of a statement, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


_kept: dict[str, Index] = {}
_making = Lock()


def index(type: str, state: str = "") -> Index:
    """The index of a type in ``state``, which is what ``freshness.newest`` says; read anew when that has changed."""
    state = state or newest()
    with _making:
        kept = _kept.get(type)
        if kept is None or kept.state != state:
            # The old one goes first, so that there are never two.
            kept = None
            _kept.pop(type, None)
            kept = _kept[type] = Index(type, state)
    return kept
