"""The first page."""

from django.http import HttpRequest, QueryDict

from archive.public.answers import Answer, page, shown, unchanged
from archive.reading_room import lists
from archive.reading_room.details import head
from archive.reading_room.front import lately
from archive.reading_room.parameters import strict
from archive.reading_room.telling.origins import counted
from archive.reading_room.telling.words import ACTIONS
from archive.reading_room.telling.years import by_year

MOST_CORRECTIONS = 6
TYPES = ("claim", "event", "source", "article")
NEWEST_CLAIMS = QueryDict("weight=core&page_size=6")
EVENTS = QueryDict("ordering=asserted&page_size=100")


@page
def home(request: HttpRequest) -> Answer:
    """What the archive is, what changed lately, its newest claims, and its events in time."""
    strict(request.GET, ())
    newest = head()
    not_modified = unchanged(request, newest)
    if not_modified:
        return not_modified
    events = lists.cards("event", EVENTS, path="/events/")
    changed = lately(MOST_CORRECTIONS)
    context = {
        "claims": lists.cards("claim", NEWEST_CLAIMS, path="/claims/").cards,
        "lately": changed,
        "published": [counted(changed.published[type], type) for type in TYPES if type in changed.published],
        "actions": ACTIONS,
        "years": by_year(events.cards),
        "more_events": events.next is not None,
        "canonical": "/",
    }
    return shown(request, "archive/home.html", context, head=newest)
