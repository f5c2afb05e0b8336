"""Triggers that refuse what the ledger promises never happens, on both databases.

One table says them all. They are lifted before migrations run and installed after, never
written in a migration: SQLite rebuilds a table to alter it, which would drop its triggers,
and fails outright when another table's trigger names it.
"""

from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class Guard(NamedTuple):
    """Refuse ``operation`` on ``table`` when ``condition`` (SQL common to both databases) holds."""

    table: str
    operation: str
    condition: str
    sentence: str

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.operation.lower()}"


_PUBLISHED_UNSIGNED = """
NEW.action IN ('publish', 'correct') AND NOT EXISTS (
  SELECT 1 FROM archive_submissionitem item
  JOIN archive_signature author ON author.submission_id = item.submission_id AND author.role = 'author'
  JOIN archive_signature reviewer ON reviewer.submission_id = item.submission_id
    AND reviewer.role = 'reviewer' AND reviewer.user_id <> author.user_id
  WHERE item.commitment = NEW.commitment AND item.uid = NEW.uid AND item.type = NEW.type)
OR NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM archive_ledgerentry)
"""

_NAMED_AND_NOT_SUPPRESSED = """
EXISTS (SELECT 1 FROM archive_ledgerentry entry WHERE entry.commitment = OLD.commitment AND NOT EXISTS (
  SELECT 1 FROM archive_ledgerentry act WHERE act.uid = entry.uid AND act.action = 'suppress'
    AND act.seq > entry.seq AND act.version >= entry.version))
"""

_NEVER_SUPPRESSED = """
NOT EXISTS (SELECT 1 FROM archive_ledgerentry act WHERE act.uid = OLD.uid AND act.action = 'suppress')
"""

_TEXT_NEVER_SUPPRESSED = """
NOT EXISTS (
  SELECT 1 FROM archive_capture capture JOIN archive_article article ON article.id = capture.article_id
  JOIN archive_ledgerentry act ON act.uid = article.uid AND act.action = 'suppress'
  WHERE capture.id = OLD.capture_id)
"""

_TEXT_DISOWNED = """
(NEW.sha256 <> OLD.sha256 OR NEW.text_sha256 <> OLD.text_sha256 OR NEW.article_id <> OLD.article_id)
AND EXISTS (SELECT 1 FROM archive_capturetext content WHERE content.capture_id = OLD.id)
"""

_BYTES_NAMED_AND_NOT_SUPPRESSED = """
EXISTS (
  SELECT 1 FROM archive_capture capture JOIN archive_article article ON article.id = capture.article_id
  WHERE capture.sha256 = OLD.sha256 AND NOT EXISTS (
    SELECT 1 FROM archive_ledgerentry act WHERE act.uid = article.uid AND act.action = 'suppress'))
"""

_ALREADY_SIGNED = """
EXISTS (SELECT 1 FROM archive_signature signed WHERE signed.submission_id = NEW.submission_id)
"""

_ITEM_CHANGED = """
NEW.commitment <> OLD.commitment OR NEW.uid <> OLD.uid OR NEW.type <> OLD.type
OR NEW.submission_id <> OLD.submission_id OR COALESCE(NEW.revision, -1) <> COALESCE(OLD.revision, -1)
"""

# Said so that SQLite goes from the few records to their revisions, and not through all that the user ever revised.
_OWN_WORK = """
NEW.role = 'reviewer' AND EXISTS (
  SELECT 1 FROM archive_submissionitem item CROSS JOIN archive_revision revision
  WHERE item.submission_id = NEW.submission_id AND revision.uid = item.uid
  AND +revision.user_id = NEW.user_id AND NOT EXISTS (
    SELECT 1 FROM archive_ledgerentry entry WHERE entry.uid = item.uid
      AND entry.action IN ('publish', 'correct') AND entry.at >= revision.at))
"""

GUARDS = (
    Guard("archive_ledgerentry", "INSERT", _PUBLISHED_UNSIGNED, "An entry follows the last one and is signed by two."),
    Guard("archive_ledgerentry", "UPDATE", "1 = 1", "Ledger entries are never changed."),
    Guard("archive_ledgerentry", "DELETE", "1 = 1", "Ledger entries are never deleted."),
    Guard("archive_signature", "INSERT", _OWN_WORK, "Nobody signs their own work as reviewer."),
    Guard("archive_signature", "UPDATE", "1 = 1", "Signatures are never changed."),
    Guard("archive_signature", "DELETE", "1 = 1", "Signatures are never deleted."),
    Guard("archive_submissionitem", "INSERT", _ALREADY_SIGNED, "A signed submission takes no more records."),
    Guard("archive_submissionitem", "UPDATE", _ITEM_CHANGED, "What was submitted is never changed."),
    Guard("archive_submissionitem", "DELETE", "1 = 1", "What was submitted is never deleted."),
    Guard("archive_payload", "UPDATE", "1 = 1", "Payloads are never changed."),
    Guard("archive_payload", "DELETE", _NAMED_AND_NOT_SUPPRESSED, "A published payload goes only by suppression."),
    Guard("archive_revision", "UPDATE", "1 = 1", "Revisions are never changed."),
    Guard("archive_revision", "DELETE", _NEVER_SUPPRESSED, "Revisions go only by suppression."),
    Guard("archive_capture", "UPDATE", _TEXT_DISOWNED, "The hashes of a captured text are never changed."),
    Guard("archive_capturetext", "UPDATE", "1 = 1", "Captured texts are never changed."),
    Guard("archive_capturetext", "DELETE", _TEXT_NEVER_SUPPRESSED, "A captured text goes only by suppression."),
    Guard("archive_blob", "UPDATE", "1 = 1", "Original bytes are never changed."),
    Guard("archive_blob", "DELETE", _BYTES_NAMED_AND_NOT_SUPPRESSED, "The bytes of a capture go only by suppression."),
)
UNTRUNCATED = tuple(
    f"archive_{name}"
    for name in ("ledgerentry", "signature", "submissionitem", "payload", "revision", "capturetext", "blob")
)

