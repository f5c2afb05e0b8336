"""What processes have had of the processors: a figure that other programs on the machine hardly change."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def processor_seconds(pids: Iterable[int]) -> dict[int, float]:
    """What each process has had of the processors so far, all its threads together; those that are gone left out."""
    found = {}
    for pid in pids:
        with suppress(OSError):
            # After the name, which may hold anything, and ten other fields: in programs, and in the kernel for them.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            found[pid] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds between two looks; a process that was not there before counts whole."""
    return sum(seconds - before.get(pid, 0) for pid, seconds in after.items())
