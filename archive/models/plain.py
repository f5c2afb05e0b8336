"""Plain statements, for what every publication asks: to put a query together would take longer than its answer."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def asked(statement: str, values: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """The rows that a statement, in SQL common to both databases, answers with."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def done(statement: str, values: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS) -> None:
    """Write with a statement, in SQL common to both databases."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)


def marks(values: Collection[Any]) -> str:
    """The marks of a list of ``values`` in a statement."""
    return ", ".join(["%s"] * len(values))
