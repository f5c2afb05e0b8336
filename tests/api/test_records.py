"""The feed's lists and details, over HTTP."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from archive.editorial.closing import merge, suppress, withdraw
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

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
TYPES = {"claim": "claims", "article": "articles", "event": "events", "source": "sources"}


@pytest.fixture(scope="module")
def public(made_once):
    """One public record of each type, by type."""
    claimant, outlet, event = make_source("Ruritania"), make_source("The Paper", kind="outlet"), make_event("Talks")
    article = make_article(published="2022-11-17", publisher=outlet.uid)
    quoted = appearance(article, step(outlet), step(claimant))
    claim = make_claim("Coal moved", claimant=claimant, appearances=[quoted], events=[event.uid])
    publish_all(claim)
    return {"claim": claim, "article": article, "event": event, "source": claimant}


def get(client: Client, path: str, **headers: str):
    return client.get(path, headers=headers)


def test_the_root_leads_everywhere(client: Client) -> None:
    root = get(client, "/api/v1/").json()
    assert len(root) == 9
    for address in root.values():
        assert address.startswith(f"{SITE}/")
        assert get(client, address.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize("type", TYPES)
def test_a_list_holds_the_very_documents_of_details(client: Client, public, type: str) -> None:
    listed = get(client, f"/api/v1/{TYPES[type]}/").json()
    assert list(listed) == ["next", "previous", "results"]
    [document] = [each for each in listed["results"] if each["uid"] == public[type].uid]
    alone = get(client, f"/api/v1/{TYPES[type]}/{public[type].uid}/").json()
    assert {name: alone[name] for name in document} == document
    gathered = set() if type == "claim" else {"claims", "claims_count", "claims_url"}
    assert gathered <= set(alone) - set(document)


@pytest.mark.parametrize("type", TYPES)
def test_every_own_address_is_absolute_and_answers(client: Client, public, type: str) -> None:
    text = get(client, f"/api/v1/{TYPES[type]}/{public[type].uid}/").content.decode()
    assert '":"/' not in text
    document = json.loads(text)
    assert document["url"].startswith(f"{SITE}/{TYPES[type]}/{public[type].uid}/")
    if type != "claim":
        shown = get(client, document["claims_url"].removeprefix(SITE)).json()["results"]
        # A source gathers what it claims, so only the claimant's list is tested here.
        assert [each["uid"] for each in shown] == [public["claim"].uid]


def test_the_host_header_makes_no_address(client: Client, public) -> None:
    answer = client.get("/api/v1/claims/?page_size=1", headers={"host": "localhost"})
    assert b"localhost" not in answer.content


def test_next_and_previous_walk_the_whole_list(client: Client, public) -> None:
    publish(*[make_source(f"Body {number}") for number in range(5)])
    address, seen = "/api/v1/sources/?page_size=3&ordering=-published", []
    while address:
        page = get(client, address).json()
        seen += [each["uid"] for each in page["results"]]
        address = page["next"] and page["next"].removeprefix(SITE)
    assert len(seen) == len(set(seen)) == 7


def test_both_clocks(client: Client, public) -> None:
    uid = public["claim"].uid
    before = timezone.now().isoformat().replace("+00:00", "Z")
    publish(change(public["claim"], statement="Coal was moved"), note="wording")
    address = f"/api/v1/claims/{uid}/"
    assert get(client, address).json()["statement"] == "Coal was moved"
    assert get(client, f"{address}?recorded={before}").json()["statement"] == "Coal moved"
    assert get(client, f"{address}?recorded={before.replace('Z', '+00:00')}").json()["version"] == 1
    assert get(client, f"{address}?as_of=2022-11-17").json()["uid"] == uid
    assert get(client, f"{address}?as_of=2022-11-16").status_code == 404
    assert get(client, f"{address}?recorded=1990-01-01T00:00:00Z").status_code == 404
    both = get(client, f"{address}?as_of=2022-11-17&recorded={before}")
    assert both.status_code == 400
    assert [each["parameter"] for each in both.json()["errors"]] == ["as_of", "recorded"]


def test_lists_know_one_clock(client: Client, public) -> None:
    assert len(get(client, "/api/v1/claims/?as_of=2022-11-17").json()["results"]) == 1
    assert get(client, "/api/v1/claims/?as_of=2022-11-16").json()["results"] == []
    assert get(client, "/api/v1/claims/?recorded=2022-11-17T00:00:00Z").status_code == 400


def test_closed_records_say_why(client: Client, public) -> None:
    chief = make_user("chief")
    uid = public["claim"].uid
    before = timezone.now().isoformat().replace("+00:00", "Z")
    withdraw("claim", uid, by=chief, note="an error of ours")
    gone = get(client, f"/api/v1/claims/{uid}/")
    assert gone.status_code == 410
    assert gone["Content-Type"] == "application/problem+json"
    assert gone.json()["detail"] == "an error of ours"
    assert gone.json()["record"]["withdrawn"] is True
    assert gone.json()["record"]["url"] == f"{SITE}/claims/{uid}/-/"
    assert get(client, f"/api/v1/claims/{uid}/?recorded={before}").json()["statement"] == "Coal moved"
    suppress("claim", uid, by=chief, rule="law", note="by order")
    for address in (f"/api/v1/claims/{uid}/", f"/api/v1/claims/{uid}/?recorded={before}"):
        unavailable = get(client, address)
        assert (unavailable.status_code, unavailable.json()["status"]) == (451, 451)
        assert 'rel="blocked-by"' in unavailable["Link"]
        assert b"Coal" not in unavailable.content
    suppress("event", public["event"].uid, by=chief, rule="privacy")
    assert get(client, f"/api/v1/events/{public['event'].uid}/").status_code == 410


def test_a_merged_record_leads_to_the_other_by_the_same_clock(client: Client, public) -> None:
    other = make_source("Ruritania, Republic of")
    publish(other)
    merge("source", public["source"].uid, into=other.uid, by=make_user("chief"), note="the same body")
    answer = get(client, f"/api/v1/sources/{public['source'].uid}/?as_of=2023-01-01")
    assert (answer.status_code, answer["Location"]) == (301, f"{SITE}/api/v1/sources/{other.uid}/?as_of=2023-01-01")


def test_what_is_not_there_is_not_there(client: Client, public) -> None:
    article = public["article"]
    unnamed = make_source("Two officials", kind="unnamed", article=article.uid)
    publish(unnamed)
    draft = make_source("Draft")
    paths = [
        "claims/aaaaaaaaaa/",
        f"claims/{public['source'].uid}/",
        f"sources/{unnamed.uid}/",
        f"sources/{draft.uid}/",
        "sources/AAAAAAAAAA/",
        "sources/1/",
        "nothing/",
        f"claims/{'9' * 5000}/",
        "claims/%00/",
    ]
    for path in paths:
        answer = get(client, f"/api/v1/{path}")
        assert answer.status_code == 404, path
        assert answer.json()["status"] == 404


def test_a_missing_slash_is_put_there(client: Client) -> None:
    answer = get(client, "/api/v1/claims?standing=open")
    assert (answer.status_code, answer["Location"]) == (301, f"{SITE}/api/v1/claims/?standing=open")
    assert get(client, "/api").status_code == 404
