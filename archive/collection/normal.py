"""A record as its file words it → as ``records.walk.dump`` would give it once it is on the desk.

So a file can be compared with the desk, and published, without asking the database.
"""

from collections.abc import Collection, Mapping
from typing import Any

from archive.models import Part, Term, Walked
from archive.records.check import parse
from archive.records.shape import Slot, Sort, shape

Data = dict[str, Any]
Words = Mapping[type[Term], Mapping[str, str]]  # vocabulary → key → shown word


def normal(model: type[Walked], data: Data) -> Data:
    """What ``dump(row, private=True, frozen=False)`` gives after ``data``, which passed ``check``, is loaded."""
    made: Data = {}
    for slot in shape(model):
        value = _normal(model, slot, data.get(slot.name))
        if value is not None:
            made[slot.name] = value
    return made


def _normal(model: type[Walked], slot: Slot, value: Any) -> Any:
    if slot.codec is not None:
        return slot.codec.dump(_plain(model, slot, value))
    if value is None:
        return None
    if slot.sort is Sort.PARTS and slot.part is not None:
        part = slot.part
        return [normal(part, item) for item in value] or None
    if slot.sort in (Sort.LINKS, Sort.TERMS):
        return sorted({parse(slot, each) for each in value}) or None
    return parse(slot, value)


def _plain(model: type[Walked], slot: Slot, value: Any) -> Any:
    if value is not None and slot.codec is not None:
        return slot.codec.parse(value)
    field: Any = model._meta.get_field(slot.name)
    return field.get_default()


def plain(model: type[Walked], data: Data) -> Data:
    """The Python value of every field that is neither link nor part, by its name."""
    return {slot.name: _plain(model, slot, data.get(slot.name)) for slot in shape(model) if slot.codec is not None}


def public(
    model: type[Walked], data: Data, *, protected: Collection[str], words: Words, hidden_as: Data | None = None
) -> Data:
    """What ``dump(row)`` gives after ``data``, which is ``normal``, is loaded: the payload.

    ``protected`` are the uids that no payload names. ``words`` freezes terms. Rows that are not
    public are left out, or stand as ``hidden_as`` so that the others keep their places.
    """
    made: Data = {}
    for slot in shape(model):
        value = data.get(slot.name)
        if value is None or not slot.is_public:
            continue
        if slot.sort is Sort.PARTS and slot.part is not None:
            part = slot.part
            shown = [
                public(part, item, protected=protected, words=words, hidden_as=hidden_as)
                if is_public(part, item)
                else hidden_as
                for item in value
            ]
            value = [item for item in shown if item is not None]
        else:
            value = _public(slot, value, protected, words)
        if value not in (None, []):
            made[slot.name] = value
    return made


def _public(slot: Slot, value: Any, protected: Collection[str], words: Words) -> Any:
    if slot.sort is Sort.LINK:
        return None if value in protected else value
    if slot.sort is Sort.LINKS:
        return [uid for uid in value if uid not in protected]
    if slot.target is not None and issubclass(slot.target, Term):
        frozen = [
            {slot.target.key: key, slot.target.shown: words[slot.target][key]}
            for key in (value if slot.sort is Sort.TERMS else [value])
        ]
        return frozen if slot.sort is Sort.TERMS else frozen[0]
    return value


def is_public(part: type[Part], item: Data) -> bool:
    """Whether a row of a part belongs to the public payload."""
    return part(**plain(part, item)).may_be_public
