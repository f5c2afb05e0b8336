"""The words of everything public, each with how many records hold it: help for who misspells one.

Kept in step with the documents in the same transaction, so that no word outlives the last record
that held it, and none was ever here that nobody published. Two raw tables, alike on both databases:
``search_word`` and, by the keys of ``archive.text.spelling``, ``search_spelling``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connection, connections

from archive.models.bulk import insert_into
from archive.text.query import MOST_CHARACTERS
from archive.text.spelling import keys, nearest, words_of, written
from archive.text.stem import stem

# So many misspelt words of a query are helped, out of so many words that may be meant.
MOST_HELPED, MOST_CANDIDATES = 4, 1_000
WORDS_AT_ONCE = 900
# What is to be left out of what is found, and the beginnings of words.
_KEPT = re.compile(r'(?<!\S)-(?:"[^"]*"?|\S+)|(?<!\S)\S+\*(?!\S)')
# Words come in the order of their code points on both.
_TEXT = {"sqlite": "text", "postgresql": 'text COLLATE "C"'}
TABLES = """
    CREATE TABLE IF NOT EXISTS search_word (word {text} PRIMARY KEY, term {text} NOT NULL, number integer NOT NULL);
    CREATE INDEX IF NOT EXISTS search_word_term ON search_word (term);
    CREATE TABLE IF NOT EXISTS search_spelling (key {text} NOT NULL, word {text} NOT NULL, PRIMARY KEY (key, word));
    CREATE INDEX IF NOT EXISTS search_spelling_word ON search_spelling (word)
    """


def tables(vendor: str) -> list[str]:
    """The statements that make the tables where they do not stand."""
    return TABLES.format(text=_TEXT[vendor]).split(";")


def held(texts: Iterable[str]) -> frozenset[str]:
    """The words of a record."""
    return frozenset().union(*map(words_of, texts))


def change(by: Mapping[str, int]) -> None:
    """Add to the number of records that hold each word, or take away; a word that none holds any more goes."""
    wanted = {word: number for word, number in by.items() if number}
    known = {word: number + wanted[word] for word, number in _numbers(sorted(wanted))}
    fresh = sorted(word for word, number in wanted.items() if word not in known and number > 0)
    insert_into("search_word", ("word", "term", "number"), [(word, stem(word), wanted[word]) for word in fresh])
    insert_into("search_spelling", ("key", "word"), [(key, word) for word in fresh for key in sorted(keys(word))])
    gone = [word for word, number in known.items() if number <= 0]
    kept = sorted(known.keys() - gone)
    with connection.cursor() as cursor:
        for some in _slices(kept, WORDS_AT_ONCE // 2):
            rows = ", ".join(["(%s, CAST(%s AS integer))"] * len(some))
            cursor.execute(
                f"UPDATE search_word SET number = number + more.column2 FROM (VALUES {rows}) AS more "  # noqa: S608
                "WHERE word = more.column1",
                [value for word in some for value in (word, wanted[word])],
            )
        for some in _slices(gone):
            for table in ("search_word", "search_spelling"):
                cursor.execute(f"DELETE FROM {table} WHERE word IN ({_marks(some)})", some)  # noqa: S608


def numbers() -> dict[str, int]:
    """Every word with its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, number FROM search_word")
        return dict(cursor.fetchall())


def clear(using: str = "default") -> None:
    """Forget every word."""
    with connections[using].cursor() as cursor:
        for table in ("search_word", "search_spelling"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def meant(text: str) -> str | None:
    """What somebody typed with each word that nothing public holds as it was likely meant; None if there is no help.

    Two queries at most. Words that are to be left out, and beginnings, are as they are.
    """
    text = text[:MOST_CHARACTERS]
    kept = [match.span() for match in _KEPT.finditer(text)]
    places = [each for each in written(text) if not any(start <= each[0] < end for start, end in kept)]
    unknown = _unknown([word for _, _, word in places])[:MOST_HELPED]
    found = _nearest(unknown) if unknown else {}
    if not found:
        return None
    for start, end, word in reversed(places):
        text = text[:start] + found.get(word, text[start:end]) + text[end:]
    return text


def _unknown(words: Sequence[str]) -> list[str]:
    """The words that stand in nothing public, in no other form either."""
    asked = list(dict.fromkeys(words))[:WORDS_AT_ONCE]
    if not asked:
        return []
    with connection.cursor() as cursor:
        stems = [stem(word) for word in asked]
        cursor.execute(f"SELECT DISTINCT term FROM search_word WHERE term IN ({_marks(stems)})", stems)  # noqa: S608
        known = {term for (term,) in cursor.fetchall()}
    return [word for word, term in zip(asked, stems, strict=True) if term not in known]


def _nearest(words: Sequence[str]) -> dict[str, str]:
    keyed = {word: keys(word) for word in words}
    wanted = sorted(set().union(*keyed.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT spelling.key, known.word, known.number FROM search_spelling AS spelling "  # noqa: S608
            "JOIN search_word AS known ON known.word = spelling.word "
            f"WHERE spelling.key IN ({_marks(wanted)}) ORDER BY known.number DESC, known.word, spelling.key LIMIT %s",
            [*wanted, MOST_CANDIDATES],
        )
        rows = cursor.fetchall()
    found = {
        word: nearest(word, {(known, number) for key, known, number in rows if key in own})
        for word, own in keyed.items()
    }
    return {word: other for word, other in found.items() if other}


def _numbers(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    with connection.cursor() as cursor:
        for some in _slices(words):
            cursor.execute(f"SELECT word, number FROM search_word WHERE word IN ({_marks(some)})", some)  # noqa: S608
            yield from cursor.fetchall()


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _slices(words: Sequence[str], size: int = WORDS_AT_ONCE) -> Iterator[list[str]]:
    return (list(words[start : start + size]) for start in range(0, len(words), size))
