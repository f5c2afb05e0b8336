"""The child's side: it binds itself, then runs what it is asked for until its parent has gone."""

import functools
import gc
import importlib
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from archive.ingest.confining.wire import Answer, receive_request, send
from archive.ingest.shapes import Refusal

if sys.platform != "win32":
    import resource

# A child that has grown by this part of what it may is better replaced.
GROWN = 0.4

# The parent kills a late child. Should there be no parent any more, the child does so itself, so much later.
GRACE = 1.0

_MB = 1_000_000
_STATUS = Path("/proc/self/status")
_FORBIDDEN = frozenset(
    [
        "socket.__new__",
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.kill",
        "os.killpg",
        "os.mkdir",
        "os.rmdir",
        "os.remove",
        "os.rename",
        "os.link",
        "os.symlink",
        "os.truncate",
        "os.chmod",
        "os.chown",
    ]
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def serve() -> None:
    """Answers what comes in on standard input, on what was standard output."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    seconds, megabytes, imports = receive_request(requests)
    for name in imports:
        importlib.import_module(name)
    gc.freeze()
    means = Means(seconds, megabytes * _MB)
    send(answers, Answer("ready"))
    while True:
        try:
            request = receive_request(requests)
        except EOFError:
            return
        _answer(means, answers, *request)


class Means:
    """What this process may use from now on: time for each answer, memory beyond what it has, no socket, no file."""

    def __init__(self, seconds: float, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        self.first = _memory_held()
        sys.addaudithook(_refuse_doors)
        if sys.platform != "win32":
            for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
                resource.setrlimit(what, (0, 0))

    def bind(self) -> None:
        """From here to ``loosen``, the limits hold."""
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, self.seconds + GRACE)
            if self.first:
                # Counts what is private and can be written: neither mapped libraries nor address space set aside.
                resource.setrlimit(resource.RLIMIT_DATA, (self.first + self.memory, resource.RLIM_INFINITY))

    def loosen(self) -> None:
        """No limits while an answer is sent: the parent may take its time with it."""
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
            resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def is_grown(self) -> bool:
        return _memory_held() - self.first > self.memory * GROWN


def _answer(
    means: Means, answers: BinaryIO, module: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], all_of: bool
) -> None:
    """Runs one request; its last message is a value, the end, or why there is none."""

    def run() -> Answer:
        module_of_it: Any = importlib.import_module(module)
        function: Callable[..., Any] = functools.reduce(getattr, name.split("."), module_of_it)
        if not all_of:
            return Answer("value", function(*args, **kwargs))
        items: Iterator[Any] = function(*args, **kwargs)
        for item in items:
            means.loosen()
            send(answers, Answer("item", item))
            means.bind()
        return Answer("end")

    means.bind()
    answer = _within(run)
    means.loosen()
    try:
        send(answers, answer._replace(is_grown=means.is_grown()))
    except (AttributeError, TypeError, ValueError) as error:
        send(answers, Answer("failed", f"{module}.{name} answered what cannot be sent: {error}"))


def _within(run: Callable[[], Answer]) -> Answer:
    try:
        return run()
    except Refusal as refusal:
        return Answer("refused", refusal.sentence)
    except MemoryError:
        return Answer("memory")
    except Exception:  # noqa: BLE001 (it is told to the parent, which raises it)
        return Answer("failed", traceback.format_exc())


def _refuse_doors(event: str, args: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"A confined process may not use {event}.")
    # No byte can be written anyway; but a file that is opened to be written loses those that it has.
    if event == "open" and args[2] & _WRITING:
        raise PermissionError("A confined process may not open a file to write.")


def _memory_held() -> int:
    """Bytes of private memory that can be written; 0 where the system does not say."""
    if not _STATUS.exists():
        return 0
    found = re.search(r"^VmData:\s+(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
