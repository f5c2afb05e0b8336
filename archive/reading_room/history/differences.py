"""What one version of a record changed against the one before, value by value and word by word."""

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.text import capfirst

from archive.ledger.view import read
from archive.reading_room.wording.field_words import field
from archive.text.diff import Piece, word_diff

Path = tuple[str | int, ...]
Leaf = tuple[Path, Any, Any]  # where, before, after; None where there was or is nothing
# Names whose values are uids, and what a record of each type goes by.
LINKS = {
    *("source", "article", "target", "body", "publisher", "agency", "part_of"),
    *("subjects", "events", "published_basis_from"),
}
TITLES = ("statement", "title", "name")
CLOSED = "(a record that is no longer public)"


class Difference(NamedTuple):
    """One value that changed, in pieces of text."""

    name: str
    pieces: list[Piece]


class Part(NamedTuple):
    """The values that changed in one part of a record; ``name`` is empty for the record itself."""

    name: str
    differences: list[Difference]


def leaves(old: Any, new: Any, path: Path = ()) -> Iterator[Leaf]:
    """The single values that differ. Rows of a list are matched before they are compared."""
    if old == new:
        return
    if isinstance(old, dict | None) and isinstance(new, dict | None):
        old, new = old or {}, new or {}
        for name in [*old, *(name for name in new if name not in old)]:
            yield from leaves(old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list | None) and isinstance(new, list | None):
        for place, before, after in _matched(old or [], new or []):
            yield from leaves(before, after, (*path, place))
    else:
        yield path, old, new


def _matched(old: list[Any], new: list[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Pairs of rows that are not alike, with their place counted from 1; None where a row is new or gone."""
    was, now = ([json.dumps(row, sort_keys=True) for row in rows] for rows in (old, new))
    for op, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        for step in range(max(i2 - i1, j2 - j1) if op != "equal" else 0):
            before = old[i1 + step] if i1 + step < i2 else None
            after = new[j1 + step] if j1 + step < j2 else None
            yield (j1 if after is not None else i1) + step + 1, before, after


def names_in(changed: Iterable[Leaf]) -> dict[str, str]:
    """What the records that changed values link to are called."""
    uids = {value for path, *values in changed if _is_link(path) for value in values if value}
    records = {uid: found.record or {} for uid, found in (read(uids) if uids else {}).items()}
    return {uid: str(record[name]) for uid, record in records.items() for name in TITLES if name in record}


def _is_link(path: Path) -> bool:
    return next(name for name in reversed(path) if isinstance(name, str)) in LINKS


def parts_of(changed: Iterable[Leaf], names: dict[str, str]) -> list[Part]:
    parts: dict[Path, list[Difference]] = {}
    for leaf in changed:
        parts.setdefault(leaf[0][:-1], []).append(_difference(leaf, names))
    return [Part(_label(parent), parts[parent]) for parent in sorted(parts, key=bool)]


def _difference(leaf: Leaf, names: dict[str, str]) -> Difference:
    path, *values = leaf
    if _is_link(path):
        before, after = (names.get(value, CLOSED) if value else "" for value in values)
    else:
        before, after = (_text(value) for value in values)
    return Difference(_label(path[-1:]), word_diff(before, after))


def _label(path: Path) -> str:
    """("appearances", 2, "chain", 1) as "Appearances 2, chain 1"."""
    words = "".join(f" {each}" if isinstance(each, int) else f", {field(each)}" for each in path)
    return capfirst(words.removeprefix(", ").strip())


def _text(value: Any) -> str:
    """A value in words: stored words such as "on_record" lose their underscores."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text.replace("_", " ") if text.replace("_", "").isalpha() and text.islower() else text
