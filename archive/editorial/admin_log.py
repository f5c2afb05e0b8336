"""The admin's log: who did what to which row, in words that hold nothing of what the row says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from archive.models import RECORDS, Record, User
from archive.models.bulk import insert
from archive.models.plain import done, marks

ROWS_AT_ONCE = 500
MOST_SHOWN = 200
_COLUMNS = ("action_time", "user", "content_type", "object_id", "object_repr", "action_flag", "change_message")


def log(rows: Iterable[Model], message: str, *, by: User) -> None:
    """An entry for each of ``rows`` that says ``message``."""
    _write(by, ((row, CHANGE, message) for row in rows))


def log_revisions(records: Iterable[Record], *, by: User) -> None:
    """An entry for each of the records about the revision that it was just saved with."""
    _write(by, ((row, ADDITION if row.revision == 1 else CHANGE, f"Revision {row.revision}") for row in records))


_OF_ROWS = """
INSERT INTO django_admin_log
  (action_time, user_id, content_type_id, object_id, object_repr, action_flag, change_message)
SELECT %s, %s, %s, CAST(id AS text), %s || uid, %s, %s FROM {table} WHERE uid IN ({marks})
"""


def log_named(named: Iterable[tuple[str, str]], message: str, *, by: User) -> None:
    """``log`` for the records of these types and uids, as far as the desk has them (a query for 500 of a type)."""
    uids: dict[str, list[str]] = {}
    for type, uid in named:
        uids.setdefault(type, []).append(uid)
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    for type, every in uids.items():
        model = RECORDS[type]
        kind = ContentType.objects.get_for_model(model).pk
        for start in range(0, len(every), ROWS_AT_ONCE):
            some = every[start : start + ROWS_AT_ONCE]
            statement = _OF_ROWS.format(table=model._meta.db_table, marks=marks(some))
            done(statement, [at, by.pk, kind, f"{type} ", CHANGE, message, *some])


def about(row: Model) -> list[LogEntry]:
    """What was done to ``row`` beside saving it, newest first, ``MOST_SHOWN`` at most, with who did it (one query)."""
    kind = ContentType.objects.get_for_model(row)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    return list(entries.exclude(change_message__startswith="Revision ").order_by("-action_time", "-pk")[:MOST_SHOWN])


def _write(by: User, said: Iterable[tuple[Model, int, str]]) -> None:
    insert(LogEntry, _COLUMNS, _rows(by, said))


def _rows(by: User, said: Iterable[tuple[Model, int, str]]) -> Iterator[Sequence[Any]]:
    now = timezone.now()
    for row, flag, message in said:
        kind = ContentType.objects.get_for_model(row).pk
        # No words of the record, which might have to be destroyed.
        name = f"{row.type} {row.uid}" if isinstance(row, Record) else str(row)[:200]
        yield now, by.pk, kind, str(row.pk), name, flag, message
