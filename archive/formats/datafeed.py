"""The feed of fact-checks as Data Commons gathers them: a schema.org DataFeed of ClaimReviews."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from archive.formats import told
from archive.formats.citing import percent
from archive.formats.entries import identity
from archive.formats.linked import CONTEXT, archive, claim_review

Json = dict[str, Any]
MEDIA_TYPE = "application/ld+json"
# Its vocabulary has no word for what comes after a page.
PAGED = {"next": {"@id": "http://www.w3.org/ns/hydra/core#next", "@type": "@id"}}
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


class Told(NamedTuple):
    """A claim as its last change left it, at that moment; ``claim`` is None once it was taken back."""

    uid: str
    at: str
    claim: Json | None


def data_feed(told_of: Iterable[Told], *, site: str, modified: str, following: str) -> Iterator[str]:
    """The text of the feed in pieces, one for each claim: no more of it is held at once.

    What was taken back stays, with the day of it (``dateDeleted``), and a claim with nothing to review
    has no item. ``modified`` is the time of the last change, ``following`` the address of what comes after.
    """
    about = {
        "@context": [CONTEXT, PAGED],
        "@type": "DataFeed",
        "name": f"{told.ARCHIVE}: reviews of claims",
        "license": LICENSE,
        "publisher": archive(site),
        **({"dateModified": modified} if modified else {}),
        "next": following,
    }
    yield f'{_text(about)[:-1]},"dataFeedElement":['
    for number, each in enumerate(told_of):
        yield f"{',' if number else ''}{_text(_element(each, site))}"
    yield "]}\n"


def _element(each: Told, site: str) -> Json:
    name = identity("claim", each.uid, site)
    if each.claim is None:
        return {"@type": "DataFeedItem", "@id": name, "url": name, "dateDeleted": each.at, "item": None}
    review = claim_review(each.claim, site)
    return {
        "@type": "DataFeedItem",
        "@id": name,
        "url": f"{site}{percent(each.claim['url'])}",
        "dateCreated": each.claim["published_at"],
        "dateModified": each.at,
        "item": [{"@context": CONTEXT, **review}] if review else None,
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
