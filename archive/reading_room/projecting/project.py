"""Entries → documents, links, states and search, in the transaction that entered them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from archive.ledger.lock import lock
from archive.models import LedgerEntry, Link, Stale
from archive.reading_room.projecting.composing import composed
from archive.reading_room.projecting.links import DERIVED, STATED, TO_WORDS, Stated, stated_of
from archive.reading_room.projecting.look_up import RELATIONS, LookUp, Named
from archive.reading_room.projecting.rebuild import mark_built
from archive.reading_room.projecting.write import forget, slices, stated_keys, write, write_stated
from archive.reading_room.searching import search, vocabulary

AT_ONCE = 200  # dependents recomposed in the transaction; more wait in Stale
BATCH = 500
BATCHES_AT_ONCE = 4
CLOSING = ("withdraw", "suppress", "merge")
_NAMING = tuple(relation for relation in (*STATED, *DERIVED) if relation not in TO_WORDS)


def project(entries: Sequence[LedgerEntry], look_up: LookUp | None = None) -> None:
    """Bring the reading room to what ``entries``, the newest of the ledger, say.

    ``look_up`` may know already, under the same lock, these records and what they name. The ledger
    is locked. Closing acts never wait: whatever named a closed record is composed anew before the
    transaction ends.
    """
    last = entries[-1]
    if entries[0].seq == 1:
        mark_built()
    own = {entry.uid for entry in entries}
    closing = any(entry.action in CLOSING for entry in entries)
    look_up = look_up or LookUp()
    look_up.prime(own, naming=False)
    restated, related = _restate(own, look_up)
    for entry in entries:
        if entry.action == "suppress":
            forget(entry.uid, _end_of_suppressed(entry))
    # Nothing names a record before its first publication, but what is published with it.
    known = {uid for uid, stated in restated.items() if not stated.is_first}
    dependents = _dependents(known, own, None if closing else AT_ONCE + 1)
    if not closing and len(dependents) > AT_ONCE:
        _mark_stale(known, own, last.seq)
        transaction.on_commit(drain_soon)
        dependents = set()
    look_up.relinked(_named_first(restated))
    affected = sorted(own | related | dependents)
    words: Counter[str] = Counter()
    for start in range(0, len(affected), BATCH):
        words.update(_recompose(affected[start : start + BATCH], restated, look_up, last.at))
    vocabulary.change(words)
    if any(entry.action == "suppress" for entry in entries):
        search.erase()


def _restate(own: Collection[str], look_up: LookUp) -> tuple[dict[str, Stated], set[str]]:
    """Write the stated links of ``own``; what they state, and the claims they relate to, now or before."""
    related: set[str] = set()
    restated: dict[str, Stated] = {}
    for uid in sorted(own):
        found = look_up(uid)
        assert found is not None
        restated[uid] = stated_of(found, stated_keys(found), look_up)
        related |= {to_uid for relation, to_uid in restated[uid].links if relation in RELATIONS}
    for some in slices([uid for uid, stated in restated.items() if not stated.is_first]):
        before = Link.objects.filter(from_uid__in=some, relation__in=RELATIONS, until_seq=None)
        related.update(before.values_list("to_uid", flat=True))
    write_stated(restated)
    return restated, related


def _named_first(restated: dict[str, Stated]) -> dict[str, set[Named]]:
    """What relates to records entered for the first time, which is nothing but what was entered with them."""
    found: dict[str, set[Named]] = {uid: set() for uid, stated in restated.items() if stated.is_first}
    for from_uid, stated in restated.items():
        for relation, to_uid in stated.links:
            if relation in RELATIONS and to_uid in found:
                found[to_uid].add(Named(relation, from_uid))
    return found


def _recompose(uids: Collection[str], own: Mapping[str, Stated], look_up: LookUp, at: datetime) -> Counter[str]:
    """Write the documents anew; how the number of records that hold each word changes."""
    look_up.prime(uids)
    found = [look_up(uid) for uid in uids]
    made = [composed(each, look_up, own.get(each.uid)) for each in found if each is not None]
    return write(made, own.keys(), at)


def _dependents(uids: Collection[str], own: set[str], most: int | None) -> set[str]:
    """The records, ``own`` apart, whose documents name one of ``uids``; no more than ``most`` of them matter."""
    found: set[str] = set()
    for some in slices(sorted(uids)):
        rows = Link.objects.filter(relation__in=_NAMING, to_uid__in=some, until_seq=None)
        named = rows.values_list("from_uid", flat=True).distinct()
        # As many rows may be of ``own``.
        found.update(named if most is None else named[: most + len(own)])
        if most is not None and len(found - own) >= most:
            break
    return found - own


def _mark_stale(uids: Collection[str], own: set[str], seq: int) -> None:
    """Queue every dependent but ``own``, whatever their number, without reading them."""
    relations = ", ".join(["%s"] * len(_NAMING))
    with connection.cursor() as cursor:
        for some in slices(sorted(uids)):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"INSERT INTO {Stale._meta.db_table} (uid, seq) SELECT DISTINCT from_uid, CAST(%s AS bigint) "  # noqa: S608
                f"FROM {Link._meta.db_table} WHERE until_seq IS NULL AND to_uid IN ({marks}) "
                f"AND relation IN ({relations}) AND from_uid NOT IN ({marks}) ON CONFLICT (uid) DO NOTHING",
                [seq, *some, *_NAMING, *some],
            )
    for some in slices(sorted(own)):
        Stale.objects.filter(uid__in=some).delete()


def _end_of_suppressed(act: LedgerEntry) -> int:
    """The entry that replaced the last suppressed version."""
    later = LedgerEntry.objects.filter(uid=act.uid, version__gt=act.version, seq__lt=act.seq).order_by("seq")
    return later.values_list("seq", flat=True).first() or act.seq


def drain(most: int = BATCH) -> int:
    """Compose up to ``most`` stale documents anew, oldest first; how many were."""
    with transaction.atomic():
        lock()
        uids = list(Stale.objects.order_by("seq", "uid").values_list("uid", flat=True)[:most])
        if uids:
            at = LedgerEntry.objects.order_by("-seq").values_list("at", flat=True)[0]
            vocabulary.change(_recompose(uids, {}, LookUp(), at))
            Stale.objects.filter(uid__in=uids).delete()
    return len(uids)


def drain_soon() -> None:
    """Compose what waits right after the act that queued it, up to a few seconds' work; a schedule does the rest."""
    for _ in range(BATCHES_AT_ONCE):
        if drain() < BATCH:
            break


def waiting() -> int:
    """How many documents wait to be composed anew."""
    return Stale.objects.count()
