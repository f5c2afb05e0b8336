"""Bad input is answered, never with a 500; and whoever may not do a thing cannot do it by hand."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from archive.models import Article, Assessment, Claim, Revision, Submission, User
from tests.admin.browser import address, opened, row
from tests.factories import make_claim, make_event, make_source

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\0",
    "x" * 30_000,
    "9" * 40,
    "1e999",
    "[]",
    "\u202e",
    "\ufffe",
    "' OR 1=1 --",
]


@pytest.mark.thorough
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_pages_that_stand_take_anything(enter, value):
    editor = enter("editor")
    claim = make_claim(hedge="perhaps", claimants=[{"label": "Somebody"}])
    for page in (address("claim", "change", claim.pk), address("appearance", "change", claim.appearances.get().pk)):
        fields = opened(editor, page)
        kept = ("csrfmiddlewaretoken", "record", "revision")
        sent = {name: said if name in kept or name.endswith("_FORMS") else [value] for name, said in fields.items()}
        assert editor.post(page, sent).status_code in (200, 400)
    assert Revision.objects.filter(uid=claim.uid).count() == 1


@pytest.mark.thorough
@pytest.mark.parametrize("value", ["\u202e", "0", "\0"], ids=ascii)
def test_every_field_alone_takes_anything(enter, value):
    """The other fields are right, so that the save is reached wherever this one is."""
    editor, event = enter("editor"), make_event("A meeting", participants=[{"source": make_source().uid}])
    page = address("event", "change", event.pk)
    fields = opened(editor, page)
    for name in [name for name in fields if name != "csrfmiddlewaretoken"]:
        response = editor.post(page, {**fields, name: [value]})
        assert response.status_code in (200, 302, 400, 409), name
        if response.status_code == 302:
            fields = opened(editor, page)  # as it was saved


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value[:12]))
def test_a_whole_form_of_it_is_refused_in_words(enter, value):
    editor = enter("editor")
    for name in ("source", "article", "event", "claim"):
        page = address(name, "add")
        fields = row(opened(editor, page), "claimants", label=value) if name == "claim" else opened(editor, page)
        sent = {key: [value] if not key.endswith(("_FORMS", "token")) else said for key, said in fields.items()}
        assert editor.post(page, sent).status_code in (200, 400)
    assert not Revision.objects.exists()


@pytest.mark.thorough
@pytest.mark.parametrize("value", ["\0", "9" * 40, "%", "-1"], ids=ascii)
def test_every_address_takes_anything(enter, value):
    root = enter("superuser")
    make_claim()
    for model in (Claim, Article, Assessment, Submission, Revision, User):
        url = address(model._meta.model_name)
        model_admin = admin.site.get_model_admin(model)
        keys = ["q", "p", "o", "all", "nonsense", "state", "queue", "turn", "kind__exact"]
        if model_admin.date_hierarchy:
            keys += [f"{model_admin.date_hierarchy}__{part}" for part in ("year", "month", "day")]
        for key in keys:
            assert root.get(url, {key: value}).status_code in (200, 302, 400), (url, key)
    for name in ("claim", "source", "submission", "document", "appearance"):
        response = root.get(f"/admin/archive/{name}/{value if len(value) < 99 else 'x' * 99}/change/")
        assert response.status_code in (200, 302, 404), name
    for name in ("claim", "source", "appearance"):
        asked = {"claim": value, "subjects": value, "kind": value, "uid": value, "article": value, "revision": value}
        assert root.get(address(name, "add"), asked).status_code == 200
    query = {"app_label": "archive", "model_name": "claimant", "field_name": "source", "term": value}
    assert root.get(reverse("admin:autocomplete"), query).status_code == 200
    assert root.get(address("submission", "new"), {"record": value}).status_code == 200
    assert root.post(address("submission", "new"), {"record": value, "note": value}).status_code == 200


def test_a_formset_that_lies_about_itself_is_refused(enter):
    editor, claim = enter("editor"), make_claim()
    page = address("claim", "change", claim.pk)
    fields = opened(editor, page)
    for changed in (
        {"claimants-TOTAL_FORMS": ["x"]},
        {"claimants-TOTAL_FORMS": ["99999999"]},
        {"claimants-0-id": ["7777"]},
        {"claimants-0-id": [""]},
        {"claimants-0-id": ["9" * 40]},
        {"_saveasnew": ["x"]},
        {"_to_field": ["nonsense"]},
    ):
        assert editor.post(page, {**fields, **changed}).status_code in (200, 400), changed
    assert Revision.objects.filter(uid=claim.uid).count() == 1
    assert Claim.objects.count() == 1


def test_a_row_of_another_record_cannot_be_taken(enter):
    editor, claim, other = enter("editor"), make_claim(), make_claim()
    page = address("claim", "change", claim.pk)
    fields = opened(editor, page) | {"claimants-0-id": [str(other.claimants.get().pk)]}
    assert editor.post(page, {**fields, "claimants-0-label": ["Taken"]}).status_code in (200, 302)
    assert [other.claimants.get().label, claim.claimants.get().label] == ["", ""]


def test_the_desk_is_closed_to_strangers():
    claim = make_claim()
    stranger = Client()
    for page in (
        address("claim", "change", claim.pk),
        address("submission", "new"),
        address("claim", "suppress", claim.pk),
    ):
        assert stranger.post(page, {"record": claim.uid}).url.startswith("/admin/login/")
    assert not Submission.objects.exists()


def test_a_post_without_its_token_is_refused(enter):
    source = make_source()
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(enter("editor").person)
    for page in (address("source", "change", source.pk), address("submission", "new")):
        assert editor.post(page, {"record": source.uid, "revision": "1"}).status_code == 403


def test_a_researcher_writes_and_does_not_submit(enter):
    researcher, source = enter("researcher"), make_source()
    page = address("source", "change", source.pk)
    assert researcher.post(page, {**opened(researcher, page), "name": ["New"]}).status_code == 302
    assert "Submit for review" not in researcher.get(page).content.decode()
    assert researcher.get(f"{address('submission', 'new')}?record={source.uid}").status_code == 403
    assert researcher.post(address("submission", "new"), {"record": source.uid, "note": ""}).status_code == 403
    chosen = {"action": "submit_for_review", "_selected_action": [str(source.pk)]}
    researcher.post(address("source"), chosen)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "name", ["revision", "ledgerentry", "signature", "document", "submission", "payload", "capture"]
)
def test_what_others_write_is_written_by_nobody_here(enter, name):
    root = enter("superuser")
    assert root.get(address(name, "add")).status_code == 403
    assert root.post(address(name, "add"), {}).status_code == 403
