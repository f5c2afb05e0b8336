"""The wordings that pages have in common: ``<language>/*.toml`` beside this file, all languages at once.

A table of a file is a group of wordings with one meaning::

    [share]
    reason = "It is a button that shares the page."
    lines = ["share this article"]         # the whole line
    starts = ["share on"]                  # its beginning, where the line is no longer than `words` (default 20)
    patterns = ['shares? \\d+']            # the whole line as a regular expression
    kind = "noise"                         # what the line is
    prose = false                          # whether whole sentences of prose can be meant
    opens = ""                             # "box", "form", "appeal", "comments", "footer", "missing": what begins here

All are compared with a folded line, see `folding`. A pattern must be linear on every text.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.ingest.finding.folding import folded, folded_case
from archive.ingest.shapes import Kind

_HERE = Path(__file__).parent
_FIRST = re.compile(r"[^\W_]+")
LONGEST = 300
_MOST_WORDS = 20
_LEAST_ROW, _MOST_ROW, _LONGEST_ROW_PART = 3, 12, 3


@dataclass(frozen=True, slots=True)
class Group:
    """Wordings of one meaning."""

    name: str
    reason: str
    kind: Kind
    opens: str
    words: int
    is_prose: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """All groups, arranged to be found quickly."""

    lines: dict[str, Group]
    starts: dict[str, list[tuple[str, Group]]]
    patterns: re.Pattern[str]
    groups: tuple[Group, ...]

    def of(self, key: str, words: int) -> Group | None:
        """The group that a folded line belongs to."""
        if len(key) > LONGEST:
            return None
        if group := self.lines.get(key):
            return group
        first = _FIRST.match(key)
        for start, group in self.starts.get(first[0], ()) if first else ():
            if words <= group.words and key.startswith(start) and not key[len(start) : len(start) + 1].isalnum():
                return group
        match = self.patterns.fullmatch(key)
        if match:
            return self.groups[int((match.lastgroup or "").split("_")[1])]
        return self._row(key) if _LEAST_ROW <= words <= _MOST_ROW else None

    def _row(self, key: str) -> Group | None:
        """The group of the first of several whole lines in one: "Share Tweet E-mail", "Reply 14 likes"."""
        words = key.split()
        found: list[Group] = []
        at = parts = 0
        while at < len(words):
            for length in range(min(_LONGEST_ROW_PART, len(words) - at), 0, -1):
                group = self.lines.get(" ".join(words[at : at + length]))
                if group is not None and group.kind is Kind.NOISE:
                    found.append(group)
                    break
            else:
                length = 1
                if not words[at].isdigit():
                    return None
            at, parts = at + length, parts + 1
        return found[0] if found and parts >= _LEAST_ROW else None


@cache
def wordings() -> Wordings:
    """The groups of every language."""
    lines: dict[str, Group] = {}
    starts: dict[str, list[tuple[str, Group]]] = {}
    patterns: list[str] = []
    groups: list[Group] = []
    for name, table in _tables("wordings"):
        group = Group(
            name=name,
            reason=table["reason"],
            kind=Kind(table.get("kind", "noise")),
            opens=table.get("opens", ""),
            words=table.get("words", _MOST_WORDS),
            is_prose=table.get("prose", False),
        )
        lines.update(dict.fromkeys(map(folded, table.get("lines", ())), group))
        for start in map(folded_case, table.get("starts", ())):
            starts.setdefault(_first_word(start), []).append((start, group))
        patterns.extend(f"(?P<_{len(groups)}_{n}>{one})" for n, one in enumerate(table.get("patterns", ())))
        groups.append(group)
    return Wordings(lines, starts, re.compile("|".join(patterns)), tuple(groups))


@cache
def words_of(name: str) -> frozenset[str]:
    """The words that the languages list under ``name`` in their ``words.toml``."""
    return frozenset(folded_case(word) for key, value in _tables("words") if key == name for word in value["words"])


@cache
def weights_of(name: str) -> dict[str, float]:
    """Words and pairs of words with their weights, as the languages list them in their ``words.toml``."""
    found: dict[str, float] = {}
    for key, value in _tables("words"):
        if key == name:
            for weight, words in value["weights"].items():
                found.update(dict.fromkeys(map(folded_case, words), float(weight)))
    return found


def _first_word(start: str) -> str:
    match = _FIRST.match(start)
    return match[0] if match else ""


def _tables(file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(_HERE.glob(f"*/{file}.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).items()
