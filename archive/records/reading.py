"""A few records with everything that lives with them, in a few turns with the database.

``walk.prefetched`` puts a query together for each part and list, which suits a thousand records and for one takes
longer than all the rest of publishing it. Here plain statements are asked, by keys already known, all of one depth
at a time: joined over several tables, PostgreSQL takes longer to plan them than to answer.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.models import Record, Walked
from archive.models.plain import marks
from archive.records.shape import Slot, Sort, shape

# Records that are read in this way at most: their parts' keys go into one statement.
MOST = 100
# Where a row keeps the rows that live with it, by name, for ``dump``.
KEPT = "_kept"

Model = type[models.Model]
Level = list[tuple[type[Walked], list[Any]]]  # rows by model


class Question(NamedTuple):
    """Rows of ``model`` whose ``column`` is one of ``keys``."""

    model: Model
    column: str
    keys: Sequence[Any]


class Lead(NamedTuple):
    """A row leads to the record or term of ``model`` with this ``key``; ``take`` gives it to the row."""

    model: Model
    key: Any
    take: Callable[[Any], None]


def few(model: type[Record], uids: Sequence[str], *, private: bool) -> dict[str, Any]:
    """Rows of ``model`` by uid, ready for ``dump``, for 1 to ``MOST`` uids."""
    connection = connections[DEFAULT_DB_ALIAS]
    [found] = _answers(connection, [Question(model, "uid", list(uids))])
    leads: list[Lead] = []
    level: Level = [(model, found)]
    while level:
        leads += _single_leads(level, private)
        level = _below(connection, level, private, leads)
    _follow(connection, leads)
    return {row.uid: row for row in found}


def living_with(row: models.Model, name: str) -> Sequence[Any]:
    """The rows of a part or list: those read with ``row``, else what its manager has."""
    kept: dict[str, list[Any]] = vars(row).get(KEPT, {})
    found: Sequence[Any] = kept[name] if name in kept else getattr(row, name).all()
    return found


def _visible(model: type[Walked], private: bool, *sorts: Sort) -> list[Slot]:
    return [slot for slot in shape(model) if slot.sort in sorts and (slot.is_public or private)]


def _single_leads(level: Level, private: bool) -> Iterator[Lead]:
    for model, rows in level:
        for slot in _visible(model, private, Sort.LINK, Sort.TERM):
            for row in rows:
                key = getattr(row, f"{slot.name}_id")
                if key is not None and slot.target is not None:
                    yield Lead(slot.target, key, partial(setattr, row, slot.name))


def _below(connection: BaseDatabaseWrapper, level: Level, private: bool, leads: list[Lead]) -> Level:
    """Read the parts and lists of a level's rows; the parts are the next level, what lists lead to joins ``leads``."""
    asked = [
        (slot, {row.pk: row for row in rows}, _question(model, slot, rows))
        for model, rows in level
        for slot in _visible(model, private, Sort.PARTS, Sort.LINKS, Sort.TERMS)
        if rows
    ]
    below: Level = []
    answers = _answers(connection, [question for _, _, question in asked])
    for (slot, owners, question), found in zip(asked, answers, strict=True):
        kept: dict[Any, list[Any]] = {pk: [] for pk in owners}
        for pk, owner in owners.items():
            vars(owner).setdefault(KEPT, {})[slot.name] = kept[pk]
        if slot.part is not None:
            for part in found:
                kept[getattr(part, question.column)].append(part)
            below.append((slot.part, found))
        elif slot.target is not None:
            other = _between(type(next(iter(owners.values()))), slot).other
            leads += [
                Lead(slot.target, getattr(pair, other), kept[getattr(pair, question.column)].append) for pair in found
            ]
    return below


def _question(model: type[Walked], slot: Slot, rows: Sequence[Any]) -> Question:
    keys = [row.pk for row in rows]
    if slot.part is not None:
        return Question(slot.part, f"{slot.part.owner}_id", keys)
    between = _between(model, slot)
    return Question(between.model, between.own, keys)


class Between(NamedTuple):
    """The table between a row and its list: the columns that lead to either."""

    model: Model
    own: str
    other: str


def _between(model: type[Walked], slot: Slot) -> Between:
    field: Any = model._meta.get_field(slot.name)
    return Between(field.remote_field.through, f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")


def _follow(connection: BaseDatabaseWrapper, leads: Sequence[Lead]) -> None:
    keys: dict[Model, set[Any]] = {}
    for lead in leads:
        keys.setdefault(lead.model, set()).add(lead.key)
    questions = [Question(model, "id", sorted(wanted)) for model, wanted in keys.items()]
    found = {(type(row), row.pk): row for rows in _answers(connection, questions) for row in rows}
    for lead in leads:
        lead.take(found[lead.model, lead.key])


def _answers(connection: BaseDatabaseWrapper, questions: Sequence[Question]) -> list[list[Any]]:
    """The rows that each question is about, in no order (on PostgreSQL one query)."""
    if not questions:
        return []
    statements = [_statement(question, connection.vendor) for question in questions]
    found: list[list[Any]] = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("; ".join(statements), [key for question in questions for key in question.keys])
            found = [cursor.fetchall(), *(cursor.fetchall() for _ in iter(cursor.nextset, None))]
        else:
            for statement, question in zip(statements, questions, strict=True):
                found.append(cursor.execute(statement, question.keys).fetchall())
    return [
        [_instance(question.model, row, connection) for row in rows]
        for question, rows in zip(questions, found, strict=True)
    ]


def _statement(question: Question, vendor: str) -> str:
    return f'{_columns(question.model, vendor).rows} WHERE "{question.column}" IN ({marks(question.keys)})'


def _instance(model: Model, row: Sequence[Any], connection: BaseDatabaseWrapper) -> Any:
    columns = _columns(model, connection.vendor)
    values = list(row)
    for place, expression, converters in columns.converted:
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    return model.from_db(DEFAULT_DB_ALIAS, columns.names, values)


class Columns(NamedTuple):
    """The names of a model's columns; by place, what makes Python's values of the database's; a statement for all rows."""

    names: list[str]
    converted: list[tuple[int, Any, list[Any]]]
    rows: str


@lru_cache(maxsize=256)
def _columns(model: Model, vendor: str) -> Columns:
    connection: Any = connections[DEFAULT_DB_ALIAS]
    names, converted = [], []
    fields: Sequence[Any] = model._meta.concrete_fields
    for place, field in enumerate(fields):
        expression = field.cached_col
        both = connection.ops.get_db_converters(expression) + field.get_db_converters(connection)
        names.append(field.attname)
        if both:
            converted.append((place, expression, both))
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return Columns(names, converted, f'SELECT {columns} FROM "{model._meta.db_table}"')  # noqa: S608
