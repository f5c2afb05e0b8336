"""The whole pipeline beside many known articles: read in processes of their own, recognised, written row by row."""

import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from archive.editorial.machines import INTAKE, account
from archive.ingest.working import commanding
from archive.ingest.working.ahead import Readers
from archive.ingest.working.handing import Thing
from archive.models import IntakeItem
from tests.bench import machine
from tests.bench.building import settle
from tests.bench.ingest.storing import store
from tests.bench.ingest.synthetic import Document, Making, incoming

JOBS = 2
UNWANTED = ("apart", "refused", "parked", "waiting", "working")
WARMING, MEASURED, SLICES = 300, 3_000, 6


def fill(file: str) -> dict[str, Any]:
    """Store the articles of the file in this process's empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    started = time.perf_counter()
    count = store(Path(file))
    settle()
    say(f"{count:,} known articles stored in {time.perf_counter() - started:.0f} s")
    return {"known": count}


def figures(count: int) -> dict[str, Any]:
    """Articles a second, latency and memory on this process's database, which holds so many known articles."""
    making = Making()
    user = account(INTAKE)
    # What was measured with before is known by now.
    start = IntakeItem.objects.count()
    with Readers(JOBS) as readers:
        _take(list(incoming(making, WARMING, count, start=start)), readers, user)
        each = MEASURED // SLICES
        starts = range(start + WARMING, start + WARMING + MEASURED, each)
        slices = [_take(list(incoming(making, each, count, start=first)), readers, user) for first in starts]
    seconds = sum(each["seconds"] for each in slices)
    latencies = [one for each in slices for one in each["latencies"]]
    return {
        **machine.described(),
        "fdatasync_ms": machine.fdatasync_ms(Path(tempfile.gettempdir())),
        "known": count,
        "jobs": JOBS,
        "measured": len(latencies),
        "articles_per_second": len(latencies) / seconds,
        "per_slice": [len(each["latencies"]) / each["seconds"] for each in slices],
        "writing_ms": sum(each["processor"][0] for each in slices) / len(latencies) * 1_000,
        "reading_ms": sum(each["processor"][1] for each in slices) / len(latencies) * 1_000,
        "p50_ms": statistics.median(latencies) * 1_000,
        "p95_ms": statistics.quantiles(latencies, n=20)[-1] * 1_000,
        "memory_mb": [each["memory_mb"] for each in slices],
        "states": _states(slices),
        "database_mb": machine.database_mb(),
    }


def _take(documents: list[Document], readers: Readers, user: Any) -> dict[str, Any]:
    """Take the documents in; the latency of one is from when it is asked for to when its rows stand."""
    given: dict[str, float] = {}
    latencies, states = [], Counter[str]()
    sorts = {each.name: each.sort for each in documents}
    intake = commanding.begun([documents[0].name], by=user)
    used = processor_seconds()
    started = time.perf_counter()
    for row in commanding.run(intake, _things(documents, given), readers, JOBS):
        if row.part:
            continue  # one of several documents in a thing
        latencies.append(time.perf_counter() - given[row.name])
        why = f" ({row.reason})" if row.state in UNWANTED else ""
        states[f"{sorts[row.name]} → {row.state}{why}"] += 1
    seconds = time.perf_counter() - started
    commanding.finish(intake)
    connection.close()
    processor = [after - before for before, after in zip(used, processor_seconds(), strict=True)]
    return {
        "seconds": seconds,
        "processor": processor,
        "latencies": latencies,
        "states": states,
        "memory_mb": memory_mb(),
    }


def _things(documents: Iterable[Document], given: dict[str, float]) -> Iterator[Thing]:
    for each in documents:
        given[each.name] = time.perf_counter()
        yield Thing(each.name, each.data)


def _states(slices: Iterable[dict[str, Any]]) -> dict[str, int]:
    whole: Counter[str] = Counter()
    for each in slices:
        whole.update(each["states"])
    return dict(sorted(whole.items()))


def processor_seconds() -> tuple[float, float]:
    """What this process has used of the processors, and what its children have; the database's server is not seen."""
    mine, theirs = (sum(map(_ticks, pids)) / os.sysconf("SC_CLK_TCK") for pids in (["self"], children()))
    return mine, theirs


def _ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def children() -> list[str]:
    """The numbers of this process's children."""
    return [pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()]


def memory_mb() -> float:
    """Of this process and its children, each its share of what they have in common."""
    whole = 0
    for pid in ("self", *children()):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                whole += int(line.split()[1])
    return whole / 1_024


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
