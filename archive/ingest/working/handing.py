"""What people hand over at the desk, and how far it is. The worker does the rest.

Every act checks what its person may do, leaves a line in the admin's log, and raises PermissionDenied or Refused
with nothing written.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from archive.editorial.admin_log import log
from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.originals import keep
from archive.editorial.saving import Refused
from archive.ingest.working.items import take_in
from archive.ingest.working.naming import is_link, shown
from archive.models import Intake, IntakeItem, Subscription, User

State = IntakeItem.State

MOST_THINGS = 500
MOST_BYTES = 20_000_000

# It is over with these, unless a person takes it up again.
ENDED = (State.NEW, State.CHANGED, State.DUPLICATE, State.APART, State.REFUSED, State.PARKED, State.DROPPED)
FAILED = (State.REFUSED, State.PARKED)


class Thing(NamedTuple):
    """A file, a paste or a link: ``data``, or a ``url`` to fetch; with both, the data are from there."""

    name: str
    data: bytes | None = None
    url: str = ""


class Progress(NamedTuple):
    """How many things of an intake are in each state (values of IntakeItem.State)."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Whatever needs no work any more; what waits for a person is among it."""
        return self.total - self.counts.get(State.WAITING, 0) - self.counts.get(State.WORKING, 0)

    @property
    def is_done(self) -> bool:
        return self.done == self.total


def handed_over(door: str, things: Sequence[Thing], by: User, *, subscription: Subscription | None = None) -> Intake:
    """Keep ``things`` and put them up for the worker, all of them or none; ``door`` is a word of Intake.Door.

    The intake comes back at once; ``progress`` says how far it is. Raises PermissionDenied, and Refused with a
    sentence for each thing that cannot be taken.
    """
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    faults = list(_faults(things))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        intake = Intake.objects.create(door=door, by=by, subscription=subscription)
        for position, thing in enumerate(things):
            item = IntakeItem.objects.create(**_row(intake, position, thing))
            take_in.enqueue(item.pk)
        log([intake], f"Handed over: {len(things)}", by=by)
    return intake


def _faults(things: Sequence[Thing]) -> Iterable[str]:
    if not things:
        yield "There is nothing to take in."
    if len(things) > MOST_THINGS:
        yield f"Hand over {MOST_THINGS} things at once at most; these are {len(things):,}."
    for thing in things[:MOST_THINGS]:
        name = shown(thing.name or thing.url)
        if thing.data is None and not thing.url:
            yield f"{name}: there is neither a text nor a link."
        if thing.data is not None and not thing.data.strip():
            yield f"{name}: it is empty."
        if len(thing.data or b"") > MOST_BYTES:
            yield f"{name}: it has more than {MOST_BYTES // 1_000_000} MB."
        if thing.url and not is_link(thing.url):
            yield f"{name}: this is no link to a page on the web."


def _row(intake: Intake, position: int, thing: Thing) -> dict[str, object]:
    blob = keep(thing.data) if thing.data is not None else None
    return {
        "intake": intake,
        "position": position,
        "name": shown(thing.name or thing.url),
        "url": thing.url,
        "blob": blob,
    }


# -- afterwards --------------------------------------------------------------------------------


def retry(item: IntakeItem, *, by: User) -> None:
    """Try what was refused or parked once more, from the beginning. Raises Refused when it is not."""
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    fresh = {"state": State.WAITING, "reason": "", "attempts": 0, "run_after": None, "ended_at": None}
    with transaction.atomic():
        if not IntakeItem.objects.filter(pk=item.pk, state__in=FAILED).update(**fresh):
            raise Refused(["Only what was refused or parked is tried again."])
        take_in.enqueue(item.pk)
        log([item.intake], f"Thing {item.position + 1}: tried again", by=by)
    item.refresh_from_db()


def dismiss(item: IntakeItem, *, by: User) -> None:
    """Leave out what waits, was refused or parked. Raises Refused for what became something already."""
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    with transaction.atomic():
        rows = IntakeItem.objects.filter(pk=item.pk, state__in=(State.WAITING, State.UNDECIDED, *FAILED))
        if not rows.update(state=State.DROPPED, run_after=None, ended_at=timezone.now()):
            raise Refused(["It is being read, or was taken in already."])
        log([item.intake], f"Thing {item.position + 1}: left out", by=by)
    item.refresh_from_db()


def progress(intakes: Collection[Intake]) -> dict[int, Progress]:
    """How far each of ``intakes`` is, by key (one query)."""
    rows = IntakeItem.objects.filter(intake__in=intakes).order_by().values_list("intake", "state")
    counts: dict[int, Counter[str]] = {intake.pk: Counter() for intake in intakes}
    for intake, state, count in rows.annotate(count=Count("pk")):
        counts[intake][state] = count
    return {key: Progress(each) for key, each in counts.items()}
