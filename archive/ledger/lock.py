"""The one lock under which the ledger and the reading room are written."""

from django.db import DEFAULT_DB_ALIAS, connections, transaction

# Any constant of 64 bits: every writer asks for the same advisory lock.
LOCK = 0x41_74_74_65_73_74


def lock() -> None:
    """Hold the ledger until this transaction ends. Take it before locking any row.

    SQLite holds its one write lock from the start of the transaction (IMMEDIATE).
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The ledger is locked inside a transaction only.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
