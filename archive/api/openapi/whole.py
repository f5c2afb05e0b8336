"""The document that drf-spectacular made of the views, with what no view says."""

from typing import Any

from archive.api.openapi import beside
from archive.api.openapi.answers import problem
from archive.reading_room.compose.cards import LICENSE
from archive.reading_room.shaping.documents import definitions

ABOUT = """\
Everything published here, as JSON: claims with both judgements on them (was it said? is it so?), the articles they
appear in, the events they are about, and the sources that speak. Read-only, without a key, from any origin, by GET,
HEAD and OPTIONS.

Documents carry every key; null or empty means that nothing is known. Lists are read page by page: follow `next`.
A parameter that is unknown, empty or given twice is answered by 400, so that a misspelt one is never passed over.
Every answer carries an ETag and may be kept for a minute. To keep a copy of everything in step, follow
`/api/v1/changes/`; to check the copy without trusting us, follow `/api/v1/ledger/`."""
TAGS = {
    "archive": "Where everything is.",
    "claims": "What somebody is reported to have said: was it said, and is it so?",
    "articles": "What claims appear in.",
    "events": "What claims are about.",
    "sources": "Who speaks, and who is spoken for.",
    "following": "To mirror the archive, keep the copy in step, and check it.",
    "files": "Documents and citations beside the pages of records.",
    "feeds": "To subscribe to.",
}
KEY = {"type": "http", "scheme": "bearer", "description": "A key for those who ask more often than others may."}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The whole document: a hook that drf-spectacular calls when it has made the rest."""
    result["info"] |= {"description": ABOUT, "license": {"name": "CC BY 4.0", "url": LICENSE}}
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    result["paths"] |= beside.paths()
    result["components"] = {"schemas": {**definitions(), "Problem": problem()}, "securitySchemes": {"key": KEY}}
    # Without a key, or with one.
    result["security"] = [{}, {"key": []}]
    return result
