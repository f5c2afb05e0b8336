"""Many records published at once come out as if each had been published alone, at the cost of few queries."""

import gc
import json
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.editorial.publishing import Item, publish_many
from archive.ledger.verify import faults
from archive.models import RECORDS, ClaimState, Document, LedgerEntry, Link, Payload, Stale, User
from archive.models.bulk import FEW, insert, uncollected
from archive.reading_room.projecting import project
from archive.reading_room.projecting.verify import faults as differences
from archive.reading_room.projecting.write import LinkRow
from archive.records.check import check
from tests.bench.generate import Archive, Made

pytestmark = pytest.mark.django_db


@pytest.fixture
def loader():
    author, reviewer = (User.objects.create(username=name, is_active=False) for name in ("author", "reviewer"))
    return {"author": author, "reviewer": reviewer}


def source(number: int, **data: object) -> Item:
    uid = "".join("abcdefghij"[int(digit)] for digit in f"{number:010}")
    return Item("source", uid, {"kind": "person", "name": f"Person {number}", **data})


def items(made: list[Made]) -> list[Item]:
    return [Item(*each) for each in made]


def room() -> dict[str, object]:
    """What stands in public, apart from numbers and times."""
    documents = {document.uid: json.loads(document.body) for document in Document.objects.all()}
    for document in documents.values():
        for name in ("published_at", "modified_at", "ledger"):
            del document[name]
    links = Link.objects.filter(until_seq=None).values_list("relation", "from_uid", "to_uid", "from_day")
    states = ClaimState.objects.values_list("uid", "valid_from", "valid_to", "standing", "attribution", "attributed")
    return {"documents": documents, "links": sorted(links), "states": sorted(states)}


def test_the_made_up_archive_is_one_that_the_rules_would_take():
    batches = list(Archive(30).batches(10))
    assert sum(each.type == "claim" for batch in batches for each in batch) == 30
    assert [list(check(RECORDS[each.type], each.record)) for batch in batches for each in batch if True] == [
        [] for batch in batches for _ in batch
    ]
    assert batches == list(Archive(30).batches(10))
    assert batches != list(Archive(30, seed=2).batches(10))


def test_in_one_batch_or_in_many_the_room_is_the_same(loader):
    made = [each for batch in Archive(40).batches(40) for each in batch]
    with transaction.atomic():
        publish_many(items(made), **loader)
        at_once = room()
        transaction.set_rollback(True)
    sources, rest = made[:300], made[300:]
    publish_many(items(sources), **loader)
    for start in range(0, len(rest), 7):
        # In their order every record comes after what it names.
        publish_many(items(rest[start : start + 7]), **loader)
    assert room() == at_once
    assert not list(faults())
    assert not list(differences(deep=True))


def test_more_records_cost_no_more_queries(loader):
    [named, *batches] = Archive(120).batches(20)
    publish_many(items(named), **loader)
    counts = []
    for batch in (batches[0], [each for more in batches[1:5] for each in more]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            publish_many(items(batch), **loader)
        counts.append(len(queries))
    # A few more where a relation leads to an older claim.
    assert counts[1] <= counts[0] + 12


@pytest.mark.parametrize("at_once", [project.AT_ONCE, 5])
def test_whoever_is_named_from_outside_a_great_batch_is_not_forgotten(loader, monkeypatch, at_once):
    """A corrected body among hundreds of new records: those published earlier that name it follow."""
    monkeypatch.setattr(project, "AT_ONCE", at_once)
    body = source(0, kind="government", name="Ruritania")
    tied = {"affiliations": [{"body": body.uid, "type": "speaks_for"}]}
    earlier = [source(number, **tied) for number in range(1, 21)]
    publish_many([body, *earlier], **loader)
    renamed = body._replace(record={**body.record, "name": "Grauland"})
    publish_many([renamed, *(source(number, **tied) for number in range(100, 500))], **loader)
    assert Stale.objects.count() == (0 if at_once > 20 else 20)
    while project.drain():
        pass
    bodies = Document.objects.filter(type="source").exclude(uid=body.uid).values_list("body", flat=True)
    names = [json.loads(each)["affiliations"][0]["body"]["name"] for each in bodies]
    assert names == ["Grauland"] * 420


def test_a_batch_is_published_whole_or_not_at_all(loader):
    with pytest.raises(IntegrityError), transaction.atomic():
        publish_many([source(1), source(2), source(1)], **loader)
    for model in (LedgerEntry, Payload, Document, Link):
        assert not model._default_manager.exists()


# The writer itself.


def link(number: int, **changes: object) -> LinkRow:
    row = LinkRow("uses", f"{number:010}", "a\\b\t\n'\"\x07é", number << 32 | 1, -5, 1, None)
    return row._replace(**changes)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 3_000])
def test_rows_come_back_as_they_were_given(count):
    rows = [link(number, until_seq=number if number % 2 else None) for number in range(count)]
    insert(Link, LinkRow._fields, rows)
    assert list(Link.objects.order_by("from_uid").values_list(*LinkRow._fields)) == rows


def test_moments_are_kept_to_the_microsecond():
    at = datetime(2026, 11, 22, 6, 0, 0, 123456, tzinfo=UTC)
    fields = [field.name for field in Document._meta.local_concrete_fields]
    numbers = dict.fromkeys(("seq", "first_seq", "known_from", "possible_from", "vague"), 1)
    values = dict.fromkeys(fields, "") | numbers | {"changed_at": at, "state": "public"}
    for count in (1, FEW + 1):
        uids = [f"{count:04}{number:06}" for number in range(count)]
        rows = [{**values, "uid": uid, "change": int(uid), "position": int(uid)} for uid in uids]
        insert(Document, fields, [tuple(row[name] for name in fields) for row in rows])
    assert set(Document.objects.values_list("changed_at", flat=True)) == {at}


def test_nothing_is_nothing():
    insert(Link, LinkRow._fields, [])
    assert not Link.objects.exists()


@pytest.mark.parametrize("names", [LinkRow._fields[:-1], (*LinkRow._fields, "id")])
def test_every_field_but_the_key_has_to_be_named(names):
    with pytest.raises(ValueError, match="need exactly the fields"):
        insert(Link, names, [])


@pytest.mark.parametrize("count", [2, FEW + 1])
def test_what_the_database_refuses_raises_what_django_raises(count):
    rows = [(f"{number:064}", "salt", "body") for number in range(count)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Payload, ("commitment", "salt", "body"), [*rows, rows[0]])
    assert not Payload.objects.exists()


def test_garbage_is_collected_again_whatever_happens():
    @uncollected()
    def fail() -> None:
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
