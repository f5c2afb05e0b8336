"""Records of a type by what they can be narrowed by, held in memory to be counted exactly.

A row stands for a record as known from one day to another, as in ``ClaimState``; other records
have one row for all days. Newer records come first. A segment holds the records that were written
since something, all of them at first, as they stood when it was read; it never changes.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache, reduce
from itertools import compress
from operator import or_
from typing import Any, NamedTuple

from django.db import connection

from archive.models.bulk import uncollected
from archive.reading_room.faceting.bits import Runs, bits_of, lowest, next_rows, rows_of, where
from archive.reading_room.faceting.named import Counted, Named, ToCount
from archive.reading_room.listing.selecting import DAY_SHIFT, Stream

# What claims are told apart by from day to day.
COLUMNS = ("standing", "outcome", "attribution", "kind", "weight", "attributed", "is_contested", "is_reversed")
# Relations that a facet counts. By the others, a list is narrowed with the positions that the database gives.
RELATIONS = {
    "claim": ("claimant", "origin", "event", "article", "topic", "quantity"),
    "article": ("genre", "language", "publisher", "agency", "author"),
    "event": ("status", "country", "participant", "part_of"),
    "source": ("kind", "country", "affiliation"),
}
AT_ONCE, UIDS_AT_ONCE = 5_000, 500
MOST_CODE = 255
DAYS_KEPT, STREAMS_KEPT = 8, 16
# The part of a position that is a record's own and stays when its day moves.
NUMBER = (1 << DAY_SHIFT) - 1


class Since(NamedTuple):
    """The newest change of a document and the newest row of a claim's states: what is written later has larger ones."""

    change: int = 0
    state: int = 0


class _Codes(dict[Any, int]):
    """A number below 256 for every value, in the order in which they come."""

    def __missing__(self, value: Any) -> int:
        self[value] = found = min(len(self), MOST_CODE)
        return found


