"""What was public at any entry of the ledger."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS

from archive.models import LedgerEntry, Payload
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

_HISTORY = """
SELECT entry.*, payload.body FROM archive_ledgerentry entry
LEFT JOIN archive_payload payload ON payload.commitment = entry.commitment
WHERE entry.uid IN ({marks}) AND entry.seq <= %s ORDER BY entry.seq
"""


def read(uids: Iterable[str], *, at: int | None = None, using: str = DEFAULT_DB_ALIAS) -> dict[str, Published]:
    """The named records as of entry ``at`` (None: now). Never published ones are left out.

    One query for up to 900 uids.
    """
    wanted = sorted(set(uids))
    found: dict[str, Published] = {}
    for start in range(0, len(wanted), UIDS_AT_ONCE):
        found.update(_read(wanted[start : start + UIDS_AT_ONCE], at, using))
    return found


def _read(uids: list[str], at: int | None, using: str) -> Iterator[tuple[str, Published]]:
    by_uid: dict[str, list[LedgerEntry]] = {}
    bodies: dict[str, str] = {}
    query = _HISTORY.format(marks=", ".join(["%s"] * len(uids)))
    for entry in LedgerEntry.objects.using(using).raw(query, [*uids, LAST if at is None else at]):
        by_uid.setdefault(entry.uid, []).append(entry)
        body = vars(entry)["body"]
        if body is not None:
            bodies[entry.commitment] = body
    return ((uid, published(history, bodies)) for uid, history in by_uid.items())


def decisive(history: list[LedgerEntry]) -> LedgerEntry:
    """The entry that decides a record's state: the last, unless it suppressed older versions only."""
    current = history[0]
    for entry in history[1:]:
        if entry.action != "suppress" or entry.version >= current.version:
            current = entry
    return current


def published(history: list[LedgerEntry], bodies: dict[str, str]) -> Published:
    """The state a record's entries (in order) lead to, with ``bodies`` by commitment.

    Where the deciding body is missing, an entry later than the moment asked for suppressed it.
    """
    last = decisive(history)
    return _as_of(history[0], last, bodies.get(last.commitment))


def _as_of(first: LedgerEntry, last: LedgerEntry, body: str | None) -> Published:
    content = payloads.read(body) if body is not None else {}
    return Published(
        type=last.type,
        uid=last.uid,
        state=_STATES[last.action] if body is not None else "suppressed",
        record=content.get("record"),
        version=last.version,
        seq=last.seq,
        hash=last.hash,
        action=last.action,
        note=content.get("note", ""),
        first_seq=first.seq,
        published_at=first.at,
        modified_at=last.at,
        rule=content.get("rule", ""),
        successor=content.get("successor", ""),
    )


def seq_at(moment: datetime.datetime) -> int:
    """The last entry made at or before ``moment``; 0 when there was none."""
    found = LedgerEntry.objects.filter(at__lte=moment).order_by("-at", "-seq").values_list("seq", flat=True).first()
    return found or 0


def closed_by(closed: Published) -> Published | None:
    """The later suppression that took the text of ``closed`` away, if one did (three queries)."""
    acts = LedgerEntry.objects.filter(uid=closed.uid, action="suppress", seq__gt=closed.seq)
    act = acts.filter(version__gte=closed.version).order_by("seq").first()
    first = LedgerEntry.objects.filter(seq=closed.first_seq).first()
    if act is None or first is None:
        return None
    return _as_of(first, act, Payload.objects.values_list("body", flat=True).get(commitment=act.commitment))


def checkpoint() -> dict[str, Any]:
    """Size and head hash: what a reader saves today to hold the ledger to it tomorrow."""
    from_head = LedgerEntry.objects.order_by("-seq").first()
    return {"size": from_head.seq, "hash": from_head.hash} if from_head else {"size": 0, "hash": "0" * 64}
