"""The ledger as JSON Lines: every entry, and after it the payload it names unless suppressed."""

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from archive.ledger.entries import as_mapping
from archive.ledger.view import read
from archive.models import LedgerEntry, Payload

ROWS_AT_ONCE = 500
_NAMED = re.compile('"([a-z2-7]{10})"')


def lines(after: int = 0, *, withheld: Collection[str] = ()) -> Iterator[str]:
    """One JSON object a line, without line ends, in constant memory.

    Of a payload that names one of the uids ``withheld`` only that there is one is told.
    """
    hidden = frozenset(withheld)
    while True:
        entries = list(LedgerEntry.objects.filter(seq__gt=after).order_by("seq")[:ROWS_AT_ONCE])
        if not entries:
            return
        found = Payload.objects.in_bulk([entry.commitment for entry in entries])
        for entry in entries:
            yield _line(as_mapping(entry))
            payload = found.get(entry.commitment)
            if payload is not None:
                yield _line(_told(payload, hidden))
        after = entries[-1].seq


def suppressed() -> set[str]:
    """The uids of records of which nothing is public any more by suppression (two queries).

    What named them while they were public was signed with their uids in it, which may be words.
    """
    acts = LedgerEntry.objects.filter(action="suppress").values_list("uid", flat=True)
    return {uid for uid, found in read(acts).items() if found.state == "suppressed"}


def _told(payload: Payload, hidden: frozenset[str]) -> dict[str, Any]:
    if hidden and not hidden.isdisjoint(_NAMED.findall(payload.body)):
        return {"commitment": payload.commitment, "withheld": True}
    return {"commitment": payload.commitment, "salt": payload.salt, "body": payload.body}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
