"""Many new rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

# Every other sort of field holds what both drivers take as it is.
_CONVERTED = (models.DateField, models.DecimalField, models.JSONField, models.DurationField)


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
    fields = [model._meta.get_field(name) for name in names]
    wanted = {field.name for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)}
    if {field.name for field in fields} != wanted:
        raise ValueError(f"Rows of {model.__name__} need exactly the fields {', '.join(sorted(wanted))}.")
    connection = connections[using]
    _write(connection, model._meta.db_table, fields, _prepared(connection, fields, rows))


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


def _write(connection: BaseDatabaseWrapper, table: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    into = f"{table} ({', '.join(connection.ops.quote_name(field.column) for field in fields)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.validate_no_broken_transaction()
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", list(rows))  # noqa: S608
