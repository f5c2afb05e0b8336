"""The statuses an address answers with, their media types and headers, and what a problem looks like."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from archive.api import problems
from archive.reading_room.shaping.values import TEXT, Schema, closed, many, ref, said

JSON = "application/json"
PAGE = "text/html"

WORDS = {
    301: "It stands elsewhere: the record was merged into another.",
    304: "It is what you have already: If-None-Match names its ETag.",
    400: "A parameter is unknown, repeated or no value of its kind; errors names each.",
    401: "Authorization shows what is no key of this archive; nobody needs one.",
    404: "There is nothing of that name, or was not by that day or at that moment.",
    406: "There is no such form of it as Accept asks for.",
    410: "It was public and is not any more; record holds what is left to say of it.",
    412: "It is not what If-Match asks for any more.",
    429: "You ask too often; Retry-After says how many seconds to wait.",
    451: "It was withdrawn by order of law; record holds what is left to say of it.",
    503: "The archive is busy; Retry-After says how many seconds to wait.",
}
ALWAYS = (304, 400, 401, 406, 412, 429, 503)
OF_RECORDS = (301, 404, 410, 451)

ETAG: Schema = said(TEXT, "Names this answer; send it as If-None-Match to be told when nothing changed.")
CACHE_CONTROL: Schema = said(TEXT, "How long the answer may be kept: a minute at most.")
RETRY_AFTER: Schema = said({"type": "integer", "minimum": 0}, "Seconds to wait.")


def problem() -> Schema:
    """RFC 9457."""
    fault = closed({"parameter": TEXT, "detail": TEXT})
    return closed(
        {
            "type": said({"const": "about:blank"}, "The status says what kind it is."),
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": said(TEXT, "What is wrong, for people."),
            "parameter": said(TEXT, "The first parameter at fault."),
            "errors": many(fault, "Every parameter at fault."),
            "record": said(ref("Tombstone"), "What is left to say of a record that is no longer public."),
        },
        "What went wrong (RFC 9457).",
        optional=("parameter", "errors", "record"),
    )


class Body(NamedTuple):
    """What an address answers with when all is well."""

    schema: Schema
    description: str
    example: Any = None
    media_types: tuple[str, ...] = (JSON, PAGE)


def responses(body: Body, statuses: Iterable[int]) -> dict[Any, OpenApiResponse]:
    """The answers by status and media type, as an AutoSchema has them."""
    found: dict[Any, OpenApiResponse] = {}
    for media_type in body.media_types:
        schema = said(TEXT, "The same on a page, for people.") if media_type == PAGE else body.schema
        found[200, media_type] = OpenApiResponse(schema, body.description, _examples(body, media_type))
    for status in statuses:
        if status < 400:
            found[status] = OpenApiResponse(None, WORDS[status])
        else:
            found[status, problems.MEDIA_TYPE] = OpenApiResponse(ref("Problem"), WORDS[status])
    return found


def _examples(body: Body, media_type: str) -> list[OpenApiExample]:
    if body.example is None or media_type == PAGE:
        return []
    return [OpenApiExample("answer", body.example, response_only=True, media_type=media_type, status_codes=[200])]


def headers(statuses: Iterable[int]) -> list[OpenApiParameter]:
    """The headers that answers of these statuses have."""
    asked = set(statuses)
    of = {
        "ETag": (ETAG, asked & {200, 304}),
        "Cache-Control": (CACHE_CONTROL, asked - {304}),
        "Retry-After": (RETRY_AFTER, asked & {429, 503}),
        "Location": (said({"type": "string", "format": "uri"}, "Where it stands."), asked & {301}),
    }
    return [
        OpenApiParameter(
            name,
            {key: value for key, value in schema.items() if key != "description"},
            OpenApiParameter.HEADER,
            required=True,
            description=schema["description"],
            response=sorted(where),
        )
        for name, (schema, where) in of.items()
        if where
    ]
