"""JSON Feed 1.1: the text of the feed in pieces, one for each entry.

The format has no word for what was taken back, so that stands in an extension, ``_attest``: in the
feed ``deleted``, a list of ``{id, date_deleted, state, reason, successor_id}``, and in each item what
a program would otherwise have to read out of the words.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from archive.formats import told
from archive.formats.entries import Deleted, Entry

Json = dict[str, Any]
MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
DESCRIPTION = "What is claimed, by whom, whether it was said and whether it is so; what changed last comes first."


class Head(NamedTuple):
    """What a feed says of itself. Addresses are absolute; ``next`` and ``previous`` empty at an end.

    ``address`` is that of the whole feed, ``own`` that of this page of it.
    """

    title: str
    site: str
    home: str
    address: str
    own: str
    next: str = ""
    previous: str = ""


def json_feed(head: Head, entries: Iterable[Entry], deleted: Sequence[Deleted] = ()) -> Iterator[str]:
    """The feed of ``entries``, and what its readers are to take out."""
    about = {
        "version": VERSION,
        "title": head.title,
        "home_page_url": head.home,
        "feed_url": head.address,
        "description": DESCRIPTION,
        "language": "en",
        "authors": [{"name": told.ARCHIVE, "url": f"{head.site}/"}],
        "_attest": {
            "about": f"{head.site}/method/#feeds",
            "changes_url": f"{head.site}/api/v1/changes/",
            "deleted": [_deleted(each) for each in deleted],
        },
    }
    if head.next:
        about["next_url"] = head.next
    yield f'{_text(about)[:-1]},"items":['
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}{_text(_item(entry))}"
    yield "]}\n"


def _item(entry: Entry) -> Json:
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": entry.text,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": entry.language,
        "tags": [words for _, words in entry.topics],
        "_attest": {**(entry.more or {}), "license": entry.license, "data_url": entry.data_url},
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _deleted(each: Deleted) -> Json:
    return {
        "id": each.id,
        "date_deleted": each.at,
        "state": each.state,
        "reason": each.reason or None,
        "successor_id": each.successor or None,
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
