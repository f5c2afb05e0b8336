"""Articles enough to recognise others beside, with all by which they are known: made without a database."""

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from archive.text.sketch import Sketch, sketch
from archive.text.traits import address_keys, candidates, chosen, title_hash, words_key
from tests.bench.ingest.synthetic import Making, Text

BATCH = 2_000


class Row(NamedTuple):
    """A known article, and by what it is known."""

    text: Text
    sha256: str
    keys: tuple[str, ...]
    sketch: Sketch


class Kept(NamedTuple):
    """The same with the hashes that are kept of it."""

    text: Text
    sha256: str
    keys: tuple[str, ...]
    hashes: tuple[int, ...]


def write(path: Path, count: int, processes: int = 2) -> None:
    """Make ``count`` articles and write them to a file, a batch after the other."""
    starts = range(0, count, BATCH)
    used: Counter[int] = Counter()
    with path.open("wb") as file, ProcessPoolExecutor(processes) as pool:
        for rows in pool.map(_made, starts, [min(BATCH, count - start) for start in starts]):
            pickle.dump([_kept(row, used) for row in rows], file)


def _made(start: int, count: int) -> list[Row]:
    making = Making()
    return [_row(making.text(number)) for number in range(start, start + count)]


def _row(text: Text) -> Row:
    digest = hashlib.sha256(text.text.encode()).hexdigest()
    found = sketch(text.text)
    keys = {*address_keys(text.url), f"bytes:{digest}", f"text:{digest}", words_key(found)} - {""}
    smallest = Sketch(frozenset(candidates(found)), found.words)
    return Row(text, digest, tuple(sorted(keys)), smallest)


def _kept(row: Row, used: Counter[int]) -> Kept:
    """The hashes are chosen as when a text is taken in: those that not everybody has already."""
    hashes = chosen(row.sketch, used)
    used.update(hashes)
    return Kept(row.text, row.sha256, row.keys, (title_hash(row.text.title), *hashes))


def read(path: Path) -> Iterator[list[Kept]]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return
