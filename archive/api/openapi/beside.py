"""What stands beside the feed and is no view of it: a record's document and citations as files, and the feeds to subscribe to."""

from typing import Any

from archive.api import problems
from archive.api.openapi import parameters
from archive.api.openapi.answers import CACHE_CONTROL, ETAG, JSON, PAGE, RETRY_AFTER, WORDS
from archive.formats import atom, datafeed, jsonfeed
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.listing import lists
from archive.reading_room.listing.filters import FILTERS
from archive.reading_room.shaping.documents import detail_of
from archive.reading_room.shaping.values import TEXT, UID, Schema, ref, said

Json = dict[str, Any]
CITED = "The same document beside the page of the record. Citations of it end in .bib, .ris or .csl.json instead."
KEPT = {"ETag": ETAG, "Cache-Control": CACHE_CONTROL}
OBJECT: Schema = {"type": "object"}
FEEDS = {
    "claims.json": ("getJsonFeed", "JSON Feed 1.1", jsonfeed.MEDIA_TYPE, OBJECT),
    "claims.atom": ("getAtomFeed", "Atom", atom.MEDIA_TYPE, TEXT),
}
NARROWED = (*FILTERS["claim"].base_filters, *lists.PAGING)


def paths() -> dict[str, Json]:
    """Path items by their addresses."""
    files = {f"/{plural}/{{uid}}/{{slug}}.json": {"get": _file(type)} for type, plural in PLURALS.items()}
    feeds = {f"/feeds/{name}": {"get": _feed(*told)} for name, told in FEEDS.items()}
    return {**files, **feeds, "/feeds/claimreview.json": {"get": _reviews()}}


def _file(type: str) -> Json:
    asked = [
        _parameter("uid", UID, f"The uid of the {type}.", "path"),
        _parameter("slug", {"type": "string", "minLength": 1}, "For people; any other answers 301.", "path"),
        _parameter("as_of", parameters.AS_OF, parameters.AS_OF["description"]),
        _parameter("recorded", parameters.RECORDED, parameters.RECORDED["description"]),
    ]
    whole = {JSON: {"schema": ref(detail_of(type))}}
    left = {JSON: {"schema": ref("Tombstone")}, PAGE: {"schema": TEXT}}
    answers: Json = {"200": {"description": f"The {type}, whole.", "headers": _headers(), "content": whole}}
    answers |= {str(status): {"description": WORDS[status]} for status in (301, 304, 412)}
    answers |= {str(status): _problem(status) for status in (401, 429)}
    answers |= {str(status): _page(status) for status in (400, 404)}
    answers |= {str(status): {"description": WORDS[status], "content": left} for status in (410, 451)}
    return {
        "operationId": f"get{type.capitalize()}File",
        "summary": f"{type.capitalize()} as a file",
        "description": CITED,
        "tags": ["files"],
        "parameters": asked,
        "responses": answers,
    }


def _feed(id: str, name: str, media_type: str, schema: Schema) -> Json:
    one = _parameter("claim", UID, "The feed of this claim alone; with nothing else.")
    told = [_parameter(each.name, each.schema, each.description) for each in parameters.query(NARROWED, "claim")]
    return _subscribed(id, f"Claims as {name}", "Narrowed as the list of claims is.", [one, *told], media_type, schema)


def _reviews() -> Json:
    told = [_parameter(each.name, each.schema, each.description) for each in parameters.query(("after", "page_size"))]
    text = "Reviews of claims as a DataFeed of ClaimReview; what was taken back says when."
    return _subscribed("getClaimReviews", "ClaimReview", text, told, datafeed.MEDIA_TYPE, OBJECT)


def _subscribed(id: str, summary: str, text: str, asked: list[Json], media_type: str, schema: Schema) -> Json:
    answers: Json = {
        "200": {"description": text, "headers": _headers(), "content": {_plain(media_type): {"schema": schema}}}
    }
    answers |= {str(status): {"description": WORDS[status]} for status in (304, 412)}
    answers |= {str(status): _problem(status) for status in (400, 401, 404, 429)}
    named = {"operationId": id, "summary": summary, "description": text, "tags": ["feeds"]}
    return {**named, "parameters": asked, "responses": answers}


def _parameter(name: str, schema: Any, description: str, place: str = "query") -> Json:
    bare = {key: value for key, value in schema.items() if key != "description"}
    needed = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, **needed, "description": description, "schema": bare}


def _headers(told: dict[str, Schema] = KEPT) -> Json:
    return {
        name: {
            "description": schema["description"],
            "required": True,
            "schema": {key: value for key, value in schema.items() if key != "description"},
        }
        for name, schema in told.items()
    }


def _page(status: int) -> Json:
    return {"description": WORDS[status], "content": {PAGE: {"schema": said(TEXT, "A page for people.")}}}


def _problem(status: int) -> Json:
    wait = {"headers": _headers({"Retry-After": RETRY_AFTER})} if status == 429 else {}
    return {"description": WORDS[status], **wait, "content": {problems.MEDIA_TYPE: {"schema": ref("Problem")}}}


def _plain(media_type: str) -> str:
    """Without its charset."""
    return media_type.partition(";")[0]
