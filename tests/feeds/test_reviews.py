"""Reviews for gatherers of fact-checks: each claim once, with what became of it."""

import json

import pytest

from archive.editorial.closing import suppress, withdraw
from tests.factories import appearance, make_article, make_claim, make_source, make_user, publish_all, step

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
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
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
