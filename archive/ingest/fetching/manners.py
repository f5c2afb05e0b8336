"""What a site asked of robots, remembered; and who was visited when. Bounded, and safe between threads."""

import threading
import time
from collections import OrderedDict
from typing import NamedTuple, TypeVar

from protego import Protego

from archive.ingest.fetching.faults import NotYet
from archive.ingest.fetching.links import Link

HOSTS = 1_000
LARGEST_MEMORY = 2_000_000  # characters of robots.txt; the rules made of them take some thirty times as much
REMEMBERED = 24 * 3600.0  # RFC 9309 allows no longer
# Between two visits of one site that names no pause of its own, and the longest that one is waited for here.
PAUSE = 1.0
PATIENCE = 10.0
LONGEST_PAUSE = 3600.0


class Rules(NamedTuple):
    """What one site's robots.txt says, and until when, by the monotonic clock, that holds."""

    parsed: Protego
    size: int
    until: float


class Manners:
    """One memory for all threads of a process. ``pause`` in seconds."""

    def __init__(self, *, pause: float = PAUSE) -> None:
        self.pause = pause
        self.lock = threading.Lock()
        self.rules: OrderedDict[Link, Rules] = OrderedDict()
        self.free_at: OrderedDict[str, float] = OrderedDict()

    def recall(self, origin: Link) -> Protego | None:
        with self.lock:
            rules = self.rules.get(origin)
            return rules.parsed if rules and rules.until > time.monotonic() else None

    def remember(self, origin: Link, parsed: Protego, *, size: int) -> None:
        """``size`` of the text that was parsed, in characters."""
        with self.lock:
            keep(self.rules, origin, Rules(parsed, size, time.monotonic() + REMEMBERED))
            while sum(rules.size for rules in self.rules.values()) > LARGEST_MEMORY:
                self.rules.popitem(last=False)

    def wait(self, host: str, delay: float | None, *, most: float = PATIENCE) -> None:
        """Come in line for a host. Raises NotYet when that takes longer than ``most`` seconds, or than is waited here."""
        pause = self.pause if delay is None else min(max(delay, self.pause), LONGEST_PAUSE)
        with self.lock:
            now = time.monotonic()
            begin = max(now, self.free_at.get(host, now))
            if begin - now > min(most, PATIENCE):
                seconds = int(begin - now) + 1
                raise NotYet(f"{host} wants {pause:g} seconds between visits.", retry_after=seconds)
            keep(self.free_at, host, begin + pause)
        time.sleep(begin - now)


Key = TypeVar("Key")
Value = TypeVar("Value")


def keep(memory: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > HOSTS:
        memory.popitem(last=False)
