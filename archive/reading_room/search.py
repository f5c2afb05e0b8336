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
from itertools import chain, islice, product
from typing import Any, NamedTuple

from django.db import connection, connections

from archive.reading_room.freshness import newest
from archive.models.bulk import insert_into
from archive.reading_room.selecting import Stream, everything
from archive.reading_room.walking import Start, page
from archive.text.query import Query, parse_query
from archive.text.words import Aliases, terms

# Marks the type of a record among its terms, and the end of a field, which no phrase crosses.
SIGN = "="
MOST_TERMS = 5_000
# More places of one term than a tsvector can hold are not entered on either database.
MOST_PLACES = 255
MOST_SPELLINGS = 24
UIDS_AT_ONCE = 900
TYPES = ("claim", "article", "event", "source")


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
        for statement in (*_TABLES[database.vendor].split(";"), _NAMES):
            cursor.execute(statement)


def index(entries: Sequence[Indexed]) -> None:
    """Enter records that are not in the index."""
    rows = [(each.position, each.uid, each.type, _terms_of(each)) for each in entries]
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            texts = [(position, uid, type, " ".join(found)) for position, uid, type, found in rows]
            cursor.executemany("INSERT INTO search_entry (position, uid, type, terms) VALUES (%s, %s, %s, %s)", texts)
            words = [(position, text) for position, _, _, text in texts]
            cursor.executemany("INSERT INTO search_words (rowid, terms) VALUES (%s, %s)", words)
        else:
            vectors = [(position, uid, type, _vector(found)) for position, uid, type, found in rows]
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
    """Empty the index."""
    database = connections[using]
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        cursor.execute("DELETE FROM search_entry")
        cursor.execute("DELETE FROM search_name")


def count() -> int:
    """How many records are in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_entry")
        return int(cursor.fetchone()[0])


def erase() -> None:
    """Write the index anew, so that its file no longer holds the words of what was removed.

    For suppression: removing marks words as gone, and old parts of the index still spell them.
    PostgreSQL's own files forget them by VACUUM and REINDEX, which cannot be part of a transaction.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")


# What is entered.


def _texts(type: str, document: dict[str, Any]) -> Iterator[str | None]:
    """The texts of a document in which readers expect to find it."""
    if type == "claim":
        yield document["headline"]
        yield from (subject["name"] for subject in document["subjects"])
        yield from (event.get("title") for event in document["events"])
        yield from (topic["label"] for topic in document["topics"])
        yield (document["condition"] or {}).get("text")
    elif type == "article":
        yield from (document["title"], document["summary"])
        speakers = (document["publisher"], document["agency"], *document["authors"])
        yield from (each["name"] for each in speakers if each)
    elif type == "event":
        yield from (document["title"], document["summary"], document["place"])
        yield from (each["name"] for each in document["participants"])
    else:
        yield from (document["name"], *document["aliases"], document["role"], document["note"])
        yield from (each["body"]["name"] for each in document["affiliations"])


def _terms_of(entry: Indexed) -> list[str]:
    found = [SIGN + entry.type]
    for text in _texts(entry.type, entry.document):
        if text:
            found += [SIGN, *terms(text)]
    places: dict[str, int] = {}
    kept = []
    for term in found[:MOST_TERMS]:
        places[term] = places.get(term, 0) + 1
        if places[term] <= MOST_PLACES:
            kept.append(term)
    return kept


def _vector(found: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes it: each term with its places."""
    places: dict[str, list[str]] = {}
    for number, term in enumerate(found, start=1):
        places.setdefault(term, []).append(str(number))
    return " ".join(f"{_quoted(term)}:{','.join(numbers)}" for term, numbers in places.items())


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


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


def words(text: str, types: Sequence[str] = (), state: str = "") -> Stream:
    """The records, of ``types`` if any are named, that hold what somebody typed; none if that was no word."""
    known = names(state)
    query = parse_query(text, known.aliases)
    if connection.vendor == "sqlite":
        stream = Stream("search_words", position="rowid", look_up_cost=50)
        match, condition = _fts5(query, known, types), "{t}.search_words MATCH %s"
    else:
        stream = Stream("search_entry", is_indexed=False)
        match, condition = _tsquery(query, known, types), "{t}.terms @@ %s::tsquery"
    return stream.where(condition, match) if query else stream.where("1 = 0")


def find(
    text: str, types: Sequence[str] = (), *, on: int | None = None, before: int | None = None, limit: int = 50
) -> list[int]:
    """Positions of what ``text`` finds, newest first, as known by the ordinal day ``on`` (None: today)."""
    selection = everything(types, on).also(words(text, types))
    return [found.key for found in page(selection, "position", Start(before), limit)]


def _variants(phrase: tuple[str, ...], known: Names) -> list[tuple[str, ...]]:
    """The ways to write a phrase: every name in it stands for its others."""
    ways = product(*(known.spellings.get(term, [(term,)]) for term in phrase))
    return [tuple(chain.from_iterable(way)) for way in islice(ways, MOST_SPELLINGS)]


def _fts5(query: Query, known: Names, types: Sequence[str]) -> str:
    def anywhere(phrase: tuple[str, ...]) -> str:
        return "(" + " OR ".join('"' + " ".join(way) + '"' for way in _variants(phrase, known)) + ")"

    wanted = [anywhere(phrase) for phrase in (*query.phrases, *((word,) for word in query.words))]
    wanted += [f'"{beginning}" *' for beginning in query.prefix]
    if types or not wanted:
        wanted.append("(" + " OR ".join(f'"{SIGN}{type}"' for type in types or TYPES) + ")")
    unwanted = " OR ".join(anywhere(phrase) for phrase in query.excluded)
    return f"({' AND '.join(wanted)})" + (f" NOT ({unwanted})" if unwanted else "")


def _tsquery(query: Query, known: Names, types: Sequence[str]) -> str:
    def anywhere(phrase: tuple[str, ...]) -> str:
        return "(" + " | ".join("(" + " <-> ".join(map(_quoted, way)) + ")" for way in _variants(phrase, known)) + ")"

    wanted = [anywhere(phrase) for phrase in (*query.phrases, *((word,) for word in query.words))]
    wanted += [f"{_quoted(beginning)}:*" for beginning in query.prefix]
    if types or not wanted:
        wanted.append("(" + " | ".join(_quoted(SIGN + type) for type in types or TYPES) + ")")
    return " & ".join([*wanted, *("!" + anywhere(phrase) for phrase in query.excluded)])
