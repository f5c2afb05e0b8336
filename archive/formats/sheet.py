"""Lists of documents as CSV (RFC 4180), for people who open them in a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]
Cell = Callable[[Json], Any]
MEDIA_TYPE = "text/csv"
# Spreadsheets take text for UTF-8 only when it begins so.
BEGINNING = "\ufeff"
# A cell that begins with one of these is a formula to a spreadsheet; with an apostrophe before it, it is text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value: Any) -> str:
    """A value as the text of a cell: nothing for null, several with semicolons between, never a formula."""
    if isinstance(value, list):
        value = "; ".join(str(each) for each in value if each is not None)
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def headings(type: str) -> str:
    """The first line."""
    return _line(list(COLUMNS[type]))


def line(type: str, document: Json, site: str) -> str:
    """One document; ``site`` stands before its own addresses."""
    return _line([plain(cell({**document, "url": site + document["url"]})) for cell in COLUMNS[type].values()])


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _at(*names: str) -> Cell:
    """What stands at the end of a way of names; None where it ends early."""

    def cell(document: Json) -> Any:
        found: Any = document
        for name in names:
            found = found.get(name) if found else None
        return found

    return cell


def _each(key: str, name: str) -> Cell:
    """One name of every member of a list."""
    return lambda document: [each.get(name) for each in document[key]]


def _dated(key: str, heading: str) -> Iterator[tuple[str, Cell]]:
    yield heading, _at(key, "edtf")
    yield f"{heading}_earliest", _at(key, "earliest")
    yield f"{heading}_latest", _at(key, "latest")


_RECORD: dict[str, Cell] = {name: _at(name) for name in ("version", "published_at", "modified_at")}
COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "claim": {
        "uid": _at("uid"),
        "url": _at("url"),
        "statement": _at("statement"),
        "kind": _at("kind"),
        "weight": _at("weight"),
        "claimants": _each("claimants", "name"),
        **dict(_dated("asserted", "asserted")),
        "standing": _at("standing", "value"),
        "outcome": _at("outcome", "value"),
        "evidence_as_of": lambda claim: (claim["standing"] or claim["outcome"] or {}).get("as_of"),
        "confidence": lambda claim: (claim["standing"] or claim["outcome"] or {}).get("confidence"),
        "attribution": _at("attribution", "value"),
        "attributed_origins": _at("origins", "attributed"),
        "origins": lambda claim: [each.get("name") for each in claim["origins"]["sources"]],
        "contested_by": _each("contested_by", "name"),
        "subjects": _each("subjects", "name"),
        "events": _each("events", "title"),
        "topics": _each("topics", "slug"),
        "articles": lambda claim: [each["article"]["uid"] for each in claim["appearances"]],
        **_RECORD,
    },
    "article": {
        "uid": _at("uid"),
        "url": _at("url"),
        "title": _at("title"),
        "original_url": _at("original_url"),
        "publisher": _at("publisher", "name"),
        "agency": _at("agency", "name"),
        "authors": _each("authors", "name"),
        **dict(_dated("published", "published")),
        "language": _at("language"),
        "genre": _at("genre"),
        "summary": _at("summary"),
        **_RECORD,
    },
    "event": {
        "uid": _at("uid"),
        "url": _at("url"),
        "title": _at("title"),
        "status": _at("status", "value"),
        **dict(_dated("date", "date")),
        "place": _at("place"),
        "participants": _each("participants", "name"),
        "summary": _at("summary"),
        **_RECORD,
    },
    "source": {
        "uid": _at("uid"),
        "url": _at("url"),
        "name": _at("name"),
        "kind": _at("kind"),
        "aliases": _at("aliases"),
        "role": _at("role"),
        "affiliations": lambda source: [each["body"].get("name") for each in source["affiliations"]],
        "note": _at("note"),
        **_RECORD,
    },
    # Not of a record: what a claim says of one quantity.
    "figure": {
        "claim": _at("uid"),
        "url": _at("url"),
        "statement": _at("statement"),
        "kind": _at("kind"),
        "claimants": _each("claimants", "name"),
        **dict(_dated("asserted", "asserted")),
        "quantity": _at("quantity", "slug"),
        "low": _at("low"),
        "high": _at("high"),
        "unit": _at("unit"),
        "qualifier": _at("qualifier"),
        "as_printed": _at("as_printed"),
        "standing": _at("standing", "value"),
        "outcome": _at("outcome", "value"),
        "attribution": _at("attribution", "value"),
    },
}
