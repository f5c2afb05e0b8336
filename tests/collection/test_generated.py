"""Whatever a record may hold survives the way into a file and back."""

import datetime
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from archive.collection import tree
from archive.collection.emit import emit
from archive.collection.normal import Data, normal
from archive.models import RECORDS, EdtfField, RecordLink, TextListField, Walked
from archive.records.check import check
from archive.records.shape import Slot, Sort, shape
from tests.collection.test_emit import is_clean

EDTF = [
    "2022",
    "2022-11",
    "2022-11-08",
    "2022-11~",
    "[2022-11-01..2022-11-13]",
    "2022/..",
    "/2022-11",
    "202X",
    "2022-21",
]
UIDS = st.from_regex("[a-z2-7]{10}", fullmatch=True)


def texts(limit: int) -> st.SearchStrategy[str]:
    odd = st.sampled_from([*"-?:#&*!|>'\"%@`{}[], \nax\\~", "— ", "북한", "\u2028", "\x85", "a: b", " #c"])
    return (
        st.lists(odd, min_size=1, max_size=20)
        .map("".join)
        .map(str.strip)
        .map(lambda text: text[:limit].strip())
        .filter(is_clean)
    )


FORMS = {"sha256": "[0-9a-f]{64}", "text_sha256": "[0-9a-f]{64}", "wikidata": "Q[1-9][0-9]{0,18}"}


def plain(field: Any) -> st.SearchStrategy[Any]:
    if field.name in FORMS:
        return st.from_regex(FORMS[field.name], fullmatch=True)
    if choices := [value for value, _ in field.flatchoices]:
        return st.sampled_from(choices)
    table: list[tuple[type[models.Field[Any, Any]], st.SearchStrategy[Any]]] = [
        (EdtfField, st.sampled_from(EDTF)),
        (RecordLink, UIDS),
        (TextListField, st.lists(texts(40), min_size=1, max_size=3)),
        (models.URLField, st.sampled_from(["https://example.org/a?b=c#d", "http://example.org/%20"])),
        (models.CharField, texts(field.max_length or 100)),
        (models.TextField, texts(100)),
        (models.BooleanField, st.just(True)),
        (models.DecimalField, st.decimals(-(10**9), 10**9, places=4).map(str)),
        (models.IntegerField, st.integers(0, 10**9 - 1)),
        (models.DateTimeField, st.datetimes().map(lambda at: f"{at.isoformat()}Z")),
        (models.DateField, st.dates(datetime.date(1900, 1, 1)).map(str)),
    ]
    return next(strategy for kind, strategy in table if isinstance(field, kind))


def value(model: type[Walked], slot: Slot) -> st.SearchStrategy[Any]:
    if slot.sort is Sort.PARTS and slot.part is not None:
        return st.lists(records(slot.part).filter(bool), min_size=1, max_size=2)
    if slot.sort in (Sort.LINKS, Sort.TERMS):
        return st.lists(UIDS, min_size=1, max_size=3, unique=True)
    return plain(model._meta.get_field(slot.name)) if slot.codec is not None else UIDS


def records(model: type[Walked]) -> st.SearchStrategy[Data]:
    """Anything of good form; links and words lead nowhere, and constraints are not kept."""
    slots = shape(model)
    required = {slot.name: value(model, slot) for slot in slots if slot.is_required}
    optional = {slot.name: value(model, slot) for slot in slots if not slot.is_required}
    return st.fixed_dictionaries(required, optional=optional)


@pytest.mark.parametrize("type", RECORDS)
@given(data=st.data())
def test_a_record_survives_its_file(type: str, data: st.DataObject) -> None:
    model = RECORDS[type]
    record = normal(model, data.draw(records(model)))
    written = emit([{"uid": "aaaaaaaaaa", **record}])
    found = tree.read(tree.decode(written.encode()))
    [read] = found.value
    assert not found.slips
    assert read.pop("uid") == "aaaaaaaaaa"
    assert not list(check(model, read, private=True))
    assert normal(model, read) == record
    assert emit([{"uid": "aaaaaaaaaa", **normal(model, read)}]) == written
