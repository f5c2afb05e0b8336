"""The worker beside the server: one process for long work, started again when it dies, ended with ``up``.

Forked of what Django has loaded already; what it needs besides is imported there, so that the start waits for nothing.
"""

import os
import signal
import socket
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

Say = Callable[[str], None]

LOOKS = 0.5  # seconds between two looks at whether it lives
TIME_TO_END = 10.0  # seconds, for a piece of work to come to an end
WAITS = (1.0, 60.0)  # seconds before it is started again: at first, and at most
LIVED_LONG = 60.0  # seconds, after which a death is one by itself
NICE = 10  # readers come first


def start(say: Say, listener: socket.socket) -> None:
    """Fork the keeper, which forks the worker; neither keeps the server's socket or its database connection."""
    connections.close_all()
    server = os.getpid()
    if not os.fork():
        listener.close()
        with _its_own_end():
            Keeper(say, server).keep()


@contextmanager
def _its_own_end() -> Iterator[None]:
    """A forked process never goes on with what its parent was about to do."""
    try:
        yield
    except (SystemExit, KeyboardInterrupt):
        os._exit(0)
    except BaseException:  # noqa: BLE001 (it is said, and this process ends)
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


class Keeper:
    """Starts the worker and looks after it for as long as ``server`` is its parent."""

    def __init__(self, say: Say, server: int) -> None:
        self.say, self.server = say, server
        self.is_ending = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(number, self._end)

    def keep(self) -> None:
        wait, most = WAITS
        while self.is_wanted():
            began = time.monotonic()
            worker = self._fork()
            if self._watch(worker):
                continue
            if not self.is_wanted():
                return
            wait = WAITS[0] if time.monotonic() - began > LIVED_LONG else min(wait * 2, most)
            self.say(f"The worker has died and is started again in {wait:.0f} s; what it was at is not lost.")
            self._sleep(wait)

    def is_wanted(self) -> bool:
        return not self.is_ending and os.getppid() == self.server

    def _end(self, number: int, frame: object) -> None:
        self.is_ending = True

    def _fork(self) -> int:
        worker = os.fork()
        if worker:
            return worker
        keeper = os.getppid()
        with _its_own_end():
            os.nice(NICE)
            call_command("work", is_wanted=lambda: not self.is_ending and os.getppid() == keeper)
        return 0

    def _watch(self, worker: int) -> bool:
        """Wait until the worker has ended; end it when nobody wants it. Whether it ended by itself, in order."""
        while self.is_wanted():
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(LOOKS)
        os.kill(worker, signal.SIGTERM)
        end = time.monotonic() + TIME_TO_END
        while time.monotonic() < end:
            if os.waitpid(worker, os.WNOHANG)[0]:
                return False
            time.sleep(LOOKS / 5)
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        return False

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self.is_wanted() and time.monotonic() < end:
            time.sleep(LOOKS)
