"""Many rows at once: new ones by COPY on PostgreSQL, everything else by one prepared statement."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.models.fields import Bound

# Every other sort of field holds what both drivers take as it is.
_CONVERTED = (models.DateField, models.DecimalField, models.JSONField, models.DurationField)

# COPY takes three turns with the server, an INSERT one.
FEW = 30


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python look for no garbage meanwhile.

    A batch of records is a million small objects and no garbage in circles; to look through them
    again and again would take a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], using: str = DEFAULT_DB_ALIAS
) -> None:
    """Write new ``rows`` of ``model``: tuples of values in the order of ``names`` (field names).

    Constraints and guards hold as for ``bulk_create`` and raise the same errors. Every field but
    an automatic key has to be named; keys that the database gives are not read back, and no
    ``pre_save`` and no signal runs.
    """
    fields = _fields(model, tuple(names))
    connection = connections[using]
    insert_into(model._meta.db_table, [field.column for field in fields], _prepared(connection, fields, rows), using)


@cache
def _fields(model: type[models.Model], names: tuple[str, ...]) -> list[Any]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    wanted = {field.name for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)}
    if {field.name for field in fields} != wanted:
        raise ValueError(f"Rows of {model.__name__} need exactly the fields {', '.join(sorted(wanted))}.")
    return fields


def insert_into(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], using: str = DEFAULT_DB_ALIAS
) -> None:
    """Write new ``rows`` of a table that need not be a model's; the values are the driver's."""
    connection = connections[using]
    into = f"{table} ({', '.join(map(connection.ops.quote_name, columns))})"
    marks = f"({', '.join(['%s'] * len(columns))})"
    found = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {into} VALUES {marks}", found)  # noqa: S608
        elif len(found) > FEW and not connection.connection.pgconn.pipeline_status:  # which COPY would break
            connection.validate_no_broken_transaction()
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in found:
                    copy.write_row(row)
        elif len(found) > FEW:
            cursor.executemany(f"INSERT INTO {into} VALUES {marks}", found)  # noqa: S608
        elif found:
            values = [value for row in found for value in row]
            cursor.execute(f"INSERT INTO {into} VALUES {', '.join([marks] * len(found))}", values)  # noqa: S608


def update(rows: Sequence[models.Model], names: Collection[str], using: str = DEFAULT_DB_ALIAS) -> None:
    """Write the fields ``names`` (or their columns) of standing ``rows`` of one model.

    The bounds of a date are written with it. Constraints and guards hold as for ``save``; no signal runs.
    """
    if not rows:
        return
    connection = connections[using]
    options: Any = rows[0]._meta
    fields = [field for field in options.local_concrete_fields if _is_meant(field, names)]
    *sets, key = (f"{connection.ops.quote_name(field.column)} = %s" for field in [*fields, options.pk])
    values = [
        [*(field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields), row.pk] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {options.db_table} SET {', '.join(sets)} WHERE {key}", values)  # noqa: S608


def _is_meant(field: Any, names: Collection[str]) -> bool:
    return field.name in names or field.attname in names or (isinstance(field, Bound) and field.of in names)


def _prepared(
    connection: BaseDatabaseWrapper, fields: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> Iterable[Sequence[Any]]:
    places = [place for place, field in enumerate(fields) if isinstance(field, _CONVERTED)]
    return (_converted(connection, fields, places, row) for row in rows) if places else rows


def _converted(
    connection: BaseDatabaseWrapper, fields: Sequence[Any], places: Sequence[int], row: Sequence[Any]
) -> Sequence[Any]:
    values = list(row)
    for place in places:
        values[place] = fields[place].get_db_prep_save(values[place], connection)
    return values
