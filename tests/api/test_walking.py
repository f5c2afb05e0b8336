"""Pages of a list, next by next and back again: the same records once each, whatever the list."""

import random
import re

import pytest
from django.test import Client

from tests.factories import appearance, make_article, make_claim, make_event, make_source, publish_all, step

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
KINDS = ("assertion", "denial", "prediction")
DAYS = ("2022-11-08", "2022-11", "2022", "2023-01-05", "1950/1953")


@pytest.fixture(scope="module")
def many(made_once):
    """Claims of a few days, kinds and claimants, so that many share each."""
    rng = random.Random(5)
    bodies = [make_source(f"Body {number}") for number in range(3)]
    talks = make_event("Talks")
    articles = [make_article(f"Article {day}", published=day, published_basis="As printed.") for day in DAYS]
    made = []
    for number in range(23):
        body = rng.choice(bodies)
        said = appearance(rng.choice(articles), step(make_source(kind="outlet")), step(body))
        kind = rng.choice(KINDS)
        made.append(
            make_claim(f"Coal moved {number} times", claimant=body, kind=kind, appearances=[said], events=[talks.uid])
        )
    publish_all(*made)
    return bodies, talks


def page(client: Client, address: str) -> dict:
    answer = client.get(address.removeprefix(SITE))
    assert answer.status_code == 200, (address, answer.content)
    return answer.json()


def uids(found: dict) -> list[str]:
    return [each["uid"] for each in found["results"]]


def walk(client: Client, address: str | None, way: str) -> list[dict]:
    pages = []
    while address:
        pages.append(page(client, address))
        address = pages[-1][way]
        assert len(pages) < 100
    return pages


def lists(bodies: list, talks: object) -> list[str]:
    narrowed = ["", "kind=denial", f"claimant={bodies[0].uid}", f"event={talks.uid}&kind=assertion", "q=coal"]
    narrowed += ["as_of=2022-12-31", "asserted_from=2022-01-01", "min_origins=1", "standing=refuted"]
    orders = ("-asserted", "asserted", "-published", "-changed")
    return [
        f"claims/?{'&'.join(filter(None, (each, f'ordering={order}')))}" for each in narrowed for order in orders
    ] + [f"{plural}/?ordering={order}" for plural in ("sources", "articles", "events") for order in orders]


def test_both_ways_lead_through_the_whole_list(client: Client, many) -> None:
    rng = random.Random(7)
    for each in rng.sample(lists(*many), 18):
        address = f"/api/v1/{each}&fields=uid"
        whole = uids(page(client, f"{address}&page_size=100"))
        assert len(whole) == len(set(whole))
        size = rng.randint(2, 7)
        there = walk(client, f"{address}&page_size={size}", "next")
        assert [uid for found in there for uid in uids(found)] == whole, each
        assert there[0]["previous"] is None
        back = walk(client, there[-1]["previous"], "previous")
        assert [uids(found) for found in reversed(back)] == [uids(found) for found in there[:-1]], each


def test_any_way_of_turning_pages_comes_out_where_it_should(client: Client, many) -> None:
    """A reader turns back and forth at random, and changes the number of records on a page meanwhile."""
    rng = random.Random(11)
    for each in rng.sample(lists(*many), 12):
        address = f"/api/v1/{each}&fields=uid"
        whole = uids(page(client, f"{address}&page_size=100"))
        begin, size = 0, rng.randint(1, 5)
        found = page(client, f"{address}&page_size={size}")
        for _ in range(12):
            assert uids(found) == whole[begin : begin + size], each
            way = rng.choice(("next", "previous"))
            assert (found[way] is None) == (begin + size >= len(whole) if way == "next" else begin == 0)
            if found[way] is None:
                continue
            turned = rng.randint(1, 5)
            begin, end = (begin + size, None) if way == "next" else (max(begin - turned, 0), begin)
            found = page(client, re.sub("page_size=[0-9]+", f"page_size={turned}", found[way]))
            size = turned if end is None else end - begin


@pytest.mark.parametrize("type", ["claims", "articles", "events", "sources"])
def test_fields_keep_the_order_of_the_document(client: Client, many, type: str) -> None:
    whole = page(client, f"/api/v1/{type}/?page_size=1")["results"][0]
    one = f"/api/v1/{type}/{whole['uid']}/"
    detail = page(client, one)
    names = list(detail)
    # Every name there is can be asked for, in any order, and comes in the document's own.
    asked = random.Random(3).sample(names, len(names))
    assert list(page(client, f"{one}?fields={','.join(asked)}").items()) == list(detail.items())
    some = names[1::3]
    assert page(client, f"{one}?fields={','.join(reversed(some))}") == {name: detail[name] for name in some}
    for bad in ("nothing", "uid,", "uid,uid", "UID", "", "uid url"):
        for address in (one, f"/api/v1/{type}/"):
            refused = client.get(f"{address}?fields={bad}")
            assert (refused.status_code, refused.json()["parameter"]) == (400, "fields"), bad
    gathered = sorted(set(names) - set(whole))
    for name in gathered:
        assert client.get(f"/api/v1/{type}/?fields={name}").status_code == 400
    assert page(client, f"{one}?fields=uid&as_of=2023-06-01") == {"uid": whole["uid"]}
