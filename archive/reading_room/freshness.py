"""Whether anything public is new: what every ETag and everything kept in memory hangs on."""

from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection
from django.utils.http import http_date

# Of other software this process told nothing: what it answers is new since it was started.
STARTED = int(datetime.now(UTC).timestamp())
# The newest act, the time of the newest before it (those of one publication have the same), what waits.
_HEAD = """
    SELECT head.hash, head.at, earlier.at, EXISTS (SELECT 1 FROM archive_stale)
    FROM archive_ledgerentry head LEFT JOIN archive_ledgerentry earlier ON earlier.seq =
        (SELECT seq FROM archive_ledgerentry WHERE at < head.at ORDER BY at DESC, seq DESC LIMIT 1)
    WHERE head.seq = (SELECT MAX(seq) FROM archive_ledgerentry)
"""


def newest() -> str:
    """Names the present state of everything public: the newest change and the newest act (one query).

    Both, because an act can change what was said of an older moment and no document of today. The
    act is named by its hash, which no other archive shares.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            # Where PostgreSQL is asked for MAX, it takes longer to plan that than to answer.
            "SELECT (SELECT change FROM archive_document ORDER BY change DESC LIMIT 1), "
            "(SELECT hash FROM archive_ledgerentry ORDER BY seq DESC LIMIT 1)"
        )
        change, act = cursor.fetchone()
    return named(change or 0, act or "")


def named(change: int, act: str) -> str:
    """The name of a state, by its newest change and the hash of its newest act."""
    return f"{change}.{act}"


@lru_cache(maxsize=8)
def modified(state: str) -> str:
    """Since when ``state`` has been the present one, as Last-Modified says it.

    Empty where a date would say too little: another state was given out in that second, or one
    without an act of its own will follow, when documents that wait have been composed anew. One
    query for each new state.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HEAD)
        row = cursor.fetchone()
    if row is None:
        return http_date(STARTED)
    act, at, before, is_waiting = row
    second = _second(at)
    is_alone = second != STARTED and (before is None or _second(before) < second)
    # Another act may have come since; and a clock that was set back leaves acts in the future.
    is_settled = state.endswith(f".{act}") and second <= datetime.now(UTC).timestamp()
    return http_date(max(second, STARTED)) if is_alone and is_settled and not is_waiting else ""


def _second(at: datetime) -> int:
    # SQLite keeps times without their zone, which is UTC.
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
