"""What a search box shows while somebody types: a few records that the words so far find."""

import re
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict

from archive.public.answers import Answer, page, unchanged
from archive.public.clock import Clock
from archive.public.records import NAMES, with_query
from archive.reading_room.freshness import newest
from archive.reading_room.listing import lists
from archive.reading_room.parameters import clocks, strict
from archive.reading_room.tags import etag
from archive.reading_room.wording.closed_words import spoken
from archive.reading_room.wording.languages import in_language
from archive.text.query import MOST_CHARACTERS

Json = dict[str, Any]
PATH = "/search/suggest/"
# A source is looked for by its name, and there are few; then whatever is newest.
MOST_SOURCES, MOST = 3, 8
# The word that is being typed: not yet finished, so whatever begins so.
_LAST = re.compile(r"(?:^|(?<=\s))[^\s\"*-][^\s\"*]+\Z")


@page
def suggest(request: HttpRequest) -> Answer:
    """JSON: ``results`` with the word for its type, title and address of each record, up to ``MOST``; the last word may be its beginning."""
    values = strict(request.GET, ("q", "as_of"), blanks=True)
    clock = Clock(clocks(values).on)
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    text = _LAST.sub(lambda last: f"{last[0]}*", values.get("q", "")[:MOST_CHARACTERS])
    results = [_told(card, clock) for card in _found(text, clock, state)]
    answer = JsonResponse({"results": results})
    answer.headers["ETag"] = etag(request, state)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _found(text: str, clock: Clock, state: str) -> list[Json]:
    """Cards of what a query finds, sources first; none without a word."""
    if len(text.strip("* ")) < 2:
        return []
    more = f"&{clock.query}" if clock.query else ""

    def some(most: int, **asked: str) -> list[Json]:
        query = QueryDict(f"page_size={most}{more}", mutable=True)
        query.update({"q": text, **asked})
        return lists.cards("any", query, path=PATH, state=state).cards

    sources = some(MOST_SOURCES, type="source")
    rest = [card for card in some(MOST) if card not in sources]
    return [*sources, *rest][:MOST]


def _told(card: Json, clock: Clock) -> Json:
    return {
        "type": spoken(card["type"], "type"),
        "title": card[NAMES[card["type"]]],
        "url": in_language(with_query(card["url"], clock.query)),
    }
