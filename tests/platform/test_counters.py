"""A limit holds in every stretch of its length, between threads and processes, whoever else asks."""

import os
import random
import threading
import time

import pytest

from config.env import Rate
from config.fair_use import counters as room
from config.fair_use.counters import Counters, Worker


class Clock:
    now = 1_000_000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(room, "time", found)
    return found


def taken(counters, asker, rate):
    return bool(counters.take(asker, rate).given)


def test_so_many_and_no_more_and_what_is_left_is_told(clock):
    counters, rate = Counters(8), Rate(3, 60)
    assert [counters.take("a", rate)[:2] for _ in range(5)] == [(1, 2), (1, 1), (1, 0), (0, 0), (0, 0)]
    assert counters.take("b", rate).left == 2
    wait = counters.take("a", rate).wait
    assert 60 <= wait <= 63
    clock.now += wait - 0.001
    assert not taken(counters, "a", rate)
    clock.now += 0.002
    assert [taken(counters, "a", rate) for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rate", [Rate(7, 1), Rate(50, 60), Rate(200, 3_600)])
def test_in_no_stretch_is_it_more_and_over_time_it_is_hardly_less(clock, rate, seed):
    """Against the plain list of all moments, at random paces: bursts, pauses, hammering."""
    chance, counters, moments, began = random.Random(seed), Counters(8), [], clock.now
    while clock.now < began + 10 * rate.seconds:
        pace = chance.choice([0, rate.seconds / rate.requests / 3, rate.seconds / 7])
        for _ in range(chance.randrange(rate.requests)):
            clock.now += pace * chance.random()
            recent = sum(moment > clock.now - rate.seconds for moment in moments)
            may = taken(counters, "a", rate)
            assert not (may and recent >= rate.requests)
            if recent == 0:
                remembered = sum(moment > clock.now - rate.seconds * 21 / 20 for moment in moments)
                assert may or remembered == rate.requests
            if may:
                moments.append(clock.now)


def test_who_never_stops_gets_all_but_a_twentieth(clock):
    counters, rate, count = Counters(8), Rate(100, 60), 0
    for _ in range(60 * 60 * 4):
        clock.now += 0.25
        count += taken(counters, "a", rate)
    assert 0.95 * 60 * 100 - 100 <= count <= 60 * 100 + 100


@pytest.mark.parametrize("limit", [3, 40, 500, 1_000])
def test_threads_and_processes_share_one_budget(limit):
    counters, rate = Worker(Counters(8), 4), Rate(limit, 3_600)
    reading, writing = os.pipe()

    def ask(found):
        found.append(sum(taken(counters, "a", rate) for _ in range(150)))

    def work():
        found = []
        threads = [threading.Thread(target=ask, args=[found]) for _ in range(3)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        return sum(found)

    children = []
    for _ in range(4):
        child = os.fork()
        if not child:
            try:
                os.write(writing, b"%d\n" % work())
            finally:
                os._exit(0)
        children.append(child)
    [os.waitpid(child, 0) for child in children]
    os.close(writing)
    with os.fdopen(reading) as told:
        # What a worker has and did not need is lost to the others, and nothing is given twice.
        assert 0.96 * limit <= sum(map(int, told)) <= limit


def test_a_worker_that_is_killed_lets_go():
    counters, rate = Counters(1), Rate(10, 3_600)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with counters._held(0):
            os.write(writing, b".")
            time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert taken(counters, "a", rate)


def test_it_cannot_be_filled_and_who_asks_most_is_not_forgotten_for_it():
    counters, rate = Counters(64), Rate(50, 3_600)
    assert [taken(counters, "much", rate) for _ in range(51)][-2:] == [True, False]
    size = len(counters._memory)
    assert all(taken(counters, f"passing {number}", rate) for number in range(5_000))
    assert len(counters._memory) == size
    assert not taken(counters, "much", rate)


def test_workers_that_are_asked_in_turns_are_together_within_a_twentieth(clock):
    """Held back by each of them, late or never given: for hours, at any pace."""
    counters, rate, chance, moments = Counters(8), Rate(400, 60), random.Random(0), []
    workers = [Worker(counters, 4) for _ in range(4)]
    for _ in range(20_000):
        clock.now += chance.choice([0, 0, 0.01, 0.2, 0.5, 0.001])
        if taken(chance.choice(workers), "a", rate):
            moments.append(clock.now)
    for last, moment in enumerate(moments):
        assert sum(each > moment - rate.seconds for each in moments[max(last - 450, 0) : last + 1]) <= 1.05 * 400


def test_a_worker_keeps_no_more_than_it_may(clock, monkeypatch):
    monkeypatch.setattr(room, "MOST_HELD", 10)
    worker, rate = Worker(Counters(8), 2), Rate(100, 60)
    assert [worker.take("a", rate).left for _ in range(3)] == [99, 98, 97]
    assert all(taken(worker, f"passing {number}", rate) for number in range(100))
    assert len(worker._held) <= 10
