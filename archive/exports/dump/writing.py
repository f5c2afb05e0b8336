"""A dump: everything public as it stood at one moment, in a bag, verified before anybody sees it."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from archive.exports.dump import describing
from archive.exports.dump.bag import Bag, Faulty
from archive.exports.dump.database import Database
from archive.reading_room import whole
from archive.reading_room.addresses import absolute
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history.acts import checkpoint
from archive.reading_room.snapshot import one_moment
from archive.reading_room.verifier import verifier

Json = dict[str, Any]
Progress = Callable[[str, int], None]
DATABASE = "attest.sqlite3"
NAME = re.compile(r"attest-(\d{4}-\d\d-\d\d)-(\d+)")
LEFT = re.compile(rf"\.{NAME.pattern}\.(part|old)")
EMPTY_DAY = "0000-00-00"


class Busy(Exception):
    """Two dumps at once; the message says where."""


class Dump(NamedTuple):
    """What was written: the bag, numbers of files and bytes in it, the ledger's size and head hash, and what went."""

    folder: Path
    files: int
    bytes: int
    size: int
    hash: str
    removed: list[Path]


def dump(directory: Path, keep: int = 0, progress: Progress = lambda name, done: None) -> Dump:
    """Write a bag ``attest-<day>-<size>`` into ``directory``: by the day of the last act and the ledger's size.

    The same archive makes the same bag. Nobody waits meanwhile, and the memory needed does not grow
    with the archive. Of older bags there only the newest are kept, ``keep`` of all; 0 keeps all.
    ``progress`` hears how many lines of which file are written. Raises ``Faulty`` when what was
    written does not verify; then nothing is left of it. Raises ``Busy`` while another dump is written there.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory), ExitStack() as moment:
        moment.enter_context(one_moment())
        point = checkpoint()
        target = directory / f"attest-{(point['at'] or EMPTY_DAY)[:10]}-{point['size']}"
        with Bag(target, describing.info(point)) as bag:
            _Writing(bag, progress).all(point)
            # The rest is looked at on the disk, and takes as long.
            moment.close()
            verify(bag.path("ledger.jsonl"), bag.path("checkpoint.json"))
    return Dump(bag.target, bag.files, bag.bytes, point["size"], point["hash"], _prune(directory, keep))


def verify(ledger: Path, point: Path) -> None:
    """Hold the ledger to its checkpoint with the verifier that lies beside it. Raises ``Faulty``."""
    command = [sys.executable, "-I", str(ledger.with_name("verify.py")), str(ledger), str(point)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own file
    if done.returncode:
        raise Faulty(f"The ledger does not verify. {done.stdout or done.stderr}".strip())


class _Writing:
    def __init__(self, bag: Bag, progress: Progress) -> None:
        self._bag = bag
        self._progress = progress

    def all(self, point: Json) -> None:
        with Database(self._bag.path(DATABASE)) as database:
            for type, plural in PLURALS.items():
                self._lines(f"{plural}.jsonl", _added(database, type))
        self._bag.take(DATABASE)
        self._lines("tombstones.jsonl", map(absolute, whole.tombstones()))
        self._lines("ledger.jsonl", (line.encode() for line in whole.ledger()))
        self._write("checkpoint.json", json.dumps(point))
        self._write("verify.py", verifier())
        self._write("schema.json", json.dumps(describing.schema(), indent=1))
        self._write("metadata.json", json.dumps(describing.metadata(point), indent=1))
        self._write("README.md", describing.readme(point))

    def _lines(self, name: str, lines: Iterable[bytes]) -> None:
        self._bag.write(name, self._counted(name, lines))

    def _counted(self, name: str, lines: Iterable[bytes]) -> Iterator[bytes]:
        for number, line in enumerate(lines, start=1):
            yield line + b"\n"
            if number % 1_000 == 0:
                self._progress(name, number)

    def _write(self, name: str, text: str) -> None:
        self._bag.write(name, [text.encode()])


def _added(database: Database, type: str) -> Iterator[bytes]:
    """The documents of a type, which stand in the database as well when they have passed."""
    for text in whole.documents(type):
        raw = absolute(text)
        database.add(type, raw.decode(), json.loads(raw))
        yield raw


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Nobody else writes dumps there meanwhile; what a process that was killed left is gone."""
    folder = os.open(directory, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"Another dump is being written to {directory}.") from None
        for path in directory.iterdir():
            if LEFT.fullmatch(path.name):
                shutil.rmtree(path)
        yield
    finally:
        os.close(folder)


def _prune(directory: Path, keep: int) -> list[Path]:
    """Remove all bags of ours but the newest; what has another name stays."""
    found = [(match, path) for path in directory.iterdir() if (match := NAME.fullmatch(path.name))]
    found.sort(key=lambda each: (int(each[0][2]), each[0][1]))
    old = [path for _, path in found[:-keep] if (path / "bagit.txt").is_file()] if keep else []
    for path in old:
        shutil.rmtree(path)
    return old
