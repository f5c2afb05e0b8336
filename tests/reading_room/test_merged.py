"""Whoever asks for a record finds what names it under the name of one that was merged into it."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from archive.editorial.closing import merge
from archive.models import Link
from archive.reading_room.listing import lists
from archive.reading_room.projecting.links import UNSTATED
from archive.reading_room.projecting.rebuild import rebuild
from archive.reading_room.projecting.verify import faults
from archive.reading_room.showing.details import detail
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)
from tests.reading_room.history import room

pytestmark = pytest.mark.django_db
DAY = "2023-01-01"


def uids(query: str, type: str = "claim") -> list[str]:
    page = lists.documents(type, QueryDict(query), path="/api/v1/claims/")
    return [json.loads(text)["uid"] for text in page.documents]


def document(type: str, uid: str, **when: Any) -> dict[str, Any]:
    found = detail(type, uid, **when)
    assert found is not None
    read: dict[str, Any] = json.loads(found.body)
    return read


def merged(type: str, one: Any, into: Any) -> None:
    merge(type, one.uid, into=into.uid, by=make_user("chief"), note="They are one.")


@pytest.fixture(scope="module")
def pairs(made_once: None) -> dict[str, tuple[str, Any, Any]]:
    """By filter: type and two records, the first of which a claim names; and the claim."""
    outlet = make_source(kind="outlet")
    speaker, subject, source = ((make_source(), make_source()) for _ in range(3))
    article = make_article(published="2022-05-05", publisher=outlet.uid)
    same = make_article(published="2022-05-06", publisher=outlet.uid)
    talks, round_ = make_event("Talks"), make_event("A round")
    claim = make_claim(
        claimant=speaker[0],
        subjects=[subject[0].uid],
        events=[talks.uid],
        appearances=[appearance(article, step(outlet), step(source[0]))],
    )
    publish_all(claim, same, round_, *speaker, *subject, *source)
    return {
        "claim": ("claim", claim, claim),
        "claimant": ("source", *speaker),
        "subject": ("source", *subject),
        "source": ("source", *source),
        "origin": ("source", *source),
        "event": ("event", talks, round_),
        "article": ("article", article, same),
    }


@pytest.mark.parametrize("name", ["claimant", "subject", "source", "origin", "event", "article"])
def test_every_filter_finds_it_until_the_merger_is_undone(name: str, pairs: dict[str, tuple[str, Any, Any]]) -> None:
    type, one, into = pairs[name]
    claim = pairs["claim"][1].uid
    assert uids(f"{name}={into.uid}") == []
    merged(type, one, into)
    for query in (f"{name}={into.uid}", f"{name}={into.uid}&as_of={DAY}", f"{name}={into.uid}&ordering=-changed"):
        assert uids(query) == [claim], query
    assert uids(f"{name}={into.uid}&as_of=2022-01-01") == []
    assert not list(faults(deep=True))
    before = room()
    rebuild()
    assert room() == before
    publish(change(one, internal_note="They are two after all."))
    assert uids(f"{name}={into.uid}") == uids(f"{name}={into.uid}&as_of={DAY}") == []
    assert uids(f"{name}={one.uid}") == uids(f"{name}={one.uid}&as_of={DAY}") == [claim]
    assert not list(faults(deep=True))
    assert not Link.objects.filter(since_seq=UNSTATED).exists()


@pytest.mark.parametrize("name", ["claimant", "event", "article"])
def test_what_is_gathered_and_its_number_too(name: str, pairs: dict[str, tuple[str, Any, Any]]) -> None:
    type, one, into = pairs[name]
    apart = timezone.now()
    merged(type, one, into)
    together = timezone.now()
    publish(change(one, internal_note="They are two after all."))
    again = timezone.now()
    merged(type, one, into)
    clocks: list[dict[str, Any]] = [{}, {"on": date.fromisoformat(DAY)}, {"at": together}]
    for when in clocks:
        found = document(type, into.uid, **when)
        assert ([each["uid"] for each in found["claims"]], found["claims_count"]) == ([pairs["claim"][1].uid], 1)
        assert found["claims_url"].endswith(f"?{name}={into.uid}")
    for moment in (apart, again):
        assert document(type, into.uid, at=moment)["claims_count"] == 0
        assert document(type, one.uid, at=moment)["claims_count"] == 1


def test_along_a_line_of_mergers_and_beside_a_claim_that_names_both() -> None:
    first, second, last = (make_source() for _ in range(3))
    old = make_claim("Said of old", claimant=first)
    both = make_claim("Said by both", claimants=[{"source": last.uid}, {"source": first.uid}], jointly=True)
    publish_all(old, both, second, last)
    merged("source", first, second)
    merged("source", second, last)
    assert set(uids(f"claimant={last.uid}")) == {old.uid, both.uid}
    assert len(uids(f"claimant={last.uid}")) == document("source", last.uid)["claims_count"] == 2
    publish(change(old, claimants=[{"source": last.uid}]))
    assert set(uids(f"claimant={last.uid}")) == {old.uid, both.uid}
    publish(change(both, claimants=[{"source": last.uid}], jointly=False))
    assert set(uids(f"claimant={second.uid}")) == set()
    assert len(uids(f"claimant={last.uid}")) == 2
    assert not list(faults(deep=True))


def test_articles_and_events_find_it_too() -> None:
    one, into = make_source(kind="outlet"), make_source(kind="outlet")
    article = make_article(publisher=one.uid)
    event = make_event(participants=[{"source": one.uid}])
    publish_all(article, event, into)
    merged("source", one, into)
    assert uids(f"publisher={into.uid}", "article") == [article.uid]
    assert uids(f"participant={into.uid}", "event") == [event.uid]
    assert document("source", into.uid)["publishes_count"] == 1
    assert document("source", into.uid, at=timezone.now())["publishes_count"] == 1


def test_an_appearance_in_an_article_counts_after_its_merger(pairs: dict[str, tuple[str, Any, Any]]) -> None:
    _, one, into = pairs["article"]
    claim = pairs["claim"][1].uid
    assert document("claim", claim)["origins"]["attributed"] == 1
    merged("article", one, into)
    found = document("claim", claim)
    assert found["origins"]["attributed"] == 1
    assert [each["uid"] for each in found["first_appearance"]] == [into.uid]
    assert len(document("article", into.uid)["claims"][0]["appearances"]) == 1
