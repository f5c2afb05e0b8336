"""Plain statements, for what every publication asks: to put a query together would take longer than its answer."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections


class Asked(NamedTuple):
    """A statement, in SQL common to both databases, and the values for its marks."""

    statement: str
    values: Sequence[Any] = ()


def asked(statement: str, values: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """The rows that a statement, in SQL common to both databases, answers with."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def asked_together(questions: Sequence[Asked], using: str = DEFAULT_DB_ALIAS) -> list[list[tuple[Any, ...]]]:
    """The rows that each of some statements answers with, for one wait: none may need the answer of another."""
    cursors = []
    with unanswered(using):
        for question in questions:
            cursor = connections[using].cursor()
            cursor.execute(question.statement, question.values)
            cursors.append(cursor)
    return [_taken(cursor) for cursor in cursors]


def _taken(cursor: Any) -> list[tuple[Any, ...]]:
    with cursor:
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@contextmanager
def unanswered(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Send what is written meanwhile without waiting for PostgreSQL to say that it is; its errors come by the end.

    To wait for each of twenty statements takes longer than they do. What is read meanwhile waits for its answer,
    and for all before it. Nothing here may go by the number of rows that a statement changed, which is not
    known yet: ``save`` of a standing row does, and ``update`` returns it.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def done(statement: str, values: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS) -> None:
    """Write with a statement, in SQL common to both databases."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)


def marks(values: Collection[Any]) -> str:
    """The marks of a list of ``values`` in a statement."""
    return ", ".join(["%s"] * len(values))
