"""One search index on both databases, filled with the same terms, so that both find the same.

A raw table ``search_entry`` holds the terms of each public record in the order of its text. On
SQLite an FTS5 table ``search_words`` indexes it; on PostgreSQL a tsvector column, whose positions
are those of the terms. Neither splits or folds anything itself: ``archive.text.words`` has done so.

Only what is true of a record on every day is entered (what is claimed, by whom, about whom), so
that a search as of a day cannot be answered by what was learned later.

The names of a source stand for each other: a query for one finds the others. They are kept in
``search_name`` and put in when a query is read, so a new alias holds for every text at once.
"""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, product
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, connections, transaction

from archive.models.bulk import insert_into
from archive.reading_room.freshness import newest
from archive.reading_room.listing.selecting import Selection, Stream, everything
from archive.reading_room.listing.walking import Start, page
from archive.reading_room.searching import vocabulary
from archive.reading_room.searching.searched import SIGN, TYPES, quoted, terms_of, vector
from archive.text.query import Query, parse_query
from archive.text.words import Aliases

# Names can be written in many ways; so many terms of all ways together are looked for.
MOST_SPELLED = 128
UIDS_AT_ONCE = 900


class Indexed(NamedTuple):
    """What goes into the index for one public record."""

    uid: str
    type: str
    position: int
    document: dict[str, Any]


_TABLES = {
    "sqlite": """
        CREATE TABLE IF NOT EXISTS search_entry (
            position integer PRIMARY KEY, uid text NOT NULL UNIQUE, type text NOT NULL, terms text NOT NULL);
        CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
            terms, content='search_entry', content_rowid='position', prefix='2 3', tokenize="ascii tokenchars '='")
        """,
    "postgresql": """
        CREATE TABLE IF NOT EXISTS search_entry (
            position bigint PRIMARY KEY, uid varchar(10) NOT NULL UNIQUE, type varchar(10) NOT NULL,
            terms tsvector NOT NULL);
        CREATE INDEX IF NOT EXISTS search_entry_terms ON search_entry USING gin (terms) WITH (fastupdate = off)
        """,
}
_NAMES = """
    CREATE TABLE IF NOT EXISTS search_name (
        uid varchar(10) PRIMARY KEY, names text NOT NULL)
    """


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Make the raw tables if they do not stand. A ``post_migrate`` receiver."""
    database = connections[using]
    with database.cursor() as cursor:
        for statement in (*_TABLES[database.vendor].split(";"), _NAMES, *vocabulary.tables(database.vendor)):
            cursor.execute(statement)


def index(entries: Sequence[Indexed]) -> None:
    """Enter records that are not in the index."""
    rows = [(each.position, each.uid, each.type, terms_of(each.type, each.document)) for each in entries]
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            texts = [(position, uid, type, " ".join(found)) for position, uid, type, found in rows]
            cursor.executemany("INSERT INTO search_entry (position, uid, type, terms) VALUES (%s, %s, %s, %s)", texts)
            words = [(position, text) for position, _, _, text in texts]
            cursor.executemany("INSERT INTO search_words (rowid, terms) VALUES (%s, %s)", words)
        else:
            vectors = [(position, uid, type, vector(found)) for position, uid, type, found in rows]
            insert_into("search_entry", ("position", "uid", "type", "terms"), vectors)
        names = [row for each in entries if each.type == "source" for row in _name_rows(each)]
        if names:
            cursor.executemany("INSERT INTO search_name (uid, names) VALUES (%s, %s)", names)


def remove(uids: Sequence[str]) -> None:
    """Take records out."""
    with connection.cursor() as cursor:
        for start in range(0, len(uids), UIDS_AT_ONCE):
            some = list(uids[start : start + UIDS_AT_ONCE])
            marks = ", ".join(["%s"] * len(some))
            if connection.vendor == "sqlite":
                # An index over another table must be told what it held.
                cursor.execute(
                    "INSERT INTO search_words (search_words, rowid, terms) "  # noqa: S608
                    f"SELECT 'delete', position, terms FROM search_entry WHERE uid IN ({marks})",
                    some,
                )
            cursor.execute(f"DELETE FROM search_entry WHERE uid IN ({marks})", some)  # noqa: S608
            cursor.execute(f"DELETE FROM search_name WHERE uid IN ({marks})", some)  # noqa: S608


def clear(using: str = "default") -> None:
    """Empty the index, and forget its words."""
    database = connections[using]
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        cursor.execute("DELETE FROM search_entry")
        cursor.execute("DELETE FROM search_name")
    vocabulary.clear(using)


def count() -> int:
    """How many records are in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_entry")
        return int(cursor.fetchone()[0])


def held(uids: Sequence[str]) -> dict[str, tuple[int, frozenset[str]]]:
    """Position and terms of the records that are in the index, by uid."""
    if not uids:
        return {}
    terms = "terms" if connection.vendor == "sqlite" else "array_to_string(tsvector_to_array(terms), ' ')"
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(uids))
        cursor.execute(f"SELECT uid, position, {terms} FROM search_entry WHERE uid IN ({marks})", list(uids))  # noqa: S608
        return {uid: (position, frozenset(text.split(" "))) for uid, position, text in cursor.fetchall()}


def is_whole() -> bool:
    """Whether the index says what its table says. PostgreSQL sees to that itself."""
    if connection.vendor == "sqlite":
        try:
            with connection.cursor() as cursor, transaction.atomic():
                cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
    return True


