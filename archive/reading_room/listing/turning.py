"""What a follower of a list is told beside its documents: when each changed last, and what was taken back."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from archive.ledger.entries import instant
from archive.models import Document
from archive.reading_room.parameters import LARGEST

Json = dict[str, Any]
CLOSED = [state for state in Document.State.values if state != Document.State.PUBLIC]


class Turned(NamedTuple):
    """The last write of a document: its number, and RFC 3339 of the act that caused it."""

    change: int
    at: str


class TakenBack(NamedTuple):
    """A record that is no longer public. ``document`` is what is left of it, own addresses site-relative."""

    uid: str
    at: str
    document: Json


class Row(NamedTuple):
    """A record as it was written last; ``body`` is None once it is no longer public."""

    type: str
    uid: str
    change: int
    at: str
    body: str | None


def turned(uids: Sequence[str]) -> dict[str, Turned]:
    """When documents were written last, by uid (one query, none for no uids)."""
    if not uids:
        return {}
    rows = Document.objects.filter(uid__in=uids).values_list("uid", "change", "changed_at")
    return {uid: Turned(change, instant(at)) for uid, change, at in rows}


def taken_back(type: str, *, after: int, until: int = LARGEST, most: int) -> list[TakenBack]:
    """Records of ``type`` taken back by the writes from ``after`` (not with it) to ``until``, the newest first.

    One query, which reads no more than ``most`` rows of each state.
    """
    of_state = (
        "SELECT * FROM (SELECT uid, change, changed_at, body FROM archive_document "
        "WHERE type = %s AND state = %s AND change > %s AND change <= %s ORDER BY change DESC LIMIT %s) AS closed"
    )
    pieces = " UNION ALL ".join([of_state] * len(CLOSED))
    values = [value for state in CLOSED for value in (type, state, after, until, most)]
    rows = Document.objects.raw(f"SELECT * FROM ({pieces}) AS found ORDER BY change DESC LIMIT %s", [*values, most])  # noqa: S608
    return [TakenBack(row.uid, instant(row.changed_at), json.loads(row.body)) for row in rows]


def written(after: int, until: int, most: int) -> list[Row]:
    """Up to ``most`` records by their last writes from ``after`` (not with it) to ``until``, in this order (one query)."""
    rows = Document.objects.filter(change__gt=after, change__lte=until).order_by("change")
    found = rows.values_list("type", "uid", "change", "changed_at", "state", "body")[:most]
    return [
        Row(type, uid, change, instant(at), body if state == Document.State.PUBLIC else None)
        for type, uid, change, at, state, body in found
    ]
