"""Somebody new comes to the desk by a link that a chief hands over: once, for three days, while the account is open."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from time_machine import travel

from archive.models import User
from tests.admin.browser import address, fields_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHOSEN = "seven quiet herons wade"
TWICE = {"new_password1": CHOSEN, "new_password2": CHOSEN}


@pytest.fixture
def newcomer():
    user = make_user("editor")
    user.set_unusable_password()
    user.save()
    return user


def link_from(chief, user):
    page = chief.post(address("user", "invite", user.pk))
    assert page.status_code == 200, page.content.decode()
    return re.search(r"http://testserver(/admin/\S+/invitation/[^<\s]+)", page.content.decode())[1]


def test_a_new_person_is_added_without_a_password_and_chooses_one(enter):
    chief = enter("chief")
    page = address("user", "add")
    fields = fields_of(chief.get(page), having="username")
    assert not [name for name in fields if "password" in name]
    made = chief.post(page, {**fields, "username": ["berta"]}, follow=True)
    user = User.objects.get(username="berta")
    assert user.is_staff
    assert not user.has_usable_password()
    assert address("user", "invite", user.pk) in made.content.decode()
    assert chief.post(page, {**fields, "username": ["Berta"]}).status_code == 200

    assert "/invitation/" not in chief.get(address("user", "invite", user.pk)).content.decode()
    link = link_from(chief, user)
    guest = Client()
    assert "berta" in guest.get(link).content.decode()
    assert guest.head(link).status_code == 200
    for wrong in ({}, {"new_password1": "short", "new_password2": "short"}, {**TWICE, "new_password2": "another"}):
        assert guest.post(link, wrong).status_code == 200
    assert guest.post(link, TWICE).url == "/admin/login/"
    assert Client().login(username="berta", password=CHOSEN, request=guest.get(link).wsgi_request)
    assert [(entry.user, entry.change_message) for entry in LogEntry.objects.order_by("pk")][-2:] == [
        (chief.person, "An invitation was made."),
        (user, "The invitation was used: a password was chosen."),
    ]


def test_a_link_works_once(enter, newcomer):
    link = link_from(enter("chief"), newcomer)
    assert Client().post(link, TWICE).status_code == 302
    other = {"new_password1": "nine loud ravens rest", "new_password2": "nine loud ravens rest"}
    for answer in (Client().get(link), Client().post(link, other)):
        assert answer.status_code == 410
    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN)


def test_a_link_lasts_three_days(enter, newcomer):
    with travel(NOON, tick=False):
        link = link_from(enter("chief"), newcomer)
    with travel(NOON + timedelta(days=2, hours=23), tick=False):
        assert Client().get(link).status_code == 200
    with travel(NOON + timedelta(days=3, minutes=1), tick=False):
        assert Client().get(link).status_code == 410
        assert Client().post(link, TWICE).status_code == 410
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


def test_a_newer_link_a_deactivation_or_another_account_make_it_void(enter, newcomer):
    chief = enter("chief")
    first, second = link_from(chief, newcomer), link_from(chief, newcomer)
    assert [Client().get(link).status_code for link in (first, second)] == [410, 200]
    other = make_user("editor")
    assert Client().get(second.replace(f"/{newcomer.pk}/", f"/{other.pk}/")).status_code == 410
    assert Client().get(second[:-2] + "x/").status_code == 410
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    assert Client().post(second, TWICE).status_code == 410
    assert "deactivated" in chief.post(address("user", "invite", newcomer.pk)).content.decode()


def test_nobody_gets_into_an_account_that_is_in_use(enter, newcomer):
    chief = enter("chief")
    known = make_user("editor")
    known.set_password(CHOSEN)
    known.save()
    User.objects.filter(pk=newcomer.pk).update(last_login=NOON)
    for user in (known, newcomer):
        assert address("user", "invite", user.pk) not in chief.get(address("user", "change", user.pk)).content.decode()
        assert "in use" in chief.post(address("user", "invite", user.pk)).content.decode()
    known.refresh_from_db()
    assert known.check_password(CHOSEN)


def test_only_chiefs_invite_and_nobody_mightier(enter, newcomer, admin_user):
    assert enter("reviewer").post(address("user", "invite", newcomer.pk)).status_code == 403
    assert enter("chief").post(address("user", "invite", admin_user.pk)).status_code == 403
    assert Client().post(address("user", "invite", newcomer.pk)).status_code in (302, 403)
    assert enter("chief").get(address("user", "invite", 10**9)).status_code == 302
