"""Every link and every word of a vocabulary in a record, with its path; whatever else is wrong with it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.models import Record, Term, Walked
from archive.records.shape import Slot, Sort, shape

SINGLE = (Sort.LINK, Sort.RECORD_LINK, Sort.TERM)
SEVERAL = (Sort.LINKS, Sort.TERMS)


class Name(NamedTuple):
    """``target`` is the model that ``value`` names, None where it may be a record of any type."""

    path: str
    value: str
    slot: Slot
    target: type[Record] | type[Term] | None


def names(model: type[Walked], data: Any, path: str = "") -> Iterator[Name]:
    """The names in ``data`` as it is written. What has not the form of one is passed over: ``check`` tells."""
    if not isinstance(data, dict):
        return
    for slot in shape(model):
        value, here = data.get(slot.name), f"{path}.{slot.name}" if path else slot.name
        if slot.sort in SINGLE and isinstance(value, str):
            yield Name(here, value, slot, slot.target)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if slot.sort in SEVERAL and isinstance(item, str):
                    yield Name(f"{here}[{index}]", item, slot, slot.target)
                elif slot.sort is Sort.PARTS and slot.part is not None:
                    yield from names(slot.part, item, f"{here}[{index}]")
