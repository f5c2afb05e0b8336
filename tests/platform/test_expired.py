"""A form that outlives its session or its token: what was typed survives the new login."""

import html
import re

import pytest
from django.test import Client

from archive.models import Source
from tests.factories import make_source, make_user

pytestmark = pytest.mark.django_db
OWN = {"HTTP_ORIGIN": "http://testserver"}
TYPED = "Typed for an hour\n\n  <b>& kept</b> é"


@pytest.fixture
def page():
    return f"/admin/archive/source/{make_source('Old name').pk}/change/"


def again(answer):
    """The fields that the page sends again, as a browser would read them."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def form(source):
    return {
        "kind": "government",
        "name": TYPED.splitlines()[0],
        "internal_note": TYPED,
        "record": source.uid,
        "revision": "1",
        "affiliations-TOTAL_FORMS": "0",
        "affiliations-INITIAL_FORMS": "0",
    }


def test_after_the_session_ended_the_text_comes_back_and_is_saved_after_a_login(page):
    source = Source.objects.get()
    client = Client()
    answer = client.post(page, form(source), **OWN)
    assert answer.status_code == 403
    kept = again(answer)
    assert kept == form(source)
    assert "Log in, in a new tab" in answer.content.decode()
    client.force_login(make_user("editor"))
    assert client.post(page, kept, **OWN).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.internal_note) == ("Typed for an hour", TYPED.replace("\r\n", "\n"))


def test_a_stale_token_offers_the_same_form_with_a_fresh_one(page):
    source = Source.objects.get()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("editor"))
    answer = client.post(page, {**form(source), "csrfmiddlewaretoken": "x" * 64}, **OWN)
    assert answer.status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]
    assert client.post(page, {**again(answer), "csrfmiddlewaretoken": token}, **OWN).status_code == 302
    source.refresh_from_db()
    assert source.name == "Typed for an hour"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_posts_gets_no_button(page, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("editor"))
    answer = client.post(page, form(Source.objects.get()), HTTP_ORIGIN=origin)
    assert answer.status_code == 403
    assert again(answer) == {}


def test_passwords_do_not_come_back():
    secrets = ("password", "old_password", "password1", "new_password1", "new_password2")
    answer = Client().post("/admin/password_change/", {**dict.fromkeys(secrets, "secret"), "name": "kept"}, **OWN)
    assert again(answer) == {"name": "kept"}
    assert "secret" not in answer.content.decode()


def test_nothing_to_keep_leads_to_the_login(page):
    assert Client().post(page, {}, **OWN).url.startswith("/admin/login/")
    assert Client().get(page).url.startswith("/admin/login/")
    answer = Client().post(page, "{", content_type="application/json", **OWN)
    assert answer.status_code == 302


def test_too_much_to_keep_leads_to_the_login(page, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    answer = Client().post(page, form(Source.objects.get()), **OWN)
    assert answer.status_code == 302
