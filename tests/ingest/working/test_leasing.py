"""An item is one worker's at a time; whoever dies is replaced, and what kills everybody is parked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.ingest.working.leasing import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    Lost,
    State,
    due,
    end,
    fail,
    lease,
    renew,
    wait,
)
from tests.ingest.working.conftest import past

pytestmark = pytest.mark.django_db


def test_an_item_is_one_workers_at_a_time(item):
    row = item()
    mine = lease(row.pk)
    assert (mine.state, mine.attempts) == (State.WORKING, 1)
    assert lease(row.pk) is None
    assert not due().filter(pk=row.pk).exists()
    end(mine, State.REFUSED, "No article.")
    row.refresh_from_db()
    assert (row.state, row.reason, row.leased_until) == (State.REFUSED, "No article.", None)
    assert row.ended_at is not None
    assert lease(row.pk) is None


def test_whoever_holds_it_too_long_has_died_and_comes_too_late(item):
    row = item()
    dead = lease(row.pk)
    type(row).objects.filter(pk=row.pk).update(leased_until=past(seconds=1))
    heir = lease(row.pk)
    assert heir.attempts == 2
    for act in (lambda: renew(dead), lambda: end(dead, State.NEW), lambda: fail(dead, "Late.")):
        with pytest.raises(Lost):
            act()
    renew(heir)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WORKING, 2)


def test_what_killed_five_workers_is_parked(item):
    row = item(state=State.WORKING, attempts=MOST_ATTEMPTS, leased_until=past(seconds=1))
    assert lease(row.pk) is None
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.PARKED, "Whoever worked on it died, five times.")


def test_what_fails_waits_longer_each_time_and_is_parked_after_the_fifth(item):
    row = item()
    waits = []
    for _ in range(MOST_ATTEMPTS):
        mine = lease(row.pk)
        fail(mine, "The site is down.")
        row.refresh_from_db()
        if row.run_after:
            waits.append((row.run_after - timezone.now()).total_seconds() / 60)
            assert lease(row.pk) is None
            type(row).objects.filter(pk=row.pk).update(run_after=past(seconds=1))
    assert len(waits) == MOST_ATTEMPTS - 1
    assert all(0.79 * 4**number < minutes <= 1.2 * 4**number for number, minutes in enumerate(waits))
    assert (row.state, row.reason, row.attempts) == (State.PARKED, "The site is down.", MOST_ATTEMPTS)


def test_a_site_that_asks_to_be_left_alone_is(item):
    mine = lease(item().pk)
    fail(mine, "Too many visits.", retry_after=7200)
    assert mine.run_after - timezone.now() > timedelta(minutes=119)
    assert wait(1, 10**9) == LONGEST_WAIT
