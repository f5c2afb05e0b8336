"""The bytes that texts were made from: kept once each, swept when nothing needs them, destroyed with the text.

A blob is needed by the captures that name its hash and by the items and visits that point to it. Guards in the
database let none go that a capture of an article names, unless that article was suppressed.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from archive.ledger import clock
from archive.ledger.verify import altered_bytes
from archive.models import Article, Blob, Capture, IntakeItem, LedgerEntry, Visit
from archive.text.media import media_type as sort_of

logger = logging.getLogger(__name__)

State = IntakeItem.State
# Hours. A prime: a worker that lives at some hours of the day alone comes to every part in time.
PARTS = 719

# The bytes of what was refused, left out or here already can be looked at for so long.
DAYS_KEPT = 14
DONE_WITH = (State.REFUSED, State.DUPLICATE, State.DROPPED, State.APART)
TAKEN_IN = (State.NEW, State.CHANGED)
SUPPRESSED = "[suppressed]"
GONE = "The article that it is like was suppressed."


def keep(data: bytes, media_type: str = "") -> Blob:
    """The blob of these bytes, which is one however often and by however many they are kept.

    Until the transaction ends nobody sweeps it. Its type is seen in the bytes unless ``media_type`` is given.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    kind = media_type or sort_of(data)
    rows = Blob.objects.filter(pk=sha256).defer("data").select_for_update(no_key=True)
    with transaction.atomic():
        standing = rows.first()
        if standing is not None:
            return standing
        fresh = Blob(sha256=sha256, media_type=kind[:80], data=data, size=len(data), kept_at=clock.now())
        # Of two that keep the same bytes at once the second writes nothing, on PostgreSQL; SQLite lets one at a time.
        Blob.objects.bulk_create([fresh], ignore_conflicts=True)
        return rows.get()


# -- what nothing needs any more ---------------------------------------------------------------


def sweep(days: int = DAYS_KEPT) -> int:
    """Delete the blobs and visits that nothing has needed for ``days``; the number of blobs.

    Those are: of items that were refused, left out or here already, which end without their bytes; whole files
    of which each document is kept by itself; and of runs that were cut before they wrote an item. Each blob goes
    in a transaction of its own; one that somebody takes up at this moment stays.
    """
    before = clock.now() - timedelta(days=days)
    ended = IntakeItem.objects.filter(ended_at__lt=before)
    ended.filter(state__in=DONE_WITH).exclude(blob=None, visit=None).update(blob=None, visit=None)
    ended.filter(state__in=TAKEN_IN, part__gt=0).exclude(blob=None).update(blob=None)
    Visit.objects.filter(items=None, fetched_at__lt=before).delete()
    # Their names alone, out of an index: beyond these SQLite would read all the bytes there are.
    loose = _unneeded(Blob.objects.all()).values_list("pk", flat=True)
    return sum(_gone(sha256, before) for sha256 in list(loose))


def _gone(sha256: str, before: datetime) -> bool:
    try:
        with transaction.atomic():
            list(Blob.objects.select_for_update().filter(pk=sha256).values_list("pk"))
            return _unneeded(Blob.objects.filter(pk=sha256, kept_at__lt=before)).delete()[0] > 0
    except IntegrityError:
        return False


def _unneeded(blobs: QuerySet[Blob]) -> QuerySet[Blob]:
    named = Capture.objects.filter(sha256=OuterRef("pk"))
    return blobs.filter(~Exists(named), items=None, visits=None, recorded_visits=None)


def upkeep() -> list[str]:
    """What is done every so often: sweep, and check the bytes whose turn it is; the faults, also in the log.

    Done every hour, it has checked all of them once in thirty days.
    """
    sweep()
    turn = int(clock.now().timestamp() // 3600) % PARTS + 1
    faults = list(altered_bytes(turn, PARTS))
    for fault in faults:
        logger.error(fault)
    return faults


# -- what is suppressed ------------------------------------------------------------------------


class Held(NamedTuple):
    """What of an article is among the originals: hashes of blobs, and the numbers of items and visits."""

    article: Article
    blobs: set[str]
    items: list[int]
    visits: set[int]


def held(article: Article) -> Held:
    """The originals of an article and of what waits because it is like it. Ask before its captures go."""
    items = list(_about(article).values_list("pk", "blob", "visit", "visit__body", "visit__warc"))
    blobs = set(article.captures.values_list("sha256", flat=True))
    blobs |= {each for row in items for each in (row[1], row[3], row[4]) if each}
    return Held(article, blobs, [row[0] for row in items], {row[2] for row in items if row[2]})


def destroy(gone: Held) -> None:
    """Destroy these originals, wherever else they are pointed to from, but what another article was made from.

    Call after the act that suppresses the article was entered.
    """
    waiting = IntakeItem.objects.filter(pk__in=gone.items, state__in=(State.WAITING, State.WORKING, State.UNDECIDED))
    waiting.update(state=State.DROPPED, run_after=None, leased_until=None, ended_at=clock.now())
    IntakeItem.objects.filter(pk__in=gone.items).update(
        name=SUPPRESSED, url="", findings={}, reason=GONE, blob=None, visit=None
    )
    shared = _of_others(gone)
    blobs = gone.blobs - shared
    IntakeItem.objects.filter(blob__in=blobs).update(blob=None)
    Visit.objects.filter(body__in=blobs).update(body=None)
    Visit.objects.filter(warc__in=blobs).update(warc=None)
    Visit.objects.filter(pk__in=gone.visits, items=None).delete()
    Blob.objects.filter(pk__in=blobs).delete()


def _about(article: Article) -> QuerySet[IntakeItem]:
    """The items that became a text of the article, or whose findings name it."""
    told = IntakeItem.objects.annotate(told=Cast("findings", TextField()))
    return told.filter(Q(article=article) | Q(told__contains=f'"{article.uid}"'))


def _of_others(gone: Held) -> set[str]:
    """The blobs among them that texts of other articles, which were not suppressed, are made from."""
    suppressed = LedgerEntry.objects.filter(action="suppress", uid=OuterRef("article__uid"))
    rows = Capture.objects.filter(~Exists(suppressed), sha256__in=gone.blobs)
    return set(rows.exclude(article=gone.article).values_list("sha256", flat=True))
