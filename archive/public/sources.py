"""The pages of sources."""

from typing import Any

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.clock import Clock
from archive.public.listing import list_page
from archive.public.records import history_page, record_page
from archive.reading_room.details import Detail

Json = dict[str, Any]


@page
def source_list(request: HttpRequest) -> Answer:
    """Everybody who speaks in the archive."""
    return list_page(request, "source", "archive/source_list.html", "sources")


@page
def source_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One source: what it said, for whom it speaks, and where its statements differ."""
    return record_page(request, "source", uid, slug, told)


@page
def source_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on a source, and what each version changed, word by word."""
    return history_page(request, "source", uid, slug)


def told(source: Json, clock: Clock, found: Detail) -> Json:
    """An outlet is read by what it publishes, everybody else by what they claim."""
    return {"is_outlet": source["kind"] == "outlet"}
