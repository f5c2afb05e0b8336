"""One database measured from end to end, in a process of its own where Django is set up."""

import os
import sys
import time
from typing import Any

from archive.reading_room.faceting import inverted
from tests.bench import building, desk, machine, reading, scratch, serving
from tests.bench.generate import Archive

SERVED = ("claim page", "list of claims, page", "claim, feed", "50 claims, feed", "search: commonest word")


def figures(size: int, seed: int) -> dict[str, Any]:
    """Fill the database that the settings name, and measure it."""
    serving.plain_static_files()
    author, reviewer = building.prepare()
    say("Making records up …")
    archive = Archive(size, seed)
    found = machine.described() | {"fdatasync_ms": machine.fdatasync_ms(scratch.folder_of(os.environ["DATABASE_URL"]))}
    found["loop_ms"] = [machine.loop_ms()]
    found["building"] = building.build(archive, author, reviewer, say)
    found["memory_mb"], found["most_memory_mb"] = machine.memory_mb()
    found["database_mb"] = machine.database_mb()
    found["loop_ms"].append(machine.loop_ms())
    say("Publishing one by one …")
    found["index"] = {"seconds": indexed(), "mb": machine.memory_mb()[0] - found["memory_mb"]}
    found["appending"] = building.appends()
    found["singly"] = building.singles(author, reviewer)
    found["singly_on_one_core"] = building.singles_on_one_core(author, reviewer)
    found["index"]["after_ms"] = indexed() * 1_000
    found["loop_ms"].append(machine.loop_ms())
    say("Reading …")
    site = reading.Site()
    found["reading"] = [reading.measured(site, asked) for asked in reading.questions(archive, site)]
    found["reading"] += desk.pages(site)
    found["loop_ms"].append(machine.loop_ms())
    with serving.server() as running:
        pages = [row for row in found["reading"] if row["name"] in SERVED and row["status"] == 200]
        found["serving"] = [serving.measured(running.port, row["name"], row["url"]) for row in pages]
    return found


def indexed() -> float:
    """Seconds in which the index of facets is brought up to date, or read anew if there is none yet."""
    started = time.perf_counter()
    inverted.warm()
    return time.perf_counter() - started


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
