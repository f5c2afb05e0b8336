"""Who may do what with people; and that no page of the desk tells a protected name to whoever may not know it."""

import json
import re

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.admin.agenda.table import QUEUES
from archive.admin.exchange.many import ACTS
from archive.admin.exchange.resources import FORMATS
from archive.editorial.closing import suppress
from archive.editorial.submitting import submit
from archive.models import RECORDS, Assignment, Source, User
from config.second_factor import devices
from tests.admin.browser import address, fields_of
from tests.admin.pages import desk_pages
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db

NAMES = ("Deep Throat", "D. Throat", "Deputy of the garage")


# -- people ------------------------------------------------------------------------------------


def rights(client, person):
    page = client.get(address("user", "change", person.pk))
    return page, fields_of(page, having="username")


@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer"])
def test_people_are_a_chiefs(enter, role):
    client, other = enter(role), make_user()
    for page in (
        address("user"),
        address("user", "add"),
        address("user", "change", other.pk),
        address("user", "second_factor", other.pk),
        "/admin/auth/group/",
    ):
        assert client.get(page).status_code == 403
        assert client.post(page, {"username": "x"}).status_code == 403


def test_a_chief_gives_and_takes_roles(enter):
    chief, person = enter("chief"), make_user("researcher")
    editor = make_user("editor").groups.get()
    page, fields = rights(chief, person)
    answer = chief.post(page.request["PATH_INFO"], {**fields, "groups": [str(editor.pk)]})
    assert answer.status_code == 302
    assert list(person.groups.all()) == [editor]
    assert chief.get("/admin/auth/group/").status_code == 403


def test_nobody_raises_or_lowers_their_own_rights(enter):
    chief = enter("chief")
    page, fields = rights(chief, chief.person)
    assert "groups" not in fields
    stronger = Group.objects.create(name="stronger")
    sent = {**fields, "groups": [str(stronger.pk)], "is_superuser": "on", "user_permissions": ["1"], "is_staff": ""}
    assert chief.post(page.request["PATH_INFO"], sent).status_code == 302
    person = User.objects.get(pk=chief.person.pk)
    assert [group.name for group in person.groups.all()] == ["chief"]
    assert person.is_staff
    assert not person.is_superuser
    assert not person.user_permissions.exists()


def test_a_role_beyond_ones_own_is_not_given(enter):
    chief, person = enter("chief"), make_user("editor")

    stronger = Group.objects.create(name="stronger")
    stronger.permissions.add(Permission.objects.get(codename="change_group"))
    page, fields = rights(chief, person)
    assert str(stronger) not in page.content.decode()
    answer = chief.post(page.request["PATH_INFO"], {**fields, "groups": [str(stronger.pk)]})
    assert answer.status_code == 200
    person.groups.add(stronger)
    assert chief.post(page.request["PATH_INFO"], fields).status_code == 403


def test_a_mightier_account_is_not_touched(enter, admin_user):
    chief = enter("chief")
    page = address("user", "change", admin_user.pk)
    assert chief.get(page).status_code == 200
    assert chief.post(page, {"username": "x"}).status_code == 403
    assert chief.post(address("user", "second_factor", admin_user.pk)).status_code == 403


def test_a_lost_second_factor_is_reset_by_another_chief_and_stands_in_the_log(enter):
    chief, person = enter("chief"), make_user("reviewer")
    TOTPDevice.objects.create(user=person, name="app", confirmed=True)
    devices.new_codes(person)
    page = address("user", "second_factor", person.pk)
    assert page in chief.get(address("user", "change", person.pk)).content.decode()
    assert person.username in chief.get(page).content.decode()
    assert TOTPDevice.objects.exists()
    assert chief.post(page).status_code == 302
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (
        chief.person,
        str(person.pk),
        "The second factor was reset.",
    )
    own = chief.post(address("user", "second_factor", chief.person.pk))
    assert "reset by another chief" in own.content.decode()


def test_secrets_of_devices_have_no_page(enter):
    root = enter("superuser")
    TOTPDevice.objects.create(user=root.person, name="app", confirmed=True)
    for page in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/", "/admin/axes/accessattempt/"):
        assert root.get(page).status_code in (302, 404)


# -- protected sources -------------------------------------------------------------------------


