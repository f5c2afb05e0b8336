"""Changes narrowed by filters: what matches is sent, what does not is said to be gone, and nobody is forgotten."""

import pytest
from django.http import QueryDict
from django.test import Client

from archive.editorial.closing import merge, suppress, withdraw
from archive.models import Document, LedgerEntry
from archive.reading_room.history import changes
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db
CHANGES = "/api/v1/changes/"


def told(client: Client, query: str = "", after: int = 0) -> list[dict]:
    return client.get(f"{CHANGES}?after={after}&page_size=1000{query}").json()["results"]


def states(results: list[dict]) -> dict[str, str]:
    return {each["uid"]: each["state"] for each in results}


def newest() -> int:
    return max(Document.objects.values_list("change", flat=True))


def test_what_stops_matching_is_deleted(client: Client) -> None:
    claim, other = make_claim("Coal moved", weight="core"), make_claim("Grain moved", weight="background")
    publish_all(claim, other)
    first = told(client, "&weight=core")
    assert states(first) == {claim.uid: "updated", other.uid: "deleted"}
    assert [each["data"] is None for each in first] == [each["state"] == "deleted" for each in first]
    before = newest()
    publish(change(claim, weight="background"), note="By the way only.")
    [gone] = told(client, "&weight=core", before)
    assert (gone["state"], gone["data"], gone["type"], gone["uid"]) == ("deleted", None, "claim", claim.uid)
    assert (gone["action"], gone["note"]) == ("correct", "By the way only.")
    assert states(told(client, "&weight=background", before)) == {claim.uid: "updated"}


def test_a_count_that_another_record_moved_is_noticed(client: Client) -> None:
    body, one, other = make_source(), make_source(kind="person"), make_source(kind="person")
    outlet = make_source(kind="outlet")
    article = make_article(publisher=outlet.uid)
    chains = [appearance(article, step(outlet), step(each)) for each in (one, other)]
    claim = make_claim("Coal moved", claimant=one, appearances=chains)
    publish_all(claim, body)
    assert states(told(client, "&min_origins=2")) == {claim.uid: "updated"}
    before = newest()
    tie = [{"body": body.uid, "type": "speaks_for"}]
    publish(change(one, affiliations=tie), change(other, affiliations=tie))
    assert states(told(client, "&min_origins=2", before)) == {claim.uid: "deleted"}
    assert states(told(client, f"&min_origins=1&origin={body.uid}", before)) == {claim.uid: "updated"}


def test_an_origin_that_the_document_does_not_tell_of_is_noticed_too(client: Client) -> None:
    """Somebody who speaks for two counts, beside one of them, for that one; alone, for the first by name."""
    first, second = sorted((make_source(), make_source()), key=lambda each: each.uid)
    both = make_source(kind="person", affiliations=[{"body": second.uid, "type": "speaks_for"}])
    outlet = make_source(kind="outlet")
    early, late = (make_article(publisher=outlet.uid, published=day) for day in ("2022-11-08", "2022-12-08"))
    said = [appearance(early, step(outlet), step(both)), appearance(late, step(outlet), step(second))]
    claim = make_claim("Coal moved", claimant=second, appearances=said)
    publish_all(claim, first)
    row = Document.objects.get(uid=claim.uid)
    assert states(told(client, f"&origin={first.uid}")) == {claim.uid: "deleted"}
    ties = [{"body": each.uid, "type": "speaks_for"} for each in (first, second)]
    publish(change(both, affiliations=ties))
    assert Document.objects.get(uid=claim.uid).body == row.body
    listed = client.get(f"/api/v1/claims/?origin={first.uid}").json()["results"]
    assert [each["uid"] for each in listed] == [claim.uid]
    assert states(told(client, f"&origin={first.uid}", row.change)) == {claim.uid: "updated"}


def test_a_type_alone_sends_that_type_and_its_tombstones(client: Client) -> None:
    claim, one, other = make_claim("Coal moved"), make_source("One"), make_source("Other")
    publish_all(claim, one, other)
    merge("source", one.uid, into=other.uid, by=make_user("chief"), note="the same")
    for type in ("claim", "article", "event", "source"):
        expected = {
            row.uid: "updated" if row.state == "public" else "deleted" for row in Document.objects.filter(type=type)
        }
        results = told(client, f"&type={type}")
        assert states(results) == expected
        assert [each["change"] for each in results] == sorted(each["change"] for each in results)
    assert states(told(client, "&type=source&kind=outlet"))[one.uid] == "deleted"


