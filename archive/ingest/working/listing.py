"""What a command was asked to take in: paths, folders, patterns, links, standard input → things, one at a time."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from archive.ingest.working.handing import MOST_BYTES, Thing
from archive.ingest.working.naming import is_link

KINDS = (
    *(".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".markdown", ".pdf", ".xml", ".rss", ".atom"),
    *(".warc", ".warc.gz", ".jsonl", ".ndjson", ".json"),
)
STDIN = "-"
TOO_LARGE = f"It has more than {MOST_BYTES // 1_000_000} MB."
NOTHING = "There is no such file or folder."
NO_LINK = "This is no link to a page on the web."
UNREADABLE = "It cannot be read ({})."


class Listing:
    """The things, read from the disk when it is their turn; to be gone through once.

    ``refused`` has name and reason of those that could not be read; ``others`` is how many files in folders are
    of kinds that hold no articles.
    """

    def __init__(self, wanted: Sequence[str | Path], others: int, stdin: BinaryIO) -> None:
        self.wanted, self.others, self.stdin = wanted, others, stdin
        self.refused: list[tuple[str, str]] = []

    @property
    def total(self) -> int:
        return len(self.wanted)

    def __iter__(self) -> Iterator[Thing]:
        for each in self.wanted:
            if isinstance(each, Path):
                yield from self._file(each)
            elif each == STDIN:
                yield from self._bytes("standard input", self.stdin.read(MOST_BYTES + 1))
            elif is_link(each):
                yield Thing(each, url=each)
            else:
                self.refused.append((each, NO_LINK))

    def _file(self, path: Path) -> Iterator[Thing]:
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            self.refused.append((str(path), NOTHING))
        except OSError as fault:
            self.refused.append((str(path), UNREADABLE.format(fault.strerror)))
        else:
            yield from self._bytes(str(path), data)

    def _bytes(self, name: str, data: bytes) -> Iterator[Thing]:
        if len(data) > MOST_BYTES:
            self.refused.append((name, TOO_LARGE))
        elif not data.strip():
            self.refused.append((name, "It is empty."))
        else:
            yield Thing(name, data)


def listed(asked: Sequence[str], stdin: BinaryIO) -> Listing:
    """What is asked for: files in the order of their names, each once."""
    wanted: dict[str | Path, None] = {}
    closed: list[OSError] = []
    others = 0
    for each in asked:
        if each == STDIN or "://" in each:
            wanted[each] = None
            continue
        for path in _paths(each):
            if os.path.isdir(path):
                files = _below(path, closed)
                known = [file for file in files if file.name.lower().endswith(KINDS)]
                wanted |= dict.fromkeys(known)
                others += len(files) - len(known)
            else:
                wanted[path] = None
    found = Listing(list(wanted), others, stdin)
    found.refused += [(str(fault.filename), UNREADABLE.format(fault.strerror)) for fault in closed]
    return found


# ``os.path`` answers for any name, where ``Path`` raises for one that is too long or in a closed folder.


def _paths(asked: str) -> list[Path]:
    """The path itself, else what the pattern fits."""
    if os.path.exists(asked) or not glob.has_magic(asked):
        return [Path(asked)]
    return [Path(each) for each in sorted(glob.glob(asked, recursive=True))] or [Path(asked)]


def _below(folder: Path, closed: list[OSError]) -> list[Path]:
    """The files in the folder and all below it; folders that could not be looked into go to ``closed``."""
    found = [Path(place, name) for place, _, names in os.walk(folder, onerror=closed.append) for name in names]
    return sorted(file for file in found if os.path.isfile(file))
