"""Documents as the archive serves them, with just what the formats read, and names that are hard to write."""

from typing import Any

from archive.text.dates import display, span

Json = dict[str, Any]
SITE = "https://archive.example.org"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
HASH = "ab" * 32


def world(edtf: str = "", basis: str | None = None) -> Json:
    earliest, latest = (each.isoformat() if each else None for each in span(edtf))
    return {"edtf": edtf or None, "earliest": earliest, "latest": latest, "display": display(edtf), "basis": basis}


def source_card(name: str | None, kind: str | None = "government", uid: str | None = "valoria234") -> Json:
    url = f"/sources/{uid}/-/" if uid else None
    return {"uid": uid, "type": "source", "kind": kind, "name": name, "url": url}


def article_card(uid: str = "column2345", title: str = "The strait is warming up", published: str = "2022-11") -> Json:
    publisher = source_card("The Harbour Post", "outlet", "harbour234")
    url = f"/articles/{uid}/the-strait/"
    return {
        "uid": uid,
        "title": title,
        "url": url,
        "original_url": "https://example.org/strait",
        "publisher": publisher,
        "published": world(published),
    }


def judged(value: str, label: str = "", rationale: str = "As the texts say.") -> Json:
    return {"value": value, "label": label or value.capitalize(), "rationale": rationale}


def record_keys() -> Json:
    return {
        "version": 3,
        "published_at": "2026-11-01T08:00:00Z",
        "modified_at": "2026-11-20T09:30:00.123456Z",
        "ledger": {"seq": 12, "hash": HASH},
        "license": LICENSE,
    }


def claim(statement: str = "Rockets were shipped", speaker: str = "Valoria", **changes: Any) -> Json:
    """An assertion of a government, reported by one outlet."""
    return {
        "type": "claim",
        "uid": "shipment23",
        "url": "/claims/shipment23/rockets-were-shipped/",
        "headline": f"{speaker}: {statement}",
        "statement": statement,
        "kind": "assertion",
        "weight": "core",
        "language": "en",
        "claimants": [source_card(speaker)],
        "subjects": [source_card("Ruritania", uid="ruritania2")],
        "asserted": world("2022-11-17"),
        "attribution": {"value": "on_record", "label": "On record"},
        "standing": judged("disputed"),
        "outcome": None,
        "origins": {"attributed": 1},
        "contested_by": [],
        "appearances": [{"article": article_card()}],
        "first_appearance": [article_card()],
        "topics": [{"slug": "arms", "label": "Arms & ammunition"}],
        **record_keys(),
        **changes,
    }


def article(title: str = "The strait is warming up", **changes: Any) -> Json:
    return {
        "type": "article",
        "uid": "column2345",
        "url": "/articles/column2345/the-strait/",
        "title": title,
        "original_url": "https://example.org/strait",
        "publisher": source_card("The Harbour Post", "outlet", "harbour234"),
        "agency": None,
        "authors": [source_card("Ada Brandt", "person", "brandt2345")],
        "published": world("2022-11-08~"),
        "language": "en",
        "genre": "explainer",
        "summary": "An explainer with two experts.",
        "annotations": [],
        **record_keys(),
        **changes,
    }


def event(title: str = "Reported rocket deliveries", **changes: Any) -> Json:
    return {
        "type": "event",
        "uid": "meeting234",
        "url": "/events/meeting234/reported-rocket-deliveries/",
        "title": title,
        "summary": "Deliveries that one side reports.",
        "status": {"value": "reported", "label": "Reported"},
        "date": world("2022-11-01/2022-11-13"),
        "place": "Port Ivo",
        "country": {"code": "VA", "name": "Valoria"},
        "participants": [source_card("Ruritania", uid="ruritania2")],
        "part_of": None,
        **record_keys(),
        **changes,
    }


def source(name: str = "Ivo Klee", **changes: Any) -> Json:
    body = {"type": {"value": "works_at", "label": "Works at"}, "body": source_card("University", "organisation")}
    return {
        "type": "source",
        "uid": "expert2345",
        "url": "/sources/expert2345/ivo-klee/",
        "name": name,
        "kind": "person",
        "role": "Historian",
        "aliases": ["I. Klee"],
        "note": "Writes about the strait.",
        "wikidata": "Q42",
        "affiliations": [body],
        **record_keys(),
        **changes,
    }
