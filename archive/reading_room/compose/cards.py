"""Small cards for the records a document names, and the other shapes all documents share."""

from functools import lru_cache
from typing import Any

from archive.ledger.view import Published
from archive.reading_room.projecting.look_up import LookUp
from archive.text.dates import display, span
from archive.text.ids import slug

Json = dict[str, Any]
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
PLURALS = {"claim": "claims", "article": "articles", "event": "events", "source": "sources"}
_SLUGGED = {"claim": "statement", "article": "title", "event": "title", "source": "name"}


def address(type: str, uid: str, its_slug: str) -> str:
    """The site-relative address of a record's page."""
    return f"/{PLURALS[type]}/{uid}/{its_slug}/"


def slug_of(published: Published) -> str:
    """For people; only the uid is looked up."""
    return slug(published.record[_SLUGGED[published.type]]) if published.record else "-"


def word(value: str | None) -> Json | None:
    """A stored word and the words to show for it."""
    return {"value": value, "label": label(value)} if value else None


# Where the stored word alone would read oddly.
_LABELS = {"did_not": "Did not come true"}


def label(value: str) -> str:
    return _LABELS.get(value) or value.replace("_", " ").capitalize()


@lru_cache(maxsize=10_000)
def _date(edtf: str) -> tuple[str | None, str | None, str]:
    earliest, latest = span(edtf)
    return (earliest.isoformat() if earliest else None, latest.isoformat() if latest else None, display(edtf))


def date(edtf: str, basis: str = "") -> Json:
    """A world date with its bounds; null bounds are open or not stated."""
    earliest, latest, shown = _date(edtf)
    return {"edtf": edtf or None, "earliest": earliest, "latest": latest, "display": shown, "basis": basis or None}


def _closed(found: Published | None, uid: str) -> Json:
    if found is None:
        return {"uid": uid, "url": None, "withdrawn": True}
    return {"uid": found.uid, "url": address(found.type, found.uid, "-"), "withdrawn": True}


def source(uid: str | None, look_up: LookUp, words: str = "") -> Json:
    """A source card. A label without record, or an unnamed source, has no uid and no page."""
    if not uid:
        return {"uid": None, "type": "source", "kind": None, "name": words or "Not stated", "url": None}
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return {**_closed(found, uid), "type": "source", "kind": None, "name": words or None}
    record = found.record
    has_page = record["kind"] != "unnamed"
    return {
        "uid": found.uid if has_page else None,
        "type": "source",
        "kind": record["kind"],
        "name": words or record["name"],
        "url": address("source", found.uid, slug_of(found)) if has_page else None,
    }


def source_or_none(uid: str | None, look_up: LookUp) -> Json | None:
    return source(uid, look_up) if uid else None


def article(uid: str, look_up: LookUp) -> Json:
    """An article card, with where it was printed, its publisher and date."""
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return _closed(found, uid)
    record = found.record
    return {
        "uid": found.uid,
        "title": record["title"],
        "url": address("article", found.uid, slug_of(found)),
        "original_url": record.get("original_url"),
        "publisher": source_or_none(record.get("publisher") or record.get("agency"), look_up),
        "published": date(record.get("published", ""), record.get("published_basis", "")),
    }


def event(uid: str, look_up: LookUp) -> Json:
    """An event card."""
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return _closed(found, uid)
    return {
        "uid": found.uid,
        "title": found.record["title"],
        "url": address("event", found.uid, slug_of(found)),
        "date": date(found.record.get("date", ""), found.record.get("date_basis", "")),
        "status": word(found.record["status"]),
    }


def claim(uid: str, look_up: LookUp) -> Json:
    """A claim card: its headline says whose claim it is."""
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return _closed(found, uid)
    return {
        "uid": found.uid,
        "headline": headline(found.record, look_up),
        "url": address("claim", found.uid, slug_of(found)),
    }


def record(uid: str, look_up: LookUp) -> Json:
    """A card of a record of any type: uid, type, title, url."""
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return {**_closed(found, uid), "type": found.type if found else None, "title": None}
    if found.type == "claim":
        title = headline(found.record, look_up)
    else:
        title = found.record["name" if found.type == "source" else "title"]
    return {"type": found.type, "uid": found.uid, "title": title, "url": address(found.type, found.uid, slug_of(found))}


def headline(record: Json, look_up: LookUp) -> str:
    """ "Claimant: statement", so that no denial reads as our finding."""
    names = [
        source(each.get("source"), look_up, each.get("label", ""))["name"] or "A withdrawn source"
        for each in record.get("claimants", ())
    ]
    return f"{_together(names)}: {record['statement']}" if names else str(record["statement"])


def _together(names: list[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    others = len(names) - 2
    return f"{names[0]}, {names[1]} and {others} other{'s' if others > 1 else ''}"
