"""Everything that is read, however long it takes, as it stood at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within is of one moment. Nobody who writes meanwhile has to wait, and nothing is written.

    Inside of a transaction that has begun already, that one decides. Requests that are answered within leave
    the connection open.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with _transaction():
            yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def _transaction() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        sqlite: Any = connection
        sqlite.ensure_connection()
        usual = sqlite.transaction_mode
        # The usual one takes the lock of a writer.
        sqlite.transaction_mode = "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = usual
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
