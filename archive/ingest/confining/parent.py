"""The parent's side: it starts the child, asks, waits no longer than it said, and replaces a child that failed."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, Any, BinaryIO, ParamSpec, Self, TypeVar, cast

from archive.ingest.confining.wire import Answer, receive_answer, send
from archive.ingest.shapes import Refusal

SECONDS = 5.0
MEGABYTES = 300  # on top of what the child has once it has started
SECONDS_TO_START = 60.0

# So many deaths with nothing between them, and the rest of a file is left.
MOST_LOST = 2

_CHILD = "from archive.ingest.confining import child; child.serve()"
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT")

P = ParamSpec("P")
T = TypeVar("T")


class Fault(Exception):
    """What the child ran raised something else than ``Refusal``: a mistake of ours, with its traceback."""


class _Lost(Refusal):
    """The child was killed or died, and with it whatever else it was asked for."""


class Confined:
    """A child that runs importable functions within limits, one after the other.

    ``seconds`` is the time for one answer, ``megabytes`` the memory on top of what the child has when it has
    started; beyond either, or when it dies, the caller gets a ``Refusal``. Memory is limited on Linux alone.
    ``imports`` names modules that it imports first, outside the limits. A function's module must not need Django;
    arguments are pickled; results are plain data or records of ``archive.ingest``. The child is started
    with the first call, and replaced when it is late, dead or grown. Threads that share one wait for each other.
    """

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES, imports: tuple[str, ...] = ()) -> None:
        self.seconds, self.megabytes, self.imports = seconds, megabytes, imports
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns there. Raises what it refuses, `Refusal` at a limit, `Fault` at a mistake."""
        answers = self._answers(function, args, kwargs, all_of=False)
        return cast(T, next(answers))

    def each(self, function: Callable[..., Iterator[T]], *args: Any, **kwargs: Any) -> Iterator[T | Refusal]:
        """What the function yields there, one after the other, each within the limits. Raises as ``call`` does.

        An item that costs the child its life is a ``Refusal`` among them; the function is then asked for what
        comes after, by the keyword ``skip``, the number of items to leave out. Nothing else can be asked of this
        child before the end.
        """
        done = lost = 0
        while lost < MOST_LOST:
            try:
                for item in self._answers(function, args, {**kwargs, "skip": done}, all_of=True):
                    yield item
                    done, lost = done + 1, 0
                return
            except _Lost as refusal:
                yield refusal
                done, lost = done + 1, lost + 1
        yield Refusal("What comes after it was left.")

    def close(self) -> None:
        """Ends the child; the next call starts another."""
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                # What could not be written to a dead child is not missed.
                with contextlib.suppress(OSError):
                    pipe.close()

    def _answers(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], *, all_of: bool
    ) -> Iterator[Any]:
        """Asks, and yields what is answered; a child of which not all was taken is ended."""
        request = (function.__module__, function.__qualname__, args, kwargs, all_of)
        with self._lock:
            child = self._running()
            answer = Answer("")
            try:
                answer = self._exchange(child, request)
                while answer.kind == "item":
                    yield answer.value
                    answer = self._exchange(child, None)
            finally:
                if answer.is_grown or answer.kind not in ("value", "end", "refused", "failed"):
                    self.close()
        yield from self._concluded(answer)

    def _concluded(self, answer: Answer) -> Iterator[Any]:
        if answer.kind == "value":
            yield answer.value
        elif answer.kind == "refused":
            raise Refusal(str(answer.value))
        elif answer.kind == "memory":
            raise _Lost(f"It was left, because reading it takes more than {self.megabytes} MB of memory.")
        elif answer.kind == "failed":
            raise Fault(str(answer.value))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._owner == os.getpid() and self._child.poll() is None:
            return self._child
        self.close()
        self._child, self._owner = _start(), os.getpid()
        try:
            self._exchange(self._child, (self.seconds, self.megabytes, self.imports), SECONDS_TO_START)
        except _Lost as error:
            self.close()
            raise Fault(f"The confined process did not start, with {self.imports} to import.") from error
        except BaseException:
            self.close()
            raise
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], request: object, seconds: float = 0) -> Answer:
        """Sends, if there is something to send, and waits for one answer. Raises ``_Lost``."""
        seconds = seconds or self.seconds
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            child.kill()

        clock = threading.Timer(seconds, end)
        clock.daemon = True
        clock.start()
        try:
            if request is not None:
                send(_open(child.stdin), request)
            answer = receive_answer(_open(child.stdout))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            child.kill()
            raise _Lost(_why(child, is_late.is_set(), seconds)) from error
        finally:
            clock.cancel()
        if is_late.is_set():
            raise _Lost(_why(child, True, seconds))
        return answer


def _why(child: subprocess.Popen[bytes], is_late: bool, seconds: float) -> str:
    if is_late or child.wait() == -signal.SIGALRM:
        return f"It was left, because reading it takes longer than {seconds:g} seconds."
    return "It was left, because the program that reads it failed on it. The file is probably damaged."


def _open(pipe: IO[bytes] | None) -> BinaryIO:
    if pipe is None:
        raise EOFError
    return cast(BinaryIO, pipe)


def _start() -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name in _KEPT}
    environment |= {
        "PYTHONPATH": os.pathsep.join(each or os.getcwd() for each in sys.path),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
    }
    # Numerical libraries would otherwise set memory aside for every processor.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(  # noqa: S603 (our own program, with nothing of a user's)
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        start_new_session=True,
    )
