"""What of a record is searched, in terms: only what is true of it on every day. Pure.

So a search as of a day cannot be answered by what was learned later.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from archive.text.words import terms

Json = dict[str, Any]
TYPES = ("claim", "article", "event", "source")
# Marks the type of a record among its terms; alone, the end of a field, which no phrase crosses.
SIGN = "="
# A tsvector holds a megabyte, and 255 places of one term; what is more is entered on neither database.
MOST_TERMS = 3_000
MOST_PLACES = 255


def texts_of(type: str, document: Json) -> tuple[str, ...]:
    """The fields of a document that are searched, without empty ones."""
    return tuple(text for text in _TEXTS[type](document) if text)


def terms_of(type: str, document: Json) -> list[str]:
    """The terms of a document: its type, then each field after a sign."""
    found = [SIGN + type]
    for text in texts_of(type, document):
        found += [SIGN, *terms(text)]
    places: dict[str, int] = {}
    kept = []
    for term in found[:MOST_TERMS]:
        places[term] = places.get(term, 0) + 1
        if places[term] <= MOST_PLACES:
            kept.append(term)
    return kept


def _claim(document: Json) -> Iterator[str | None]:
    yield document["headline"]
    yield from (subject["name"] for subject in document["subjects"])
    yield from (event.get("title") for event in document["events"])
    yield from (topic["label"] for topic in document["topics"])
    yield (document["condition"] or {}).get("text")


def _article(document: Json) -> Iterator[str | None]:
    yield from (document["title"], document["summary"])
    speakers = (document["publisher"], document["agency"], *document["authors"])
    yield from (each["name"] for each in speakers if each)


def _event(document: Json) -> Iterator[str | None]:
    yield from (document["title"], document["summary"], document["place"])
    yield from (each["name"] for each in document["participants"])


def _source(document: Json) -> Iterator[str | None]:
    yield from (document["name"], *document["aliases"], document["role"], document["note"])
    yield from (each["body"]["name"] for each in document["affiliations"])


_TEXTS = {"claim": _claim, "article": _article, "event": _event, "source": _source}


def vector(found: Sequence[str]) -> str:
    """A tsvector as PostgreSQL writes it: each term with its places."""
    places: dict[str, list[str]] = {}
    for number, term in enumerate(found, start=1):
        places.setdefault(term, []).append(str(number))
    return " ".join(f"{quoted(term)}:{','.join(numbers)}" for term, numbers in places.items())


def quoted(term: str) -> str:
    """A term as a tsvector or a tsquery spells it."""
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
