"""The constraints of the models, asked of a record that is in no table yet, without a query.

Django can ask the database about one row at a time, which for a whole collection is some ten
thousand questions; and the database itself would stop at the first broken one and name no line.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from archive.collection.normal import Data, plain
from archive.models import Bound, Part, Record, Walked
from archive.records.shape import Sort, shape
from archive.text.dates import span

Row = Mapping[str, Any]
Broken = tuple[str, str]  # path within the record, sentence


def broken(model: type[Record], uid: str, data: Data) -> Iterator[Broken]:
    """What the constraints of a record and of its parts say against ``data``, which is ``normal``."""
    row = {**_values(model, data), "id": uid, "uid": uid}
    yield from _violated(model, row, "")
    yield from _parts(model, data, uid, "")


def _parts(model: type[Walked], data: Data, owner: str, path: str) -> Iterator[Broken]:
    for slot in shape(model):
        if slot.sort is not Sort.PARTS or slot.part is None:
            continue
        seen: dict[tuple[Any, ...], str] = {}
        for index, item in enumerate(data.get(slot.name, ())):
            here = f"{path}{slot.name}[{index}]"
            row = {**_values(slot.part, item), slot.part.owner: owner}
            yield from _violated(slot.part, row, here)
            yield from _repeated(slot.part, row, here, seen)
            yield from _parts(slot.part, item, here, f"{here}.")


def _values(model: type[Walked], data: Data) -> dict[str, Any]:
    """The row that ``data`` makes; links stand as the uids they name."""
    row = plain(model, data)
    row |= {slot.name: data.get(slot.name) for slot in shape(model) if slot.sort in (Sort.LINK, Sort.TERM)}
    for field in model._meta.local_fields:
        if isinstance(field, Bound):
            row[field.name] = span(row[field.of])[field.index]
        elif field.has_default():  # what no file says: the desk's own columns
            row.setdefault(field.name, field.get_default())
    return row


def _violated(model: type[Walked], row: Row, path: str) -> Iterator[Broken]:
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        condition = constraint.condition
        # What is no Q here is the length of a uid, which is checked where uids are read.
        if isinstance(condition, models.Q) and truth(condition, row) is False:
            yield path, constraint.get_violation_error_message()


def _repeated(part: type[Part], row: Row, path: str, seen: dict[tuple[Any, ...], str]) -> Iterator[Broken]:
    """Rows that a unique constraint allows once; rows with a null in it may repeat."""
    for constraint in part._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names = [name for name in constraint.fields if name != part.owner]
            key = (constraint.name, *(row[name] for name in names))
            if None not in key and seen.setdefault(key, path) != path:
                yield path, f"has the same {' and '.join(names)} as {seen[key]}"


def truth(condition: models.Q, row: Row) -> bool | None:
    """Whether a row meets a condition, as SQL sees it: None where a null leaves it open."""
    children: list[Any] = condition.children
    found = [
        truth(child, row) if isinstance(child, models.Q) else _holds(child[0], child[1], row) for child in children
    ]
    decisive = condition.connector == models.Q.OR
    if decisive in found:
        result: bool | None = decisive
    else:
        result = None if None in found else not decisive
    return result if result is None or not condition.negated else not result


def _holds(lookup: str, wanted: Any, row: Row) -> bool | None:
    name, _, operator = lookup.partition("__")
    value = row[name]
    if isinstance(wanted, models.F):
        wanted = row[wanted.name]
    elif wanted is None:
        return value is None
    if operator == "isnull":
        return (value is None) is wanted
    if value is None or wanted is None:
        return None
    return _OPERATORS[operator](*_alike(value, wanted))


_OPERATORS = {
    "": lambda value, wanted: bool(value == wanted),
    "in": lambda value, wanted: value in wanted,
    "lt": lambda value, wanted: bool(value < wanted),
    "lte": lambda value, wanted: bool(value <= wanted),
    "gt": lambda value, wanted: bool(value > wanted),
    "gte": lambda value, wanted: bool(value >= wanted),
}


def _alike(value: Any, wanted: Any) -> tuple[Any, Any]:
    """A day beside a moment is its first moment, as the databases have it."""
    if isinstance(value, datetime.datetime) and not isinstance(wanted, datetime.datetime):
        return value, datetime.datetime.combine(wanted, datetime.time(), datetime.UTC)
    return value, wanted
