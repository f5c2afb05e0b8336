"""Which records a list shows: streams of positions, all of which a record must be in.

A stream is the rows of one table that an index gives in the order of their positions, from any
point on; ``walking`` makes pages of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.models import FOREVER

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
    # What it costs to look up one position, where a row of an ordinary table costs 1.
    look_up_cost: int = 1

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
    # What `freshness.newest` said when it was asked; empty: whatever it says now.
    state: str = ""
    # What else there is at ``high`` and after it: records without a day.
    beyond: Stream | None = None
    # The same records in a table that an index gives in the other orders; None: ``rows`` itself.
    ordered: Stream | None = None

    def where(self, condition: str, *values: Any, is_indexed: bool = False) -> "Selection":
        beyond = self.beyond and self.beyond.where(condition, *values, is_indexed=is_indexed)
        return replace(self, rows=self.rows.where(condition, *values, is_indexed=is_indexed), beyond=beyond)

    def also(self, stream: Stream) -> "Selection":
        return replace(self, streams=(*self.streams, stream))

    def from_day(self, ordinal: int) -> "Selection":
        """Without what lies before that day."""
        return replace(self, low=max(self.low or 0, ordinal << DAY_SHIFT))

    def to_day(self, ordinal: int) -> "Selection":
        """Without what lies after that day."""
        end = (ordinal + 1) << DAY_SHIFT
        return replace(self, high=end if self.high is None else min(self.high, end))

    def pieces(self) -> "list[Selection]":
        """Selections of one after the other part of the positions that together are this one."""
        dated = replace(self, beyond=None)
        return [dated, replace(dated, rows=self.beyond, low=self.high, high=None)] if self.beyond else [dated]


def claims(on: int | None = None) -> Selection:
    """Every public claim, in the state it had on that day."""
    states = Stream("archive_claimstate", is_indexed=False)
    now = states.where(f"{{t}}.valid_to = {FOREVER}")
    if on is None:
        return Selection(now)
    known = states.where("{t}.valid_from <= %s", on).where("{t}.valid_to >= %s", on)
    # Nothing counts before the day it stands at.
    return Selection(known, on=on, ordered=now).to_day(on)


def documents(type: str, on: int | None = None) -> Selection:
    """Every public article, event or source; of the dated ones, those of no later day."""
    rows = Stream("archive_document", ("{t}.type = %s", "{t}.state = 'public'"), (type,), is_indexed=False)
    selection = Selection(rows, on=on)
    return selection if on is None or type == "source" else selection.to_day(on)


def everything(types: Sequence[str] = (), on: int | None = None) -> Selection:
    """All public records, of ``types`` if any are named; as of a day, in the order of positions only."""
    rows = Stream("archive_document", ("{t}.state = 'public'",), is_indexed=False)
    if types:
        rows = rows.where(f"{{t}}.type IN ({', '.join(['%s'] * len(types))})", *types)
    if on is None:
        return Selection(rows)
    known = rows.where(
        "({t}.type <> 'claim' OR EXISTS (SELECT 1 FROM archive_claimstate state "
        "WHERE state.position = {t}.position AND state.valid_from <= %s AND state.valid_to >= %s))",
        on,
        on,
    )
    return Selection(known, on=on, beyond=rows.where("{t}.type = 'source'")).to_day(on)
