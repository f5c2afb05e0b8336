"""What is read for long is of one state of the archive, and nobody who writes waits for it.

``one_moment`` is for commands. ``Moment`` is for answers that go out while they are made: whoever takes
them may be slow, and must not keep the database from tidying up behind everybody else.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction

from archive.reading_room.freshness import newest

# Seconds: so long a transaction keeps one state for somebody who reads on; what takes nothing for the
# second is left, and so is what has not come to its end by the third.
HELD, IDLE, LONGEST = 30, 60, 900


class BrokenOff(Exception):
    """An answer that has begun cannot be brought to its end; the message says why."""


@contextmanager
def one_moment(idle: int = 0) -> Iterator[None]:
    """What is read within is of one moment. Nobody who writes meanwhile has to wait, and nothing is written.

    Inside of a transaction that has begun already, that one decides. PostgreSQL itself leaves who asks for
    nothing for ``idle`` seconds (0: never), while this process may be waiting for somebody else.
    """
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
                cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{idle}s'")
            yield


class Moment:
    """One state of everything public, from now until ``close``; ``state`` is its name, as ``freshness.newest`` says it.

    It is held by a transaction for HELD seconds. Whatever is read after that is let through only as
    long as the archive is still in that state.
    """

    def __init__(self) -> None:
        self._transaction = ExitStack()
        # A little later than this process would say so itself.
        self._transaction.enter_context(one_moment(idle=IDLE + 5))
        self._is_held = True
        try:
            self.state = newest()
        except BaseException:
            self.close()
            raise
        self._began = self._last = time.monotonic()

    def close(self) -> None:
        self._is_held = False
        self._transaction.close()

    def pieces(self, made: Iterator[bytes]) -> "Pieces":
        """``made``, piece by piece as they are asked for; at their end the moment is closed."""
        return Pieces(self, made)

    def check(self) -> None:
        """To be called before more is read. Raises ``BrokenOff`` for who is too slow."""
        now = time.monotonic()
        if now - self._last > IDLE or now - self._began > LONGEST:
            raise BrokenOff("It was not taken in time.")
        if self._is_held and now - self._began > HELD:
            self.close()

    def vouch(self) -> None:
        """To be called when something was read, before it is passed on. Raises ``BrokenOff``: it is of another state."""
        if not self._is_held and newest() != self.state:
            raise BrokenOff("The archive has changed meanwhile.")
        self._last = time.monotonic()


class Pieces(Iterator[bytes]):
    """What a ``Moment`` lets through. Whoever stops before the end must ``close`` it."""

    def __init__(self, moment: Moment, made: Iterator[bytes]) -> None:
        self._moment = moment
        self._made = made

    def __next__(self) -> bytes:
        self._moment.check()
        piece = next(self._made, None)
        if piece is None:
            self.close()
            raise StopIteration
        self._moment.vouch()
        return piece

    def close(self) -> None:
        self._moment.close()
