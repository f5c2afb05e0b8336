"""Who works on what: an item is leased for a while, and whoever holds it longer than that has died.

The number of attempts is the token of a lease: what comes too late, from somebody who was thought dead, is refused.
"""

import random
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from archive.models import IntakeItem

State = IntakeItem.State

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
# Between attempts: 1, 4, 16, 64 minutes, each a little more or less, so that not all come back at once.
FIRST_WAIT, FACTOR, JITTER = timedelta(minutes=1), 4, 0.2
LONGEST_WAIT = timedelta(days=1)

DIED = "Whoever worked on it died, five times."


class Lost(Exception):
    """The lease ran out, and the item is somebody else's."""


def due() -> QuerySet[IntakeItem]:
    """What may be worked on now: it waits and its time has come, or whoever had it has died."""
    now = timezone.now()
    waits = Q(state=State.WAITING) & (Q(run_after=None) | Q(run_after__lte=now))
    return IntakeItem.objects.filter(waits | Q(state=State.WORKING, leased_until__lt=now))


def lease(key: int) -> IntakeItem | None:
    """The item, for ``LEASE``; None when it is not due, or somebody was quicker. Parks what killed five workers."""
    if due().filter(pk=key, attempts__gte=MOST_ATTEMPTS).update(**_ended(State.PARKED, DIED)):
        return None
    until = timezone.now() + LEASE
    rows = due().filter(pk=key)
    if not rows.update(state=State.WORKING, leased_until=until, run_after=None, attempts=F("attempts") + 1):
        return None
    item = IntakeItem.objects.select_related("intake__by", "blob", "visit__body")
    return item.filter(pk=key, state=State.WORKING, leased_until=until).first()


def renew(item: IntakeItem) -> None:
    """Hold it for another ``LEASE``. Raises Lost."""
    change(item, leased_until=timezone.now() + LEASE)


def change(item: IntakeItem, **values: object) -> None:
    """Write ``values`` if the item is still ours, and hold its row until the transaction ends. Raises Lost."""
    if not IntakeItem.objects.filter(pk=item.pk, state=State.WORKING, attempts=item.attempts).update(**values):
        raise Lost
    for name, value in values.items():
        setattr(item, name, value)


def end(item: IntakeItem, state: str, reason: str = "", **values: object) -> None:
    """Nothing more is to be done with it. Raises Lost."""
    change(item, **_ended(state, reason), **values)


def fail(item: IntakeItem, reason: str, *, retry_after: int | None = None) -> None:
    """Try it again later, in ``retry_after`` seconds at the earliest; park it after the fifth time. Raises Lost."""
    if item.attempts >= MOST_ATTEMPTS:
        end(item, State.PARKED, reason)
        return
    run_after = timezone.now() + wait(item.attempts, retry_after)
    change(item, state=State.WAITING, reason=reason, leased_until=None, run_after=run_after)


def put_back(item: IntakeItem, reason: str, seconds: int) -> None:
    """Its turn has not come: try it again in so many seconds, as if nothing had been tried. Raises Lost.

    The token may come again, since nobody but whoever puts the item back has held it.
    """
    run_after = timezone.now() + min(timedelta(seconds=seconds), LONGEST_WAIT)
    tried = item.attempts - 1
    change(item, state=State.WAITING, reason=reason, leased_until=None, run_after=run_after, attempts=tried)


def wait(failures: int, retry_after: int | None = None) -> timedelta:
    """How long to wait after so many failures in a row."""
    between: timedelta = FIRST_WAIT * FACTOR ** (failures - 1) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311
    return min(max(between, timedelta(seconds=retry_after or 0)), LONGEST_WAIT)


def _ended(state: str, reason: str) -> dict[str, object]:
    return {"state": state, "reason": reason, "ended_at": timezone.now(), "leased_until": None, "run_after": None}
