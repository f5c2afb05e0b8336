"""How often each asker came lately, in memory that every worker and thread of this server shares.

A limit holds in every stretch of its length, not only from one full minute to the next: an asker has a
cell for each twentieth of the stretch, and one more, so that none is forgotten too soon. At most a twentieth
of the limit is given back late.

The memory is made before the workers are forked, belongs to no file that has a name, and never grows: where
many askers meet, the one who asked least makes room. A worker that is killed lets go of its lock by that.

A worker asks it for some requests at a time, so that most are counted without it. What all workers together
hold of a limit, and may give out late or not at all, is a twenty-fifth of it.
"""

import contextlib
import fcntl
import logging
import mmap
import os
import secrets
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings

from config.env import Rate

CELLS = 21
PARTS = CELLS - 1
# Who it is, until when anything of it counts (seconds of the monotonic clock, which all processes share), the cells.
SLOT = struct.Struct(f"=8sd{CELLS}I")
SLOTS_TOGETHER = 4
BUCKET = SLOT.size * SLOTS_TOGETHER
BUCKETS = 8_192
# All workers together hold back this part of a limit at most, for no more askers than this each.
WITHIN, MOST_HELD = 25, 4_096
SHARED_MEMORY = "/dev/shm"  # noqa: S108  # nothing in it has a name

log = logging.getLogger(__name__)


class Budget(NamedTuple):
    """What an asker was ``given`` and has ``left``; the first of what was used comes back in ``wait`` seconds."""

    given: int
    left: int
    wait: float


class Counters:
    """Raises OSError where there is no memory to be had."""

    def __init__(self, buckets: int = BUCKETS) -> None:
        folder = SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else None
        # Open as long as the process; without a name from now on.
        self._file, path = tempfile.mkstemp(dir=folder)
        os.unlink(path)
        # Written out, since memory that turns out to be missing later would end the process.
        if os.pwrite(self._file, bytes(buckets * BUCKET), 0) < buckets * BUCKET:
            raise OSError("no room")
        self._memory = mmap.mmap(self._file, buckets * BUCKET)
        self._buckets = buckets
        # Nobody outside can choose whom to share a bucket with.
        self._seed = secrets.token_bytes(16)
        # The lock of a file holds between processes, and not between threads of one.
        self._threads = threading.Lock()

    def take(self, asker: str, rate: Rate, count: int = 1) -> Budget:
        """Give up to ``count`` requests, as many as are left. Raises OSError."""
        digest = blake2b(asker.encode(), digest_size=16, key=self._seed).digest()
        place = int.from_bytes(digest[8:], "big") % self._buckets * BUCKET
        with self._held(place):
            return self._taken(place, digest[:8], rate, count)

    @contextlib.contextmanager
    def _held(self, place: int) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, BUCKET, place)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, BUCKET, place)

    def _taken(self, place: int, name: bytes, rate: Rate, count: int) -> Budget:
        now, length = time.monotonic(), rate.seconds / PARTS
        tick = int(now / length)
        slot, until, cells = self._slot(place, name, now)
        emptied = tick + CELLS - round(until / length)
        for passed in range(min(emptied, CELLS)):
            cells[(tick - passed) % CELLS] = 0
        left = rate.requests - sum(cells)
        given = max(min(count, left), 0)
        if given:
            cells[tick % CELLS] += given
            SLOT.pack_into(self._memory, slot, name, (tick + CELLS) * length, *cells)
        oldest = next(age for age in range(PARTS, -1, -1) if cells[(tick - age) % CELLS] or not age)
        return Budget(given, max(left - given, 0), (tick - oldest + CELLS) * length - now)

    def _slot(self, place: int, name: bytes, now: float) -> tuple[int, float, list[int]]:
        """Where the asker's numbers stand or may stand, until when they count, and the cells."""
        worth: list[tuple[int, int]] = []
        for slot in range(place, place + BUCKET, SLOT.size):
            other, until, *cells = SLOT.unpack_from(self._memory, slot)
            if other == name:
                return slot, until, cells
            worth.append((sum(cells) if until > now else 0, slot))
        return min(worth)[1], 0.0, [0] * CELLS


@dataclass(slots=True)
class Held:
    """Requests that were taken for an asker, good ``until`` then; ``left`` and ``back`` as the memory had them."""

    given: int
    left: int
    back: float
    until: float


class Worker:
    """What one of so many workers has taken for its askers, and not given out yet."""

    def __init__(self, counters: Counters, workers: int) -> None:
        self.counters = counters
        self._parts = workers * WITHIN
        self._held: dict[str, Held] = {}
        self._threads = threading.Lock()

    def take(self, asker: str, rate: Rate) -> Budget:
        """One request; as many as are ``left`` are there at least. Raises OSError."""
        now = time.monotonic()
        with self._threads:
            held = self._held.get(asker)
            if held is None or not held.given or held.until < now:
                held = self._taken(asker, rate, now)
            given = min(held.given, 1)
            held.given -= given
            return Budget(given, held.left + held.given, max(held.back - now, 0))

    def _taken(self, asker: str, rate: Rate, now: float) -> Held:
        budget = self.counters.take(asker, rate, max(rate.requests // self._parts, 1))
        if len(self._held) >= MOST_HELD:
            self._held.clear()
        held = Held(budget.given, budget.left, now + budget.wait, now + rate.seconds)
        self._held[asker] = held
        return held


@lru_cache(maxsize=1)
def shared() -> Worker | None:
    """The counters of this server, made at the first call; None, and the log says so, where they cannot be made."""
    try:
        return Worker(Counters(), settings.WORKERS)
    except (OSError, ValueError) as fault:
        log.error("Nobody is limited: there is no shared memory for the counters (%s).", fault)
        return None
