"""The public names of a declaration, with the schema of what a document shows of each.

The twin of ``compose.expand``, which shows their values.
"""

from archive.models import RECORDS, Record, Term, Walked
from archive.reading_room.shaping.values import Schema, closed, many, or_null, ref, said, word
from archive.records.codecs import term_schema
from archive.records.shape import Slot, Sort, shape

_CARDS = {"source": "SourceCard", "article": "ArticleCard", "event": "EventCard", "claim": "ClaimCard"}


def declared(model: type[Walked], leave: frozenset[str] = frozenset()) -> dict[str, Schema]:
    """Names to schemas, in reading order; without those of ``leave``."""
    slots = [slot for slot in shape(model) if slot.is_public and slot.name not in leave]
    # The basis of a date stands in the date.
    dated = {f"{slot.name}_basis" for slot in slots if slot.sort is Sort.DATE}
    return {slot.name: _told(slot) for slot in slots if slot.name not in dated}


def word_of(model: type[Walked], name: str) -> Schema:
    """A field with a closed list of words, shown with a label."""
    return said(word(values_of(model, name)), _slot(model, name).help)


def values_of(model: type[Walked], name: str) -> list[str]:
    """The closed list of words of a field."""
    codec = _slot(model, name).codec
    assert codec is not None
    values: list[str] = codec.schema["enum"]
    return values


def card(type: str) -> Schema:
    """A record that a document names; one that is no longer public shows only that."""
    return ref(_CARDS[type])


def _slot(model: type[Walked], name: str) -> Slot:
    return next(slot for slot in shape(model) if slot.name == name)


def _told(slot: Slot) -> Schema:
    made = _shown(slot)
    return said(made, slot.help) if slot.help else made


def _shown(slot: Slot) -> Schema:
    if slot.part is not None:
        return many(closed(declared(slot.part)))
    if slot.target is not None:
        return _linked(slot, slot.target)
    if slot.sort is Sort.DATE:
        return ref("Date")
    if slot.sort is Sort.RECORD_LINK:
        return or_null(ref("RecordCard"))
    return _plain(slot)


def _plain(slot: Slot) -> Schema:
    """A value of its own: lists and truths are always there, and what is required."""
    assert slot.codec is not None
    always = slot.is_required or slot.codec.schema.get("type") in ("array", "boolean")
    return dict(slot.codec.schema) if always else or_null(slot.codec.schema)


def _linked(slot: Slot, target: type[Record] | type[Term]) -> Schema:
    one = term_schema(target) if issubclass(target, Term) else card(_type_of(target))
    if slot.sort in (Sort.LINKS, Sort.TERMS):
        return many(one)
    return one if slot.is_required else or_null(one)


def _type_of(target: type[Record]) -> str:
    return next(type for type, model in RECORDS.items() if model is target)
