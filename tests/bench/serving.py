"""The production server over the network, asked by several readers at once."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings

from config.server import Server, listen

READERS = 16
SECONDS = 3.0
# For a start, and for an answer: on a busy machine both take long.
PATIENCE = 120
SERVE = "import django; django.setup(); from {module} import serve; serve()"
NO_HEADERS: Mapping[str, str] = {}
TOLD = re.compile(r"(\d+) requests in .*Requests/sec:\s*([0-9.]+)", re.DOTALL)


class Answered(NamedTuple):
    """How many requests were answered, and how many a second."""

    count: int
    rate: float


class Running(NamedTuple):
    """The server and where it listens."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """The process ids of those that answer."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


@contextmanager
def server(module: str = "tests.bench.serving", environ: Mapping[str, str] = os.environ) -> Iterator[Running]:
    """The server that ``module`` serves, in processes of its own, on the database that ``environ`` names."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore::UserWarning", "-c", SERVE.format(module=module)]
    process = subprocess.Popen(command, env={**environ, "PORT": str(port)})
    try:
        _wait_for(port)
        yield Running(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    """Until it answers: the socket is open before there is somebody behind it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _ask(port, "/healthz", time.monotonic() + 0.1)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measured(port: int, name: str, url: str) -> dict[str, Any]:
    """Requests a second with all readers asking at once."""
    try:
        found = answered(port, url, readers=READERS, seconds=SECONDS).rate
    except (OSError, ValueError) as failure:
        return {"name": name, "url": url, "failure": f"{type(failure).__name__}: {failure}"}
    return {"name": name, "url": url, "readers": READERS, "requests_per_second": found}


def answered(
    port: int,
    url: str,
    *,
    readers: int,
    seconds: float,
    headers: Mapping[str, str] = NO_HEADERS,
    status: int = 200,
    is_slow: bool = False,
) -> Answered:
    """So many readers ask at once, again and again. Raises ValueError for an answer of another status.

    ``is_slow``: so few are answered that those under way at the end count as well.
    """
    # It takes less of the processor than threads of Python, where both share it with the server.
    program = shutil.which("wrk")
    if program is None or is_slow:
        return _answered_threads(port, url, readers, seconds, headers, status)
    times(port, [url], most=1, headers=headers, status=status)
    command = [program, f"-t{min(readers, 2)}", f"-c{readers}", f"-d{seconds:.0f}s"]
    command += [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    told = subprocess.run([*command, f"http://127.0.0.1:{port}{url}"], capture_output=True, text=True, check=True)
    if "Non-2xx" in told.stdout or (found := TOLD.search(told.stdout)) is None:
        raise ValueError(told.stdout.strip())
    return Answered(int(found[1]), float(found[2]))


def _answered_threads(
    port: int, url: str, readers: int, seconds: float, headers: Mapping[str, str], status: int
) -> Answered:
    counts: list[int] = []
    failures: list[Exception] = []
    started = time.monotonic()
    until = started + seconds

    def read() -> None:
        try:
            counts.append(_ask(port, url, until, headers=headers, status=status))
        except (OSError, ValueError) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Answered(sum(counts), sum(counts) / (time.monotonic() - started))


def times(
    port: int,
    urls: list[str],
    *,
    most: int,
    seconds: float = SECONDS,
    headers: Mapping[str, str] = NO_HEADERS,
    status: int = 200,
) -> list[float]:
    """Seconds of each of up to ``most`` requests over one connection, one after the other."""
    until, found = time.monotonic() + seconds, []
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection, connection.makefile("rb") as answer:
        for number in range(most):
            started = time.perf_counter()
            connection.sendall(_request(urls[number % len(urls)], headers))
            _read(answer, status)
            found.append(time.perf_counter() - started)
            if time.monotonic() > until:
                break
    return found


def _ask(
    port: int,
    url: str,
    until: float,
    *,
    headers: Mapping[str, str] = NO_HEADERS,
    status: int = 200,
) -> int:
    """Ask again and again over one connection; how often it was answered."""
    request, count = _request(url, headers), 0
    address = ("127.0.0.1", port)
    with socket.create_connection(address, PATIENCE) as connection, connection.makefile("rb") as answer:
        while time.monotonic() < until:
            connection.sendall(request)
            _read(answer, status)
            count += 1
    return count


def _request(url: str, headers: Mapping[str, str]) -> bytes:
    told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\n{told}\r\n".encode()


def _read(answer: BinaryIO, status: int) -> bytes:
    """The body of the answer, whose length it names."""
    first = answer.readline()
    if f" {status} ".encode() not in first:
        raise ValueError(first.decode().strip() or "no answer")
    length = 0
    while (line := answer.readline().strip().lower()) != b"":
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return answer.read(length)


def serve() -> None:
    """Serve as ``manage.py up`` does, without preparing anything."""
    plain_static_files()
    Server(listen(), lambda: None).run()


def plain_static_files() -> None:
    """Names without hashes: nothing is collected for a measurement."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