class Segment:
    """The records of one type that were written after ``since``. All sets are bits of rows."""

    def __init__(self, type: str, since: Since = Since()) -> None:  # noqa: B008
        self.type = type
        self._places = array("q")  # minus the positions, ascending
        self._starts = array("I")  # the first row of each record
        self._since = array("i")
        self._columns: dict[str, dict[Any, int]] = {}  # the rows of each value
        # The records that were written and are not public: their numbers.
        self.gone: set[int] = set()
        with uncollected():
            written = self._read_claims(since) if type == "claim" else self._read_documents(since)
            self.rows = len(self._since)
            self._starts.append(self.rows)
            self.runs = self._joined()
            self.named = Named(RELATIONS[type], self._links(written if any(since) else None), self._starts)
        self._last_number = max((-place & NUMBER for place in self._places), default=0)
        # Each of them is as large as a bit for every row.
        self.known = lru_cache(DAYS_KEPT)(self._known)
        self._kept: dict[Stream, int] = {}

    def __len__(self) -> int:
        """How many records it holds, or knows to be gone."""
        return len(self._places) + len(self.gone)

    # Reading it.

    def _read_claims(self, since: Since) -> list[str]:
        """The states of claims; which claims were written since."""
        # The plus keeps a database from reading all rows in this order to find the few later ones.
        later, plus = ("WHERE id > %s", "+") if since.state else ("", "")
        sql = (
            f"SELECT position, valid_from, uid, {', '.join(COLUMNS)} FROM archive_claimstate {later} "  # noqa: S608
            f"ORDER BY {plus}position DESC, valid_from"
        )
        last, codes, columns = None, [_Codes() for _ in COLUMNS], [bytearray() for _ in COLUMNS]
        written: dict[str, None] = {}
        for rows in _read(sql, *([since.state] if since.state else [])):
            positions, days, uids, *values = zip(*rows, strict=True)
            for row, position in enumerate(positions, start=len(self._since)):
                if position != last:
                    self._places.append(-position)
                    self._starts.append(row)
                    last = position
            self._since.extend(days)
            if any(since):
                written.update(dict.fromkeys(uids))
            for column, code, some in zip(columns, codes, values, strict=True):
                column.extend(map(code.__getitem__, some))
        for name, column, code in zip(COLUMNS, columns, codes, strict=True):
            self._columns[name] = {value: where(bytes(column), (number,)) for value, number in code.items()}
        if any(since):
            # A claim that is no longer public has no state.
            sql = "SELECT first_seq FROM archive_document WHERE type = 'claim' AND state <> 'public' AND change > %s"
            self.gone.update(number for rows in _read(sql, since.change) for (number,) in rows)
        return list(written)

    def _read_documents(self, since: Since) -> list[str]:
        """The days of other records; which of them were written since."""
        only, plus = ("", "+") if any(since) else ("AND state = 'public'", "")
        sql = (
            "SELECT position, known_from, uid, state, first_seq FROM archive_document "  # noqa: S608
            f"WHERE type = %s AND change > %s {only} ORDER BY {plus}position DESC"
        )
        written = []
        for rows in _read(sql, self.type, since.change):
            for position, day, uid, state, number in rows:
                if state == "public":
                    self._starts.append(len(self._places))
                    self._places.append(-position)
                    self._since.append(day)
                    written.append(uid)
                else:
                    self.gone.add(number)
        return written

    def _joined(self) -> Runs:
        longest = max((end - start for start, end in zip(self._starts, self._starts[1:], strict=False)), default=1)
        return Runs(bits_of(self._starts[:-1], self.size), self.rows, longest)

    def _links(self, uids: Sequence[str] | None) -> Iterator[tuple[str, str, int]]:
        """What the records, of these uids if they are told, name: relation, what is named, and the row from which on."""
        places, starts, days = self._places, self._starts, self._since
        for relation, named, position, day in _links(self.type, uids):
            place = bisect_left(places, -position)
            if place == len(places) or places[place] != -position:
                continue
            row, end = starts[place], starts[place + 1]
            if day > days[row]:
                # Something new is known of a record on every day a link begins.
                while row < end and days[row] < day:
                    row += 1
            if row < end:
                yield relation, named, row

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

    def valued(self, column: str, value: Any) -> int:
        """The rows with a value in a column."""
        return self._columns[column].get(value, 0)

    def at_least(self, column: str, least: int) -> int:
        """The rows with that number in a column, or a larger one."""
        return reduce(or_, (rows for number, rows in self._columns[column].items() if number >= least), 0)

    def linked(self, relation: str, named: str) -> int:
        """The rows of the records that name something, from the day on which they do."""
        return self.runs.later(self.named.rows(relation, named, self.size))

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

    def counting(self, rows: int, *, is_today: bool) -> Counted:
        """What the records of some rows, one each, name by then."""
        # As of a past day not everything counts that a record names.
        if is_today and self.named.is_quicker(rows.bit_count()):
            return self.named.read(rows_of(rows))
        return ToCount(self.named, self.runs.earlier(rows), self.rows)

    def standing(self, rows: int, most: int, *, oldest: bool) -> list[int]:
        """Where the newest of the records of some rows, one each, stand, or the oldest, in that order."""
        found = next_rows(rows, most, descending=oldest)
        return [-self._places[bisect_right(self._starts, row) - 1] for row in found]

    def positions(self) -> list[int]:
        """Where its records stand."""
        return [-place for place in self._places]

    def examples(self, relation: str, among: int) -> Iterator[tuple[str, int]]:
        """Each thing that the records of the rows ``among`` name, and the position of one of them."""
        for value in self.named.postings[relation]:
            rows = self.named.rows(relation, value, self.size) & among
            if rows:
                yield value, -self._places[bisect_right(self._starts, lowest(rows)) - 1]

    def again(self, later: "Segment") -> int:
        """The rows of the records that a later segment knows better."""
        left, found = set(later.gone), []
        for place in later._places:
            mine = bisect_left(self._places, place)
            if mine < len(self._places) and self._places[mine] == place:
                found.append(self._starts[mine])
            else:
                left.add(-place & NUMBER)
        # Some may stand at another day now. What was entered later than all of these is none of them.
        if left and min(left) <= self._last_number:
            found += compress(self._starts, (-place & NUMBER in left for place in self._places))
        return self.runs.later(bits_of(found, self.size))

    # What only the database can tell.

    def kept(self, stream: Stream) -> int | None:
        """The rows of the records in a stream, if it was asked for of late."""
        return self._kept.get(stream)

    def keep(self, stream: Stream, positions: Collection[int]) -> int:
        """The same, told by positions; none of them changes as long as this segment stands."""
        are_in = map({-each for each in positions}.__contains__, self._places)
        rows = self.runs.later(bits_of(compress(self._starts, are_in), self.size))
        self._kept[stream] = rows
        # A dict keeps its order: what came first goes first.
        for stale in list(self._kept)[:-STREAMS_KEPT]:
            self._kept.pop(stale, None)
        return rows


def _links(type: str, uids: Sequence[str] | None) -> Iterator[Sequence[Any]]:
    """The open links of records of a type, all or these: relation, what is named, position, day."""
    relations = RELATIONS[type]
    sql = (
        "SELECT relation, to_uid, position, from_day FROM archive_link "  # noqa: S608
        f"WHERE until_seq IS NULL AND relation IN ({_marks(relations)})"
    )
    if uids is None:
        for rows in _read(sql, *relations):
            yield from rows
        return
    for start in range(0, len(uids), UIDS_AT_ONCE):
        some = uids[start : start + UIDS_AT_ONCE]
        for rows in _read(f"{sql} AND from_uid IN ({_marks(some)})", *relations, *some):
            yield from rows


def _marks(values: Collection[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _read(sql: str, *values: Any) -> Iterator[Sequence[Any]]:
    """The rows of a statement, some at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows
