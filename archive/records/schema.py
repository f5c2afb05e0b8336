"""Declaration → JSON Schema (2020-12): one for each record, its parts inside."""

from typing import Any

from archive.models import Record, Term, Walked
from archive.records.codecs import UID_SCHEMA, term_schema
from archive.records.payload import CLASSES
from archive.records.shape import Slot, Sort, shape

Schema = dict[str, Any]


def schema(model: type[Walked], *, private: bool = False, frozen: bool = True) -> Schema:
    """The schema of ``dump(row, private=private, frozen=frozen)``."""
    slots = [slot for slot in shape(model) if slot.is_public or private]
    made: Schema = {
        "type": "object",
        "title": model.__name__,
        "description": (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " "),
        "properties": {slot.name: _property(slot, private, frozen) for slot in slots},
        "required": [slot.name for slot in slots if slot.is_required],
        "additionalProperties": False,
    }
    return made


def _property(slot: Slot, private: bool, frozen: bool) -> Schema:
    made = _bare(slot, private, frozen)
    if slot.help and "description" not in made:
        made = {**made, "description": slot.help}
    return made


def _bare(slot: Slot, private: bool, frozen: bool) -> Schema:
    if slot.codec is not None:
        return slot.codec.schema
    if slot.sort is Sort.PARTS and slot.part is not None:
        return {"type": "array", "items": schema(slot.part, private=private, frozen=frozen)}
    assert slot.target is not None
    one: Schema = UID_SCHEMA
    if issubclass(slot.target, Term):
        one = term_schema(slot.target) if frozen else {"type": "string"}
    return {"type": "array", "items": one} if slot.sort in (Sort.LINKS, Sort.TERMS) else dict(one)


def envelope(model: type[Record]) -> Schema:
    """The schema of a publish or correct payload of ``model``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "schema": {"type": "integer", "const": 1},
            "note": {"type": "string"},
            "class": {"enum": list(CLASSES)},
            "record": schema(model),
        },
        "required": ["schema", "record"],
    }
