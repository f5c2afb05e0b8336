"""What the figures depend on: the disk, the memory, the versions."""

import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.db import connection

PAGE = 4_096
TRIES = 200


class NotPermitted(Exception):
    """The database's process is not ours to move, or there is none."""


def fdatasync_ms(folder: Path) -> float:
    """The median time in which the disk makes one small write durable."""
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(TRIES):
            started = time.perf_counter()
            os.write(file.fileno(), b"\0" * PAGE)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1_000


def loop_ms() -> float:
    """The time of a million turns of a plain loop: what else the machine does shows in it."""
    started = time.perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number * number % 7
    return (time.perf_counter() - started) * 1_000


def memory_mb() -> tuple[float, float]:
    """Resident memory of this process now, and at its height."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, most = (int(fields[name].split()[0]) / 1_024 for name in ("VmRSS", "VmHWM"))
    return now, most


def database_mb() -> float:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] / 1_048_576


def described() -> dict[str, Any]:
    vendor = connection.vendor
    version = (
        sqlite3.sqlite_version if vendor == "sqlite" else ".".join(map(str, divmod(connection.pg_version, 10_000)))
    )
    return {
        "database": f"{connection.display_name} {version}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


@contextmanager
def one_core() -> Iterator[None]:
    """This process, and the one that answers it in the database, on one core. Raises NotPermitted."""
    if connection.vendor != "postgresql" or not hasattr(os, "sched_setaffinity"):
        raise NotPermitted
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    cores = os.sched_getaffinity(0)
    one = {min(cores)}
    try:
        os.sched_setaffinity(backend, one)
    except OSError as fault:
        raise NotPermitted from fault
    os.sched_setaffinity(0, one)
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)
        os.sched_setaffinity(backend, cores)