def test_closed_records_match_nothing(client: Client) -> None:
    claims = [make_claim("Coal moved"), make_claim("Grain moved")]
    publish_all(*claims)
    chief = make_user("chief")
    withdraw("claim", claims[0].uid, by=chief, note="an error of ours")
    suppress("claim", claims[1].uid, by=chief, rule="law")
    assert set(states(told(client, "&kind=assertion")).values()) == {"deleted"}


def test_pages_of_a_filter_that_nothing_matches_still_lead_on(client: Client, django_assert_num_queries) -> None:
    publish_all(*(make_claim() for _ in range(5)))
    address, seen = f"{CHANGES}?standing=refuted&min_origins=3&page_size=2", []
    while True:
        page = client.get(address).json()
        address = page["next"].removeprefix("http://127.0.0.1:8000")
        assert "standing=refuted&min_origins=3&page_size=2" in address
        if not page["results"]:
            break
        assert len(page["results"]) <= 2
        seen += page["results"]
    assert states(seen) == dict.fromkeys(Document.objects.filter(type="claim").values_list("uid", flat=True), "deleted")
    for query in ("standing=refuted&topic=t&asserted_from=2022-01-01", "type=event&status=planned", "type=article"):
        with django_assert_num_queries(1):
            changes.changes(QueryDict(query), path=CHANGES)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("nothing=1", ["nothing"]),
        ("type=nothing", ["type"]),
        ("type=claim&type=claim", ["type"]),
        ("type=", ["type"]),
        ("standing=true", ["standing"]),
        ("standing=open&standing=open", ["standing"]),
        ("type=article&standing=open", ["standing"]),
        ("genre=news", ["genre"]),
        ("type=source&kind=assertion", ["kind"]),
        ("claimant=nobody", ["claimant"]),
        ("asserted_from=2022", ["asserted_from"]),
        ("min_origins=-1", ["min_origins"]),
        (
            "q=coal&as_of=2022-01-01&ordering=asserted&fields=uid&cursor=x",
            ["q", "as_of", "ordering", "fields", "cursor"],
        ),
        ("recorded=2022-01-01T00:00:00Z", ["recorded"]),
    ],
)
def test_a_parameter_that_is_none_is_named(client: Client, query: str, names: list[str]) -> None:
    answer = client.get(f"{CHANGES}?{query}")
    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["errors"]] == names


def test_only_what_was_published_is_ever_told_of(client: Client) -> None:
    article = make_article()
    person, unnamed = make_source("Ada Bright", kind="person"), make_source("one", kind="unnamed", article=article.uid)
    hidden = make_source("Bo Dark", kind="person", protected=True)
    publish(article, person, unnamed)
    make_source("Draft")
    assert states(told(client)) == {article.uid: "updated", person.uid: "updated"}
    before = newest()
    publish(change(person, kind="unnamed", article=article.uid), note="We should not have named them.")
    [gone] = told(client, after=before)
    assert (gone["uid"], gone["state"], gone["note"]) == (person.uid, "deleted", "We should not have named them.")
    assert states(told(client, "&type=source&kind=person")) == {person.uid: "deleted"}
    everything = client.get(f"{CHANGES}?page_size=1000").content
    assert b"Bright" not in everything
    assert hidden.uid.encode() not in everything
    assert set(states(told(client))) <= set(LedgerEntry.objects.values_list("uid", flat=True))


def test_numbers_never_go_back(client: Client) -> None:
    article = make_article()
    unnamed = make_source("one", kind="unnamed", article=article.uid)
    publish(article, unnamed)
    withdraw("source", unnamed.uid, by=make_user("chief"), note="an error of ours")
    before = newest()
    publish(change(unnamed, note="Said twice."))
    assert newest() > before
    assert states(told(client)) == {article.uid: "updated", unnamed.uid: "deleted"}
