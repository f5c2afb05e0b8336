"""The pages of events."""

from typing import Any

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.listing import list_page
from archive.public.records import history_page, record_page
from archive.reading_room.faceting.tallies import tallies
from archive.reading_room.telling.happenings import drawing, splits
from archive.reading_room.telling.years import by_year

Json = dict[str, Any]


@page
def event_list(request: HttpRequest) -> Answer:
    """Every event, as a timeline."""
    return list_page(request, "event", "archive/event_list.html", "events", tell=timeline)


def timeline(context: Json) -> Json:
    """The events on the page, drawn, and by year."""
    cards = context["cards"]
    tallied = tallies("event", [each["uid"] for each in cards], on=context["on"], state=context["state"])
    return {"years": by_year(cards), "drawing": drawing(cards, tallied), "splits": splits(tallied)}


@page
def event_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One event, with the standing of what is claimed about it."""
    return record_page(request, "event", uid, slug)


@page
def event_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on an event, and what each version changed, word by word."""
    return history_page(request, "event", uid, slug)
