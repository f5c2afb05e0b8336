"""The owner's texts at the desk."""

import pytest
from django.core.management import call_command

from archive.models import SiteText
from tests.admin.browser import address, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    call_command("loaddata", "site_texts", verbosity=0)
    return address("sitetext", "change", SiteText.objects.get(slug="contact").pk)


def form_on(client, page):
    return fields_of(client.get(page), having="body")


def test_what_is_typed_waits_until_it_is_meant_for_readers(enter, client, page):
    chief = enter("chief")
    typed = {**form_on(chief, page), "body": "Write to desk@example.org"}
    assert chief.post(page, typed).status_code == 302
    assert "desk@example.org" not in client.get("/about/").content.decode()
    assert chief.post(page, {**form_on(chief, page), "show": "on"}).status_code == 302
    assert "desk@example.org" in client.get("/about/").content.decode()
    answer = chief.get(page)
    assert SiteText.objects.get(slug="contact").versions.count() == 3
    assert "have not yet entered an address" in answer.content.decode()


def test_whoever_is_overtaken_keeps_what_was_typed(enter, page):
    one, other = enter("chief"), enter("chief")
    mine, theirs = form_on(one, page), form_on(other, page)
    assert other.post(page, {**theirs, "body": "Theirs"}).status_code == 302
    answer = one.post(page, {**mine, "body": "Mine"})
    assert answer.status_code == 200
    assert "Somebody else saved this text" in answer.content.decode()
    again = fields_of(answer, having="body")
    assert again["body"] == ["Mine"]
    assert one.post(page, again).status_code == 302
    assert list(SiteText.objects.get(slug="contact").versions.values_list("body", flat=True))[:2] == ["Mine", "Theirs"]


def test_sections_are_neither_added_nor_deleted(enter, page):
    root = enter("superuser")
    assert root.get(address("sitetext", "add")).status_code == 403
    assert root.get(page.replace("change", "delete")).status_code == 403


def test_nobody_else_sees_them(enter, page):
    assert enter("editor").get(page).status_code == 403
