"""Every schema of what the archive answers, by its name."""

from archive.models import RECORDS, Affiliation, Article, Event, Participant, Source
from archive.reading_room.compose import articles, events, sources
from archive.reading_room.compose.cards import LICENSE
from archive.reading_room.projecting.composing import CARD_KEYS
from archive.reading_room.shaping import cards, claims
from archive.reading_room.shaping.declared import card, declared, word_of
from archive.reading_room.shaping.following import following
from archive.reading_room.shaping.values import (
    DATE_OF_THE_WORLD,
    HASH,
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    UID,
    URL,
    Schema,
    closed,
    many,
    one_of,
    or_null,
    ref,
    said,
)
from archive.reading_room.showing.gathering import CLAIMS_BY

ABOUT = {
    "claim": "A claim: what is claimed, by whom, both judgements on it, and how they are known.",
    "article": "An article in which claims appear.",
    "event": "Something that happened, or is said to have.",
    "source": "Somebody or something that speaks: a person, a body, an outlet, a document.",
}


def named(type: str) -> str:
    """The name of the schema of a type's document, as lists and changes have it."""
    return type.capitalize()


def detail_of(type: str) -> str:
    """The name of the schema of its detail, where what gathers claims has more keys."""
    return f"{named(type)}Detail" if type in CLAIMS_BY else named(type)


def definitions() -> dict[str, Schema]:
    """All schemas by their names; each document also as the ``Selection`` of its keys that ``fields`` names."""
    found = {"Date": closed(DATE_OF_THE_WORLD, "A date of the world, with its bounds."), **cards.cards()}
    found |= claims.parts()
    for type in RECORDS:
        own = {**_naming(type), **_own(type), **_version()}
        found |= _whole_and_some(named(type), own, ABOUT[type])
        if type in CLAIMS_BY:
            told = f"{ABOUT[type]} With the newest claims that name it."
            found |= _whole_and_some(detail_of(type), {**own, **_gathered(type)}, told)
    found |= {"ClaimInList": closed(_in_list(), "What lists show of a claim."), "ClaimInArticle": _in_article()}
    found["Reversal"] = _reversal()
    found["Tombstone"] = tombstone()
    return {**found, **following()}


def _whole_and_some(name: str, keys: dict[str, Schema], description: str) -> dict[str, Schema]:
    some = closed(keys, "Of these keys those that were asked for.", optional=keys)
    return {name: closed(keys, description), f"{name}Selection": some}


def keys(type: str) -> list[str]:
    """The keys of a type's documents in lists."""
    return [*_naming(type), *_own(type), *_version()]


def more_keys(type: str) -> list[str]:
    """The keys that its details have besides."""
    return list(_gathered(type)) if type in CLAIMS_BY else []


def _own(type: str) -> dict[str, Schema]:
    return {"claim": claims.claim, "article": _article, "event": _event, "source": _source}[type]()


def _naming(type: str) -> dict[str, Schema]:
    return {
        "type": {"const": type},
        "uid": said(UID, "Its permanent name."),
        "url": said(URL, "Its page."),
        "slug": said(TEXT, "For people; only the uid is looked up."),
    }


def _version() -> dict[str, Schema]:
    return {
        "version": {"type": "integer", "minimum": 1, "description": "Counted from 1: how often it was published."},
        "published_at": said(MOMENT, "When this archive first published it."),
        "modified_at": said(MOMENT, "When this archive last published it."),
        "withdrawn": TRUTH,
        "ledger": closed({"seq": NUMBER, "hash": HASH}, "The act of the ledger that made this version."),
        "license": said({"type": "string", "const": LICENSE, "format": "uri"}, "Of our own words."),
        "method_version": said(TEXT, "Of the scales, as the page about the method has them."),
    }


def _article() -> dict[str, Schema]:
    return {**declared(Article, articles.SHAPED), "authors": many(card("source"))}


def _event() -> dict[str, Schema]:
    participant = {**cards.source_card(), **declared(Participant, events.BY_CARD)}
    return {
        **declared(Event, events.SHAPED),
        "status": word_of(Event, "status"),
        "participants": many(cards.with_withdrawn(participant)),
    }


def _source() -> dict[str, Schema]:
    affiliation = {"type": word_of(Affiliation, "type"), **declared(Affiliation, sources.TYPE)}
    return {
        **declared(Source, sources.SHAPED),
        "affiliations": many(closed(affiliation)),
        "reliability": said({"type": "null"}, "Judged of an item of evidence, never of a source as a whole."),
    }


def _in_list() -> dict[str, Schema]:
    own = {**_naming("claim"), **claims.claim()}
    return {key: own[key] for key in CARD_KEYS["claim"]}


def _in_article() -> Schema:
    appearances = many(ref("Appearance"), "Its appearances in this article.")
    return closed({**_in_list(), "appearances": appearances}, "What an article shows of a claim in it.")


def _gathered(type: str) -> dict[str, Schema]:
    """What is asked when a detail is read."""
    one = ref("ClaimInArticle" if type == "article" else "ClaimInList")
    found = {
        "claims": many(one, "The newest 50 claims that name it."),
        "claims_count": NUMBER,
        "claims_url": said(URL, "The list of all of them."),
    }
    if type == "source":
        found["reversals"] = many(ref("Reversal"), "Two statements that differ, of the same person.")
        found["publishes_count"] = said(NUMBER, "Articles it published.")
    return found


def _reversal() -> Schema:
    quotes = many(closed({"quote": TEXT, "article": card("article")}))
    statement = closed({**_in_list(), "quotes": quotes})
    told = {"earlier": statement, "later": statement, "note": or_null(TEXT)}
    return closed(told, "Two statements of the same person that differ.")


def tombstone() -> Schema:
    """What is left of a closed record."""
    return closed(
        {
            "type": one_of(RECORDS),
            "uid": UID,
            "url": URL,
            "state": one_of(("withdrawn", "suppressed", "merged")),
            "reason": or_null(TEXT),
            "rule": or_null(TEXT),
            "successor": or_null(closed({"uid": UID, "url": URL}, "What stands for it now.")),
            **_version(),
        },
        "What is left to say of a record that is no longer public.",
    )
