"""The worker finds what is due, also what a worker that was killed left behind, and stops when nothing is."""

import signal

import pytest
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from archive.ingest.working import items, rounds
from archive.ingest.working.leasing import State
from archive.models import IntakeItem, Subscription
from tests.factories import someone
from tests.ingest.documents import document
from tests.ingest.working.conftest import past

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_a_test(monkeypatch):
    """A worker takes over the signals of its process, and gives up connections that are old."""
    for module in (rounds, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.fixture
def read(monkeypatch):
    """Names of the things that were read, each of which is the same article."""
    names = []

    def bring(wanted, child):
        names.append(wanted.name)
        yield document()

    monkeypatch.setattr(items, "bring", bring)
    return names


def test_everything_that_is_due_is_done(item, read, monkeypatch):
    closed = []
    monkeypatch.setattr(rounds.confined, "close", lambda: closed.append(len(read)))
    rows = [item(b"1"), item(b"2"), item(b"3", state=State.WORKING, attempts=1, leased_until=past(seconds=1))]
    item(b"4", state=State.WORKING, attempts=1, leased_until=past(seconds=-100))
    item(b"5", run_after=past(seconds=-100))
    DBTaskResult.objects.all().delete()  # as if those who had them were killed
    rounds.run(until_idle=True)
    states = dict(IntakeItem.objects.values_list("pk", "state"))
    assert [states.pop(row.pk) for row in rows] == [State.NEW, State.DUPLICATE, State.DUPLICATE]
    assert set(states.values()) == {State.WORKING, State.WAITING}
    assert len(read) == 3
    assert closed == [3]
    assert not DBTaskResult.objects.ready().exists()


def test_a_task_that_is_put_up_twice_works_once(item, read):
    row = item()
    items.take_in.enqueue(row.pk)
    items.take_in.enqueue(row.pk)
    rounds.run(until_idle=True)
    assert read == ["thing.html"]
    assert sorted(DBTaskResult.objects.values_list("return_value", flat=True)) == ["", "", State.NEW]


def test_nothing_is_put_up_while_tasks_wait(item):
    item()
    assert rounds.put_up() == 0
    DBTaskResult.objects.all().delete()
    Subscription.objects.create(url="https://a.example.org/f", next_at=past(seconds=1), added_by=someone("editor"))
    assert rounds.put_up() == 2


def test_nobody_who_is_not_wanted_works(item, read):
    item()
    rounds.run(is_wanted=lambda: False)
    assert read == []


def test_the_librarys_notes_are_kept_for_a_day_and_the_bytes_looked_after(item, monkeypatch):
    done = []
    monkeypatch.setattr(rounds.originals, "upkeep", lambda: done.append("upkeep"))
    item()
    item()
    item()
    dead, old, fresh = DBTaskResult.objects.all()
    DBTaskResult.objects.filter(pk=dead.pk).update(status="RUNNING", started_at=past(days=2))
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", finished_at=past(days=2))
    DBTaskResult.objects.filter(pk=fresh.pk).update(status="SUCCESSFUL", finished_at=past(hours=2))
    rounds.tidy()
    assert list(DBTaskResult.objects.all()) == [fresh]
    assert done == ["upkeep"]
