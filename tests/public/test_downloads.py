"""A file that takes long is of one state of the archive, and does not keep the database for who is slow."""

import json
import threading
from types import SimpleNamespace

import pytest
from django.db import connection

from archive.public import downloads
from archive.reading_room import snapshot
from archive.reading_room.listing import whole
from archive.reading_room.snapshot import BrokenOff, Moment
from tests.factories import change, make_claim, publish, publish_all


@pytest.fixture
def clock(monkeypatch):
    """The seconds that have gone by."""
    told = SimpleNamespace(now=0.0)
    monkeypatch.setattr(snapshot.time, "monotonic", lambda: told.now)
    return told


@pytest.mark.django_db
def test_who_takes_nothing_is_left(clock):
    pieces = Moment().pieces(iter([b"1", b"2", b"3"]))
    assert next(pieces) == b"1"
    clock.now += snapshot.IDLE
    assert next(pieces) == b"2"
    clock.now += snapshot.IDLE + 1
    with pytest.raises(BrokenOff, match="in time"):
        next(pieces)


@pytest.mark.django_db
def test_who_is_not_done_in_time_is_left(clock):
    pieces = Moment().pieces(iter([b"1"] * 10_000))
    for second in range(0, snapshot.LONGEST + 1, snapshot.IDLE):
        clock.now = float(second)
        assert next(pieces)
    clock.now = snapshot.LONGEST + 1.0
    with pytest.raises(BrokenOff, match="in time"):
        next(pieces)


@pytest.mark.django_db
def test_a_file_that_breaks_off_does_not_end(client, monkeypatch, clock):
    """The server learns of the fault, and so sends no end."""
    monkeypatch.setattr(whole, "PIECE", 1)
    publish_all(make_claim(), make_claim())
    answer = client.get("/claims/?format=csv")
    pieces = iter(answer.streaming_content)
    assert next(pieces)
    clock.now = snapshot.LONGEST + 1
    with pytest.raises(BrokenOff):
        list(pieces)


@pytest.mark.django_db
def test_head_holds_nothing(client, monkeypatch):
    monkeypatch.setattr(downloads, "Moment", None)
    got = client.head("/claims/?format=jsonl")
    assert (got.status_code, got["Content-Type"]) == (200, "application/jsonl")
    assert got["Content-Disposition"] == 'attachment; filename="attest-claims.jsonl"'
    assert client.head("/claims/?format=jsonl&kind=gossip").status_code == 400


def by_somebody_else(act):
    """Meanwhile, on a connection of their own."""

    def done():
        try:
            act()
        finally:
            connection.close()

    other = threading.Thread(target=done)
    other.start()
    other.join(20)
    assert not other.is_alive()


@pytest.fixture
def four(transactional_db, monkeypatch):
    """Published claims, and files of which each piece is one of them."""
    monkeypatch.setattr(whole, "PIECE", 1)
    made = [make_claim(f"Claim {number}") for number in range(4)]
    publish_all(*made)
    return made


@pytest.mark.thorough
def test_a_file_is_of_the_moment_it_was_begun(client, four):
    before = client.get("/api/v1/claims/?ordering=-changed").json()["results"]
    answer = client.get("/claims/?format=jsonl&ordering=-changed")
    pieces = iter(answer.streaming_content)
    found = [next(pieces)]
    # To the head of the list go the last of it and a new one.
    by_somebody_else(lambda: publish(change(four[0], statement="Said otherwise")))
    by_somebody_else(lambda: publish_all(make_claim("New")))
    found += pieces
    assert [json.loads(line) for line in found] == before
    answer.close()
    assert not connection.in_atomic_block
    assert len(b"".join(client.get("/claims/?format=jsonl").streaming_content).splitlines()) == 5


@pytest.mark.thorough
def test_a_slow_reader_gets_all_of_it_while_nothing_is_published(client, four, clock):
    answer = client.get("/claims/?format=jsonl")
    pieces = iter(answer.streaming_content)
    found = [next(pieces)]
    assert connection.in_atomic_block
    clock.now += snapshot.HELD + 1
    found.append(next(pieces))
    assert not connection.in_atomic_block
    clock.now += 5
    assert len([*found, *pieces]) == 4


@pytest.mark.thorough
def test_a_slow_reader_gets_no_mixture(client, four, clock):
    answer = client.get("/claims/?format=jsonl")
    pieces = iter(answer.streaming_content)
    next(pieces)
    clock.now += snapshot.HELD + 1
    next(pieces)
    by_somebody_else(lambda: publish(change(four[0], statement="Said otherwise")))
    with pytest.raises(BrokenOff, match="changed"):
        next(pieces)


@pytest.mark.thorough
def test_who_leaves_early_leaves_no_transaction(client, four):
    answer = client.get("/claims/?format=csv")
    next(iter(answer.streaming_content))
    assert connection.in_atomic_block
    answer.close()
    assert not connection.in_atomic_block
    # Nor does one who was never sent a piece.
    answer = client.get("/claims/?format=csv")
    answer.close()
    assert not connection.in_atomic_block
    assert client.get("/claims/?format=csv&kind=gossip").status_code == 400
    assert not connection.in_atomic_block
