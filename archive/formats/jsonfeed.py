"""JSON Feed 1.1: the text of the feed in pieces, one for each claim."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from archive.formats import told
from archive.formats.citing import percent

Json = dict[str, Any]
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


class Head(NamedTuple):
    """What a feed says of itself. Addresses are absolute; ``next`` and ``previous`` empty at an end."""

    title: str
    site: str
    home: str
    address: str
    next: str = ""
    previous: str = ""


def json_feed(head: Head, claims: Iterable[Json]) -> Iterator[str]:
    """The feed of claim documents."""
    about = {
        "version": VERSION,
        "title": head.title,
        "home_page_url": head.home,
        "feed_url": head.address,
        "description": DESCRIPTION,
        "language": "en",
        "authors": [{"name": told.ARCHIVE, "url": f"{head.site}/"}],
    }
    if head.next:
        about["next_url"] = head.next
    yield f'{_text(about)[:-1]},"items":['
    for number, claim in enumerate(claims):
        yield f"{',' if number else ''}{_text(_item(claim, head.site))}"
    yield "]}\n"


DESCRIPTION = "What is claimed, by whom, whether it was said and whether it is so; what changed last comes first."


def identity(document: Json, site: str) -> str:
    """The name of a record that no correction changes: its address without the readable end."""
    return f"{site}/{document['type']}s/{document['uid']}/"


def content(claim: Json) -> str:
    """A claim in three lines of plain text."""
    judged = claim["standing"] or claim["outcome"] or {}
    lines = (told.name(claim), f"{told.judgements(claim)} {told.origins(claim)}", told.plain(judged.get("rationale")))
    return "\n\n".join(line for line in lines if line)


def tags(claim: Json) -> list[str]:
    """The topics of a claim in words."""
    return [told.plain(each["label"]) for each in claim["topics"]]


def _item(claim: Json, site: str) -> Json:
    item = {
        "id": identity(claim, site),
        "url": f"{site}{percent(claim['url'])}",
        "title": told.name(claim),
        "summary": told.judgements(claim),
        "content_text": content(claim),
        "date_published": claim["published_at"],
        "date_modified": claim["modified_at"],
        "language": claim["language"] or "en",
        "tags": tags(claim),
        "_attest": {
            "uid": claim["uid"],
            "kind": claim["kind"],
            "attribution": _value(claim["attribution"]),
            "standing": _value(claim["standing"]),
            "outcome": _value(claim["outcome"]),
            "attributed_origins": claim["origins"]["attributed"],
            "is_contested": bool(claim["contested_by"]),
            "version": claim["version"],
            "ledger": claim["ledger"],
            "data_url": f"{site}/api/v1/claims/{claim['uid']}/",
        },
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _value(word: Json | None) -> str | None:
    return word["value"] if word else None


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
