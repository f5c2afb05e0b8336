"""Whether one record is in a selection: the conditions of lists, asked of a row that is at hand."""

from collections.abc import Iterator
from typing import Any

from archive.reading_room.listing.selecting import Selection, Stream

Condition = tuple[str, list[Any]]


def matching(selection: Selection, record: str) -> Condition:
    """The SQL of "this record is selected", and its values; ``record`` names a row of the documents."""
    found = list(_conditions(selection, record))
    return " AND ".join(text for text, _ in found), [value for _, some in found for value in some]


def _conditions(selection: Selection, record: str) -> Iterator[Condition]:
    for bound, sign in ((selection.low, ">="), (selection.high, "<")):
        if bound is not None:
            yield f"{record}.position {sign} %s", [bound]
    for stream in (selection.rows, *selection.streams):
        yield _is_in(stream, record), [*stream.values]


def _is_in(stream: Stream, record: str) -> str:
    """That the stream has a row of the record.

    Said so that each record is looked up. Of an EXISTS, PostgreSQL may read all that match once for
    a page of a thousand.
    """
    conditions = " AND ".join(each.format(t="t") for each in stream.conditions)
    return (
        f"(SELECT 1 FROM {stream.table} AS t WHERE {conditions} "  # noqa: S608
        f"AND t.{stream.position} = {record}.position LIMIT 1) IS NOT NULL"
    )
