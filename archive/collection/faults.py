"""What is wrong with a collection directory, one line for each fault."""

from collections.abc import Iterable
from typing import NamedTuple

MOST_PER_FILE = 500
# Whoever has written so many has made one mistake many times over; the rest of the file can wait.
ENOUGH_PER_FILE = 2_000


class Fault(NamedTuple):
    """``path`` leads to the field, as ``claims[4].appearances[0].asserted``; ``line`` is 0 for a whole file."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = ": ".join(part for part in (place, self.path, self.message) if part)
        # A terminal must not obey what a file holds.
        return "".join(character if character.isprintable() else "·" for character in said)


class Faults(Exception):
    """The collection was not loaded, and nothing was written; ``faults`` names all that stands in the way."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file and line; of one file at most ``MOST_PER_FILE`` and a word about the rest."""
    kept: list[Fault] = []
    counts: dict[str, int] = {}
    for fault in sorted(set(faults)):
        counts[fault.file] = counts.get(fault.file, 0) + 1
        if counts[fault.file] <= MOST_PER_FILE:
            kept.append(fault)
    kept += [
        Fault(file, 0, "", f"at least {count - MOST_PER_FILE:,} more faults are not listed")
        for file, count in counts.items()
        if count > MOST_PER_FILE
    ]
    return kept
