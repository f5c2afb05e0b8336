"""What was public at any entry of the ledger."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

from archive.ledger.clock import in_utc
from archive.models import LedgerEntry
from archive.records import payload as payloads

PUBLISHING = ("publish", "correct")
LAST = 2**63 - 1  # no entry has a higher number
UIDS_AT_ONCE = 900  # below SQLite's limit of variables in one statement


class Published(NamedTuple):
    """A record as the ledger has it at one entry.

    ``record`` is its public payload, None unless ``state`` is ``public``. ``seq``, ``hash``,
    ``action`` and ``note`` are those of the record's last entry; ``version`` counts its
    publications; ``rule`` and ``successor`` say how it was closed.
    """

    type: str
    uid: str
    state: str  # public, withdrawn, suppressed, merged
    record: dict[str, Any] | None
    version: int
    seq: int
    hash: str
    action: str
    note: str
    first_seq: int
    published_at: datetime.datetime
    modified_at: datetime.datetime
    rule: str = ""
    successor: str = ""


_STATES = {
    "publish": "public",
    "correct": "public",
    "withdraw": "withdrawn",
    "suppress": "suppressed",
    "merge": "merged",
}


class Entered(NamedTuple):
    """An entry of the ledger with the body of its payload; None when that was suppressed."""

    uid: str
    seq: int
    at: datetime.datetime
    action: str
    type: str
    version: int
    hash: str
    body: str | None


_ENTERED = "entry.uid, entry.seq, entry.at, entry.action, entry.type, entry.version, entry.hash, payload.body"
_HISTORY = f"""
{{wanted}} SELECT {_ENTERED}
FROM archive_ledgerentry entry LEFT JOIN archive_payload payload ON payload.commitment = entry.commitment
WHERE entry.uid {{among}} AND (entry.seq <= %s OR entry.action = 'suppress')
"""  # noqa: S608
# Said so that both databases look the values up in an index, however many they guess there are.
_AMONG = {"sqlite": "IN (SELECT uid FROM {})", "postgresql": "= ANY(ARRAY(SELECT uid FROM {}))"}


def read(uids: Iterable[str], *, at: int | None = None, using: str = DEFAULT_DB_ALIAS) -> dict[str, Published]:
    """The named records as of entry ``at`` (None: now). Never published ones are left out.

    One query for up to 900 uids.
    """
    wanted = sorted(set(uids))
    found: dict[str, Published] = {}
    for start in range(0, len(wanted), UIDS_AT_ONCE):
        some = wanted[start : start + UIDS_AT_ONCE]
        found |= read_chosen(f"WITH wanted(uid) AS ({rows_of(some)})", some, at=at, using=using)
    return found


def rows_of(values: Sequence[str]) -> str:
    """The SQL of a table with a row for each of ``values``, which are its parameters."""
    return f"VALUES {', '.join(['(%s)'] * len(values))}"


def among(table: str, vendor: str) -> str:
    """The SQL condition that a value is in the column ``uid`` of a small ``table``."""
    return _AMONG[vendor].format(table)


def read_chosen(
    wanted: str, values: Sequence[Any], *, at: int | None = None, using: str = DEFAULT_DB_ALIAS
) -> dict[str, Published]:
    """The records that ``wanted`` chooses, as of entry ``at`` (None: now), in one query.

    ``wanted`` is a WITH clause of SQL that ends in a table ``wanted(uid)``.
    """
    with connections[using].cursor() as cursor:
        query = _HISTORY.format(wanted=wanted, among=among("wanted", connections[using].vendor))
        cursor.execute(query, [*values, LAST if at is None else at])
        rows = sorted(cursor.fetchall())
    histories: dict[str, list[Entered]] = {}
    for row in rows:
        histories.setdefault(row[0], []).append(Entered(*row))
    at = LAST if at is None else at
    return {uid: _published(history, at) for uid, history in histories.items() if history[0].seq <= at}


def _published(history: list[Entered], at: int = LAST) -> Published:
    """The state a record's entries (in order) lead to, as of entry ``at``.

    Where the deciding body is missing, a later entry suppressed it: that act says why.
    """
    last = decisive([entry for entry in history if entry.seq <= at])
    if last.body is None:
        acts = [entry for entry in history if entry.seq > at and entry.version >= last.version and entry.body]
        last = next((act for act in acts if act.action == "suppress"), last)
    return _as_of(history[0], last)


def decisive(history: list[Entered]) -> Entered:
    """The entry that decides a record's state: the last, unless it suppressed older versions only."""
    current = history[0]
    for entry in history[1:]:
        if entry.action != "suppress" or entry.version >= current.version:
            current = entry
    return current


def published(history: Iterable[LedgerEntry], bodies: Mapping[str, str]) -> Published:
    """The state a record's entries (in order) lead to, with ``bodies`` by commitment."""
    return _published([_entered(entry, bodies.get(entry.commitment)) for entry in history])


def _entered(entry: LedgerEntry, body: str | None) -> Entered:
    return Entered(entry.uid, entry.seq, entry.at, entry.action, entry.type, entry.version, entry.hash, body)


def _as_of(first: Entered, last: Entered) -> Published:
    content = payloads.read(last.body) if last.body is not None else {}
    return Published(
        type=last.type,
        uid=last.uid,
        state=_STATES[last.action] if last.body is not None else "suppressed",
        record=content.get("record"),
        version=last.version,
        seq=last.seq,
        hash=last.hash,
        action=last.action,
        note=content.get("note", ""),
        first_seq=first.seq,
        published_at=in_utc(first.at),
        modified_at=in_utc(last.at),
        rule=content.get("rule", ""),
        successor=content.get("successor", ""),
    )


def checkpoint() -> dict[str, Any]:
    """Size and head hash: what a reader saves today to hold the ledger to it tomorrow."""
    from_head = LedgerEntry.objects.order_by("-seq").first()
    return {"size": from_head.seq, "hash": from_head.hash} if from_head else {"size": 0, "hash": "0" * 64}
