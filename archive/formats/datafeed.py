"""The feed of fact-checks as Data Commons gathers them: a schema.org DataFeed of ClaimReviews."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.formats import told
from archive.formats.citing import percent
from archive.formats.linked import CONTEXT, archive, claim_review

Json = dict[str, Any]
MEDIA_TYPE = "application/ld+json"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def data_feed(changes: Iterable[Json], *, site: str, modified: str, following: str) -> Iterator[str]:
    """The text of the feed in pieces.

    ``changes`` are those of claims, as the archive tells them to mirrors: what was taken back stays,
    with the day of it (``dateDeleted``), and a claim with nothing to review has no item.
    ``modified`` is the time of the last of them, ``following`` the address of what comes after.
    """
    about = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": f"{told.ARCHIVE}: reviews of claims",
        "license": LICENSE,
        "publisher": archive(site),
        "dateModified": modified or None,
        "next": following,
    }
    yield f'{_text(about)[:-1]},"dataFeedElement":['
    for number, change in enumerate(changes):
        yield f"{',' if number else ''}{_text(_element(change, site))}"
    yield "]}\n"


def _element(change: Json, site: str) -> Json:
    claim = change["data"]
    identity = f"{site}/claims/{change['uid']}/"
    if claim is None:
        return {"@type": "DataFeedItem", "@id": identity, "url": identity, "dateDeleted": change["at"], "item": None}
    review = claim_review(claim, site)
    return {
        "@type": "DataFeedItem",
        "@id": identity,
        "url": f"{site}{percent(claim['url'])}",
        "dateCreated": claim["published_at"],
        "dateModified": change["at"],
        "item": [{"@context": CONTEXT, **review}] if review else None,
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
