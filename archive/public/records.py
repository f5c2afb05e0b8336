"""What the pages of all four types share: finding the record, its clocks, and what became of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest

from archive.public import errors
from archive.public.answers import Answer, moved, shown, unchanged
from archive.public.citations import cited
from archive.public.clock import NOW, Clock, clock_of
from archive.reading_room.freshness import newest
from archive.reading_room.history.versions import versions
from archive.reading_room.listing.perhaps import uncertain
from archive.reading_room.parameters import strict
from archive.reading_room.projecting.timeline import Moment, timeline
from archive.reading_room.showing.details import ON_A_PAGE, Detail, detail, path_of
from archive.reading_room.showing.gathering import NEWEST
from archive.reading_room.showing.speaking import Speaking, speaking
from archive.reading_room.showing.texts import shown_text
from archive.reading_room.telling.pages import told
from archive.reading_room.telling.words import ACTIONS, RULES

Json = dict[str, Any]
# What a record of each type is called on a page.
NAMES = {"claim": "headline", "article": "title", "event": "title", "source": "name"}
GONE, UNAVAILABLE_FOR_LEGAL_REASONS = 410, 451


def record_page(request: HttpRequest, type: str, uid: str, slug: str | None) -> Answer:
    """The page of one record: today, as of a day, or as recorded at a moment."""
    clock = clock_of(request)
    found = detail(type, uid, on=clock.on, at=clock.at, most=ON_A_PAGE.get(type, NEWEST))
    if found is None:
        return not_surely(request, type, uid, clock)
    if found.state != "public":
        return closed(request, type, found, clock)
    address = address_of(type, uid, found)
    if slug != found.slug:
        return moved(address, clock.query)
    last = _last(clock)
    # Today's page tells of every day until today, so tomorrow it is another one.
    state = state_of(found) if clock.query else f"{state_of(found)} {last}"
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    document = found.document
    context = {
        type: document,
        "section": path_of(type),
        "canonical": "" if clock.query else address,
        "data_url": with_query(f"/api/v1/{path_of(type)}/{uid}/", clock.query),
        "history_url": f"{address}history/",
        "parts": found.parts,
        **cited(document, clock),
    }
    more = told(
        type,
        document,
        moments=_moments(type, uid, clock, found),
        last=last,
        speaking=_speaking(type, uid, clock, found),
        text=_text(type, clock, document),
    )
    return shown(request, f"archive/{type}_detail.html", {**context, **more}, head=state, clock=clock)


def state_of(found: Detail) -> str:
    """What a record's page and files follow from: every change and every act, for they say when the last one was.

    What was recorded at a moment can only change by being suppressed, and that is an act.
    """
    return found.newest or newest()


def not_surely(request: HttpRequest, type: str, uid: str, clock: Clock) -> Answer:
    """A record that had perhaps appeared by a day: that, and its days; else that nothing of it is known (404)."""
    found = uncertain(type, uid, clock.on) if clock.on else None
    if found is None:
        return errors.not_found(request, type=type, clock=clock, today=request.path)
    context = {"record": found, "type": type, "section": path_of(type), "today": found.url}
    return shown(request, "archive/perhaps.html", context, head=newest(), clock=clock)


def _moments(type: str, uid: str, clock: Clock, found: Detail) -> Sequence[Moment]:
    """A claim's moments (one query, none as recorded)."""
    return (found.moments or timeline(uid, on=clock.on)) if type == "claim" else []


def _speaking(type: str, uid: str, clock: Clock, found: Detail) -> Speaking | None:
    """How a source speaks (one query until something is published); as recorded at a moment, nobody has counted."""
    return speaking(uid, clock.on, found.newest) if type == "source" and not clock.at else None


def _text(type: str, clock: Clock, document: Json) -> str:
    """An article's text where it may be shown (one query), which is for today's rights to say, not for those recorded."""
    return shown_text(document) if type == "article" and not clock.at else ""


def _last(clock: Clock) -> date:
    """The day up to which the page can tell."""
    return clock.on or (clock.at or datetime.now(UTC)).date()


def history_page(request: HttpRequest, type: str, uid: str, slug: str) -> Answer:
    """Every act on one record, and what each version changed. It belongs to no day, so it has no clock."""
    strict(request.GET, ())
    found = detail(type, uid)
    if found is None:
        return errors.not_found(request)
    if found.state != "public":
        return closed(request, type, found, NOW, and_then="history/")
    address = address_of(type, uid, found)
    if slug != found.slug:
        return moved(f"{address}history/")
    not_modified = unchanged(request, found.head)
    if not_modified:
        return not_modified
    record = found.document
    context = {
        "record": record,
        "name": record[NAMES[type]],
        "section": path_of(type),
        "canonical": f"{address}history/",
        "acts": versions(type, uid),
        "actions": ACTIONS,
    }
    return shown(request, "archive/history.html", context, head=found.head)


def address_of(type: str, uid: str, found: Detail) -> str:
    """The address a record stands at."""
    return f"/{path_of(type)}/{uid}/{found.slug}/"


def with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def closed(request: HttpRequest, type: str, found: Detail, clock: Clock, *, and_then: str = "") -> Answer:
    """What stands where a record was: the way to its successor (``and_then`` further), or why it is gone."""
    if found.state == "merged":
        return moved(f"{found.successor}{and_then}", clock.query)
    status = UNAVAILABLE_FOR_LEGAL_REASONS if found.rule == "law" else GONE
    tombstone = found.document
    context = {
        "tombstone": tombstone,
        "type": type,
        "rule": RULES.get(found.rule, ""),
        "section": path_of(type),
        "unlisted": True,
        # The slug it was asked by may hold the very words that are gone.
        "path": f"/{path_of(type)}/{tombstone['uid']}/",
    }
    return shown(request, "archive/closed.html", context, head=newest(), clock=clock, status=status)
