"""The reading room made anew from the ledger: the same documents, byte for byte."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from archive.ledger.lock import lock
from archive.ledger.view import published
from archive.models import ClaimState, Document, LedgerEntry, Link, Payload, ReadingRoom, Stale
from archive.models.bulk import insert, uncollected
from archive.reading_room.compose import fingerprint
from archive.reading_room.projecting.composing import composed
from archive.reading_room.projecting.links import Key, days, position_of
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.write import LinkRow, stated_keys, write
from archive.reading_room.searching import search, vocabulary

BATCH = 500
Report = Callable[[int, int], None]  # done, of how many


def rebuild(report: Report = lambda done, total: None) -> int:
    """Compose every record again in one transaction; how many. Change numbers are kept.

    Documents that come out different take a new change number, so mirrors converge.
    """
    with transaction.atomic():
        lock()
        uids = list(LedgerEntry.objects.values("uid").annotate(first=Min("seq")).order_by("first"))
        names = [row["uid"] for row in uids]
        Link.objects.all().delete()
        ClaimState.objects.all().delete()
        Stale.objects.all().delete()
        search.clear()
        for some in _batches(names):
            _relink(some)
        _recompose(names, report)
        _drop_strays(set(names))
        mark_built()
    return len(names)


def _recompose(names: list[str], report: Report) -> None:
    at = LedgerEntry.objects.order_by("-seq").values_list("at", flat=True).first() or timezone.now()
    done = 0
    words: Counter[str] = Counter()
    for some in _batches(names):
        words.update(_recompose_some(some, at))
        done += len(some)
        report(done, len(names))
    # Once, at the end: the commonest words are in every batch.
    vocabulary.change(words)


@uncollected()
def _recompose_some(uids: list[str], at: datetime) -> Counter[str]:
    look_up = LookUp()
    look_up.prime(uids)
    records = [look_up(uid) for uid in uids]
    return write([composed(each, look_up) for each in records if each is not None], set(), at, emptied=True)


def _drop_strays(names: set[str]) -> None:
    """Documents the ledger knows nothing of were put there by somebody else."""
    strays = [uid for uid in Document.objects.values_list("uid", flat=True).iterator() if uid not in names]
    Document.objects.filter(uid__in=strays).delete()


@uncollected()
def _relink(uids: list[str]) -> None:
    """The stated links of every version, each from its entry to the one that dropped it."""
    look_up = LookUp()
    look_up.prime(uids)
    history: dict[str, list[LedgerEntry]] = {}
    for entry in LedgerEntry.objects.filter(uid__in=uids).order_by("seq"):
        history.setdefault(entry.uid, []).append(entry)
    commitments = [entry.commitment for entries in history.values() for entry in entries]
    bodies = dict(Payload.objects.filter(commitment__in=commitments).values_list("commitment", "body"))
    rows: list[LinkRow] = []
    for uid, entries in history.items():
        present = look_up(uid)
        assert present is not None
        position, counted = position_of(present, look_up), days(present, look_up)
        for key, since, until in _intervals(entries, bodies):
            place = (position, counted.get(key, 0)) if until is None else (0, 0)
            rows.append(LinkRow(key[0], uid, key[1], *place, since, until))
    insert(Link, LinkRow._fields, rows)


def _intervals(entries: list[LedgerEntry], bodies: dict[str, str]) -> Iterator[tuple[Key, int, int | None]]:
    """Links with the entries that opened and closed them; None where they stand."""
    since: dict[Key, int] = {}
    for index, entry in enumerate(entries):
        state = published(entries[: index + 1], bodies)
        keys = stated_keys(state)
        for key in [key for key in since if key not in keys]:
            yield key, since.pop(key), entry.seq
        for key in keys:
            since.setdefault(key, entry.seq)
    for key, seq in since.items():
        yield key, seq, None


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def mark_built() -> None:
    """Remember which code made the documents."""
    row = ReadingRoom(pk=1, compose_version=fingerprint(), built_at=timezone.now())
    names = ["compose_version", "built_at"]
    ReadingRoom.objects.bulk_create([row], update_conflicts=True, unique_fields=["pk"], update_fields=names)


def is_current() -> bool:
    """Whether the documents were made by the code that runs now, or there are none."""
    made = ReadingRoom.objects.filter(pk=1).values_list("compose_version", flat=True).first()
    return made == fingerprint() or (made is None and not LedgerEntry.objects.exists())
