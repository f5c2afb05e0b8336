"""A BagIt folder (RFC 8493) that takes its name only when it is whole, and was read again to see that it is."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from archive.exports.replacing import take_its_place

AT_ONCE = 1 << 20
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class Faulty(Exception):
    """What was written is not what was to be written; the message says where."""


class Bag:
    """A bag being written beside ``target``, whose place it takes when the context ends well.

    Otherwise nothing of it is left, and ``target`` is as it was. ``info`` are the labels of ``bag-info.txt``.
    """

    def __init__(self, target: Path, info: Sequence[tuple[str, str]]) -> None:
        self.target = target.resolve()
        self.folder = self.target.with_name(f".{self.target.name}.part")
        self._info = info
        self._hashes: dict[str, str] = {}
        self.bytes = 0

    @property
    def files(self) -> int:
        return len(self._hashes)

    def __enter__(self) -> Self:
        # Left by a process that was killed.
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "data").mkdir(parents=True)
        return self

    def __exit__(self, raised: type[BaseException] | None, *more: object) -> None:
        try:
            if raised is None:
                self._close()
                check(self.folder)
                take_its_place(self.folder, self.target)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Where the payload file ``name`` stands meanwhile."""
        return self.folder / "data" / name

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a payload file."""
        digest = hashlib.sha256()
        with open(self.path(name), "wb") as output:
            for piece in pieces:
                digest.update(piece)
                self.bytes += output.write(piece)
        self._hashes[f"data/{name}"] = digest.hexdigest()

    def take(self, name: str) -> None:
        """A payload file that somebody else wrote at its ``path``."""
        self._hashes[f"data/{name}"] = _hash(self.path(name))
        self.bytes += self.path(name).stat().st_size

    def _close(self) -> None:
        info = [*self._info, ("Payload-Oxum", f"{self.bytes}.{self.files}")]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{label}: {value}\n" for label, value in info),
            MANIFEST: _manifest(self._hashes),
        }
        for name, text in tags.items():
            (self.folder / name).write_text(text, encoding="utf-8", newline="\n")
        hashes = {name: _hash(self.folder / name) for name in tags}
        (self.folder / TAG_MANIFEST).write_text(_manifest(hashes), encoding="utf-8", newline="\n")


def check(folder: Path) -> None:
    """Read a bag again from the disk. Raises ``Faulty``."""
    for manifest in (TAG_MANIFEST, MANIFEST):
        for digest, name in _listed(folder / manifest):
            if _hash(folder / name) != digest:
                raise Faulty(f"{name} is not on the disk as it was written.")


def _listed(manifest: Path) -> Iterator[tuple[str, str]]:
    with open(manifest, encoding="utf-8") as lines:
        for line in lines:
            digest, _, name = line.rstrip("\n").partition("  ")
            yield digest, name


def _manifest(hashes: dict[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as content:
        while piece := content.read(AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()
