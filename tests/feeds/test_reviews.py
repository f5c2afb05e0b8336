"""Reviews for gatherers of fact-checks: each claim once, with what became of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import suppress, withdraw
from archive.feeds import reviews
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
from tests.formats.expanding import SCHEMA, dropped, triples

pytestmark = pytest.mark.django_db
FEED = "/feeds/claimreview.json"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def read(client):
    return lambda **query: json.loads(b"".join(client.get(FEED, query).streaming_content))


@pytest.fixture
def element(read):
    """The element of one record."""
    return lambda record: next(
        each for each in read()["dataFeedElement"] if each["@id"] == f"{SITE}/claims/{record.uid}/"
    )


def test_it_is_a_data_feed_of_reviews(client, cast, read):
    answer = client.get(FEED)
    assert answer["Content-Type"] == "application/ld+json"
    feed = read()
    assert (feed["@context"][0], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert len(feed["dataFeedElement"]) == 8
    for each in feed["dataFeedElement"]:
        [review] = each["item"]
        assert (each["@type"], review["@type"]) == ("DataFeedItem", "ClaimReview")
        assert review["url"] == each["url"]
        assert review["itemReviewed"]["author"]
        assert review["reviewRating"]["alternateName"]
        assert "ratingValue" not in review["reviewRating"]
    assert feed["dateModified"] == max(each["dateModified"] for each in feed["dataFeedElement"])


def test_it_says_what_the_page_says(client, cast, addresses, element):
    page = client.get(addresses.shipment).content.decode()
    written = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert element(cast.shipment)["item"] == [json.loads(written)]


def test_what_was_taken_back_stays_with_its_day_and_without_its_words(cast, read, element):
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="An error of ours")
    suppress("claim", cast.opinion.uid, by=make_user("chief"), rule="privacy")
    for record in (cast.shipment, cast.opinion):
        gone = element(record)
        assert gone["item"] is None
        assert gone["dateDeleted"]
    assert "marriage" not in json.dumps(read())


def test_background_in_an_articles_own_voice_has_no_item(cast, element):
    outlet = make_source("The Beacon", kind="outlet")
    told = appearance(make_article(publisher=outlet.uid), step(outlet), stance="asserts")
    claim = make_claim("The strait is nine miles wide", claimant=outlet, weight="background", appearances=[told])
    publish_all(claim)
    assert element(claim)["item"] is None


def test_whoever_follows_it_has_everything_once(client, cast):
    found, address, pages = [], f"{FEED}?page_size=5", 0
    while True:
        answer = client.get(address.removeprefix(SITE))
        page = json.loads(b"".join(answer.streaming_content))
        found += [each["@id"] for each in page["dataFeedElement"]]
        pages += 1
        if not answer.has_header("Link"):
            break
        assert answer["Link"] == f'<{page["next"]}>; rel="next"'
        address = page["next"]
    assert pages > 2
    assert (len(found), len(set(found))) == (8, 8)
    # Nothing is new yet: the same address asks for it again.
    assert page["next"] == f"{SITE}{address.removeprefix(SITE)}"


def test_without_a_page_it_is_whole_and_says_where_to_go_on(cast, read, client, monkeypatch):
    monkeypatch.setattr(reviews, "PIECE", 2)
    whole = read()
    assert whole["dataFeedElement"] == read(page_size=1000)["dataFeedElement"]
    assert read(after=0, page_size=1000)["next"] == whole["next"]
    assert client.get(whole["next"].removeprefix(SITE))["Content-Type"] == "application/ld+json"
    assert json.loads(b"".join(client.get(whole["next"].removeprefix(SITE)).streaming_content))["dataFeedElement"] == []
    publish(change(cast.opinion, statement="The two need each other"))
    [element] = json.loads(b"".join(client.get(whole["next"].removeprefix(SITE)).streaming_content))["dataFeedElement"]
    assert element["item"][0]["claimReviewed"] == "The two need each other"
    assert element["dateModified"] > element["dateCreated"]


def test_it_is_read_piece_by_piece_and_not_at_all_for_its_head(client, cast, monkeypatch):
    monkeypatch.setattr(reviews, "PIECE", 2)
    with CaptureQueriesContext(connection) as begun:
        pieces = iter(client.get(FEED).streaming_content)
        next(pieces)
        next(pieces)
    with CaptureQueriesContext(connection) as rest:
        b"".join(pieces)
    # How many pieces go by before one holds a review depends on the order of the names.
    assert len(begun) <= 8
    assert len(rest) >= 2
    with CaptureQueriesContext(connection) as head:
        assert b"".join(client.head(FEED).streaming_content) == b""
    assert len(head) <= 3


def test_a_processor_of_others_understands_every_word(cast, read):
    withdraw("claim", cast.shipment.uid, by=make_user("chief"), note="An error of ours")
    feed = read()
    assert dropped(feed) == set()
    said = triples(feed)
    numbers = {kind: sum(name == f"{SCHEMA}{kind}" for _, name, _ in said) for kind in ("dateDeleted", "claimReviewed")}
    assert numbers == {"dateDeleted": 1, "claimReviewed": 7}


def test_one_claim_has_its_review_alone(client, cast, read, element):
    [alone] = read(claim=cast.denial.uid)["dataFeedElement"]
    assert alone == element(cast.denial)
    withdraw("claim", cast.denial.uid, by=make_user("chief"), note="An error of ours")
    [alone] = read(claim=cast.denial.uid)["dataFeedElement"]
    assert alone == element(cast.denial)
    assert alone["item"] is None
    assert client.get(FEED, {"claim": "aaaaaaaaaa"}).status_code == 404
    assert client.get(FEED, {"claim": cast.denial.uid, "after": "0"}).status_code == 400
