"""A ledger entry as a plain mapping, the form that is hashed, exported and verified."""

import datetime
from typing import Any

from archive.models import LedgerEntry


def instant(value: datetime.datetime) -> str:
    """RFC 3339 in UTC with six decimals and Z."""
    return f"{value.astimezone(datetime.UTC).isoformat(timespec='microseconds').removesuffix('+00:00')}Z"


def as_mapping(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": instant(entry.at),
        "action": entry.action,
        "type": entry.type,
        "uid": entry.uid,
        "version": entry.version,
        "commitment": entry.commitment,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }
