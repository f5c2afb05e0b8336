"""Feeds that are followed: asked when due and no more, what is new put up once, those that fail left alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from archive.editorial.machines import INTAKE
from archive.editorial.saving import Refused
from archive.ingest.fetching import NotYet, Unavailable
from archive.ingest.reading import entries
from archive.ingest.shapes import Refusal
from archive.ingest.working import feeds
from archive.ingest.working.feeds import MOST_FAILURES, MOST_NEW, due, follow, set_active, visit
from archive.models import Intake, IntakeItem, Subscription
from tests.factories import make_article, someone
from tests.ingest.working.conftest import fetched, past

pytestmark = pytest.mark.django_db

URL = "https://gazette.example.org/feed.xml"
ITEM = "<item><title>Piece {0}</title><link>https://gazette.example.org/{0}</link></item>"


def rss(*names):
    items = "".join(ITEM.format(name) for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{items}</channel></rss>'.encode()


class Child:
    """What a confined process would do, done here."""

    def call(self, function, *args):
        assert function is entries
        return function(*args)


@pytest.fixture
def site(monkeypatch):
    """What the site answers to each visit, in order; and what it was asked."""
    answers, asked = [], []

    def fetch(url, *, etag="", last_modified=""):
        asked.append((url, etag, last_modified))
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(feeds, "fetch", fetch)
    return answers, asked


def go(row):
    """Visit it now, whenever it was due; how many links it brought."""
    Subscription.objects.filter(pk=row.pk).update(next_at=past(seconds=1))
    brought = visit(row.pk, Child())
    row.refresh_from_db()
    return brought


def links():
    return list(IntakeItem.objects.order_by("pk").values_list("url", flat=True))


def test_what_is_new_is_put_up_once(site):
    answers, asked = site
    make_article(original_url="https://gazette.example.org/known")
    row = follow(URL, by=someone("editor"))
    answers += [
        fetched(URL, rss("a", "known", "b", "a"), etag='"1"', last_modified="Mon, 04 Mar 2024 08:00:00 GMT"),
        fetched(URL, rss("c", "a"), etag='"2"'),
        fetched(URL, b"", status=304),
    ]
    assert go(row) == 2
    assert links() == ["https://gazette.example.org/a", "https://gazette.example.org/b"]
    intake = Intake.objects.get()
    assert (intake.door, intake.by.username, intake.subscription) == ("feed", INTAKE, row)
    assert go(row) == 1
    assert go(row) == 0
    assert asked[1][1:] == ('"1"', "Mon, 04 Mar 2024 08:00:00 GMT")
    assert asked[2][1:] == ('"2"', "")
    assert (row.etag, row.failures, row.fault) == ('"2"', 0, "")
    assert row.next_at - timezone.now() > timedelta(minutes=59)


def test_a_feed_is_asked_once_when_it_is_due(site):
    answers, asked = site
    row = follow(URL, by=someone("editor"))
    answers += [fetched(URL, rss())]
    assert list(due()) == [row]
    visit(row.pk, Child())
    visit(row.pk, Child())
    assert (len(asked), list(due())) == (1, [])


def test_two_workers_at_once_ask_a_feed_once(monkeypatch):
    row, asked = follow(URL, by=someone("editor")), []

    def fetch(url, **known):
        asked.append(url)
        assert visit(row.pk, Child()) == 0
        return fetched(URL, rss("a"))

    monkeypatch.setattr(feeds, "fetch", fetch)
    assert (visit(row.pk, Child()), asked) == (1, [URL])


def test_a_long_feed_comes_in_several_visits(site):
    answers, asked = site
    row = follow(URL, by=someone("editor"))
    answers += [fetched(URL, rss(*range(MOST_NEW + 3)), etag='"1"')] * 2
    assert [go(row), go(row)] == [MOST_NEW, 3]
    assert [etag for _, etag, _ in asked] == ["", ""]
    assert row.etag == '"1"'


def test_what_is_no_link_does_not_stop_the_others(site):
    answers, _ = site
    row = follow(URL, by=someone("editor"))
    answers += [fetched(URL, rss("x" * 2_100, "a"))]
    assert go(row) == 1
    assert links() == ["https://gazette.example.org/a"]
    assert (row.failures, row.fault) == (0, "")


def test_a_feed_that_must_wait_its_turn_has_not_failed(site):
    answers, _ = site
    row = follow(URL, by=someone("editor"))
    answers += [NotYet("It wants a pause.", retry_after=100)]
    assert go(row) == 0
    assert (row.failures, row.fault, row.last_at) == (0, "", None)
    assert timedelta(seconds=90) < row.next_at - timezone.now() <= timedelta(seconds=100)


def test_a_feed_that_fails_is_asked_ever_less_and_then_left(site):
    answers, _ = site
    row = follow(URL, by=someone("editor"), every=30)
    answers += [Unavailable("It is late.", retry_after=100_000), *[Refusal("No feed.")] * 3, fetched(URL, b"<html/>")]
    go(row)
    assert (row.failures, row.fault, row.is_active) == (1, "It is late.", True)
    assert row.next_at - timezone.now() > timedelta(hours=23)
    go(row)
    assert timedelta(minutes=119) < row.next_at - timezone.now() < timedelta(minutes=121)
    for _ in range(3):
        go(row)
    assert (row.failures, row.is_active) == (MOST_FAILURES, False)
    assert not due().exists()
    set_active(row, active=True, by=someone("editor"))
    assert (row.failures, row.fault, list(due())) == (0, "", [row])


def test_editors_follow_feeds_and_nobody_else(site):
    with pytest.raises(PermissionDenied):
        follow(URL, by=someone("researcher"))
    row = follow(URL, by=someone("chief"))
    with pytest.raises(PermissionDenied):
        set_active(row, active=False, by=someone("researcher"))
    for url, every in ((URL, 60), ("ftp://a.example.org/x", 60), ("https://a.example.org/f", 1)):
        with pytest.raises(Refused):
            follow(url, by=someone("editor"), every=every)
    assert Subscription.objects.count() == 1
