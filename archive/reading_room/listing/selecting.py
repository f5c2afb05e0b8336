"""Which records a list shows: streams of positions, all of which a record must be in.

A stream is the rows of one table that an index gives in the order of their positions, from any
point on; ``walking`` makes pages of them.
"""

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
    """Records of ``types``: ``rows``, by whose columns they can be ordered, narrowed by ``streams``.

    ``low`` and ``high`` are bounds of the position, ``low`` included and ``high`` not. ``on`` is
    the ordinal of the day as of which it is asked, None for today.
    """

    rows: Stream
    types: tuple[str, ...]
    on: int | None = None
    streams: tuple[Stream, ...] = ()
    low: int | None = None
    high: int | None = None
    # What `freshness.newest` said when it was asked; empty: whatever it says now.
    state: str = ""
    # The same records in a table that an index gives in the other orders; None: ``rows`` itself.
    ordered: Stream | None = None
    # The only positions where they can be, if whoever asks knows them; None: anywhere.
    among: tuple[int, ...] | None = None

    def where(self, condition: str, *values: Any, is_indexed: bool = False) -> "Selection":
        return replace(self, rows=self.rows.where(condition, *values, is_indexed=is_indexed))

    def also(self, stream: Stream) -> "Selection":
        return replace(self, streams=(*self.streams, stream))

    def of_type(self, type: str) -> "Selection":
        """Only the records of one type; without ``types``, it holds none."""
        types = tuple(each for each in self.types if each == type)
        return replace(self.where("{t}.type = %s", type), types=types)

    def from_day(self, ordinal: int) -> "Selection":
        """Without what lies before that day."""
        return replace(self, low=max(self.low or 0, ordinal << DAY_SHIFT))

    def to_day(self, ordinal: int) -> "Selection":
        """Without what lies after that day."""
        end = (ordinal + 1) << DAY_SHIFT
        return replace(self, high=end if self.high is None else min(self.high, end))


def claims(on: int | None = None) -> Selection:
    """Every public claim, in the state it had on that day."""
    states = Stream("archive_claimstate", is_indexed=False)
    now = states.where(f"{{t}}.valid_to = {FOREVER}")
    if on is None:
        return Selection(now, ("claim",))
    known = states.where("{t}.valid_from <= %s", on).where("{t}.valid_to >= %s", on)
    # Nothing counts before the day it stands at.
    return Selection(known, ("claim",), on, ordered=now).to_day(on)


def documents(type: str, on: int | None = None) -> Selection:
    """Every public article, event or source; of the dated ones, those that had surely appeared by that day."""
    rows = Stream("archive_document", ("{t}.type = %s", "{t}.state = 'public'"), (type,), is_indexed=False)
    selection = Selection(rows, (type,), on)
    return selection if on is None or type == "source" else _appeared(selection, on)


def _appeared(selection: Selection, on: int) -> Selection:
    """Without what had not, or only perhaps, appeared by that day. Nothing had before the day it stands at."""
    return selection.where("{t}.known_from <= %s", on).to_day(on)


def everything(on: int | None = None) -> list[Selection]:
    """All public records, the dated ones and the sources apart, to be ordered by position.

    A source stands at the day it was first published here, far from what it spoke of; on two ways
    neither has to be passed over in search of the other.
    """
    # Said as the index ``document_dated`` says it.
    rows = Stream("archive_document", ("{t}.state = 'public'", "NOT ({t}.type = 'source')"), is_indexed=False)
    dated = Selection(rows, ("claim", "article", "event"), on)
    return [dated if on is None else _appeared(dated, on), documents("source", on)]