@pytest.fixture
def hidden():
    """A protected source, wherever a record can name one; public, submitted, revised and given to somebody."""
    source = make_source(NAMES[0], kind="person", aliases=[NAMES[1]], role=NAMES[2])
    outlet = make_source(kind="outlet")
    relative = make_source("A relative", kind="person", affiliations=[{"body": source.uid, "type": "works_at"}])
    article = make_article(publisher=source.uid, agency=source.uid, authors=[{"source": source.uid}])
    make_event(participants=[{"source": source.uid, "role": "host"}])
    make_source("those who know", kind="unnamed", article=article.uid)
    masked = {"sources": [{"source": source.uid, "label": "an official", "naming": "by_role"}], "verb": "said"}
    told = [appearance(article, step(outlet), masked, step(relative))]
    claim = make_claim(
        claimants=[{"source": source.uid, "label": "an official"}], subjects=[source.uid], appearances=told
    )
    publish_all(claim)
    chief = make_user("chief")
    suppress("source", source.uid, by=chief, rule="protection")
    source = change(Source.objects.get(pk=source.pk), note="of whom nothing is told", by=chief)
    submit([change(claim, hedge="perhaps", by=chief)], by=chief)
    Assignment.objects.create(
        item_type="source", item=source.uid, to=chief, made_by=chief, made_at="2026-01-01T00:00:00Z", note="see him"
    )
    LogEntry.objects.create(user=chief, object_id=str(source.pk), object_repr=f"source {source.uid}", action_flag=2)
    return source


def filled(hidden):
    """Every address of the desk, with each row, uid, format, act and queue that it can be about."""
    uids = [uid for model in RECORDS.values() for uid in model._default_manager.values_list("uid", flat=True)]
    ways = {"format": list(FORMATS), "name": list(ACTS), "slug": list(QUEUES), "uid": uids, "number": ["1", "2"]}
    for name, page in desk_pages({key: f"<{key}>" for key in ("object_id", "id", "pk", *ways)}):
        if name.startswith(("second-factor", "login-link")):
            continue
        model = re.match("/admin/archive/([a-z]+)/", page)
        rows = apps.get_model("archive", model[1])._default_manager.values_list("pk", flat=True) if model else ["1"]
        keys = [str(pk) for pk in rows[:5]] or ["1"]
        pages = [page]
        for key, values in {"object_id": keys, "id": keys, "pk": keys, **ways}.items():
            pages = [
                each.replace(f"<{key}>", value) for each in pages for value in (values if f"<{key}>" in each else [""])
            ]
        yield from pages


ASKING = "?q=Throat&term=Throat&name=Throat&record={uid}&article=1&claim=1&source={pk}&item=source:{uid}"


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["researcher", "editor", "reviewer"])
def test_no_page_of_the_desk_says_a_protected_name(enter, hidden, role):
    client, statuses = enter(role), []
    asked = ASKING.format(uid=hidden.uid, pk=hidden.pk)
    for page in filled(hidden):
        # What searches is searched too; everybody's pages are the same to a reviewer and, but for signing, an editor.
        for query in ("", asked) if page.endswith("/") and role == "editor" else ("",):
            answer = client.get(page + query)
            statuses.append(answer.status_code)
            assert answer.status_code < 500, page + query
            said = answer.content.decode(errors="replace")
            assert not [name for name in NAMES if name in said], page + query
    assert statuses.count(200) > 70


@pytest.mark.thorough
def test_no_search_by_typing_says_it(enter, hidden):
    client = enter("reviewer")
    links = [
        (model._meta.model_name, field.name)
        for model in apps.get_app_config("archive").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Source
    ]
    assert len(links) > 8
    for model, field in links:
        for term in ("", "Deep", "Throat"):
            query = {"app_label": "archive", "model_name": model, "field_name": field, "term": term}
            answer = client.get("/admin/autocomplete/", query)
            assert "Throat" not in answer.content.decode()


def test_no_preview_of_an_import_says_it(enter, hidden, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    editor = enter("editor")
    for type in RECORDS:
        content = editor.get(address(type, "export", "csv")).content
        content = content.replace(b"Thing", b"Other").replace(b"Body", b"Other").replace(b"host", b"guest")
        content += f"{hidden.uid},1\r\n".encode() if type == "source" else b""
        sent = editor.post(address(type, "import"), {"file": SimpleUploadedFile("x.csv", content)})
        pages = (
            [sent]
            if sent.status_code != 302
            else [
                editor.get(f"{sent.url}?show={fate}") for fate in ("new", "changed", "conflict", "unchanged", "wrong")
            ]
        )
        for page in pages:
            assert not [name for name in NAMES if name in page.content.decode()], type


@pytest.mark.thorough
def test_a_chief_is_told_so_that_the_walk_proves_something(enter, hidden):
    chief = enter("chief")
    telling = [page for page in filled(hidden) if NAMES[0] in chief.get(page).content.decode(errors="replace")]
    assert len(telling) > 20
    [row] = [
        each for each in json.loads(chief.get(address("source", "export", "json")).content) if each["uid"] == hidden.uid
    ]
    assert row["name"] == NAMES[0]
