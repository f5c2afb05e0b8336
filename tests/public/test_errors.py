"""When something is wrong with the request or with us, the answer is still a page, and says so plainly."""

import pytest
from django.db import DatabaseError
from django.test import Client

from archive.public import home
from tests.public.html import page_of


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_asking_anything(monkeypatch, django_assert_num_queries):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(home, "newest", fail)
    with django_assert_num_queries(0):
        answer = Client(raise_request_exception=False).get("/")
    page = page_of(answer)
    assert (answer.status_code, page.complaints()) == (500, [])
    assert "This is a fault of ours" in page.text
    assert answer["Cache-Control"] == "no-store"


def test_what_django_refuses_is_a_page_too(client):
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, page_of(answer).complaints()) == (400, [])


def test_an_icon_is_there_for_whoever_asks_for_one(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/archive/attest.svg")
