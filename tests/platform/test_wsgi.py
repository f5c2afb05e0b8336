"""Requests may keep PostgreSQL busy for ten seconds; commands for as long as they need."""

import pytest
from django.db import connection

from config import wsgi


@pytest.mark.django_db
def test_requests_are_bounded_in_the_database():
    wsgi.bound_statements(connection=connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
            assert cursor.fetchone() == ("10s", "20s")


@pytest.mark.django_db
def test_sqlite_keeps_what_it_acknowledged():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
            assert pragmas == ["wal", 2]
            pragmas = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "secure_delete")]
            assert pragmas == [1, 1]
