"""What a chief does at once: withdraw, suppress, merge. A link shows, a POST does."""

import html
import re
from urllib.parse import urlencode

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
    response = chief.post(page, {"note": "The same body.", "other": str(other.pk), "_confirm": "1"})
    assert f"There is no source {other.uid} in public." in response.content.decode()
    assert "Select a valid choice" in chief.post(page, {"note": "x", "other": str(source.pk)}).content.decode()
    publish(other)
    chief.post(page, {"note": "The same body.", "other": str(other.pk), "_confirm": "1"})
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


@pytest.mark.parametrize("act", ["merge", "withdraw"])
def test_a_record_is_not_offered_as_its_own_successor(chief, source, act):
    other = make_source(source.name)
    page = chief.get(address("source", act, source.pk)).content.decode()
    url = html.unescape(re.search('data-ajax--url="([^"]+)"', page)[1])
    query = {"app_label": "archive", "model_name": "affiliation", "field_name": "body", "term": source.name}
    offered = chief.get(f"{url}&{urlencode(query)}").json()["results"]
    assert [each["id"] for each in offered] == [str(other.pk)]
    assert len(chief.get(url.split("?")[0], {**query, "besides": "x" * 30}).json()["results"]) == 2


def test_a_merge_is_looked_at_first_and_undone_again(chief, enter, source):
    other = make_source("The other name")
    publish(other)
    page = address("source", "merge", source.pk)
    said = {"note": "They are one.", "other": str(other.pk), "gather": "on"}
    looked = chief.post(page, said)
    assert "<ins>A name</ins>" in looked.content.decode()
    assert state(source) == "public"
    base = looked.context["form"]["base"].value()
    assert chief.post(page, {**said, "base": base, "_confirm": "1"}).status_code == 302
    assert state(source) == "merged"
    change_page = address("source", "change", source.pk)
    editor = enter("editor")
    undo = address("source", "unmerge", source.pk)
    assert undo in editor.get(change_page).content.decode()
    assert "<del>A name</del>" in editor.get(undo).content.decode()
    asked = editor.post(undo, {"base": "2", "restore": "on"})
    shown = editor.get(asked.url).content.decode()
    assert shown.count('name="record"') == 2
    assert "is undone." in shown
    submitted = editor.post("/admin/archive/submission/new/", {"record": [source.uid, other.uid], "note": "Undone."})
    enter("reviewer").post(submitted.url.replace("/change/", "/sign/"))
    assert (state(source), state(other)) == ("public", "public")


@pytest.mark.parametrize("base", ["", "x", "1", "²", "99999999999999"])
def test_nothing_is_undone_unseen(enter, chief, source, base):
    other = make_source("The other name")
    publish(other)
    said = {"note": "One.", "other": str(other.pk), "gather": "on", "_confirm": "1"}
    chief.post(address("source", "merge", source.pk), said)
    answer = enter("editor").post(address("source", "unmerge", source.pk), {"base": base, "restore": "on"}, follow=True)
    assert "Nothing was changed" in answer.content.decode()


def test_what_is_not_merged_is_not_undone(enter, source):
    answer = enter("editor").get(address("source", "unmerge", source.pk), follow=True)
    assert "It is not merged" in answer.content.decode()
