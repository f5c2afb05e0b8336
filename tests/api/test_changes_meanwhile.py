"""Changes asked for while others publish: whoever saw number N has missed nothing before it."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from archive.editorial.closing import withdraw
from archive.models import Document
from archive.reading_room.projecting import project
from tests.api.test_following import follow, public
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

pytestmark = [pytest.mark.thorough, pytest.mark.django_db(transaction=True)]
PATIENCE = 60


@pytest.fixture
def others() -> Iterator[Callable[[Callable[[], None]], Future[None]]]:
    """Let somebody else do something at the same time, with a connection of their own."""

    def alone(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        yield partial(pool.submit, alone)


def numbers(client: Client, after: int) -> list[int]:
    results = client.get(f"/api/v1/changes/?after={after}&page_size=1000").json()["results"]
    return [each["change"] for each in results]


def test_a_number_is_not_seen_before_those_below_it(client: Client, others) -> None:
    """The second act waits for the first, however long that takes; a reader meanwhile sees neither."""
    sources = [make_source("One"), make_source("Other")]
    publish(*sources)
    first, second = (change(each, name=f"{each.name} again") for each in sources)
    before = max(numbers(client, 0))
    entered, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            publish(first)
            entered.set()
            assert go_on.wait(PATIENCE)

    slow = others(slowly)
    assert entered.wait(PATIENCE)
    quick = others(lambda: publish(second))
    assert not wait([quick], timeout=0.5).done
    assert numbers(client, before) == []
    go_on.set()
    slow.result(PATIENCE)
    quick.result(PATIENCE)
    assert numbers(client, before) == [before + 1, before + 2]
    assert list(Document.objects.filter(change__gt=before).order_by("change").values_list("uid", flat=True)) == [
        first.uid,
        second.uid,
    ]


def test_a_mirror_of_a_busy_archive_misses_nothing(client: Client, others, monkeypatch) -> None:
    """Three publish, rename and withdraw, one composes what waits, and the mirror polls all the time."""
    monkeypatch.setattr(project, "AT_ONCE", 1)
    sources = [make_source() for _ in range(3)]
    publish(*sources)
    chief = make_user("chief")
    working = threading.Event()
    working.set()

    def work(source: Any, seed: int) -> Callable[[], None]:
        rng = random.Random(seed)

        def acts() -> None:
            for number in range(8):
                claim = make_claim(claimant=source)
                publish_all(claim)
                publish(change(source, name=f"Name {seed} {number}"))
                if rng.random() < 0.4:
                    withdraw("claim", claim.uid, by=chief, note="It was wrong.")

        return acts

    def compose() -> None:
        while working.is_set():
            project.drain(1)

    writers = [others(work(source, seed)) for seed, source in enumerate(sources)]
    composer = others(compose)
    mirror: dict[str, dict] = {}
    address = "/api/v1/changes/?page_size=3"
    while not all(each.done() for each in writers):
        address = follow(client, mirror, address)
    working.clear()
    for each in (*writers, composer):
        each.result(PATIENCE)
    while project.drain():
        pass
    follow(client, mirror, address)
    assert mirror == public(client)
    assert len(mirror) > 24
    afresh: dict[str, dict] = {}
    follow(client, afresh, "/api/v1/changes/?page_size=1000")
    assert afresh == mirror
