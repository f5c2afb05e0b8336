"""Bodies of records side by side, field by field, with the words that differ marked."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from archive.models import Walked
from archive.records.shape import shape
from archive.text.diff import Piece, word_diff

Data = Mapping[str, Any]
Titles = Mapping[str, str]

LONGEST_EQUAL = 400  # characters of an unchanged stretch that are shown whole
AROUND = 120  # characters shown on either side of what is left out
TERMS = ({"slug", "label"}, {"code", "name"})  # words of a vocabulary as a payload freezes them


class Row(NamedTuple):
    """One field that differs between two bodies."""

    label: str
    old: str
    new: str
    pieces: list[Piece]


class Conflicting(NamedTuple):
    """One field that differs in any of three bodies; both sides are shown against the base."""

    label: str
    base: str
    theirs: list[Piece]
    mine: list[Piece]
    both: bool


def as_text(value: Any, titles: Titles) -> str:
    """A value of a body in lines for people; uids that ``titles`` knows by their names."""
    return "\n".join(_lines(value, titles))


def _lines(value: Any, titles: Titles) -> Iterator[str]:
    if isinstance(value, Mapping):
        if set(value) in TERMS:
            yield str(value.get("label") or value.get("name"))
            return
        for name, each in value.items():
            yield from _entry(label(name), list(_lines(each, titles)))
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            inner = list(_lines(each, titles))
            yield from _numbered(number, inner) if isinstance(each, Mapping) else inner
    elif value is True:
        yield "yes"
    elif value not in (None, ""):
        yield titles.get(value, value) if isinstance(value, str) else str(value)


def _entry(name: str, inner: list[str]) -> Iterator[str]:
    if len(inner) == 1:
        yield f"{name}: {inner[0]}"
    else:
        yield f"{name}:"
        yield from (f"  {line}" for line in inner)


def _numbered(number: int, inner: list[str]) -> Iterator[str]:
    mark = f"{number}. "
    for index, line in enumerate(inner):
        yield (mark if index == 0 else " " * len(mark)) + line


def label(name: str) -> str:
    """A field's name in words."""
    return name.replace("_", " ").capitalize()


def changes(model: type[Walked], old: Data, new: Data, titles: Titles) -> list[Row]:
    """The fields in which two bodies differ, in reading order."""
    found = []
    for name in _differing(model, old, new):
        before, after = as_text(old.get(name), titles), as_text(new.get(name), titles)
        found.append(Row(label(name), before, after, shortened(word_diff(before, after))))
    return found


def conflicts(model: type[Walked], base: Data, theirs: Data, mine: Data, titles: Titles) -> list[Conflicting]:
    """The fields in which one of three bodies differs; those that both changed come first."""
    found = []
    for name in _differing(model, base, theirs, mine):
        before, their, my = (as_text(body.get(name), titles) for body in (base, theirs, mine))
        both = base.get(name) != theirs.get(name) != mine.get(name) != base.get(name)
        found.append(
            Conflicting(
                label(name), before, shortened(word_diff(before, their)), shortened(word_diff(before, my)), both
            )
        )
    return sorted(found, key=lambda row: not row.both)


def _differing(model: type[Walked], *bodies: Data) -> Iterator[str]:
    first, *others = bodies
    for slot in shape(model):
        if any(body.get(slot.name) != first.get(slot.name) for body in others):
            yield slot.name


def shortened(pieces: list[Piece]) -> list[Piece]:
    """``pieces`` with the middle of long unchanged stretches left out."""
    return [
        Piece(op, _ends(text)) if op == "equal" and len(text) > LONGEST_EQUAL else Piece(op, text)
        for op, text in pieces
    ]


def _ends(text: str) -> str:
    """Both ends of a text, between words where it has any."""
    before, after = text[:AROUND], text[-AROUND:]
    return f"{before.rpartition(' ')[0] or before} […] {after.partition(' ')[2] or after}"
