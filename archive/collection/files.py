"""Which files a collection directory has, and which records stand in them."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from archive.collection.faults import ENOUGH_PER_FILE, Fault
from archive.collection.tree import Slip, Tree, Unreadable, decode, read
from archive.text.ids import is_uid, new_uid

SOURCES, EVENTS, ARTICLES, SUFFIX = "sources.yaml", "events.yaml", "articles", ".yaml"
LARGEST_FILE = 5_000_000
ARTICLE_KEYS = ("article", "sources", "claims")

# What a path begins with that leads into a record.
_RECORD = re.compile(r"article|[a-z]*\[[0-9]+\]")

Report = Callable[[str, int, int], None]


class Written(NamedTuple):
    """A record as a file has it. ``uid`` is "" where it is missing or none; ``data`` is without it.

    ``path`` leads to the record, ``lines`` from paths of the whole file to lines. ``article`` is
    the uid of the article that the file is about, "" in files about none. ``is_spoilt`` tells
    that a value in it is faulty already.
    """

    type: str
    uid: str
    data: Any
    file: str
    path: str
    lines: Mapping[str, int]
    article: str
    is_spoilt: bool

    def fault(self, path: str, message: str) -> Fault:
        """A fault at ``path`` within the record, which may lead beyond what is written."""
        joint = "." if self.path and path and not path.startswith("[") else ""
        whole = f"{self.path}{joint}{path}"
        return Fault(self.file, self._line(whole), whole, message)

    def _line(self, path: str) -> int:
        while path not in self.lines and path:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


class Contents(NamedTuple):
    """Everything that a directory says, and what is wrong with the form of its files.

    ``spoilt`` has (file, path) of values that are faulty already. ``is_whole`` is False when
    there may be records that could not be read: that one is not here then proves nothing.
    """

    records: list[Written]
    faults: list[Fault]
    spoilt: set[tuple[str, str]]
    is_whole: bool


def contents(directory: Path, report: Report) -> Contents:
    """Read ``directory``. Never raises: whatever is wrong is among the faults."""
    records: list[Written] = []
    faults: list[Fault] = []
    spoilt: set[tuple[str, str]] = set()
    paths = _sorted_paths(directory, faults)
    is_whole = not faults
    for number, path in enumerate(paths, start=1):
        report("Reading", number, len(paths))
        try:
            file = _File(path, read(decode(_bytes(path))))
        except Unreadable as unreadable:
            faults.append(_fault(path, unreadable.slip))
            is_whole = False
            continue
        records += file.records()
        faults += file.faults
        is_whole = is_whole and file.is_whole
        spoilt |= {(file.name, place) for place in file.spoilt}
    return Contents(records, faults, spoilt, is_whole)


def _fault(path: Path, slip: Slip) -> Fault:
    return Fault(str(path), slip.line, slip.path, slip.message)


def _sorted_paths(directory: Path, faults: list[Fault]) -> list[Path]:
    """The files of a collection in order: sources, events, articles by name."""
    try:
        found = _yaml_files(directory)
    except OSError as error:
        faults.append(Fault(str(error.filename), 0, "", f"cannot be read: {error.strerror}"))
        return []
    known = {directory / SOURCES: 0, directory / EVENTS: 1}
    if not found:
        message = f"holds no collection, which has {SOURCES}, {EVENTS} and {ARTICLES}/*{SUFFIX}"
        faults.append(Fault(str(directory), 0, "", message))
    for path in found:
        if path.suffix != SUFFIX or (path.parent == directory and path not in known):
            message = f"is not read; a collection has {SOURCES}, {EVENTS} and {ARTICLES}/*{SUFFIX}"
            faults.append(Fault(str(path), 0, "", message))
    readable = [path for path in found if path in known or (path.parent != directory and path.suffix == SUFFIX)]
    return sorted(readable, key=lambda path: (known.get(path, 2), path.name))


def _yaml_files(directory: Path) -> list[Path]:
    articles = directory / ARTICLES
    paths = [*directory.iterdir(), *(articles.iterdir() if articles.is_dir() else ())]
    return sorted(path for path in paths if path.suffix in (SUFFIX, ".yml") and not path.name.startswith("."))


def _bytes(path: Path) -> bytes:
    """What a plain file of bearable size holds. Never waits for a pipe, never reads a device."""
    try:
        if not path.is_file() and path.exists():
            raise Unreadable(0, "is not a plain file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(0, f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise Unreadable(0, f"is larger than {LARGEST_FILE // 1_000_000} MB; split what it tells")
    return content


class _File:
    """Takes the records out of one file."""

    def __init__(self, path: Path, tree: Tree) -> None:
        self.name = str(path)
        self.tree = tree
        self.spoilt = {slip.path for slip in tree.slips}
        self.faults = [_fault(path, slip) for slip in tree.slips]
        self.spoilt_records = {match[0] for path in self.spoilt if (match := _RECORD.match(path))}
        self.article = ""
        self.is_whole = "" not in self.spoilt
        self.list_of = {SOURCES: "source", EVENTS: "event"}.get(path.name, "") if path.parent.name != ARTICLES else ""

    def records(self) -> Iterator[Written]:
        if self.list_of:
            yield from self._many(self.list_of, self.tree.value, "")
        elif isinstance(self.tree.value, dict):
            yield from self._about_an_article(self.tree.value)
        else:
            self._no_record("", f"must be a mapping with the names {', '.join(ARTICLE_KEYS)}")

    def _about_an_article(self, value: dict[str, Any]) -> Iterator[Written]:
        for name in value:
            if name not in ARTICLE_KEYS:
                self._no_record(name, f"unknown name; a file about an article has: {', '.join(ARTICLE_KEYS)}")
        if "article" not in value:
            self._fault("", "article is missing: the file is about one")
        about = value.get("article")
        uid = about.get("uid") if isinstance(about, dict) else None
        self.article = uid if isinstance(uid, str) and is_uid(uid) else ""
        if about is not None:
            yield from self._one("article", about, "article")
        for name, type in (("sources", "source"), ("claims", "claim")):
            if name in value:
                yield from self._many(type, value[name], name)

    def _many(self, type: str, items: Any, path: str) -> Iterator[Written]:
        if not isinstance(items, list):
            self._no_record(path, f"must be a list of {type}s")
            return
        for index, item in enumerate(items):
            if len(self.faults) > ENOUGH_PER_FILE:
                self.is_whole = False
                break
            yield from self._one(type, item, f"{path}[{index}]")

    def _one(self, type: str, item: Any, path: str) -> Iterator[Written]:
        if not isinstance(item, dict):
            self._no_record(path, "must be a mapping of names to values")
            return
        data = dict(item)
        uid = data.pop("uid", None)
        if uid is None:
            self._fault(path, f"uid is missing; for a new {type} write: uid: {new_uid()}")
        elif not is_uid(uid):
            shown = repr(uid[:40]) if isinstance(uid, str) else "no text"
            self._fault(f"{path}.uid", f"is {shown}; a uid is ten characters out of a-z and 2-7, as {new_uid()}")
        yield Written(
            type=type,
            uid=uid if isinstance(uid, str) and is_uid(uid) else "",
            data=data,
            file=self.name,
            path=path,
            lines=self.tree.lines,
            article=self.article,
            is_spoilt=path in self.spoilt_records,
        )

    def _no_record(self, path: str, message: str) -> None:
        self.is_whole = False
        self._fault(path, message)

    def _fault(self, path: str, message: str) -> None:
        if path not in self.spoilt:
            self.faults.append(Fault(self.name, self.tree.lines.get(path, 1), path, message))