# SQLite's INSERT OR REPLACE deletes the row in its way without asking any DELETE guard.
_REPLACED = {
    "archive_ledgerentry": "old.seq = NEW.seq OR old.hash = NEW.hash",
    "archive_payload": "old.commitment = NEW.commitment",
    "archive_revision": "old.id = NEW.id OR (old.uid = NEW.uid AND old.number = NEW.number)",
    "archive_signature": "old.id = NEW.id OR (old.submission_id = NEW.submission_id AND old.user_id = NEW.user_id)",
    "archive_capturetext": "old.id = NEW.id OR old.capture_id = NEW.capture_id",
    "archive_blob": "old.sha256 = NEW.sha256",
    "archive_submissionitem": "old.id = NEW.id OR (old.submission_id = NEW.submission_id AND old.uid = NEW.uid)",
}


class Trigger(NamedTuple):
    """A guard as one database has it: ``kept`` is what its catalogue repeats of it, word for word."""

    name: str
    table: str
    kept: str
    statements: tuple[str, ...]


def install(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Put every guard in place, replacing what stands under its name. A ``post_migrate`` receiver."""
    connection = connections[using]
    if not _tables_stand(connection):
        return
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            for statement in trigger.statements:
                cursor.execute(statement)


def lift(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **kwargs: Any) -> None:
    """Take every guard away if there is something to migrate. A ``pre_migrate`` receiver."""
    connection = connections[using]
    if not plan:
        return
    standing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
            if trigger.table in standing:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of guards that do not stand in the database, or say something else there; empty when all is well."""
    connection = connections[using]
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = dict(cursor.fetchall())
    return [trigger.name for trigger in _triggers(connection) if standing.get(trigger.name) != trigger.kept]


def _tables_stand(connection: BaseDatabaseWrapper) -> bool:
    standing = set(connection.introspection.table_names())
    return {guard.table for guard in GUARDS} <= standing


def _triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    if connection.vendor == "sqlite":
        replaced = [_unreplaced(table, condition) for table, condition in _REPLACED.items()]
        return [*(_sqlite(guard.name, guard) for guard in GUARDS), *replaced]
    return [*map(_postgresql, GUARDS), *map(_untruncated, UNTRUNCATED)]


def _sqlite(name: str, guard: Guard) -> Trigger:
    create = (
        f"CREATE TRIGGER {name} BEFORE {guard.operation} ON {guard.table} "
        f"WHEN {guard.condition} BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
    )
    return Trigger(name, guard.table, create, (f"DROP TRIGGER IF EXISTS {name}", create))


def _unreplaced(table: str, condition: str) -> Trigger:
    exists = f"EXISTS (SELECT 1 FROM {table} old WHERE {condition})"  # noqa: S608
    guard = Guard(table, "INSERT", exists, "What stands there is never replaced.")
    return _sqlite(f"guard_{table}_replace", guard)


def _postgresql(guard: Guard) -> Trigger:
    row = "OLD" if guard.operation == "DELETE" else "NEW"
    body = f"BEGIN IF {guard.condition} THEN {_refusal(guard.sentence)} END IF; RETURN {row}; END"
    return _on_postgresql(guard.name, guard.table, f"{guard.operation} ON {guard.table} FOR EACH ROW", body)


def _untruncated(table: str) -> Trigger:
    body = f"BEGIN {_refusal('This table is never emptied.')} RETURN NULL; END"
    return _on_postgresql(f"guard_{table}_truncate", table, f"TRUNCATE ON {table} FOR EACH STATEMENT", body)


def _on_postgresql(name: str, table: str, when: str, body: str) -> Trigger:
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    create = f"CREATE OR REPLACE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION {name}()"
    return Trigger(name, table, body, (function, create))


def _refusal(sentence: str) -> str:
    # The same class of error as SQLite's RAISE(ABORT): Django raises IntegrityError on both.
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"