def erase() -> None:
    """Write the index anew, so that its file no longer holds the words of what was removed.

    For suppression: removing marks words as gone, and old parts of the index still spell them.
    PostgreSQL's own files forget them by VACUUM and REINDEX, which cannot be part of a transaction.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


# The names that stand for each other.


def _name_rows(entry: Indexed) -> Iterator[tuple[str, str]]:
    if entry.document["aliases"]:
        yield entry.uid, json.dumps([entry.document["name"], *entry.document["aliases"]], ensure_ascii=False)


class Names(NamedTuple):
    """All names that stand for each other: ``aliases`` for `text.words`, and the ways to write each."""

    aliases: Aliases
    spellings: dict[str, list[tuple[str, ...]]]


def names(state: str = "") -> Names:
    """The names as of ``state``, which is what ``newest`` says; read anew when anything was published."""
    return _names(state or newest())


@lru_cache(maxsize=2)
def _names(state: str) -> Names:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, names FROM search_name ORDER BY uid")
        rows = [(uid, json.loads(names)) for uid, names in cursor.fetchall()]
    aliases = Aliases.of((name, SIGN + uid) for uid, names in rows for name in names)
    spellings: dict[str, list[tuple[str, ...]]] = {}
    for words, term in aliases.items():
        spellings.setdefault(term, []).append(words)
    return Names(aliases, spellings)


# What is asked.


def read(text: str) -> Query:
    """What somebody typed, with each name as one term; `words.highlight` marks it with ``names().aliases``."""
    return parse_query(text, names().aliases)


def words(text: str, selection: Selection) -> Stream:
    """The records that hold what somebody typed, those of the selection among them; none if that was no word."""
    known = names(selection.state)
    query = parse_query(text, known.aliases)
    # Most records are claims: to look for that too would be slower, not faster.
    is_rare = len(selection.types) == 1 and selection.types != ("claim",)
    spelled = _spelled(query, known, selection.types if is_rare else ())
    if connection.vendor == "sqlite":
        stream = Stream("search_words", position="rowid", look_up_cost=50)
        condition, match = "{t}.search_words MATCH %s", _fts5(spelled)
    else:
        stream = Stream("search_entry", is_indexed=False)
        condition, match = "{t}.terms @@ %s::tsquery", _tsquery(spelled)
    return stream.where(condition, match) if query else stream.where("1 = 0")


def find(
    text: str, types: Sequence[str] = (), *, on: int | None = None, before: int | None = None, limit: int = 50
) -> list[int]:
    """Positions of what ``text`` finds, newest first, as known by the ordinal day ``on`` (None: today).

    ``types``: only records of these types; empty: of all.
    """
    every = everything(on)
    if types:
        every = [each.of_type(type) for each in every for type in types if type in each.types]
    selections = [each.also(words(text, each)) for each in every]
    return [found.key for found in page(selections, "position", Start(before), limit)]


def meant(text: str, types: Sequence[str] = (), *, on: int | None = None) -> str | None:
    """What somebody who found nothing with ``text`` may have meant, if that finds something (six queries at most)."""
    other = vocabulary.meant(text)
    return other if other and find(other, types, on=on, limit=1) else None


class _Spelled(NamedTuple):
    """A query with the ways to write each phrase of it; a single word is a phrase too."""

    wanted: list[list[tuple[str, ...]]]
    unwanted: list[list[tuple[str, ...]]]
    beginnings: tuple[str, ...]
    types: Sequence[str]


def _spelled(query: Query, known: Names, types: Sequence[str]) -> _Spelled:
    phrases = [*query.phrases, *((word,) for word in query.words)]
    share = MOST_SPELLED // max(len(phrases) + len(query.excluded), 1)
    # What is only not to be there is looked for in everything.
    is_bounded = phrases or query.prefix
    return _Spelled(
        [_ways(phrase, known, share) for phrase in phrases],
        [_ways(phrase, known, share) for phrase in query.excluded],
        query.prefix,
        types or ([] if is_bounded else TYPES),
    )


def _ways(phrase: tuple[str, ...], known: Names, share: int) -> list[tuple[str, ...]]:
    """The ways to write a phrase, every name in it by each of its others: at least one, ``share`` terms at most."""
    found: list[tuple[str, ...]] = []
    for way in product(*(known.spellings.get(term, [(term,)]) for term in phrase)):
        found.append(tuple(chain.from_iterable(way)))
        share -= len(found[-1])
        if share < len(found[-1]):
            break
    return found


def _fts5(query: _Spelled) -> str:
    def either(ways: Sequence[Sequence[str]]) -> str:
        return "(" + " OR ".join('"' + " ".join(way) + '"' for way in ways) + ")"

    parts = [*map(either, query.wanted), *(f'"{beginning}" *' for beginning in query.beginnings)]
    if query.types:
        parts.append(either([[SIGN + type] for type in query.types]))
    unwanted = " OR ".join(map(either, query.unwanted))
    return f"({' AND '.join(parts)})" + (f" NOT ({unwanted})" if unwanted else "")


def _tsquery(query: _Spelled) -> str:
    def either(ways: Sequence[Sequence[str]]) -> str:
        return "(" + " | ".join("(" + " <-> ".join(map(quoted, way)) + ")" for way in ways) + ")"

    parts = [*map(either, query.wanted), *(f"{quoted(beginning)}:*" for beginning in query.beginnings)]
    if query.types:
        parts.append(either([[SIGN + type] for type in query.types]))
    return " & ".join([*parts, *(f"!{either(ways)}" for ways in query.unwanted)])
