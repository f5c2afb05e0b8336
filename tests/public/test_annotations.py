"""What editors marked in an article, at an address beside its page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import merge, suppress, withdraw
from archive.public import annotations
from tests.factories import change, make_article, make_source, make_user, publish, publish_all
from tests.formats.expanding import dropped

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def of(address):
    return f"{address.removesuffix('/')}.annotations.json"


def test_it_has_every_claim_of_the_article_and_stands_on_its_page(client, cast, addresses):
    answer = client.get(of(addresses.column))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=60")
    assert answer["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    made = answer.json()
    assert dropped(made) == set()
    linked = {each["body"][0]["source"].removeprefix(SITE) for each in made["first"]["items"]}
    assert linked == {addresses.forecast, addresses.opinion, addresses.earlier, addresses.shipment}
    page = client.get(addresses.column).content.decode()
    assert page.count(f'href="{of(addresses.column)}"') == 2
    assert of(addresses.column) not in client.get(addresses.column, {"as_of": "2024-01-01"}).content.decode()
    assert client.get(of(addresses.column), headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_public_notes_are_told_and_internal_ones_are_not(client):
    notes = [
        {"motivation": "questioning", "body": "Who counted?", "exact": "twelve", "visibility": "public"},
        {"motivation": "commenting", "body": "Ask her again", "exact": "port", "visibility": "internal"},
    ]
    article = make_article("A text", publisher=make_source("A paper", kind="outlet").uid, annotations=notes)
    publish_all(article)
    answer = client.get(f"/articles/{article.uid}/a-text.annotations.json")
    [made] = answer.json()["first"]["items"]
    assert (made["body"]["value"], made["target"]["selector"]["exact"]) == ("Who counted?", "twelve")
    assert b"Ask her" not in answer.content


def test_pages_hold_every_claim_once(client, cast, addresses, monkeypatch):
    monkeypatch.setattr(annotations, "SIZE", 3)
    made = client.get(of(addresses.column)).json()
    assert "total" not in made
    found, following = made["first"]["items"], made["first"]["next"]
    page = client.get(following.removeprefix(SITE)).json()
    assert (page["id"], page["partOf"], len(page["items"])) == (following, made["id"], 1)
    assert len({each["id"] for each in [*found, *page["items"]]}) == 4
    assert client.get(page["prev"].removeprefix(SITE)).json()["items"] == found


def test_what_pages_refuse_it_refuses(client, cast, addresses):
    address = of(addresses.column)
    for query in ("as_of=2024-01-01", "cursor=", "cursor=x", "cursor=a&cursor=b", "page_size=1"):
        assert client.get(f"{address}?{query}").status_code == 400, query
    assert client.post(address).status_code == 405
    assert client.get("/articles/aaaaaaaaaa/x.annotations.json").status_code == 404
    moved = client.get(f"/articles/{cast.column.uid}/-.annotations.json")
    assert (moved.status_code, moved["Location"]) == (301, address)


def test_it_follows_what_becomes_of_the_article_and_its_claims(client, cast, addresses):
    chief = make_user("chief")
    before = client.get(of(addresses.column))
    withdraw("claim", cast.opinion.uid, by=chief, note="An error of ours")
    publish(change(cast.forecast, statement="A treaty will be signed"), note="shorter")
    after = client.get(of(addresses.column))
    assert after["ETag"] != before["ETag"]
    assert b"marriage" in before.content
    assert b"marriage" not in after.content
    assert {each["id"] for each in after.json()["first"]["items"]} < {
        each["id"] for each in before.json()["first"]["items"]
    }
    merge("article", cast.wire.uid, into=cast.column.uid, by=chief, note="One text")
    assert client.get(of(addresses.wire))["Location"] == f"/articles/{cast.column.uid}/-.annotations.json"
    suppress("article", cast.column.uid, by=chief, rule="law", note="By order of a court.")
    assert client.get(of(addresses.column)).status_code == 451


def test_it_costs_no_more_than_a_page_and_a_list(client, cast, addresses):
    with CaptureQueriesContext(connection) as queries:
        client.get(of(addresses.column))
    assert len(queries) <= 4
