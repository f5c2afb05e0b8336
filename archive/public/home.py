"""The first page."""

from django.http import HttpRequest, QueryDict

from archive.public.answers import Answer, page, shown, unchanged
from archive.reading_room.faceting.tallies import tallies
from archive.reading_room.freshness import newest
from archive.reading_room.listing import lists
from archive.reading_room.listing.front import lately
from archive.reading_room.parameters import strict
from archive.reading_room.showing.details import path_of
from archive.reading_room.telling.happenings import drawing
from archive.reading_room.telling.words import ACTIONS

MOST_CORRECTIONS = 6
TYPES = ("claim", "event", "source", "article")
NEWEST_CLAIMS = QueryDict("weight=core&page_size=6")
# The newest: what is drawn is to be taken in at a glance.
EVENTS = QueryDict("page_size=16")


@page
def home(request: HttpRequest) -> Answer:
    """What the archive is, what changed lately, its newest claims, and its events in time."""
    strict(request.GET, ())
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    events = lists.cards("event", EVENTS, path="/events/", state=state)
    tallied = tallies("event", [each["uid"] for each in events.cards], state=state)
    changed = lately(MOST_CORRECTIONS)
    context = {
        "claims": lists.cards("claim", NEWEST_CLAIMS, path="/claims/", state=state).cards,
        "lately": changed,
        "published": [(path_of(type), changed.published[type]) for type in TYPES if type in changed.published],
        "actions": ACTIONS,
        "drawing": drawing(events.cards, tallied),
        "more_events": events.next is not None,
        "canonical": "/",
    }
    return shown(request, "archive/home.html", context, head=state)
