"""The search over everything."""

from typing import Any

from django.http import HttpRequest

from archive.public.answers import Answer, page, shown, unchanged
from archive.public.clock import Clock
from archive.public.listing import feeds_of, misspelt, tidied, told_of, undecided
from archive.public.narrowing import address
from archive.reading_room.freshness import newest
from archive.reading_room.listing import lists
from archive.reading_room.searching.search import names
from archive.text.query import parse_query
from archive.text.words import highlight

Json = dict[str, Any]
# What a card is called, by its type: that is where the words found are marked.
TITLES = {"claim": "statement", "article": "title", "event": "title", "source": "name"}


@page
def search(request: HttpRequest) -> Answer:
    """Claims, articles, events and sources that hold what somebody typed, newest first."""
    tidy = tidied(request, "any")
    if tidy is not None:
        return tidy
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    found = results(request, state)
    text = found.values.get("q", "")
    told = told_of("any", found, request.path)
    context = {"section": "search", "text": text, "results": marked(found.cards, text, state), **told}
    if text:
        chosen = found.values.get("type")
        context["perhaps"] = undecided("any", found, state)
        context["meant"] = misspelt(found, request.path, (chosen,) if chosen else ())
    if text and found.values.get("type", "claim") == "claim":
        context["claims_url"] = address("/claims/", {"q": text})
        context["feeds"] = feeds_of({"q": text})
    return shown(request, "archive/search.html", {**context, "unlisted": True}, head=state, clock=Clock(on=found.on))


def results(request: HttpRequest, state: str) -> lists.Cards:
    """What was found; nothing, when nothing was asked."""
    if request.GET.get("q"):
        return lists.cards("any", request.GET, path=request.path, state=state)
    wanted = lists.read("any", request.GET, blanks=True)
    return lists.Cards([], None, None, wanted.values, wanted.on)


def marked(cards: list[Json], text: str, state: str) -> list[Json]:
    """The cards with their titles in pieces, each piece with whether it was found."""
    if not cards:
        return []
    aliases = names(state).aliases
    marks = parse_query(text, aliases).marks
    return [{**card, "pieces": highlight(card[TITLES[card["type"]]], marks, aliases)} for card in cards]
