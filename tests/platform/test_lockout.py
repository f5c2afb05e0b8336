"""Guessing passwords ends after five; who is shut out, from where, for how long, and who is not."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from time_machine import travel

from archive.models import User
from config.login import client_address, link_for

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME, CAFE = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def editor():
    return User.objects.create_user("editor", password=PASSWORD, is_staff=True)


def try_to_enter(password, *, username="editor", at=HOME, client=None, **more):
    data = {"username": username, "password": password, "next": "/admin/"}
    return (client or Client()).post("/admin/login/", data, REMOTE_ADDR=at, **more)


def shut_out(at=HOME):
    for _ in range(5):
        answer = try_to_enter("wrong", at=at)
    return answer


def test_the_fifth_wrong_password_shuts_out_and_the_right_one_does_not_help(editor):
    for _ in range(4):
        assert try_to_enter("wrong").status_code == 200
    for password in ("wrong", PASSWORD):
        answer = try_to_enter(password)
        assert answer.status_code == 429
        assert answer["Retry-After"] == "900"
        assert "Too many wrong passwords" in answer.content.decode()
        assert "desk.css" in answer.content.decode()
        assert "'unsafe" not in answer["Content-Security-Policy"]


def test_the_person_still_enters_from_elsewhere_and_others_from_there(editor):
    User.objects.create_user("other", password=PASSWORD, is_staff=True)
    shut_out(at=CAFE)
    assert try_to_enter(PASSWORD, at=HOME).status_code == 302
    assert try_to_enter(PASSWORD, username="other", at=CAFE).status_code == 302


def test_it_is_over_after_a_quarter_of_an_hour_and_trying_does_not_make_it_longer(editor):
    with travel(NOON, tick=False):
        assert shut_out().status_code == 429
    with travel(NOON + timedelta(minutes=10), tick=False):
        assert try_to_enter("wrong").status_code == 429
    with travel(NOON + timedelta(minutes=16), tick=False):
        assert try_to_enter(PASSWORD).status_code == 302


def test_a_right_password_forgets_the_wrong_ones(editor):
    for _ in range(2):
        for _ in range(4):
            assert try_to_enter("wrong").status_code == 200
        assert try_to_enter(PASSWORD).status_code == 302


def test_a_login_link_is_not_shut(editor, settings):
    settings.LOCAL = True
    shut_out()
    assert Client().post(link_for(editor), REMOTE_ADDR=HOME).status_code == 302


def test_an_open_session_is_not_shut(editor):
    client = Client()
    client.force_login(editor)
    shut_out()
    assert client.get("/admin/", REMOTE_ADDR=HOME).status_code == 200


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        # Whoever speaks to us without a proxy of ours may claim what they like.
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.4", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, ", "127.0.0.1"),
        ("127.0.0.1", "2001:DB8::0:1", "2001:db8::1"),
        ("", "203.0.113.9", ""),
    ],
)
def test_an_address_is_believed_from_our_proxies_alone(rf, settings, remote, forwarded, found):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "192.0.2.4"]
    assert client_address(rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)) == found


def test_behind_a_proxy_people_are_told_apart(editor, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for _ in range(5):
        try_to_enter("wrong", at="127.0.0.1", HTTP_X_FORWARDED_FOR=CAFE)
    assert try_to_enter(PASSWORD, at="127.0.0.1", HTTP_X_FORWARDED_FOR=CAFE).status_code == 429
    assert try_to_enter(PASSWORD, at="127.0.0.1", HTTP_X_FORWARDED_FOR=HOME).status_code == 302


@pytest.mark.parametrize(
    "username", ["\0", "x\0y", "x" * 200_000, "\ufffe", "' OR 1=1 --", "é" * 100, ""], ids=range(7)
)
def test_strange_names_are_answered(editor, username):
    answer = Client().post("/admin/login/?next=%00&x=%FF", {"username": username, "password": "\0", "\0": "\0"})
    assert answer.status_code in (200, 400)


def test_what_is_kept_of_a_try_holds_no_password(editor):
    try_to_enter("my real password, mistyped")
    kept = AccessAttempt.objects.get()
    assert "mistyped" not in " ".join(str(value) for value in vars(kept).values())


def test_a_body_without_end_is_refused_before_it_is_read(editor, settings):
    settings.LARGEST_BODY = 1_000
    client = Client()
    client.force_login(editor)
    assert client.post("/admin/login/", {"username": "x" * 2_000, "password": "y"}).status_code == 413
