"""Is this a payload? Every fault, with its path, in words for people."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.models import Term, Walked
from archive.records.codecs import parse_link, parse_term
from archive.records.shape import Slot, Sort, shape

Path = tuple[str | int, ...]
MOST_ITEMS = 2_000


class Fault(NamedTuple):
    """``path`` leads to the value: keys and list indexes from the record on."""

    path: Path
    message: str


def check(model: type[Walked], data: Any, *, private: bool = False, path: Path = ()) -> Iterator[Fault]:
    """Faults of form: unknown and missing names, wrong types, words outside their list.

    Whether a link leads anywhere is not asked here. ``private`` admits private names too.
    """
    if not isinstance(data, dict):
        yield Fault(path, "must be a mapping of names to values")
        return
    slots = {slot.name: slot for slot in shape(model) if slot.is_public or private}
    for name in data:
        if name not in slots:
            yield Fault((*path, name), f"unknown field; {model.__name__} has: {', '.join(slots)}")
    for name, slot in slots.items():
        if name in data and not (slot.is_required and data[name] in ("", [])):
            yield from _check_value(slot, data[name], private, (*path, name))
        elif slot.is_required:
            yield Fault(path, f"{name} is missing")


def _check_value(slot: Slot, value: Any, private: bool, path: Path) -> Iterator[Fault]:
    if slot.sort in (Sort.LINKS, Sort.TERMS, Sort.PARTS):
        yield from _check_list(slot, value, private, path)
        return
    try:
        parse(slot, value)
    except ValueError as error:
        yield Fault(path, str(error))


def _check_list(slot: Slot, value: Any, private: bool, path: Path) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(path, "must be a list")
        return
    if len(value) > MOST_ITEMS:
        yield Fault(path, f"has {len(value):,} items, at most {MOST_ITEMS:,} are allowed")
        return
    seen: set[str] = set()
    for index, item in enumerate(value):
        here = (*path, index)
        if slot.sort is Sort.PARTS and slot.part is not None:
            yield from check(slot.part, item, private=private, path=here)
            continue
        try:
            name = parse(slot, item)
        except ValueError as error:
            yield Fault(here, str(error))
            continue
        if name in seen:
            yield Fault(here, f"{name} is named twice")
        seen.add(name)


def parse(slot: Slot, value: Any) -> Any:
    """The Python value of a plain field; the uid or key of one link or term. Raises ValueError."""
    if slot.codec is not None:
        return slot.codec.parse(value)
    if slot.target is not None and issubclass(slot.target, Term):
        return parse_term(slot.target, value)
    return parse_link(value)
