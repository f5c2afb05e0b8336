"""What goes with a dump in words: what is in it, what each column holds, and how to hold it to its ledger."""

from textwrap import dedent
from typing import Any

from django.conf import settings

from archive.exports.dump.database import VIEWS, order, parent_column
from archive.exports.dump.tables import Column, Table, tables
from archive.reading_room.compose.cards import LICENSE
from archive.reading_room.shaping.documents import definitions
from archive.reading_room.shaping.values import AT

Json = dict[str, Any]
LABELS = {"claims": "headline", "articles": "title", "events": "title", "sources": "name"}
FACETS = {
    "claims": ["kind", "standing", "attribution"],
    "articles": ["genre", "publisher_uid"],
    "events": ["status"],
    "sources": ["kind"],
    "appearances": ["stance", "attribution"],
    "relations": ["kind"],
    "step_sources": ["naming"],
}
ON_A_PAGE = 50
README = """\
    # Everything public in one archive

    This is what {site} had published after entry {size} of its ledger, at {at}.
    A BagIt bag (RFC 8493): `bagit.py --validate .` or `sha256sum -c manifest-sha256.txt` says whether it is whole.

    | file in data/ | what |
    |---|---|
    | claims.jsonl, articles.jsonl, events.jsonl, sources.jsonl | every document, one a line, as the feed has it |
    | tombstones.jsonl | what is left to say of records that are no longer public |
    | schema.json | JSON Schema of all of these |
    | ledger.jsonl, checkpoint.json | every act of publishing, hash-chained, with what was published |
    | verify.py | verifies the ledger with Python alone |
    | attest.sqlite3 | the same documents as tables, with a search index |
    | metadata.json | what its tables and columns hold |

    Verify without us: `python3 data/verify.py data/ledger.jsonl data/checkpoint.json`, and with any checkpoint you
    saved from {site}/ledger/checkpoint/ before.

    Explore: `datasette data/attest.sqlite3 -m data/metadata.json --setting suggest_facets off`.

    Licence of our own words: {license}. Quotations belong to those who made them.
    """


def readme(point: Json) -> str:
    return dedent(README).format(
        site=settings.SITE_URL, size=point["size"], at=point["at"] or "the beginning", license=LICENSE
    )


def info(point: Json) -> list[tuple[str, str]]:
    """The labels of the bag. Its day is that of the last act, so that the same archive makes the same bag."""
    day = [("Bagging-Date", point["at"][:10])] if point["at"] else []
    return [
        ("Source-Organization", f"Attest, {settings.SITE_URL}"),
        ("External-Description", "An editorial archive of contested claims: everything public, with its ledger."),
        ("External-Identifier", f"{settings.SITE_URL}/ledger/ {point['size']} {point['hash']}"),
        *day,
        ("Ledger-Size", str(point["size"])),
        ("Ledger-Hash", point["hash"]),
        ("License", LICENSE),
    ]


def schema() -> Json:
    """JSON Schema of the lines of each file."""
    made: Json = _moved(definitions())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": made}


def _moved(schema: Any) -> Any:
    """Schemas name each other where a document of JSON Schema keeps them."""
    if isinstance(schema, dict):
        return {
            key: f"#/$defs/{value.removeprefix(AT)}" if key == "$ref" else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(each) for each in schema] if isinstance(schema, list) else schema


def metadata(point: Json) -> Json:
    """The metadata of Datasette."""
    told = {table.name: _told(table) for record in tables().values() for table in record.all()}
    return {
        "title": "Attest",
        "description": f"Contested claims: who said it, who only repeated it, and is it so? After entry {point['size']}.",
        "license": "CC BY 4.0",
        "license_url": LICENSE,
        "source": settings.SITE_URL.partition("//")[2],
        "source_url": settings.SITE_URL,
        "databases": {"attest": {"tables": {**told, **{view: {"size": ON_A_PAGE} for view in VIEWS}}}},
    }


def _told(table: Table) -> Json:
    own = {"position": "Its place in the list."} if table.parent else {"document": "All of it, as JSON."}
    told: Json = {
        "description": table.text,
        "columns": {**own, **{column.name: _text(column) for column in table.columns if _text(column)}},
        "size": ON_A_PAGE,
    }
    if table.name in LABELS:
        told["label_column"] = LABELS[table.name]
    if table.name in FACETS:
        told["facets"] = FACETS[table.name]
    if order(table):
        told["sort" if order(table) == "name" else "sort_desc"] = order(table)
    if table.parent:
        told["columns"][parent_column(table)] = f"The row of {table.parent} in which it is listed."
    return told


def _text(column: Column) -> str:
    words = f"One of: {', '.join(column.words)}." if column.words else ""
    return " ".join(filter(None, (column.text, words)))
