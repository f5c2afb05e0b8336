"""What a chief does at once: withdraw, suppress, merge. A link shows, a POST does."""

import pytest

from archive.models import Document, LedgerEntry, Payload, Revision
from tests.admin.browser import address
from tests.factories import change, make_event, make_source, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(enter):
    return enter("chief")


@pytest.fixture
def source():
    source = make_source("A name")
    publish(source)
    return source


def state(record):
    return Document.objects.get(uid=record.uid).state


def test_a_record_is_withdrawn_with_a_public_reason(chief, source):
    other = make_source()
    publish(other)
    page = address("source", "withdraw", source.pk)
    assert "answers 410" in chief.get(page).content.decode()
    assert "This field is required." in chief.post(page, {"note": ""}).content.decode()
    assert state(source) == "public"
    response = chief.post(page, {"note": "Listed twice.", "other": str(other.pk)}, follow=True)
    assert "entry 3 of the ledger" in response.content.decode()
    document = Document.objects.get(uid=source.uid)
    assert (document.state, document.successor) == ("withdrawn", other.uid)


def test_a_record_is_merged_into_another_of_its_type(chief, source):
    other = make_source()
    page = address("source", "merge", source.pk)
    response = chief.post(page, {"note": "The same body.", "other": str(other.pk)})
    assert f"There is no source {other.uid} in public." in response.content.decode()
    assert "Select a valid choice" in chief.post(page, {"note": "x", "other": str(source.pk)}).content.decode()
    publish(other)
    chief.post(page, {"note": "The same body.", "other": str(other.pk)})
    assert state(source) == "merged"


def test_a_text_is_destroyed_under_a_rule(chief, source):
    publish(change(source, name="Another name"))
    page = address("source", "suppress", source.pk)
    assert "at the" not in chief.post(page, {"rule": "whim"}).content.decode()
    assert "has the versions 1 to 2" in chief.post(page, {"rule": "law", "version": "7"}).content.decode()
    chief.post(page, {"rule": "law", "version": "1"})
    assert not Payload.objects.filter(body__contains="A name").exists()
    assert not Revision.objects.filter(body__contains="A name").exists()
    assert state(source) == "public"


def test_what_was_never_public_is_not_closed(chief):
    event = make_event()
    response = chief.post(address("event", "withdraw", event.pk), {"note": "Because."})
    assert f"There is no event {event.uid} in public." in response.content.decode()


@pytest.mark.parametrize("act", ["withdraw", "suppress", "merge"])
def test_only_a_chief_and_only_by_post(enter, chief, source, act):
    page = address("source", act, source.pk)
    before = LedgerEntry.objects.count()
    data = {"note": "x", "rule": "law", "other": ""}
    for role in ("researcher", "editor", "reviewer"):
        assert enter(role).post(page, data).status_code == 403
        assert enter(role).get(page).status_code == 403
    assert chief.get(page).status_code == 200
    assert chief.get(page, data).status_code == 200
    assert LedgerEntry.objects.count() == before


def test_nothing_of_a_record_is_deleted(enter, source):
    root = enter("superuser")
    assert root.post(address("source", "delete", source.pk), {"post": "yes"}).status_code == 403
    response = root.post(address("source"), {"action": "delete_selected", "_selected_action": [str(source.pk)]})
    assert response.status_code == 302
    assert Revision.objects.filter(uid=source.uid).exists()
    source.refresh_from_db()
