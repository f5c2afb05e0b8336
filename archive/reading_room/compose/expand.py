"""Every public name of a declaration as a document shows it, with no key left out.

A new public field stands in documents by its declaration alone; the modules beside this one
shape only what reads better in another form, and add what is computed.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from archive.models import RECORDS, Record, Walked
from archive.reading_room.compose import cards
from archive.reading_room.projecting.look_up import LookUp
from archive.records.shape import Slot, Sort, shape

Json = dict[str, Any]
Show = Callable[[Json, LookUp], Any]

_LINKED = {"source": cards.source, "article": cards.article, "event": cards.event, "claim": cards.claim}


def expand(model: type[Walked], data: Json, look_up: LookUp, leave: frozenset[str] = frozenset()) -> Json:
    """Names of ``data`` to shown values: cards for links, bounds for dates, null where nothing is known."""
    return {name: show(data, look_up) for name, show in _shows(model, leave)}


@cache
def _shows(model: type[Walked], leave: frozenset[str]) -> tuple[tuple[str, Show], ...]:
    slots = [slot for slot in shape(model) if slot.is_public and slot.name not in leave]
    dated = {f"{slot.name}_basis" for slot in slots if slot.sort is Sort.DATE}
    return tuple((slot.name, _show(slot)) for slot in slots if slot.name not in dated)


def _show(slot: Slot) -> Show:
    return _links(slot) if slot.target and issubclass(slot.target, Record) else _values(slot)


def _links(slot: Slot) -> Show:
    name, card = slot.name, _LINKED[_type_of(slot)]
    if slot.sort is Sort.LINK:
        return lambda data, look_up: card(data[name], look_up) if name in data else None
    return lambda data, look_up: [card(uid, look_up) for uid in data.get(name, ())]


def _values(slot: Slot) -> Show:
    name, part, empty = slot.name, slot.part, _empty(slot)
    if slot.sort is Sort.DATE:
        return lambda data, look_up: cards.date(data.get(name, ""), data.get(f"{name}_basis", ""))
    if slot.sort is Sort.RECORD_LINK:
        return lambda data, look_up: cards.record(data[name], look_up) if name in data else None
    if part is not None:
        return lambda data, look_up: [expand(part, each, look_up) for each in data.get(name, ())]
    if isinstance(empty, list):
        return lambda data, look_up: data.get(name) or []
    return lambda data, look_up: data.get(name, empty)


def _type_of(slot: Slot) -> str:
    return next(type for type, model in RECORDS.items() if model is slot.target)


def _empty(slot: Slot) -> Any:
    """What stands for nothing: an empty list, false, or null."""
    if slot.sort is Sort.TERMS or (slot.codec and slot.codec.schema.get("type") == "array"):
        return []
    return False if slot.codec and slot.codec.schema.get("type") == "boolean" else None
