"""Records as a document names them."""

from archive.models import RECORDS, Event, Source
from archive.reading_room.shaping.declared import values_of, word_of
from archive.reading_room.shaping.values import (
    TEXT,
    UID,
    URL,
    Schema,
    closed,
    one_of,
    or_null,
    ref,
    said,
)

IS_WITHDRAWN = said({"const": True}, "It is no longer public: its words are not shown.")
MAYBE_WITHDRAWN = {"withdrawn": IS_WITHDRAWN}


def source_card() -> dict[str, Schema]:
    """The keys of a source card but for ``withdrawn``."""
    return {
        "uid": said(or_null(UID), "Null: it has no page, being unnamed or protected."),
        "type": {"const": "source"},
        "kind": said(or_null(one_of(values_of(Source, "kind"))), "Null where only its words are known."),
        "name": or_null(TEXT),
        "url": or_null(URL),
    }


def cards() -> dict[str, Schema]:
    """The cards by their names."""
    article: dict[str, Schema] = {
        "uid": UID,
        "title": TEXT,
        "url": URL,
        "original_url": said(or_null(URL), "Where it was printed."),
        "publisher": said(or_null(ref("SourceCard")), "Its publisher, else the agency whose text it is."),
        "published": ref("Date"),
    }
    event = {"uid": UID, "title": TEXT, "url": URL, "date": ref("Date"), "status": word_of(Event, "status")}
    claim = {"uid": UID, "headline": TEXT, "url": URL}
    record: dict[str, Schema] = {
        "type": said(or_null(one_of(RECORDS)), "Null where nothing is left to say what it was."),
        "uid": UID,
        "title": or_null(TEXT),
        "url": or_null(URL),
    }
    return {
        "SourceCard": with_withdrawn(source_card(), "A source, as a document names it."),
        "ArticleCard": _or_withdrawn(article, "An article, as a document names it."),
        "EventCard": _or_withdrawn(event, "An event, as a document names it."),
        "ClaimCard": _or_withdrawn(claim, "A claim, as a document names it."),
        "RecordCard": with_withdrawn(record, "A record of any type, as a document names it."),
        "WithdrawnCard": closed(
            {"uid": UID, "url": or_null(URL), **MAYBE_WITHDRAWN},
            "A record that is no longer public, without its words.",
        ),
    }


def with_withdrawn(properties: dict[str, Schema], description: str = "") -> Schema:
    """A card of these keys, which says when the record is no longer public."""
    return closed({**properties, **MAYBE_WITHDRAWN}, description, optional=MAYBE_WITHDRAWN)


def _or_withdrawn(properties: dict[str, Schema], description: str) -> Schema:
    return {"description": description, "anyOf": [closed(properties), ref("WithdrawnCard")]}
