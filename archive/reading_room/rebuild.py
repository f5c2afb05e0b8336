"""The reading room made anew from the ledger: the same documents, byte for byte."""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from archive.ledger.lock import lock
from archive.ledger.view import published
from archive.models import ClaimState, Document, LedgerEntry, Link, Payload, ReadingRoom, Stale
from archive.reading_room import search
from archive.reading_room.compose import fingerprint
from archive.reading_room.composing import composed
from archive.reading_room.links import Key
from archive.reading_room.look_up import LookUp
from archive.reading_room.write import stated_keys, write

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
    for some in _batches(names):
        look_up = LookUp()
        look_up.prime(some)
        records = [look_up(uid) for uid in some]
        write([composed(each, look_up) for each in records if each is not None], set(), at)
        done += len(some)
        report(done, len(names))


def _drop_strays(names: set[str]) -> None:
    """Documents the ledger knows nothing of were put there by somebody else."""
    strays = [uid for uid in Document.objects.values_list("uid", flat=True).iterator() if uid not in names]
    Document.objects.filter(uid__in=strays).delete()


def _relink(uids: list[str]) -> None:
    """The stated links of every version, each from its entry to the one that dropped it."""
    history: dict[str, list[LedgerEntry]] = {}
    for entry in LedgerEntry.objects.filter(uid__in=uids).order_by("seq"):
        history.setdefault(entry.uid, []).append(entry)
    commitments = [entry.commitment for entries in history.values() for entry in entries]
    bodies = dict(Payload.objects.filter(commitment__in=commitments).values_list("commitment", "body"))
    links: list[Link] = []
    for uid, entries in history.items():
        links += _intervals(uid, entries, bodies)
    Link.objects.bulk_create(links, batch_size=2_000)


def _intervals(uid: str, entries: list[LedgerEntry], bodies: dict[str, str]) -> Iterator[Link]:
    since: dict[Key, int] = {}
    for index, entry in enumerate(entries):
        state = published(entries[: index + 1], bodies)
        keys = stated_keys(state.type, state.record)
        for key in [key for key in since if key not in keys]:
            yield _link(uid, key, since.pop(key), entry.seq)
        for key in keys:
            since.setdefault(key, entry.seq)
    for key, seq in since.items():
        yield _link(uid, key, seq, None)


def _link(uid: str, key: Key, since: int, until: int | None) -> Link:
    return Link(relation=key[0], from_uid=uid, to_uid=key[1], position=0, since_seq=since, until_seq=until)


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def mark_built() -> None:
    """Remember which code made the documents."""
    ReadingRoom.objects.update_or_create(pk=1, defaults={"compose_version": fingerprint(), "built_at": timezone.now()})


def is_current() -> bool:
    """Whether the documents were made by the code that runs now, or there are none."""
    made = ReadingRoom.objects.filter(pk=1).values_list("compose_version", flat=True).first()
    return made == fingerprint() or (made is None and not LedgerEntry.objects.exists())
