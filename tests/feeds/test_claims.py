"""Claims as JSON Feed and Atom: what other programs read in them, page by page."""

import json
from datetime import datetime

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.closing import withdraw
from tests.factories import change, make_user, publish

pytestmark = pytest.mark.django_db
JSON, ATOM = "/feeds/claims.json", "/feeds/claims.atom"
SITE = "http://127.0.0.1:8000"


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def read(client):
    """A feed, parsed by the reader of its format."""

    def parsed(address, **query):
        text = body(client.get(address, query))
        if address == JSON:
            return json.loads(text)
        found = feedparser.parse(text)
        assert not found.bozo, found.get("bozo_exception")
        return found

    return parsed


def test_json_feed_has_what_its_version_demands(client, cast, read):
    answer = client.get(JSON)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/feed+json")
    feed = read(JSON)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{SITE}{JSON}", f"{SITE}/claims/")
    assert len(feed["items"]) == 8
    for item in feed["items"]:
        assert {"id", "url", "title", "content_text", "date_published", "date_modified"} <= set(item)
        assert datetime.fromisoformat(item["date_modified"]).tzinfo
        assert item["id"] == f"{SITE}/claims/{item['_attest']['uid']}/"
    assert len({item["id"] for item in feed["items"]}) == 8


def test_both_judgements_stand_in_every_entry_and_never_as_one(cast, read):
    [item] = read(JSON, claim=cast.shipment.uid)["items"]
    assert item["title"].startswith("Valoria: ")
    assert item["summary"] == "Was it said? On record. Is it so? Uncorroborated."
    assert "1 attributed origin." in item["content_text"]
    assert item["tags"] == ["Arms and ammunition"]
    assert item["_attest"]["is_contested"]


def test_atom_is_read_by_others_and_says_the_same(client, cast, read):
    assert client.get(ATOM)["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom, feed = read(ATOM), read(JSON)
    assert atom.version == "atom10"
    assert atom.feed.id == f"{SITE}{ATOM}"
    assert {link.rel for link in atom.feed.links} == {"self", "alternate"}
    assert atom.feed.updated == max(entry.updated for entry in atom.entries)
    for entry, item in zip(atom.entries, feed["items"], strict=True):
        assert (entry.id, entry.title, entry.link) == (item["id"], item["title"], item["url"])
        assert (entry.updated, entry.published) == (item["date_modified"], item["date_published"])
        assert entry.summary == item["summary"]
        assert entry.content[0].value.split() == item["content_text"].split()


def test_what_changed_last_comes_first_under_the_same_name(cast, read):
    before = {item["id"] for item in read(JSON)["items"]}
    publish(change(cast.pledge, statement='Ports <b>& "quays"</b> ]]> 포탄 will be opened'), note="clearer")
    atom, feed = read(ATOM), read(JSON)
    assert {item["id"] for item in feed["items"]} == before
    assert feed["items"][0]["title"] == atom.entries[0].title_detail.value
    assert feed["items"][0]["title"] == 'Ruritania: Ports <b>& "quays"</b> ]]> 포탄 will be opened'
    assert feed["items"][0]["_attest"]["version"] == 2


@pytest.mark.parametrize("address", [JSON, ATOM])
def test_pages_lead_through_everything_once(client, cast, address):
    found, following = [], f"{address}?page_size=3"
    seen = set()
    while following:
        assert following not in seen
        seen.add(following)
        text = body(client.get(following.removeprefix(SITE)))
        if address == JSON:
            page = json.loads(text)
            found += [item["id"] for item in page["items"]]
            following = page.get("next_url")
            assert page["feed_url"] == f"{SITE}{JSON}"
        else:
            page = feedparser.parse(text)
            found += [entry.id for entry in page.entries]
            following = next((link.href for link in page.feed.links if link.rel == "next"), None)
    assert len(seen) == 3
    assert (len(found), len(set(found))) == (8, 8)


def test_a_feed_is_narrowed_as_lists_are(cast, read):
    def titles(**query):
        return [item["title"] for item in read(JSON, **query)["items"]]

    assert all(title.startswith("Ivo Klee") for title in titles(claimant=cast.expert.uid))
    assert len(titles(kind="denial")) == 1
    assert len(titles(event=cast.meeting.uid)) == 4
    assert titles(q="inspectors") == ["Ruritania: Ruritania will let inspectors into its ports"]
    assert titles(q="nothing like it") == []
    feed = read(JSON, kind="denial")
    assert feed["title"] == "Attest: claims (kind denial)"
    assert feed["home_page_url"] == f"{SITE}/claims/?kind=denial"
    assert read(ATOM, q="nothing like it").feed.updated == "1970-01-01T00:00:00Z"


def test_one_claim_is_followed_to_its_end(client, cast, read):
    query = {"claim": cast.pledge.uid}
    assert len(read(JSON, **query)["items"]) == len(read(ATOM, **query).entries) == 1
    withdraw("claim", cast.pledge.uid, by=make_user("chief"), note="An error of ours")
    assert read(JSON, **query)["items"] == []
    assert client.get(JSON, {"claim": "aaaaaaaaaa"}).status_code == 404


@pytest.mark.parametrize("address", [JSON, ATOM, "/feeds/claimreview.json"])
@pytest.mark.parametrize(
    ("query", "name"),
    [("nothing=1", "nothing"), ("fields=uid", "fields"), ("page_size=0", "page_size"), ("claim=x&q=a", None)],
)
def test_a_bad_parameter_is_a_problem_that_names_it(client, address, query, name):
    answer = client.get(f"{address}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert name is None or answer.json()["parameter"] == name


@pytest.mark.parametrize(
    "query", ["claim=", "claim=A", "claim=aaaaaaaaaa&claim=bbbbbbbbbb", "q=a&q=b", "standing=true"]
)
def test_what_cannot_be_answered_is_400(client, query):
    assert client.get(f"{ATOM}?{query}").status_code == 400


@pytest.mark.parametrize("address", [JSON, ATOM, "/feeds/claimreview.json"])
def test_a_feed_is_asked_again_cheaply_by_anybody(client, cast, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, body(again), len(queries)) == (304, b"", 1)
    assert client.head(address)["ETag"] == answer["ETag"]
    assert client.post(address).status_code == 405
    publish(change(cast.opinion, statement="The two need each other"))
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [JSON, ATOM, "/feeds/claimreview.json"])
def test_queries_do_not_grow_with_the_page(client, cast, address):
    def queries(size):
        with CaptureQueriesContext(connection) as found:
            body(client.get(address, {"page_size": size}))
        return len(found)

    assert queries(2) == queries(8) <= 6
