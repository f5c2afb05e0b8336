"""The ledger as JSON Lines: every entry, and after it the payload it names unless suppressed."""

import json
from collections.abc import Iterator
from typing import Any

from archive.ledger.entries import as_mapping
from archive.models import LedgerEntry, Payload

ROWS_AT_ONCE = 500


def lines(after: int = 0) -> Iterator[str]:
    """One JSON object a line, without line ends, in constant memory."""
    while True:
        entries = list(LedgerEntry.objects.filter(seq__gt=after).order_by("seq")[:ROWS_AT_ONCE])
        if not entries:
            return
        found = Payload.objects.in_bulk([entry.commitment for entry in entries])
        for entry in entries:
            yield _line(as_mapping(entry))
            payload = found.get(entry.commitment)
            if payload is not None:
                yield _line({"commitment": payload.commitment, "salt": payload.salt, "body": payload.body})
        after = entries[-1].seq


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
