"""How one field becomes a JSON value and back: a small table by field class."""

import datetime
import decimal
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from archive.models import Bound, EdtfField, Record, RecordLink, Term, TextListField
from archive.text.canonical import TextError, clean, decimal_text
from archive.text.dates import LONGEST, DateError, span
from archive.text.ids import is_uid

Json = Any

UTC_SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
LONGEST_TEXT = 20_000
UID_SCHEMA = {"type": "string", "pattern": "^[a-z2-7]{10}$"}


class Codec(NamedTuple):
    """``dump`` gives a JSON value or None for empty; ``parse`` takes a JSON value or the
    text of a YAML scalar and raises ValueError with a sentence for people."""

    dump: Callable[[Any], Json]
    parse: Callable[[Json], Any]
    schema: dict[str, Json]


def _string(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    try:
        return clean(value)
    except TextError as error:
        raise ValueError(str(error)) from error


def _text(field: models.Field[Any, Any]) -> Codec:
    limit = field.max_length or LONGEST_TEXT
    choices = [value for value, _ in field.flatchoices]

    def parse(value: Json) -> str:
        text = _string(value).strip()
        if len(text) > limit:
            raise ValueError(f"is {len(text):,} characters long, at most {limit:,} are allowed")
        if choices and text and text not in choices:
            raise ValueError(f"is {text[:40]!r}, not one of: {', '.join(filter(None, choices))}")
        for validator in field.validators if text else ():
            _validate(validator, text)
        return text

    schema: dict[str, Json] = {"type": "string", "maxLength": limit}
    if choices:
        schema = {"type": "string", "enum": [value for value in choices if value]}
    elif isinstance(field, models.URLField):
        schema["format"] = "uri"
    return Codec(lambda value: value or None, parse, schema)


def _validate(validator: Callable[[str], Any], text: str) -> None:
    try:
        validator(text)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def _edtf(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> str:
        text = _string(value).strip()
        try:
            span(text)
        except DateError as error:
            raise ValueError(str(error)) from error
        return text

    return Codec(lambda value: value or None, parse, {"type": "string", "format": "edtf", "maxLength": LONGEST})


def _uid(value: Json) -> str:
    text = _string(value)
    if not is_uid(text):
        raise ValueError(f"is {text[:40]!r}; a uid is ten characters out of a-z and 2-7")
    return text


def _record_link(field: models.Field[Any, Any]) -> Codec:
    return Codec(lambda value: value or None, _uid, UID_SCHEMA)


def _boolean(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> bool:
        if value in (True, "true"):
            return True
        if value in (False, "false"):
            return False
        raise ValueError("must be true or false")

    return Codec(lambda value: True if value else None, parse, {"type": "boolean"})


def _integer(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError("must be a whole number")
        if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError(f"is {value[:40]!r}, not a whole number below a thousand million")
        if not 0 <= int(value) < 10**9:
            raise ValueError("must be a whole number below a thousand million")
        return int(value)

    return Codec(lambda value: value, parse, {"type": "integer", "minimum": 0})


def _decimal(field: models.Field[Any, Any]) -> Codec:
    assert isinstance(field, models.DecimalField)
    form = rf"-?[0-9]{{1,{field.max_digits - field.decimal_places}}}(\.[0-9]{{1,{field.decimal_places}}})?"

    def parse(value: Json) -> decimal.Decimal:
        text = _string(value).strip()
        if not re.fullmatch(form, text):
            raise ValueError(f"is {text[:40]!r}, not a plain decimal number")
        return decimal.Decimal(text)

    return Codec(
        lambda value: None if value is None else decimal_text(value),
        parse,
        {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    )


def _date(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> datetime.date:
        text = _string(value)
        try:
            if len(text) != 10:
                raise ValueError
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"is {text[:40]!r}, not a day as YYYY-MM-DD") from None

    return Codec(lambda value: value.isoformat() if value else None, parse, {"type": "string", "format": "date"})


def _datetime(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> datetime.datetime:
        text = _string(value)
        try:
            if not UTC_SECONDS.fullmatch(text):
                raise ValueError
            return datetime.datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(f"is {text[:40]!r}, not a time as 2026-11-22T06:00:00Z") from None

    return Codec(lambda value: moment(value) if value else None, parse, {"type": "string", "format": "date-time"})


def moment(value: datetime.datetime) -> str:
    """RFC 3339 in UTC; no fraction when there is none."""
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _text_list(field: models.Field[Any, Any]) -> Codec:
    def parse(value: Json) -> list[str]:
        if not isinstance(value, list) or len(value) > 100:
            raise ValueError("must be a list of at most 100 texts")
        texts = [_string(item).strip() for item in value]
        if not all(0 < len(text) <= 200 for text in texts):
            raise ValueError("must be a list of texts of 1 to 200 characters")
        return texts

    item = {"type": "string", "maxLength": 200}
    return Codec(lambda value: list(value) or None, parse, {"type": "array", "items": item})


_TABLE: list[tuple[type[models.Field[Any, Any]], Callable[[Any], Codec]]] = [
    (EdtfField, _edtf),
    (RecordLink, _record_link),
    (TextListField, _text_list),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.BooleanField, _boolean),
    (models.DecimalField, _decimal),
    (models.IntegerField, _integer),
    (models.DateTimeField, _datetime),
    (models.DateField, _date),
]


@cache
def codec(field: models.Field[Any, Any]) -> Codec:
    """The codec of a plain field; links and vocabulary terms have their own in ``shape``."""
    for kind, make in _TABLE:
        if isinstance(field, kind) and not isinstance(field, Bound):
            made = make(field)
            return made._replace(schema=_described(made.schema, field))
    raise TypeError(f"{field} has no form in a payload: give its class a codec.")


def _described(schema: dict[str, Json], field: models.Field[Any, Any]) -> dict[str, Json]:
    return {**schema, "description": str(field.help_text)} if field.help_text else schema


def term_schema(model: type[Term]) -> dict[str, Json]:
    """A vocabulary term as a payload freezes it: its key and its shown word."""
    texts = {model.key: {"type": "string"}, model.shown: {"type": "string"}}
    return {"type": "object", "properties": texts, "required": list(texts), "additionalProperties": False}


def parse_term(model: type[Term], value: Json) -> str:
    """The key of a term given as its key or in its frozen form."""
    key = value.get(model.key) if isinstance(value, dict) else value
    return _string(key)


def parse_link(value: Json) -> str:
    """The uid of a link."""
    return _uid(value)


def link_target(field: Any) -> type[Record] | type[Term]:
    """The model a foreign key or many-to-many field of a declaration leads to."""
    model = field.related_model
    if not (isinstance(model, type) and issubclass(model, Record | Term)):
        raise TypeError(f"{field} leads to {model}, which is neither a record nor a vocabulary.")
    return model
