"""What several things bring, read in threads with a confined process each, a little before it is wanted."""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import TracebackType
from typing import NamedTuple, Self

from archive.ingest.confining import Confined
from archive.ingest.understanding import IMPORTS
from archive.ingest.working.bringing import Event, Wanted, bring

DOCUMENTS_AHEAD = 4
LOOKS = 0.2  # seconds between two looks at whether anybody still wants what was read

Bring = Callable[[Wanted, Confined], Generator[Event, None, None]]


class Said(NamedTuple):
    """One event, or what ended them all; neither at the end."""

    event: Event | None = None
    error: BaseException | None = None


class Ahead:
    """The events of one thing."""

    def __init__(self) -> None:
        self.queue: queue.Queue[Said] = queue.Queue(DOCUMENTS_AHEAD)
        self.is_wanted = True

    def put(self, said: Said) -> bool:
        """Whether somebody wants it, and waits for more."""
        while self.is_wanted:
            try:
                self.queue.put(said, timeout=LOOKS)
            except queue.Full:
                continue
            return True
        return False

    def events(self) -> Iterator[Event]:
        """Raises what reading it raised."""
        try:
            while (said := self.queue.get()).event is not None:
                yield said.event
            if said.error is not None:
                raise said.error
        finally:
            self.is_wanted = False


class Readers:
    """So many processes that read; a context, at whose end they are ended."""

    def __init__(self, jobs: int, bring: Bring = bring) -> None:
        self.bring = bring
        self.pool = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
        self.children = [Confined(imports=IMPORTS) for _ in range(jobs)]
        self.free = threading.local()
        self.given = iter(self.children)
        self.begun: list[Ahead] = []

    def begin(self, wanted: Wanted) -> Ahead:
        """Read it as soon as a process is free."""
        ahead = Ahead()
        self.begun = [each for each in self.begun if each.is_wanted]
        self.begun.append(ahead)
        self.pool.submit(self._read, wanted, ahead)
        return ahead

    def _read(self, wanted: Wanted, ahead: Ahead) -> None:
        if not hasattr(self.free, "child"):
            self.free.child = next(self.given)
        try:
            with closing(self.bring(wanted, self.free.child)) as events:
                for event in events:
                    if not ahead.put(Said(event)):
                        return
            ahead.put(Said())
        except BaseException as error:  # noqa: BLE001 (it is raised where the events are wanted)
            ahead.put(Said(error=error))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ahead in self.begun:
            ahead.is_wanted = False
        for child in self.children if kind is not None else ():
            child.close()
        self.pool.shutdown(cancel_futures=True)
        for child in self.children:
            child.close()
