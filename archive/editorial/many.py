"""One change to many records, or one closing: each compared with what people saw, each with its own outcome."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from archive.editorial.closing import withdraw
from archive.editorial.permissions import check_may, may
from archive.editorial.saving import Conflict, Refused, saving_many
from archive.ledger.lock import lock
from archive.models import Claim, Record, Topic, User

Write = Callable[[list[Any]], None]


class Outcome(NamedTuple):
    """What became of one record: ``result`` is "done", "same", "refused" or "conflict"; ``reason`` is for people."""

    uid: str
    result: str
    reason: str


DONE, SAME, GONE = "Done.", "It was so already.", "It is not here."
MEANWHILE = "Somebody saved it since you chose it; look at it, then choose again."


def set_field(model: type[Record], name: str, value: Any) -> Write:
    """Writes one plain field (no world date, whose bounds ``update`` would not follow)."""

    def write(rows: list[Any]) -> None:
        model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{name: value})

    return write


def add_topic(topic: Topic) -> Write:
    """Adds a topic to claims."""

    def write(rows: list[Any]) -> None:
        through: Any = Claim.topics.through
        links = [through(claim_id=row.pk, topic_id=topic.pk) for row in rows]
        through.objects.bulk_create(links, ignore_conflicts=True)

    return write


def remove_topic(topic: Topic) -> Write:
    """Takes a topic away from claims."""

    def write(rows: list[Any]) -> None:
        through: Any = Claim.topics.through
        through.objects.filter(claim__in=rows, topic=topic).delete()

    return write


def change_many(model: type[Record], seen: Mapping[str, int], write: Write, *, by: User, reason: str) -> list[Outcome]:
    """Let ``write`` change the records of ``seen`` (uid → revision on the page), in one transaction.

    Those that somebody saved since stay as they are, and are told; so are those that the rules
    refuse. Raises PermissionDenied.
    """
    check_may(by, "change_many")
    if not may(by, f"change_{model.type}"):
        return [Outcome(uid, "refused", f"You may not change {model._meta.verbose_name_plural}.") for uid in seen]
    with transaction.atomic():
        standing = _locked(model, seen)
        fits = [row for uid, row in standing.items() if row.revision == seen[uid]]
        outcomes = _written(fits, seen, write, by, reason)
    return [outcomes.get(uid) or _unfit(uid, standing) for uid in seen]


def _locked(model: type[Record], seen: Mapping[str, int]) -> dict[str, Any]:
    return {row.uid: row for row in model.objects.filter(uid__in=list(seen)).held()}


def _unfit(uid: str, standing: Mapping[str, Any]) -> Outcome:
    return Outcome(uid, "conflict", MEANWHILE) if uid in standing else Outcome(uid, "refused", GONE)


def _written(rows: list[Any], seen: Mapping[str, int], write: Write, by: User, reason: str) -> dict[str, Outcome]:
    """All at once; one by one when the rules refuse any, so that it alone is left."""
    try:
        with saving_many([(row, seen[row.uid]) for row in rows], by=by, reason=reason):
            write(rows)
    except Refused as refused:
        if len(rows) == 1:
            return {rows[0].uid: Outcome(rows[0].uid, "refused", " ".join(refused.reasons))}
        return {uid: each for row in rows for uid, each in _written([row], seen, write, by, reason).items()}
    return {
        row.uid: Outcome(row.uid, "done", DONE) if row.revision > seen[row.uid] else Outcome(row.uid, "same", SAME)
        for row in rows
    }


def withdraw_many(model: type[Record], seen: Mapping[str, int], *, by: User, note: str) -> list[Outcome]:
    """Withdraw each of the records from the public with the same public reason, one act of the ledger for each.

    Raises PermissionDenied.
    """
    check_may(by, "withdraw")
    return [_withdrawn(model, uid, revision, by, note) for uid, revision in seen.items()]


def _withdrawn(model: type[Record], uid: str, revision: int, by: User, note: str) -> Outcome:
    try:
        with transaction.atomic():
            lock()
            row = model.objects.filter(uid=uid).held().first()
            if row is None:
                return Outcome(uid, "refused", GONE)
            if row.revision != revision:
                raise Conflict(row, revision, row.revision)
            entry = withdraw(model.type, uid, by=by, note=note)
    except Conflict:
        return Outcome(uid, "conflict", MEANWHILE)
    except Refused as refused:
        return Outcome(uid, "refused", " ".join(refused.reasons))
    return Outcome(uid, "done", f"Withdrawn: entry {entry.seq} of the ledger.")
