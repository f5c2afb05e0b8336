"""Claims as JSON Feed and Atom: what other programs read in them, page by page."""

import json
import re
from html import unescape

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.editorial.closing import merge, suppress, withdraw
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all
from tests.feeds.validating import TOMBSTONE, atom_faults, json_feed_faults

pytestmark = pytest.mark.django_db
JSON, ATOM = "/feeds/claims.json", "/feeds/claims.atom"
SITE = "http://127.0.0.1:8000"


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def told(html):
    """The words of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", " ", html)).split()


@pytest.fixture
def deleted(client):
    """What each of both formats says was taken back: by its name, when and why, and what stands for it."""

    def found(**query):
        feed = json.loads(body(client.get(JSON, query)))
        ours = {
            each["id"]: (each["date_deleted"], each["state"], each["reason"], each["successor_id"])
            for each in feed["_attest"]["deleted"]
        }
        elements = etree.fromstring(body(client.get(ATOM, query))).findall(f"{TOMBSTONE}deleted-entry")
        theirs = {each.get("ref"): each for each in elements}
        assert list(theirs) == list(ours)
        for name, (at, state, reason, successor) in ours.items():
            assert theirs[name].get("when") == at
            assert theirs[name].findtext(f"{TOMBSTONE}comment") == ": ".join(filter(None, [state.capitalize(), reason]))
            assert [each.get("href") for each in theirs[name] if each.get("href")] == [successor] * bool(successor)
        return {name: ours[name][1:] for name in ours}

    return found


@pytest.fixture
def read(client):
    """A feed without fault, parsed by the reader of its format."""

    def parsed(address, **query):
        text = body(client.get(address, query))
        if address == JSON:
            feed = json.loads(text)
            assert json_feed_faults(feed) == []
            return feed
        assert atom_faults(text) == []
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
        assert item["_attest"]["license"].startswith("https://creativecommons.org/")
        assert told(item["content_html"])[:5] == item["content_text"].split()[:5]
        assert item["id"] == f"{SITE}/claims/{item['_attest']['uid']}/"
    assert len({item["id"] for item in feed["items"]}) == 8


def test_both_judgements_stand_in_every_entry_and_never_as_one(cast, read):
    item, act = read(JSON, claim=cast.shipment.uid)["items"]
    assert act["title"] == f"Published, version 1: {item['title']}"
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
        assert entry.content[0].value == item["content_html"]
        assert entry.license == item["_attest"]["license"]
        links = {link.rel: link.href for link in entry.links}
        assert (links["alternate"], links["related"]) == (item["url"], item["_attest"]["data_url"])
        assert links.get("via") == item.get("external_url")
    assert "https://example.org/strait" in {item.get("external_url") for item in feed["items"]}


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
    assert feed["title"] == "Attest: claims (Kind: Denial)"
    assert feed["home_page_url"] == f"{SITE}/claims/?kind=denial"
    assert read(ATOM, claimant=cast.expert.uid).feed.title == "Attest: claims (Claimant: Ivo Klee)"
    assert read(ATOM, q="nothing like it").feed.updated == "1970-01-01T00:00:00Z"


def test_one_claim_is_followed_act_by_act_to_its_end(client, cast, read, deleted):
    query = {"claim": cast.pledge.uid}
    [whole, first] = read(JSON, **query)["items"]
    publish(change(cast.pledge, statement="All <ports> will be opened"), note="The text says all")
    feed, atom = read(JSON, **query), read(ATOM, **query)
    assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
    now, second, same = feed["items"]
    assert (now["id"], same) == (whole["id"], first | {"title": same["title"], **content_of(same)})
    assert second["title"] == "Corrected, version 2: Ruritania: All <ports> will be opened"
    assert second["summary"] == "The text says all"
    assert (
        "“Ruritania will let inspectors into its ports” became “All <ports> will be opened”" in second["content_text"]
    )
    assert client.get(second["url"].removeprefix(SITE).partition("#")[0], follow=True).status_code == 200
    assert deleted(**query) == {}
    withdraw("claim", cast.pledge.uid, by=make_user("chief"), note="An error of ours")
    [closing] = read(JSON, **query)["items"]
    assert closing["title"] == f"Withdrawn: claim {cast.pledge.uid}"
    assert read(ATOM, **query).entries[0].summary == closing["summary"] == "An error of ours"
    # Whoever was told of the acts on it has its words from there.
    assert set(deleted(**query)) == {whole["id"], first["id"], second["id"]}
    for address in (JSON, ATOM):
        assert b"ports" not in body(client.get(address, query))
    assert client.get(JSON, {"claim": "aaaaaaaaaa"}).status_code == 404


def content_of(item):
    return {name: item[name] for name in ("content_text", "content_html")}


def test_what_was_taken_back_is_told_to_all_who_may_hold_it(cast, read, deleted):
    chief = make_user("chief")
    before = {item["_attest"]["uid"]: item["id"] for item in read(JSON)["items"]}
    assert deleted() == {}
    withdraw("claim", cast.forecast.uid, by=chief, note="It rested on a misread table.")
    suppress("claim", cast.opinion.uid, by=chief, rule="privacy", note="")
    merge("claim", cast.mentioned.uid, into=cast.shipment.uid, by=chief, note="One claim")
    wanted = {
        before[cast.mentioned.uid]: ("merged", "One claim", before[cast.shipment.uid]),
        before[cast.opinion.uid]: ("suppressed", None, None),
        before[cast.forecast.uid]: ("withdrawn", "It rested on a misread table.", None),
    }
    assert deleted() == deleted(kind="denial") == deleted(q="nothing like it") == wanted
    assert not set(wanted) & {item["id"] for item in read(JSON)["items"]}
    assert read(ATOM).feed.updated == read(ATOM, q="nothing like it").feed.updated > "2000"
    # In another order, or as of a day, nothing follows the changes.
    assert deleted(ordering="-asserted") == deleted(as_of="2024-01-01") == {}


def test_each_page_tells_what_was_taken_back_since_the_next(client, cast, deleted):
    chief = make_user("chief")
    withdraw("claim", cast.forecast.uid, by=chief, note="First")
    publish(change(cast.opinion, statement="The two need each other"))
    withdraw("claim", cast.pledge.uid, by=chief, note="Second")
    found, following = [], f"{JSON}?page_size=1"
    while following:
        feed = json.loads(body(client.get(following.removeprefix(SITE))))
        found.append([each["reason"] for each in feed["_attest"]["deleted"]])
        following = feed.get("next_url")
    assert len(found) == 6
    assert found[0] == ["Second"]
    assert [reason for reasons in found for reason in reasons] == ["Second", "First"]


def test_an_entry_was_updated_when_anything_it_says_was_changed(cast, read):
    before = {item["id"]: item["date_modified"] for item in read(JSON)["items"]}
    publish(change(cast.expert, name="Dr. Ivo Klee"), note="His title")
    now = {item["id"]: item for item in read(JSON)["items"]}
    later = {name for name, item in now.items() if item["date_modified"] > before[name]}
    assert {name for name, item in now.items() if item["title"].startswith("Dr. Ivo Klee: ")} < later < set(now)
    # They come first, in an order of their own.
    assert {entry.id for entry in read(ATOM).entries[: len(later)]} == later


def test_nothing_that_is_typed_or_printed_breaks_a_feed(client, cast, read):
    hard = "북한은 ]]> <script>alert(1)</script> & \u200f„ja“ \u2028"
    publish_all(make_claim(hard, language="ko", claimant=make_source("Пресс-служба <i>")))
    for query in ("q=%01%0B%EF%BF%BE", "q=%3C%2Ftitle%3E%26%22", "topic=nobody-has-it", "as_of=2024-01-01&q=a"):
        for address in (JSON, ATOM):
            answer = client.get(f"{address}?{query}")
            assert answer.status_code == 200
            text = body(answer)
            assert (atom_faults(text) if address == ATOM else json_feed_faults(json.loads(text))) == []
    atom, item = read(ATOM), read(JSON)["items"][0]
    assert item["language"] == atom.entries[0].title_detail.language == "ko"
    assert atom.entries[0].title_detail.value == item["title"] == f"Пресс-служба <i>: {' '.join(hard.split())}"
    assert "<script" not in item["content_html"]


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
