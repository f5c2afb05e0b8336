"""The parameters of the feed, told from the fields that check them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.validators import RegexValidator

from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history import following
from archive.reading_room.listing import filters, lists
from archive.reading_room.parameters import LARGEST
from archive.reading_room.shaping.values import DAY, MOMENT, UID, Schema, one_of
from archive.reading_room.sparse import FIELDS

AS_OF = {
    **DAY,
    "description": "What was claimed and known in the world by this day, today at the latest. Not with recorded.",
    "examples": ["2022-11-20"],
}
RECORDED = {
    **MOMENT,
    "description": "What this archive said at this moment, now at the latest. Not with as_of.",
    "examples": ["2026-11-22T06:00:00Z"],
}
# Nothing in the language of patterns says it of a text as such.
WITHOUT_NUL = r"^[^\u0000]*$"


class Asked(NamedTuple):
    """A parameter; ``place`` is path or query."""

    name: str
    schema: Schema
    description: str
    place: str = "query"

    @property
    def is_listed(self) -> bool:
        """Whether several values stand in it, with commas between."""
        return self.schema.get("type") == "array"


def uid(type: str, example: str) -> Asked:
    """The uid in an address."""
    return Asked("uid", {**UID, "examples": [example]}, f"The uid of the {type}.", "path")


def query(names: Iterable[str], type: str = "", fields: Sequence[str] = ()) -> list[Asked]:
    """The parameters of an address by their names.

    ``type``: of what its list is; none where records of every type are followed. ``fields``: the keys to
    choose from. Raises KeyError for a name that nothing is known of.
    """
    return [_parameter(name, type, fields) for name in names]


def _parameter(name: str, type: str, fields: Sequence[str]) -> Asked:
    shared = _of_lists(type) if type else _of_followed()
    schema = dict(_fields(fields) if name == FIELDS else shared.get(name) or _filter(name, type))
    return Asked(name, schema, schema.pop("description", ""))


def _of_lists(type: str) -> dict[str, Schema]:
    orderings = lists.orderings(type)
    return {
        "as_of": AS_OF,
        "recorded": RECORDED,
        "page_size": _page_size(lists),
        "cursor": {
            "type": "string",
            "pattern": "^[-_A-Za-z0-9]{12}$",
            "description": "Where the page begins. Follow next and previous of an answer; it goes with one order.",
        },
        "ordering": {
            "type": "string",
            "enum": list(orderings),
            "default": orderings[0],
            "description": "; ".join(f"{value}: {words}" for value, words in filters.ORDERING_CHOICES) + ".",
        },
    }


def _of_followed() -> dict[str, Schema]:
    after = "The last number you have seen; 0 asks from the beginning. Follow next of an answer."
    bounds = {"minimum": 0, "maximum": LARGEST, "default": 0}
    return {
        "page_size": _page_size(following),
        "after": {"type": "integer", **bounds, "description": after},
        "type": {
            **one_of(PLURALS),
            "description": "Only records of this type; with filters, claims unless it is said.",
        },
    }


def _fields(names: Sequence[str]) -> Schema:
    return {
        "type": "array",
        "items": one_of(names),
        "minItems": 1,
        "uniqueItems": True,
        "description": "Only these keys of each document, with commas between.",
        "examples": [["uid", "url"]],
    }


def _page_size(read: Any) -> Schema:
    """``read``: the module that reads it."""
    bounds = {"minimum": 1, "maximum": read.LARGEST_PAGE, "default": read.PAGE_SIZE}
    return {"type": "integer", **bounds, "description": "How many results at once."}


def _filter(name: str, type: str) -> Schema:
    if type:
        return _of_type(name, type)
    of = {each: _of_type(name, each) for each in PLURALS if name in filters.FILTERS[each].base_filters}
    told = f"Of {', '.join(PLURALS[each] for each in of)}: {next(iter(of.values()))['description']}"
    words = [value for schema in of.values() for value in schema.get("enum", ())]
    if words:
        return {**one_of(dict.fromkeys(words)), "description": told}
    return {**next(iter(of.values())), "description": told}


def _of_type(name: str, type: str) -> Schema:
    field = filters.FILTERS[type].base_filters[name].field
    schema = _value(field)
    return {**schema, "description": " ".join([f"{field.label}.", str(schema.get("description", ""))]).strip()}


def _value(field: forms.Field) -> Schema:
    """What a form field takes."""
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _ in _choices(field) if value]}
    if isinstance(field, filters.Day):
        return {**DAY, "examples": ["2022-11-08"]}
    if isinstance(field, filters.Count):
        return {"type": "integer", "minimum": 0, "maximum": filters.Count.LARGEST}
    for validator in field.validators:
        if isinstance(validator, RegexValidator):
            pattern = re.compile(validator.regex).pattern.replace(r"\A", "^").replace(r"\Z", "$")
            return {"type": "string", "pattern": pattern, "description": str(validator.message)}
    assert isinstance(field, forms.CharField)
    return {"type": "string", "maxLength": field.max_length, "pattern": WITHOUT_NUL}


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return list(field.choices)  # type: ignore[arg-type] # without groups
