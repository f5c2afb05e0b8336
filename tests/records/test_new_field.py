"""Adding a public field is one line, its name in ``public``, and a migration: proved on one made here."""

import json
from collections.abc import Iterator

import pytest
from django.db import connection, models

from archive.ledger import guards
from archive.models import Document, Event, Revision
from archive.reading_room.compose import expand
from archive.records import reading
from archive.records import shape as shapes
from archive.records.check import check
from archive.records.diff import diff
from archive.records.schema import schema
from archive.records.walk import dump
from tests.factories import change, make_event, publish

pytestmark = pytest.mark.django_db(transaction=True)


def forget_shapes() -> None:
    for cached in (shapes.shape, shapes.prefetches, expand._shows, reading._columns):
        cached.cache_clear()


@pytest.fixture
def motto(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[models.Field]:
    """A field that nobody but this test knows, as its line, its name and its migration would make it."""
    field = models.CharField(max_length=40, blank=True, default="", help_text="What it goes by.")
    field.contribute_to_class(Event, "motto")
    monkeypatch.setattr(Event, "public", (*Event.public, "motto"))
    forget_shapes()
    guards.lift(plan=["add_field"])
    with connection.schema_editor() as editor:
        editor.add_field(Event, field)
    guards.install()
    yield field
    guards.lift(plan=["remove_field"])
    with connection.schema_editor() as editor:
        editor.remove_field(Event, field)
    guards.install()
    Event._meta.local_fields.remove(field)
    Event._meta._expire_cache()
    forget_shapes()


def test_a_new_public_field_reaches_every_surface(motto: models.Field) -> None:
    event = make_event("Reported meeting", motto="Onwards")
    assert dump(event)["motto"] == "Onwards"
    assert json.loads(Revision.objects.get(uid=event.uid).body)["motto"] == "Onwards"
    assert schema(Event)["properties"]["motto"] == {
        "type": "string",
        "maxLength": 40,
        "description": "What it goes by.",
    }
    publish(event)
    assert json.loads(Document.objects.get(uid=event.uid).body)["motto"] == "Onwards"
    [changed] = diff(dump(event), dump(change(event, motto="Upwards")))
    assert (changed.path, changed.old, changed.new) == ("motto", "Onwards", "Upwards")
    [fault] = check(Event, {"title": "x", "status": "reported", "motto": "long " * 20})
    assert fault.path == ("motto",)


def test_a_record_without_the_new_field_is_no_unpublished_change(motto: models.Field) -> None:
    assert "motto" not in dump(make_event())
