"""Things taken in one after the other by a command, while those after them are read in processes of their own.

The rows of a thing are written before it is read, and leased: what is cut off on the way is finished by the
same command asked again, or by the worker.
"""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from archive.editorial.admin_log import log
from archive.editorial.originals import keep
from archive.ingest.working.ahead import Ahead, Readers
from archive.ingest.working.bringing import Wanted
from archive.ingest.working.handing import ENDED, Thing
from archive.ingest.working.items import settle, wanted
from archive.ingest.working.leasing import State
from archive.ingest.working.naming import shown
from archive.models import Intake, IntakeItem, User

BEGUN = 2  # things for each process, before the first of them is written
# Longer than the worker's: a thing may wait for those before it.
LEASE = timedelta(minutes=10)
ELSEWHERE = "Another process took it over."
OVER = (*ENDED, State.UNDECIDED)


def begun(asked: Sequence[str], *, by: User) -> Intake:
    """The intake of this command: the one that was cut off, if the same was asked before, else a new one."""
    request = hashlib.sha256(json.dumps(list(asked)).encode(errors="replace")).hexdigest()
    rows = Intake.objects.filter(door=Intake.Door.COMMAND, by=by, request=request, finished_at=None)
    with transaction.atomic():
        intake = rows.order_by("-pk").first()
        if intake is None:
            intake = Intake.objects.create(door=Intake.Door.COMMAND, by=by, request=request)
            log([intake], "Begun", by=by)
    return intake


def finish(intake: Intake) -> None:
    """Nothing of it is left to be gone on with."""
    Intake.objects.filter(pk=intake.pk).update(finished_at=timezone.now())


def run(intake: Intake, things: Iterable[Thing], readers: Readers, jobs: int) -> Iterator[IntakeItem]:
    """Take ``things`` in, in their order; each row as it stands in the end, also those that stood there before.

    A feed's links follow it, as rows of their own, and so do the documents of a file with several.
    """
    fresh = _begun(intake, things)
    parts: deque[int] = deque()
    working: deque[tuple[IntakeItem, Ahead | None]] = deque()
    while True:
        while len(working) < jobs * BEGUN and (each := _again(parts.popleft()) if parts else next(fresh, None)):
            working.append((each.row, readers.begin(each.wanted) if each.wanted else None))
        if not working:
            return
        row, ahead = working.popleft()
        if ahead is not None:
            settle(row, ahead.events())
            # What was not asked for, of a thing that was known at once: nobody will.
            ahead.is_wanted = False
            row.refresh_from_db(fields=["state", "reason", "article", "findings"])
        if row.state == State.WORKING:
            row.reason = ELSEWHERE
        yield row
        if row.state == State.APART:
            parts.extend(_parts(row))


class Begun(NamedTuple):
    """A row, and what is to be read for it; nothing where that was done before."""

    row: IntakeItem
    wanted: Wanted | None = None


def _begun(intake: Intake, things: Iterable[Thing]) -> Iterator[Begun]:
    before: dict[str, deque[int]] = {}
    for pk, url, blob in intake.items.filter(part=0).values_list("pk", "url", "blob"):
        before.setdefault(url or blob, deque()).append(pk)
    for thing in things:
        # Of several that are the same each has a row.
        rows = before.get(thing.url or hashlib.sha256(thing.data or b"").hexdigest())
        if rows:
            yield _again(rows.popleft())
        else:
            row = _new(intake, thing)
            yield Begun(row, Wanted(row.name, thing.data, thing.url))


def _new(intake: Intake, thing: Thing) -> IntakeItem:
    with transaction.atomic():
        # Whoever asks the same at the same moment waits here for a position.
        Intake.objects.select_for_update().get(pk=intake.pk)
        last = intake.items.aggregate(last=Max("position"))["last"]
        return IntakeItem.objects.create(
            intake=intake,
            position=0 if last is None else last + 1,
            name=shown(thing.name or thing.url),
            url=thing.url,
            blob=keep(thing.data) if thing.data is not None else None,
            state=State.WORKING,
            attempts=1,
            leased_until=timezone.now() + LEASE,
        )


def _again(key: int) -> Begun:
    """A row that stood there before, taken from whoever had it: a new number of attempts makes them too late."""
    until = timezone.now() + LEASE
    mine = {"state": State.WORKING, "attempts": F("attempts") + 1, "leased_until": until, "run_after": None}
    is_mine = IntakeItem.objects.filter(pk=key).exclude(state__in=OVER).update(**mine)
    row = IntakeItem.objects.select_related("intake__by", "blob", "visit__body").get(pk=key)
    return Begun(row, wanted(row) if is_mine else None)


def _parts(row: IntakeItem) -> Sequence[int]:
    rows = IntakeItem.objects.filter(intake=row.intake_id, position=row.position, part__gt=0)
    return list(rows.order_by("part").values_list("pk", flat=True))
