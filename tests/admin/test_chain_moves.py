"""Before a source is saved, every published count that this would move is shown."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.editorial import moving
from archive.editorial.moving import saved_source, would_move
from archive.models import Document, Source
from tests.admin.browser import address, opened, row
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_source,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db
UNSEEN = "Nothing is saved yet"


@pytest.fixture
def desk(enter):
    return enter("editor")


class Cast:
    """Two people whom two articles cite; nothing says yet that one of them speaks for the other's ministry."""

    def __init__(self):
        self.ministry, self.paper = make_source("The Ministry"), make_source("Paper", kind="outlet")
        self.speaker = make_source("The Speaker", kind="person")
        self.claim = self.claimed("Shells were sent", assessments=[assessment("corroborated")])

    def claimed(self, statement, **more):
        article = make_article(publisher=self.paper.uid)
        found = [appearance(article, step(self.paper), step(each)) for each in (self.ministry, self.speaker)]
        claim = make_claim(statement, claimant=self.ministry, appearances=found, **more)
        publish_all(claim)
        return claim

    def tie(self, type="speaks_for", **more):
        return {"body": self.ministry.uid, "type": type, **more}


@pytest.fixture(scope="module")
def cast(made_once):
    return Cast()


def changed(source, **changes):
    return {**saved_source(source), **changes}


def test_two_origins_that_would_be_one_are_shown_with_the_judgement_that_falls(cast):
    [move] = would_move(cast.speaker.uid, changed(cast.speaker, affiliations=[cast.tie()])).found
    assert move.headline == "The Ministry: Shells were sent"
    assert ("Attributed origins", "2", "1") in move.rows
    assert ("Independent of each other", "2", "1") in move.rows
    assert ("Counted as", "The Ministry and The Speaker", "The Ministry") in move.rows
    [sentence] = move.against
    assert "fewer than two independent origins" in sentence
    assert move.again == []


def test_what_was_shown_is_what_happens(cast):
    [move] = would_move(cast.speaker.uid, changed(cast.speaker, affiliations=[cast.tie()])).found
    publish(change(cast.speaker, affiliations=[cast.tie()]))
    origins = json.loads(Document.objects.get(uid=cast.claim.uid).body)["origins"]
    shown = {each.label: each.new for each in move.rows}
    assert (str(origins["attributed"]), str(origins["independent"])) == (
        shown["Attributed origins"],
        shown["Independent of each other"],
    )
    # And the other way round it comes back.
    [back] = would_move(cast.speaker.uid, changed(cast.speaker, affiliations=[])).found
    assert (back.rows[0], len(back.again)) == (("Attributed origins", "1", "2"), 1)


@pytest.mark.parametrize("tie", [{"type": "works_at"}, {"end": "2021"}, {"start": "2023"}])
def test_a_tie_that_carries_no_voice_moves_nothing(cast, tie):
    record = changed(cast.speaker, affiliations=[cast.tie(**tie)])
    moves = would_move(cast.speaker.uid, record)
    assert (moves.found, moves.looked_at) == ([], 1)


def test_a_body_further_up_and_an_unnamed_source_move_counts_too(cast):
    state = make_source("The State")
    other = make_source("The Agency", affiliations=[{"body": state.uid, "type": "organ_of"}])
    article = make_article(publisher=cast.paper.uid)
    experts = make_source("experts", kind="unnamed", article=article.uid)
    publish_all(
        make_claim(claimant=other, appearances=[appearance(article, step(cast.paper), step(other, experts))]),
    )
    [move] = would_move(experts.uid, changed(experts, affiliations=[cast.tie()])).found
    assert ("Unnamed", "1", "0") in move.rows
    # The claim does not name the state; it was asked for when its document was made.
    [move] = would_move(state.uid, changed(state, affiliations=[cast.tie()])).found
    assert ("Counted as", "The State", "The Ministry") in move.rows


def test_a_source_named_by_very_many_is_bounded_and_says_so(cast, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 2)
    counted = []
    for more in (1, 4):
        for number in range(more):
            cast.claimed(f"Thing {number} of {more}")
        with CaptureQueriesContext(connection) as queries:
            moves = would_move(cast.speaker.uid, changed(cast.speaker, affiliations=[cast.tie()]))
        counted.append(len(queries))
        assert (len(moves.found), moves.looked_at) == (2, 2)
    assert moves.left == 4
    assert max(counted) <= 20


def test_the_page_of_a_source_shows_what_moves_before_it_saves(desk, cast):
    page = address("source", "change", cast.speaker.pk)
    fields = row(opened(desk, page), "affiliations", body=str(cast.ministry.pk), type="speaks_for")
    response = desk.post(page, {**fields, "reason": ["As the ministry's page says"]})
    shown = response.content.decode()
    assert response.status_code == 200
    assert UNSEEN in shown
    assert "1 published claim would change" in shown
    assert "No longer allowed: “Corroborated” does not fit" in shown
    assert not cast.speaker.affiliations.exists()
    # Seen: the same form again saves.
    again = {**fields, "reason": ["As the ministry's page says"], "seen": [response.context["moves"].digest]}
    assert f'name="seen" value="{again["seen"][0]}"' in shown
    assert desk.post(page, again).status_code == 302
    assert cast.speaker.affiliations.get().body == cast.ministry
    cast.speaker.refresh_from_db()
    assert cast.speaker.revision == 2


def test_what_was_not_seen_is_shown_again(desk, cast):
    page = address("source", "change", cast.speaker.pk)
    fields = row(opened(desk, page), "affiliations", body=str(cast.ministry.pk), type="speaks_for")
    seen = desk.post(page, fields).context["moves"].digest
    cast.claimed("Another thing is so")
    response = desk.post(page, {**fields, "seen": [seen]})
    assert "2 published claims would change" in response.content.decode()
    assert Source.objects.get(pk=cast.speaker.pk).revision == 1


def test_a_source_that_moves_nothing_is_saved_at_once(desk, cast):
    page = address("source", "change", cast.speaker.pk)
    assert desk.post(page, {**opened(desk, page), "note": ["A public note"]}).status_code == 302
    nobody = make_source("Nobody yet", kind="person")
    page = address("source", "change", nobody.pk)
    fields = row(opened(desk, page), "affiliations", body=str(cast.ministry.pk), type="speaks_for")
    assert desk.post(page, fields).status_code == 302


def test_the_dialog_shows_what_moves_before_it_saves(desk, cast):
    sent = {
        "uid": cast.speaker.uid,
        "revision": 1,
        "kind": "person",
        "name": "The Speaker",
        "affiliations": [cast.tie()],
    }

    def post(**more):
        url = reverse("admin:archive_chain_source")
        return desk.post(url, json.dumps({**sent, **more}), content_type="application/json").json()

    answer = post()
    assert "1 published claim would change" in answer["moves"]
    assert not cast.speaker.affiliations.exists()
    assert "moves" in post(seen="something else")
    assert post(seen=answer["seen"])["source"]["uid"] == cast.speaker.uid
    assert cast.speaker.affiliations.get().type == "speaks_for"
