"""The archive's own time, which never goes back, whatever the machine's clock does."""

import datetime
from typing import NamedTuple

from django.utils import timezone

from archive.models.plain import asked

MOMENT = datetime.timedelta(microseconds=1)


class Head(NamedTuple):
    """What the next entry of the ledger follows."""

    seq: int
    at: datetime.datetime
    hash: str


def now() -> datetime.datetime:
    """The present, but later than every entry of the ledger (one query).

    Who revised a record since its last version is asked by time: a revision dated before that
    version by a clock set back would let its author sign as reviewer.
    """
    last = head()
    return later_than(last.at if last else None)


def head() -> Head | None:
    """The newest entry (one query)."""
    rows = asked("SELECT seq, at, hash FROM archive_ledgerentry ORDER BY seq DESC LIMIT 1")
    return next((Head(seq, in_utc(at), hash) for seq, at, hash in rows), None)


def in_utc(at: datetime.datetime) -> datetime.datetime:
    """SQLite keeps times without their zone, which is UTC."""
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)


def later_than(last: datetime.datetime | None) -> datetime.datetime:
    """The present, but later than ``last``."""
    present = timezone.now()
    return max(present, last + MOMENT) if last else present
