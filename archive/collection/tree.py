"""YAML text → texts, lists and mappings, each with its line; nothing else that YAML can do.

The parser's events are taken one by one, so a file is refused before anything large or deep is
built from it. No scalar is ever interpreted: ``no``, ``2022-11-08`` and ``1.0`` stay texts, and
the declarations in ``archive.models`` say what they mean.
"""

import re
from typing import Any, NamedTuple

import yaml

from archive.collection.faults import ENOUGH_PER_FILE

DEEPEST = 24
MOST_VALUES = 200_000
LONGEST_KEY = 60
LONGEST_PATH = 200
LONGEST_TEXT = 20_000

# libyaml where PyYAML was built with it: the same events, many times faster.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What YAML allows in a file; NUL and other control characters can only be written as escapes.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = Any  # str, list[Value] or dict[str, Value]


class Slip(NamedTuple):
    """A fault of form in one file."""

    line: int
    path: str
    message: str


class Unreadable(Exception):
    """The file cannot be read on from here."""

    def __init__(self, line: int, message: str, path: str = "") -> None:
        super().__init__(message)
        self.slip = Slip(line, path, message)


class Tree(NamedTuple):
    """``lines`` has the line of every value by its path; a value named in ``slips`` is not to be trusted."""

    value: Value
    lines: dict[str, int]
    slips: list[Slip]


def decode(content: bytes) -> str:
    """The text of a file. Raises Unreadable where it is not UTF-8 or holds what no YAML may hold."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_half = content[error.start] == 0xED and content[error.start + 1 : error.start + 2] >= b"\xa0"
        what = "half of a surrogate pair, which is no character" if is_half else "a byte that is not UTF-8"
        raise Unreadable(content.count(b"\n", 0, error.start) + 1, f"the file holds {what}") from None
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(line, f"the file holds the control character U+{ord(found[0]):04X}")
    return text


def read(text: str) -> Tree:
    """The one document of a YAML file. Raises Unreadable at syntax errors, anchors, aliases, tags and excess."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(line, _in_words(error, text, line)) from None
    except yaml.YAMLError as error:
        raise Unreadable(1, f"is not YAML: {error}") from None
    if not builder.documents:
        raise Unreadable(1, "the file is empty; leave it out, or write what belongs into it")
    return Tree(builder.root, builder.lines, builder.slips)


def _in_words(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.split("\n")
    indentation = re.match(r"[ \t]*", lines[line - 1])[0] if line <= len(lines) else ""  # type: ignore[index]
    if "\t" in indentation:
        return "a tab stands in the indentation; YAML takes spaces there"
    return f"is not YAML here: {error.problem or error.context}"


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, value: Value, path: str) -> None:
        self.value, self.path = value, path
        self.key: str | None = None
        self.is_repeated = False


class _Builder:
    """Takes events, keeps the values they make. Iterative: depth costs no stack."""

    def __init__(self) -> None:
        self.root: Value = None
        self.lines: dict[str, int] = {}
        self.slips: list[Slip] = []
        self.documents = 0
        self._open: list[_Open] = []
        self._count = 0
        self._key_line = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_what_we_do_not_use(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event.value, self._line(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, self._line(event))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], self._line(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(self._line(event), "a file holds one document; a second one begins here")

    @staticmethod
    def _line(event: yaml.Event) -> int:
        return event.start_mark.line + 1 if event.start_mark else 1

    def _refuse_what_we_do_not_use(self, event: yaml.NodeEvent) -> None:
        line = self._line(event)
        if event.anchor is not None:
            raise Unreadable(line, "anchors and aliases are not used here; write the value out")
        if getattr(event, "tag", None) is not None:
            raise Unreadable(line, "tags are not used here; every value is a text, a list or a mapping")
        self._count += 1
        if self._count > MOST_VALUES:
            raise Unreadable(line, f"a file holds at most {MOST_VALUES:,} names and values")

    def _scalar(self, text: str, line: int) -> None:
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._name(parent, text, line)
            return
        path, line = self._place(line)
        if not text.strip():
            self._slip(line, path, "is empty; leave the name out when there is nothing to say")
        elif len(text) > LONGEST_TEXT:
            self._slip(line, path, f"is {len(text):,} characters long, at most {LONGEST_TEXT:,} are allowed")
            text = text[:1]
        self._put(text, path, line)

    def _name(self, parent: _Open, text: str, line: int) -> None:
        if len(text) > LONGEST_KEY:
            raise Unreadable(line, f"a name of {len(text):,} characters is none of ours", parent.path)
        parent.key, self._key_line = text, line
        parent.is_repeated = text in parent.value
        if parent.is_repeated:
            path, _ = self._place(line)
            self._slip(line, path, f"is named twice; first in line {self.lines[path]}")

    def _begin(self, value: Value, line: int) -> None:
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            raise Unreadable(line, "a name is a plain text, not a list or a mapping", self._open[-1].path)
        path, line = self._place(line)
        if len(self._open) >= DEEPEST or len(path) > LONGEST_PATH:
            raise Unreadable(line, f"is nested deeper than {DEEPEST} levels or any record", path[:LONGEST_KEY])
        self._put(value, path, line)
        self._open.append(_Open(value, path))

    def _end(self) -> None:
        ended = self._open.pop()
        if not ended.value:
            what = "leave the name out" if self._open else "leave the file out"
            self._slip(self.lines[ended.path], ended.path, f"is empty; {what} when there is nothing to say")

    def _slip(self, line: int, path: str, message: str) -> None:
        if len(self.slips) <= ENOUGH_PER_FILE:
            self.slips.append(Slip(line, path, message))

    def _place(self, line: int) -> tuple[str, int]:
        """The path of the value that comes now, and the line to name: its name's, where it has one."""
        if not self._open:
            return "", line
        parent = self._open[-1]
        if isinstance(parent.value, list):
            return f"{parent.path}[{len(parent.value)}]", line
        return f"{parent.path}.{parent.key}" if parent.path else f"{parent.key}", self._key_line

    def _put(self, value: Value, path: str, line: int) -> None:
        self.lines.setdefault(path, line)
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
        else:
            if not parent.is_repeated:
                parent.value[parent.key] = value
            parent.key = None
