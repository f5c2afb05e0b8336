"""Which records a list shows, and one page of them: a walk along one unique integer.

Every condition is a stream: rows of a table that an index gives in the order of their positions,
from any point on. A page joins its streams and stops when it is full. PostgreSQL chooses by its
statistics which stream to walk; SQLite keeps to the order in which a CROSS JOIN names its tables,
so the shortest is named first there, after counting each as far as LONG. Nothing here counts
rows for a reader, and nothing skips rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection

from archive.models import FOREVER

# Of two streams this long either may be walked: a page is full before long.
LONG = 2_000
# A position is day << DAY_SHIFT | seq.
DAY_SHIFT = 32


@dataclass(frozen=True)
class Stream:
    """Rows of a table, one for each position; its conditions call the table ``{t}``."""

    table: str
    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    position: str = "position"
    # Whether an index gives just these rows in order. False: all rows are walked to find them.
    is_indexed: bool = True

    def where(self, condition: str, *values: Any, is_indexed: bool = False) -> "Stream":
        return replace(
            self,
            conditions=(*self.conditions, condition),
            values=(*self.values, *values),
            is_indexed=self.is_indexed or is_indexed,
        )


@dataclass(frozen=True)
class Selection:
    """What a list shows: ``rows``, by whose columns it can be ordered, narrowed by ``streams``.

    ``low`` and ``high`` are bounds of the position, ``low`` included and ``high`` not. ``on`` is
    the ordinal of the day as of which it is asked, None for today.
    """

    rows: Stream
    streams: tuple[Stream, ...] = ()
    low: int | None = None
    high: int | None = None
    on: int | None = None

    def where(self, condition: str, *values: Any, is_indexed: bool = False) -> "Selection":
        return replace(self, rows=self.rows.where(condition, *values, is_indexed=is_indexed))

    def also(self, stream: Stream) -> "Selection":
        return replace(self, streams=(*self.streams, stream))

    def from_day(self, ordinal: int) -> "Selection":
        """Without what lies before that day."""
        return replace(self, low=max(self.low or 0, ordinal << DAY_SHIFT))

    def to_day(self, ordinal: int) -> "Selection":
        """Without what lies after that day."""
        end = (ordinal + 1) << DAY_SHIFT
        return replace(self, high=end if self.high is None else min(self.high, end))

    def bounded(self, stream: Stream) -> Stream:
        """``stream`` as far as it lies within the bounds."""
        if self.low is not None:
            stream = stream.where(f"{{t}}.{stream.position} >= %s", self.low)
        if self.high is not None:
            stream = stream.where(f"{{t}}.{stream.position} < %s", self.high)
        return stream


def claims(on: int | None = None) -> Selection:
    """Every public claim, in the state it had on that day."""
    states = Stream("archive_claimstate", is_indexed=False)
    if on is None:
        return Selection(states.where(f"{{t}}.valid_to = {FOREVER}"))
    known = states.where("{t}.valid_from <= %s", on).where("{t}.valid_to >= %s", on)
    # Nothing counts before the day it stands at.
    return Selection(known, on=on).to_day(on)


def documents(type: str, on: int | None = None) -> Selection:
    """Every public article, event or source; of the dated ones, those of no later day."""
    rows = Stream("archive_document", ("{t}.type = %s", "{t}.state = 'public'"), (type,), is_indexed=False)
    selection = Selection(rows, on=on)
    return selection if on is None or type == "source" else selection.to_day(on)


def everything(types: Sequence[str] = (), on: int | None = None) -> Selection:
    """All public records, of ``types`` if any are named."""
    rows = Stream("archive_document", ("{t}.state = 'public'",), is_indexed=False)
    if types:
        rows = rows.where(f"{{t}}.type IN ({', '.join(['%s'] * len(types))})", *types)
    if on is not None:
        rows = rows.where(
            "CASE {t}.type WHEN 'source' THEN TRUE WHEN 'claim' THEN EXISTS (SELECT 1 FROM archive_claimstate state "
            "WHERE state.position = {t}.position AND state.valid_from <= %s AND state.valid_to >= %s) "
            "ELSE {t}.position < %s END",
            on,
            on,
            (on + 1) << DAY_SHIFT,
        )
    return Selection(rows, on=on)


class Start(NamedTuple):
    """Where a page begins: after ``key``, which is not on it (None: at the end), and which way it goes."""

    key: int | None = None
    ascending: bool = False


class Found(NamedTuple):
    """A row of a page: its number in the order of the list, and its position."""

    key: int
    position: int


def page(selection: Selection, column: str, start: Start, limit: int) -> list[Found]:
    """Up to ``limit`` rows in the order of ``column``, a unique integer. At most two queries."""
    rows, *others = [selection.bounded(each) for each in (selection.rows, *dict.fromkeys(selection.streams))]
    streams = _in_order(rows, others, column == "position")
    joined, conditions = _joined(streams)
    walked = streams[0] if column == "position" else rows
    key = f"t{streams.index(walked)}.{walked.position if column == 'position' else column}"
    values = [value for each in streams for value in each.values]
    if start.key is not None:
        conditions.append(f"{key} {'>' if start.ascending else '<'} %s")
        values.append(start.key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, t{streams.index(rows)}.position FROM {joined} WHERE {' AND '.join(conditions)} "  # noqa: S608
            f"ORDER BY {key} {'ASC' if start.ascending else 'DESC'} LIMIT %s",
            [*values, limit],
        )
        return [Found(*row) for row in cursor.fetchall()]


def _joined(streams: Sequence[Stream]) -> tuple[str, list[str]]:
    """The tables, and the conditions that hold of them; every position equals the first's."""
    conditions = [each.format(t=f"t{number}") for number, stream in enumerate(streams) for each in stream.conditions]
    conditions += [
        f"t{number}.{stream.position} = t0.{streams[0].position}"
        for number, stream in enumerate(streams[1:], start=1)
    ]
    return " CROSS JOIN ".join(f"{each.table} AS t{number}" for number, each in enumerate(streams)), conditions


def _in_order(rows: Stream, others: list[Stream], by_position: bool) -> list[Stream]:
    """All streams, the one to walk first."""
    every = [rows, *others]
    if not others or connection.vendor != "sqlite":
        return every
    lengths = _lengths([each for each in every if each.is_indexed])
    shortest = min(lengths, key=lambda each: lengths[each])
    if not by_position and lengths[shortest] >= LONG:
        # In any other order a long stream would have to be read whole and sorted.
        shortest = rows
    return [shortest, *(each for each in every if each != shortest)]


def _lengths(streams: Sequence[Stream]) -> dict[Stream, int]:
    """How many rows each stream has, counted as far as LONG."""
    counts = [
        f"SELECT {number}, COUNT(*) FROM (SELECT 1 FROM {each.table} AS t WHERE "  # noqa: S608
        f"{' AND '.join(each.conditions).format(t='t')} LIMIT {LONG})"
        for number, each in enumerate(streams)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), [value for each in streams for value in each.values])
        return {streams[number]: length for number, length in cursor.fetchall()}
