"""Login links: once, for fifteen minutes, on this machine, and never by a mere look."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from time_machine import travel

from archive.models import User
from config.login import link_for

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def editor(settings, transactional_db):
    settings.LOCAL = True
    return User.objects.create_user("editor", is_staff=True)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_a_look_shows_a_button_and_uses_nothing_up(editor, client):
    link = link_for(editor)
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert b"Log in as editor" in page.content
        assert not is_logged_in(client)
    assert client.head(link).status_code == 200
    assert client.post(link).status_code == 302
    assert is_logged_in(client)


def test_link_works_once(editor, client):
    link = link_for(editor)
    assert client.post(link).status_code == 302
    other = Client()
    for answer in (other.post(link), other.get(link)):
        assert answer.status_code == 410
        assert b"has been used" in answer.content
    assert not is_logged_in(other)


def test_two_links_of_one_second_are_told_apart(editor, client):
    with travel(NOON, tick=False):
        client.post(link_for(editor))
        editor.refresh_from_db()
        link = link_for(editor)
    with travel(NOON + timedelta(milliseconds=300), tick=False):
        assert Client().post(link).status_code == 302
        assert Client().post(link).status_code == 410


def test_link_lasts_fifteen_minutes(editor):
    with travel(NOON, tick=False):
        link = link_for(editor)
    with travel(NOON + timedelta(minutes=14), tick=False):
        assert Client().get(link).status_code == 200
    with travel(NOON + timedelta(minutes=16), tick=False):
        assert Client().get(link).status_code == 410
        assert Client().post(link).status_code == 410


def test_of_two_posts_at_once_one_logs_in(editor):
    link, barrier, answers = link_for(editor), threading.Barrier(2), []

    def post():
        barrier.wait(10)
        answers.append(Client().post(link).status_code)
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [302, 410]


def test_link_of_a_deactivated_account_is_dead(editor, client):
    link = link_for(editor)
    editor.is_active = False
    editor.save()
    assert client.post(link).status_code == 410


def test_link_of_one_account_is_none_for_another(editor, client):
    other = User.objects.create_user("reviewer", is_staff=True)
    link = link_for(editor).replace(f"/{editor.pk}/", f"/{other.pk}/")
    assert client.post(link).status_code == 410
    assert client.get("/admin/link/999999999999999999999/x/").status_code == 410


def test_archive_that_others_reach_knows_no_login_links(editor, client, settings):
    link = link_for(editor)
    settings.LOCAL = False
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404


def test_button_needs_its_own_page(editor):
    assert Client(enforce_csrf_checks=True).post(link_for(editor)).status_code == 403
