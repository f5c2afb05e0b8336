"""The schemas of what programs follow: changes, acts of the ledger, and its checkpoint."""

from archive.models import RECORDS, LedgerEntry
from archive.reading_room.shaping.values import (
    HASH,
    MOMENT,
    NUMBER,
    TEXT,
    UID,
    Schema,
    closed,
    one_of,
    or_null,
    ref,
    said,
)

_COUNTED = {"type": "integer", "minimum": 1}


def following() -> dict[str, Schema]:
    return {"Change": _change(), "Act": _act(), "Checkpoint": _checkpoint()}


def _change() -> Schema:
    documents = [ref(type.capitalize()) for type in RECORDS]
    return closed(
        {
            "change": said(_COUNTED, "Its place among the changes; ask for what comes after it."),
            "seq": said(_COUNTED, "The act of the ledger behind it."),
            "at": MOMENT,
            "state": said(one_of(("updated", "deleted")), "What to do with the copy you keep."),
            "action": one_of(LedgerEntry.Action.values),
            "type": one_of(RECORDS),
            "uid": UID,
            "version": _COUNTED,
            "note": said(or_null(TEXT), "Why, in the words of those who did it."),
            "hash": HASH,
            "data": {"anyOf": [*documents, {"type": "null"}], "description": "The document; null when deleted."},
        },
        "A record in its latest state.",
    )


def _act() -> Schema:
    return closed(
        {
            "seq": said(_COUNTED, "Its number, without a gap."),
            "at": MOMENT,
            "action": one_of(LedgerEntry.Action.values),
            "type": one_of(RECORDS),
            "uid": UID,
            "version": _COUNTED,
            "commitment": said(HASH, "SHA-256 of the salt and the payload."),
            "previous_hash": said(HASH, "The hash of the act before; 64 zeros before the first."),
            "hash": said(HASH, "SHA-256 of the canonical entry without this key and the three below."),
            "note": or_null(TEXT),
            "rule": or_null(TEXT),
            "successor": or_null(UID),
        },
        "An entry of the ledger, and what its payload says of the act.",
    )


def _checkpoint() -> Schema:
    size = said(NUMBER, "How many acts there are.")
    return closed(
        {"size": size, "hash": said(HASH, "Of the last act."), "at": or_null(MOMENT)},
        "Keep it: it shows later whether anything up to here was altered.",
    )
