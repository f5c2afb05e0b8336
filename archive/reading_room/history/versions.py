"""The history of a record for readers: every act on it, and what each version changed, word by word."""

from datetime import datetime
from typing import Any, NamedTuple

from archive.models import LedgerEntry, Payload
from archive.reading_room.history.differences import Leaf, Part, leaves, names_in, parts_of
from archive.records import payload as payloads


class Act(NamedTuple):
    """One entry of the ledger on a record. ``is_gone``: its text was suppressed since."""

    seq: int
    at: datetime
    action: str
    version: int
    note: str
    of_class: str
    hash: str
    is_first: bool
    is_gone: bool
    parts: list[Part]


def versions(type: str, uid: str) -> list[Act]:
    """Every act on a record, newest first, in four queries at most."""
    entries = list(LedgerEntry.objects.filter(type=type, uid=uid).order_by("seq"))
    stored = Payload.objects.filter(commitment__in=[entry.commitment for entry in entries])
    bodies = {commitment: payloads.read(body) for commitment, body in stored.values_list("commitment", "body")}
    changes: list[list[Leaf]] = []
    before: dict[str, Any] | None = None
    for entry in entries:
        record = bodies.get(entry.commitment, {}).get("record")
        changes.append(list(leaves(before, record)) if before and record else [])
        before = record or before
    names = names_in(leaf for changed in changes for leaf in changed)
    acts = [
        Act(
            seq=entry.seq,
            at=entry.at,
            action=entry.action,
            version=entry.version,
            note=bodies.get(entry.commitment, {}).get("note", ""),
            of_class=payloads.CLASSES.get(bodies.get(entry.commitment, {}).get("class", ""), ""),
            hash=entry.hash,
            is_first=entry is entries[0],
            is_gone=entry.commitment not in bodies,
            parts=parts_of(changed, names),
        )
        for entry, changed in zip(entries, changes, strict=True)
    ]
    return acts[::-1]
