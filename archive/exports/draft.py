"""A folder that takes its name only when it is whole.

The disk itself remembers which files were asked for already, so that the memory needed does not
grow with the archive.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from archive.exports.replacing import take_its_place

# What every finished edition has, the hash of each other file in it; so it is known again.
SUMS = "SHA256SUMS"


class Foreign(Exception):
    """The folder holds what no edition put there; the message says so."""


class Draft:
    """An edition being written beside ``target``, whose place it takes when the context ends well.

    Otherwise nothing of it is left, and ``target`` is as it was.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self.folder = self.target.with_name(f".{self.target.name}.part")
        self.files = self.bytes = 0

    def __enter__(self) -> Self:
        check(self.target)
        # Left by a process that was killed.
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._sums = open(self.folder / SUMS, "w", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, raised: type[BaseException] | None, *more: object) -> None:
        self._sums.close()
        if raised is None:
            take_its_place(self.folder, self.target)
        shutil.rmtree(self.folder, ignore_errors=True)

    def claim(self, file: str) -> bool:
        """Whether nobody claimed ``file`` before; whoever did must write it."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def write(self, file: str, pieces: Iterable[bytes]) -> None:
        """Write a claimed file."""
        digest = hashlib.sha256()
        with open(self.folder / file, "wb") as output:
            for piece in pieces:
                digest.update(piece)
                self.bytes += output.write(piece)
        self._sums.write(f"{digest.hexdigest()}  {file}\n")
        self.files += 1


class Queue:
    """Lines to be dealt with, first in, first out, on the disk."""

    def __init__(self) -> None:
        self.added = self.taken = 0
        self._read_at = 0
        self._file = tempfile.TemporaryFile("w+b")  # noqa: SIM115  # open as long as the queue

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def add(self, line: str) -> None:
        self._file.seek(0, os.SEEK_END)
        self._file.write(f"{line}\n".encode())
        self.added += 1

    def take(self) -> str | None:
        """The next line; None when none is left."""
        self._file.seek(self._read_at)
        line = self._file.readline()
        self._read_at = self._file.tell()
        if not line:
            return None
        self.taken += 1
        return line.decode().rstrip("\n")


def check(target: Path) -> None:
    """Raises Foreign unless ``target`` is missing, empty, or an edition with nothing else in it."""
    if target.is_dir() and not any(target.iterdir()):
        return
    if target.exists() and not _is_edition(target):
        raise Foreign(f"{target} holds something that is no static edition; name another folder, or an empty one.")


def _is_edition(target: Path) -> bool:
    """Whether every file in it is one that an edition listed."""
    try:
        with open(target / SUMS, encoding="utf-8") as sums:
            listed = sum((target / line.rstrip("\n").partition("  ")[2]).is_file() for line in sums)
    except (OSError, UnicodeDecodeError):
        return False
    return listed + 1 == sum(len(names) for _, _, names in os.walk(target))
