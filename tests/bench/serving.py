"""The production server over the network, asked by several readers at once."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from config.server import Server, listen

READERS = 16
SECONDS = 3.0
START_SECONDS = 120
SERVE = "import django; django.setup(); from tests.bench.serving import serve; serve()"


@contextmanager
def server() -> Iterator[int]:
    """The server in processes of its own, on this process's database; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE], env={**os.environ, "PORT": str(port)})
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    """Until it answers: the socket is open before there is somebody behind it."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            _ask(port, "/healthz", time.monotonic() + 0.1, timeout=START_SECONDS)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measured(port: int, name: str, url: str) -> dict[str, Any]:
    """Requests a second with all readers asking at once."""
    counts: list[int] = []
    failures: list[str] = []
    until = time.monotonic() + SECONDS

    def read() -> None:
        try:
            counts.append(_ask(port, url, until))
        except (OSError, ValueError) as failure:
            failures.append(f"{type(failure).__name__}: {failure}")

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        return {"name": name, "url": url, "failure": failures[0]}
    return {"name": name, "url": url, "readers": READERS, "requests_per_second": sum(counts) / SECONDS}


def _ask(port: int, url: str, until: float, *, timeout: float = 20) -> int:
    """Ask again and again over one connection; how often it was answered."""
    request = f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    count = 0
    address = ("127.0.0.1", port)
    with socket.create_connection(address, timeout) as connection, connection.makefile("rb") as answer:
        while time.monotonic() < until:
            connection.sendall(request)
            status = answer.readline()
            if b" 200 " not in status:
                raise ValueError(status.decode().strip() or "no answer")
            length = 0
            while (line := answer.readline().strip().lower()) != b"":
                if line.startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            answer.read(length)
            count += 1
    return count


def serve() -> None:
    """Serve as ``manage.py up`` does, without preparing anything."""
    plain_static_files()
    Server(listen(), lambda: None).run()


def plain_static_files() -> None:
    """Names without hashes: nothing is collected for a measurement."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
