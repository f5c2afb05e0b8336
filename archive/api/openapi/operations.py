"""An operation of OpenAPI for each view of the feed."""

from typing import Any, NamedTuple

from drf_spectacular.drainage import warn
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from archive.api import views
from archive.api.feed import Feed
from archive.api.openapi import answers, parameters
from archive.api.openapi.examples import example
from archive.api.openapi.views import Docs
from archive.api.openapi.views import Schema as SchemaView
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.shaping.documents import detail_of, named
from archive.reading_room.shaping.values import URL, Schema, closed, many, or_null, ref, said

NEXT = said(or_null(URL), "The page after this one; null at the end.")
PREVIOUS = said(or_null(URL), "The page before this one; null at the beginning.")
FOLLOWING = said(URL, "Where to ask for what comes after; never null.")


class Operation(NamedTuple):
    """What a view answers, under which name, and among which others."""

    id: str
    tag: str
    body: answers.Body
    statuses: tuple[int, ...] = answers.ALWAYS


class FeedSchema(AutoSchema):
    """Reads the operation of a view off the view itself. A view that nothing is known of is a warning."""

    view: Feed  # type: ignore[override] # a descriptor there

    @property
    def told(self) -> Operation:
        return operation(self.view)

    def is_excluded(self) -> bool:
        return isinstance(self.view, views.Nowhere | Docs)

    def get_operation_id(self) -> str:
        return self.told.id

    def get_tags(self) -> list[str]:
        return [self.told.tag]

    def get_summary(self) -> str:
        title = self.view.described().title
        return f"One {title.lower()}" if isinstance(self.view, views.RecordDetail) else title

    def get_description(self) -> str:  # type: ignore[override] # as drf-spectacular has it
        return self.view.described().text

    def get_auth(self) -> list[dict[str, Any]]:
        return []

    def get_override_parameters(self) -> list[Any]:
        type = getattr(self.view, "type", "")
        in_address = [parameters.uid(type, example(type)["uid"])] if "{uid}" in self.path else []
        asked = parameters.query(self.view.described().parameters, type, self.view.keys())
        told = [_parameter(each) for each in (*in_address, *asked)]
        return [*told, *answers.headers((200, *self.told.statuses))]

    def get_response_serializers(self) -> Any:
        return answers.responses(self.told.body, self.told.statuses)


def _parameter(asked: parameters.Asked) -> OpenApiParameter:
    return OpenApiParameter(
        asked.name,
        asked.schema,
        asked.place,  # type: ignore[arg-type] # one of its words
        required=asked.place == "path",
        description=asked.description,
        style="form" if asked.is_listed else None,
        explode=False if asked.is_listed else None,
    )


def operation(view: Feed) -> Operation:
    """What a view answers."""
    if isinstance(view, views.RecordList):
        return _list(view.type)
    if isinstance(view, views.RecordDetail):
        return _detail(view.type)
    if type(view) in FIXED:
        return FIXED[type(view)]
    warn(f"{type(view).__name__} has no operation in archive.api.openapi.operations.")
    return Operation(type(view).__name__, "archive", answers.Body({"type": "object"}, ""))


def _list(type: str) -> Operation:
    results = said(many(_whole_or_some(named(type))), "Whole documents; with fields, only what it names of each.")
    page = closed({"next": NEXT, "previous": PREVIOUS, "results": results})
    body = answers.Body(page, f"A page of {PLURALS[type]}.", example(f"{type} page"))
    return Operation(f"list{PLURALS[type].capitalize()}", PLURALS[type], body)


def _detail(type: str) -> Operation:
    schema = _whole_or_some(detail_of(type))
    body = answers.Body(schema, f"The {type}, whole; with fields, only what it names.", example(type))
    statuses = tuple(sorted((*answers.ALWAYS, *answers.OF_RECORDS)))
    return Operation(f"get{type.capitalize()}", PLURALS[type], body, statuses)


def _whole_or_some(name: str) -> Schema:
    return {"anyOf": [ref(name), ref(f"{name}Selection")]}


def _followed(name: str) -> Schema:
    return closed({"next": FOLLOWING, "results": many(ref(name))})


_OPENAPI: Schema = {
    "type": "object",
    "properties": {"openapi": {"type": "string", "pattern": r"^3\.1\."}},
    "required": ["openapi", "info", "paths", "components"],
}
_ADDRESSES: Schema = {
    "type": "object",
    "patternProperties": {"^[a-z_]+_url$": URL},
    "additionalProperties": False,
}
FIXED: dict[type[Feed], Operation] = {
    views.Root: Operation("getRoot", "archive", answers.Body(_ADDRESSES, "Addresses by name.", example("root"))),
    SchemaView: Operation(
        "getSchema", "archive", answers.Body(_OPENAPI, "This document.", media_types=(answers.JSON,))
    ),
    views.Changes: Operation(
        "listChanges", "following", answers.Body(_followed("Change"), "A page of changes.", example("change page"))
    ),
    views.Ledger: Operation(
        "listActs", "following", answers.Body(_followed("Act"), "A page of the ledger.", example("act page"))
    ),
    views.Checkpoint: Operation(
        "getCheckpoint", "following", answers.Body(ref("Checkpoint"), "Size and head.", example("checkpoint"))
    ),
}
