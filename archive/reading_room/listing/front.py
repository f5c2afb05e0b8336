"""What the first page and the list pages ask beside cards: recent corrections, and names for uids."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from archive.models import Document, LedgerEntry, Payload
from archive.reading_room.compose.cards import address
from archive.reading_room.history.acts import said
from archive.records import payload as payloads

# So many of the newest acts are looked through: a large import must not make the first page slow.
LOOKED_THROUGH = 500


class Correction(NamedTuple):
    """An act that changed what stood here already. ``title`` is empty where nothing may be shown any more."""

    at: datetime
    action: str
    type: str
    uid: str
    url: str
    title: str
    note: str
    of_class: str


class Lately(NamedTuple):
    """What changed lately, newest first: ``corrections``, and how many records of each type the last
    day of publishing brought; ``is_more``: at least that many."""

    corrections: list[Correction]
    published_on: date | None
    published: dict[str, int]
    is_more: bool


def lately(most: int) -> Lately:
    """The newest corrections and publications (three queries at most)."""
    newest = list(LedgerEntry.objects.order_by("-seq")[:LOOKED_THROUGH])
    first_ones = [entry for entry in newest if entry.action == "publish"]
    day = first_ones[0].at.date() if first_ones else None
    counts = Counter(entry.type for entry in first_ones if entry.at.date() == day)
    is_more = len(newest) == LOOKED_THROUGH and newest[-1].at.date() == day
    entries = [entry for entry in newest if entry.action != "publish"][:most]
    return Lately(_corrections(entries) if entries else [], day, dict(counts), is_more)


def _corrections(entries: list[LedgerEntry]) -> list[Correction]:
    rows = Document.objects.filter(uid__in=[entry.uid for entry in entries]).values_list("uid", "slug", "title")
    shown = {uid: (slug, title) for uid, slug, title in rows}
    stored = Payload.objects.filter(commitment__in=[entry.commitment for entry in entries])
    bodies = dict(stored.values_list("commitment", "body"))
    return [_correction(entry, *shown.get(entry.uid, ("-", "")), bodies.get(entry.commitment)) for entry in entries]


def _correction(entry: LedgerEntry, slug: str, title: str, body: str | None) -> Correction:
    words = said(body)
    return Correction(
        at=entry.at,
        action=entry.action,
        type=entry.type,
        uid=entry.uid,
        url=address(entry.type, entry.uid, slug),
        title=title,
        note=words["note"] or "",
        of_class=payloads.CLASSES.get(words["class"] or "", ""),
    )


def titles(uids: Collection[str]) -> dict[str, str]:
    """What public records are called, by uid (one query, none for no uids)."""
    if not uids:
        return {}
    return dict(Document.objects.filter(uid__in=uids, state="public").values_list("uid", "title"))
