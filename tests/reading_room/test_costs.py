"""What the two clocks cost: as many queries in a small archive as in a larger one, and few of them."""

from copy import copy
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from archive.editorial.closing import merge
from archive.models import Document
from archive.reading_room.freshness import modified, newest
from archive.reading_room.searching import search
from tests.factories import (
    appearance,
    assessment,
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

pytestmark = pytest.mark.django_db

DAY = "as_of=2023-06-01"
DEEP = 8
OF_A_LIST, OF_A_LIST_WITH_FACETS, OF_A_DETAIL = 6, 8, 3


def queries(client: Client, url: str) -> int:
    """How many queries an answer took, that for its ETag among them."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    search._names.cache_clear()
    # Asked once for all answers of a state.
    modified(newest())
    with connection.execute_wrapper(note):
        response = client.get(url)
    assert response.status_code == 200, url
    return len(asked)


def line_of(length: int, kind: str, types: str, end: Any) -> Any:
    """A source that speaks for ``end`` by way of ``length`` others."""
    for _ in range(length):
        end = make_source(kind=kind, affiliations=[{"body": end.uid, "type": types}])
    return end


class Cast:
    """Claims that relate, by people who speak for bodies that speak for bodies, merged and merged again."""

    def __init__(self) -> None:
        self.outlet, self.state = make_source(kind="outlet"), make_source("Ruritania")
        self.speaker = line_of(DEEP, "organisation", "organ_of", self.state)
        self.old = [make_source(kind="person") for _ in range(DEEP)]
        self.witness = self.old[0]
        self.talks = make_event("Talks", part_of=make_event("A round").uid)
        self.article = self.an_article()
        self.chief = make_user("chief")
        self.claims: list[Any] = []

    def an_article(self) -> Any:
        publisher = line_of(2, "outlet", "state_media_of", self.state)
        return make_article(published="2022-05-05", publisher=publisher.uid, agency=make_source(kind="outlet").uid)

    def add(self, claims: int) -> None:
        made = [self.claim(number) for number in range(claims)]
        about = [make_claim(f"As for {each.pk}", relations=[{"kind": "supports", "target": each.uid}]) for each in made]
        publish_all(*made, *about)
        self.claims += made

    def claim(self, number: int) -> Any:
        chain = [step(self.outlet), step(line_of(2, "person", "speaks_for", self.speaker)), step(self.witness)]
        witness = make_claim("A witness", appearances=[appearance(self.an_article(), *chain)])
        kinds = ("supports", "denies", "contradicts", "narrows")
        related = [
            {
                "kind": kind,
                "target": make_claim(f"{kind} {number}", claimant=line_of(2, "group", "organ_of", self.state)).uid,
            }
            | ({"strength": "plain"} if kind == "contradicts" else {"note": "It says less."})
            for kind in kinds
        ]
        evidence = [
            {"relation": "supports", "target": each} for each in (witness.uid, self.talks.uid, self.an_article().uid)
        ]
        return make_claim(
            f"Thing {number} moved",
            claimant=self.speaker,
            subjects=[line_of(DEEP, "organisation", "organ_of", self.state).uid],
            events=[self.talks.uid],
            appearances=[
                appearance(
                    each, *chain, {"sources": [{"label": "some officials", "naming": "unnamed"}], "verb": "said"}
                )
                for each in (self.article, self.an_article())
            ],
            relations=related,
            assessments=[assessment("unverifiable", as_of="2022-06-01", evidence=evidence)],
        )

    def merge(self) -> None:
        publish_all(*self.old[1:])
        for one, into in zip(self.old, self.old[1:], strict=False):
            merge("source", one.uid, into=into.uid, by=self.chief, note="They are one.")
        self.witness = self.old[-1]

    def lists(self) -> list[str]:
        filters = [
            "ordering=-changed", "standing=unverifiable", "attribution=reported", "kind=assertion", "q=moved",
            f"claimant={self.speaker.uid}", f"source={self.old[-1].uid}", f"origin={self.state.uid}&q=moved",
            f"event={self.talks.uid}&article={self.article.uid}&standing=unverifiable&q=moved", "contested=true",
        ]  # fmt: skip
        feeds = [f"/api/v1/claims/?{DAY}", *(f"/api/v1/claims/?{DAY}&{each}" for each in filters)]
        pages = [f"/claims/?{DAY}&{each}" for each in filters]
        return [*feeds, *pages, f"/search/?q=moved&{DAY}", f"/search/?q=moved&type=claim&{DAY}"]

    def details(self) -> list[str]:
        moment = timezone.now().isoformat().replace("+00:00", "Z")
        shown = (("claims", self.claims[0]), ("sources", self.speaker), ("sources", self.outlet),
                 ("events", self.talks), ("articles", self.article))  # fmt: skip
        found = []
        for section, record in shown:
            page = f"/{section}/{record.uid}/{Document.objects.get(uid=record.uid).slug}/"
            for clock in ("", f"?{DAY}", f"?recorded={moment}"):
                found += [f"/api/v1/{section}/{record.uid}/{clock}", f"{page}{clock}"]
        return found


@pytest.fixture(scope="module")
def made(made_once: None) -> Cast:
    found = Cast()
    found.add(2)
    found.merge()
    return found


@pytest.fixture
def cast(made: Cast) -> Cast:
    """To add to: what a test adds is gone after it."""
    found = copy(made)
    found.claims = [*made.claims]
    return found


def assert_bounded(cast: Cast, client: Client) -> None:
    few = [queries(client, url) for url in (*cast.lists(), *cast.details())]
    cast.add(3)
    # The first list after a publication also brings the index of its facets in step.
    client.get("/claims/")
    for before, url in zip(few, cast.lists(), strict=False):
        most = OF_A_LIST_WITH_FACETS if url.startswith("/claims/") else OF_A_LIST
        assert queries(client, url) <= min(before, most), url
    for before, url in zip(few[len(cast.lists()) :], cast.details(), strict=True):
        assert queries(client, url) <= min(before, OF_A_DETAIL), url


@pytest.mark.thorough
def test_the_clocks_cost_the_same_at_any_size(cast: Cast, client: Client) -> None:
    assert_bounded(cast, client)


def test_what_was_recorded_is_read_at_once_though_it_was_corrected_since(cast: Cast, client: Client) -> None:
    """Links of older versions are closed, and what followed from them is gone."""
    moment = timezone.now().isoformat().replace("+00:00", "Z")
    urls = [
        f"/api/v1/{section}/{record.uid}/?recorded={moment}"
        for section, record in (("claims", cast.claims[0]), ("events", cast.talks), ("articles", cast.article))
    ]
    before = [client.get(url).content for url in urls]
    other = make_source(kind="person")
    plain: dict[str, Any] = {"relations": [], "subjects": []}
    rest = [appearance(cast.article, step(cast.outlet), step(other))]
    publish_all(other, *(change(claim, appearances=rest, **plain) for claim in cast.claims))
    publish(change(cast.old[0], name="Apart again"))
    for url, content in zip(urls, before, strict=True):
        assert queries(client, url) <= OF_A_DETAIL, url
        assert client.get(url).content == content, url
