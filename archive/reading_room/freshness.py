"""Whether anything public is new: what every ETag and everything kept in memory hangs on."""

from django.db import connection


def newest() -> str:
    """Names the present state of everything public: the newest change and the newest act (one query).

    Both, because an act can change what was said of an older moment and no document of today. The
    act is named by its hash, which no other archive shares.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(change) FROM archive_document), "
            "(SELECT hash FROM archive_ledgerentry ORDER BY seq DESC LIMIT 1)"
        )
        change, act = cursor.fetchone()
    return named(change or 0, act or "")


def named(change: int, act: str) -> str:
    """The name of a state, by its newest change and the hash of its newest act."""
    return f"{change}.{act}"
