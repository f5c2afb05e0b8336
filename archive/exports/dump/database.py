"""The public archive as one SQLite file: for Datasette, a notebook, or anything else that speaks SQL."""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Self

from archive.exports.dump.tables import Column, Json, Table, tables

# Documents whose rows are written together.
AT_ONCE = 200
# Looked up by these, beside what is of a closed list of words or refers to another row.
SORTED = ("asserted_earliest", "published_earliest", "date_earliest", "name", "published_at")
SEARCHED = {
    "claims": ("headline", "statement"),
    "articles": ("title", "summary"),
    "events": ("title", "summary"),
    "sources": ("name", "aliases", "role"),
}
VIEWS = {
    "claims_with_origins": """
        SELECT claims.uid, claims.headline, claims.kind, claims.asserted, claims.attribution, claims.standing,
            claims.outcome, claims.origins_attributed AS attributed_origins,
            (SELECT group_concat(name, '; ') FROM (
                SELECT source_name AS name FROM origins WHERE origins.claim = claims.uid ORDER BY position
            )) AS origins, claims.url
        FROM claims""",
    "claims_in_articles": """
        SELECT appearances.claim, claims.headline, appearances.stance, appearances.attribution,
            appearances.article_uid AS article, articles.title, articles.publisher_name AS publisher,
            articles.published
        FROM appearances JOIN claims ON claims.uid = appearances.claim
            LEFT JOIN articles ON articles.uid = appearances.article_uid""",
    "topics": """
        SELECT slug, label, count(*) AS claims FROM claims_topics GROUP BY slug, label""",
}
_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096; PRAGMA cache_size = -16000"
# Writes the values of one row, and of all that is listed in it.
Write = Callable[[Json, list[Any]], None]


class Database:
    """A new file at ``path``. ``add`` the documents in one order, and the same archive gives the same bytes."""

    def __init__(self, path: Path) -> None:
        self._tables = tables()
        self._waiting: dict[str, list[list[Any]]] = {}
        self._documents = 0
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_FAST)
        self._connection.execute("BEGIN")
        self._inserts: dict[str, str] = {}
        for table in self._all():
            self._create(table)
        self._writers = {type: self._record(table) for type, table in self._tables.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, raised: type[BaseException] | None, *more: object) -> None:
        try:
            if raised is None:
                self._finish()
        finally:
            self._connection.close()

    def add(self, type: str, text: str, document: Json) -> None:
        """A document, as JSON text and parsed."""
        self._writers[type](document, [text])
        self._documents += 1
        if self._documents % AT_ONCE == 0:
            self._flush()

    # Tables.

    def _all(self) -> Iterator[Table]:
        for table in self._tables.values():
            yield from table.all()

    def _create(self, table: Table) -> None:
        key = "document TEXT NOT NULL" if not table.parent else "id INTEGER PRIMARY KEY"
        names = [key.split()[0], *own_columns(table), *(column.name for column in table.columns)]
        declared = [key, *own_columns(table).values(), *(_declared(table, column) for column in table.columns)]
        if not table.parent:
            # People read from the left.
            declared.append(declared.pop(0))
        self._connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(declared)})")
        listed = ", ".join(map(_quoted, names))
        marks = ", ".join("?" * len(names))
        self._inserts[table.name] = f"INSERT INTO {_quoted(table.name)} ({listed}) VALUES ({marks})"  # noqa: S608
        self._waiting[table.name] = []

    # Rows.

    def _record(self, table: Table) -> Write:
        write = self._rows(table)
        parts = self._parts(table)

        def record(document: Json, first: list[Any]) -> None:
            write(document, first)
            parts(document, document["uid"])

        return record

    def _rows(self, table: Table) -> Write:
        waiting = self._waiting[table.name]
        reads = [column.read for column in table.columns]
        return lambda item, first: waiting.append([*first, *(read(item) for read in reads)])

    def _parts(self, table: Table) -> Callable[[Json, Any], None]:
        found = [(read, self._rows(part), self._parts(part), count(1)) for read, part in table.parts]

        def parts(item: Json, key: Any) -> None:
            for read, write, inner, numbers in found:
                for position, member in enumerate(read(item) or (), start=1):
                    number = next(numbers)
                    write(member, [number, key, position])
                    inner(member, number)

        return parts

    def _flush(self) -> None:
        for name, rows in self._waiting.items():
            self._connection.executemany(self._inserts[name], rows)
            rows.clear()

    def _finish(self) -> None:
        self._flush()
        for table in self._all():
            for name in indexed(table):
                # What is narrowed is shown in the usual order, and rows are too wide to be sorted.
                by = ", ".join(dict.fromkeys(map(_quoted, filter(None, (name, order(table))))))
                index = _quoted(f"{table.name}_by_{name}")
                self._connection.execute(f"CREATE INDEX {index} ON {_quoted(table.name)} ({by})")
        for name, columns in SEARCHED.items():
            # Datasette knows the index of a table by these very words.
            self._connection.execute(
                f'CREATE VIRTUAL TABLE {name}_fts USING fts5({", ".join(columns)}, content="{name}", '
                "tokenize='unicode61 remove_diacritics 2')"
            )
            self._connection.execute(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")  # noqa: S608
        for name, text in VIEWS.items():
            self._connection.execute(f"CREATE VIEW {name} AS {text.strip()}")
        # So that a reader's own questions go by the right index.
        self._connection.execute("PRAGMA analysis_limit = 1000")
        self._connection.execute("ANALYZE")
        self._connection.execute("COMMIT")


def own_columns(table: Table) -> dict[str, str]:
    """The columns of a row that say where it is listed, with their declarations."""
    if not table.parent:
        return {}
    name = parent_column(table)
    key = "uid" if table.parent in SEARCHED else "id"
    kind = "TEXT" if key == "uid" else "INTEGER"
    refers = f"{name} {kind} NOT NULL REFERENCES {_quoted(table.parent)} ({key})"
    return {name: refers, "position": "position INTEGER NOT NULL"}


def parent_column(table: Table) -> str:
    """The column of the row in which a row is listed."""
    return table.parent.removesuffix("s")


def indexed(table: Table) -> list[str]:
    """The columns that rows are looked up by."""
    own = [parent_column(table)] if table.parent else []
    return own + [column.name for column in table.columns if column.refers or column.words or column.name in SORTED]


def order(table: Table) -> str:
    """The column in whose order a table of records is shown; empty for the others."""
    names = {column.name for column in table.columns}
    return "" if table.parent else next(name for name in SORTED if name in names)


def _declared(table: Table, column: Column) -> str:
    key = " PRIMARY KEY" if column.name == "uid" and not table.parent else ""
    refers = f" REFERENCES {_quoted(column.refers)} (uid)" if column.refers else ""
    return f"{_quoted(column.name)} {column.type}{key}{refers}"


def _quoted(name: str) -> str:
    return f'"{name}"'
