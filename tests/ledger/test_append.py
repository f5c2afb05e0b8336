"""Entries have no gap and time never goes back, whoever writes and whatever the clock says."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError

from archive.editorial.publishing import Item, publish_many, sign
from archive.editorial.saving import Refused
from archive.editorial.submitting import submit
from archive.ledger import append as appending
from archive.ledger.clock import MOMENT
from archive.ledger.lock import lock
from archive.ledger.verify import faults
from archive.models import LedgerEntry, User
from tests.factories import change, make_source, make_user, publish

START = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
WRITERS, TURNS = 4, 8


def together(work: Callable[[int], None]) -> None:
    """``work`` in several threads at once; the first failure of any is raised."""
    failures: list[Exception] = []
    barrier = threading.Barrier(WRITERS)

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            work(number)
        except Exception as failure:  # noqa: BLE001 (told by the thread that waits)
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap() -> None:
    author, reviewer = (User.objects.create(username=name, is_active=False) for name in ("author", "reviewer"))

    def write(number: int) -> None:
        for turn in range(TURNS):
            uids = [f"{'abcd'[number]}{'abcdefgh'[turn]}{'ab'[each] * 8}" for each in range(2)]
            items = [Item("source", uid, {"kind": "person", "name": uid}) for uid in uids]
            publish_many(items, author=author, reviewer=reviewer)

    together(write)
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, 2 * WRITERS * TURNS + 1))
    assert all(one.hash == other.previous_hash for one, other in pairwise(entries))
    assert all(one.at <= other.at for one, other in pairwise(entries))
    # What was published together stands together.
    assert all(one.uid[:2] == other.uid[:2] for one, other in zip(entries[::2], entries[1::2], strict=True))
    assert not list(faults())


@pytest.mark.django_db(transaction=True)
def test_what_fails_leaves_no_gap_either() -> None:
    author, reviewer = (User.objects.create(username=name, is_active=False) for name in ("author", "reviewer"))

    def write(number: int) -> None:
        for turn in range(TURNS):
            uid = f"{'abcd'[number]}{'abcdefgh'[turn]}aaaaaaaa"
            try:
                with transaction.atomic():
                    publish_many(
                        [Item("source", uid, {"kind": "person", "name": uid})], author=author, reviewer=reviewer
                    )
                    if turn % 2:
                        raise KeyError
            except KeyError:
                pass

    together(write)
    seqs = LedgerEntry.objects.order_by("seq").values_list("seq", flat=True)
    assert list(seqs) == list(range(1, WRITERS * TURNS // 2 + 1))
    assert not list(faults())


@pytest.mark.django_db
def test_time_never_goes_back() -> None:
    source = make_source("Ruritania")
    clocks = [START, START - timedelta(days=400), START + timedelta(seconds=1), START - timedelta(microseconds=1)]
    for number, clock in enumerate(clocks):
        with time_machine.travel(clock, tick=False):
            publish(change(source, name=f"Ruritania {number}"))
    times = list(LedgerEntry.objects.order_by("seq").values_list("at", flat=True))
    assert times == [START, START + MOMENT, clocks[2], clocks[2] + MOMENT]
    assert not list(faults())


@pytest.mark.django_db
def test_a_clock_set_back_lets_nobody_sign_their_own_work() -> None:
    source, chief = make_source("Ruritania"), make_user("chief")
    publish(source)
    with time_machine.travel(START - timedelta(days=400)):
        change(source, by=chief, name="Grauland")
        submission = submit([source], by=make_user("editor"))
        with pytest.raises(Refused, match="one of its authors"):
            sign(submission, by=chief)
        sign(submission, by=make_user("chief"))
    assert not list(faults())


@pytest.mark.django_db
def test_the_lock_is_taken_inside_a_transaction_only() -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(TransactionManagementError):
            lock()
    finally:
        connection.in_atomic_block = before


@pytest.mark.django_db
def test_nothing_to_enter_is_entered_as_nothing() -> None:
    assert appending.append([]) == []
