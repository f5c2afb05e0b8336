"""The archive's own time, which never goes back, whatever the machine's clock does."""

import datetime

from django.utils import timezone

from archive.models import LedgerEntry

MOMENT = datetime.timedelta(microseconds=1)


def now() -> datetime.datetime:
    """The present, but later than every entry of the ledger (one query).

    Who revised a record since its last version is asked by time: a revision dated before that
    version by a clock set back would let its author sign as reviewer.
    """
    return later_than(LedgerEntry.objects.order_by("-seq").values_list("at", flat=True).first())


def later_than(last: datetime.datetime | None) -> datetime.datetime:
    """The present, but later than ``last``."""
    present = timezone.now()
    return max(present, last + MOMENT) if last else present
