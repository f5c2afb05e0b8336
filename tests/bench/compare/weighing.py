"""What an answer takes of the processors: of the server's workers, and of the database where it runs here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench.processors import processor_seconds, spent
from tests.bench.serving import Running


@contextmanager
def weighed(running: Running) -> Iterator[list[float]]:
    """A list that holds, afterwards, the seconds that were spent meanwhile."""
    took: list[float] = []
    before = processor_seconds(_answering(running))
    yield took
    took.append(spent(before, processor_seconds(_answering(running))))


def _answering(running: Running) -> list[int]:
    """The processes that answer."""
    if connection.vendor == "sqlite":
        return running.workers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return [*running.workers(), *(pid for (pid,) in cursor.fetchall() if os.path.exists(f"/proc/{pid}"))]
