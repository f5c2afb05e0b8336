"""The one writer of the ledger. ``archive.editorial`` alone imports this."""

import datetime
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from archive.ledger.clock import head, later_than
from archive.ledger.entries import as_mapping
from archive.ledger.standalone import NOTHING_BEFORE, entry_hash
from archive.models import LedgerEntry
from archive.models.bulk import insert


class Act(NamedTuple):
    """What is to be entered; number, time and hashes are the ledger's."""

    action: str
    type: str
    uid: str
    version: int
    commitment: str


def append(acts: Sequence[Act]) -> list[LedgerEntry]:
    """Enter ``acts`` in order, under ``ledger.lock``. Numbers have no gap; time never goes back."""
    last = head()
    seq, previous = (last.seq, last.hash) if last else (0, NOTHING_BEFORE)
    at = later_than(last.at if last else None)
    entries = []
    for act in acts:
        seq += 1
        entry = _entry(act, seq, at, previous)
        previous = entry.hash
        entries.append(entry)
    fields = [field.name for field in LedgerEntry._meta.local_concrete_fields]
    insert(LedgerEntry, fields, map(attrgetter(*fields), entries))
    return entries


def _entry(act: Act, seq: int, at: datetime.datetime, previous: str) -> LedgerEntry:
    entry = LedgerEntry(
        seq=seq,
        at=at,
        action=act.action,
        type=act.type,
        uid=act.uid,
        version=act.version,
        commitment=act.commitment,
        previous_hash=previous,
    )
    entry.hash = entry_hash(as_mapping(entry))
    return entry
