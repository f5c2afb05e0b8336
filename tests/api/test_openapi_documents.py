"""Every document, of whatever archive, by whichever clock, is as its schema says: all keys, and no others."""

import pytest
from django.test import Client

from archive.api.openapi.examples import example
from archive.models import Document, LedgerEntry
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.shaping.documents import definitions, detail_of, keys, more_keys, named
from tests.api.openapi_cast import publish_first_collection
from tests.api.openapi_validation import faults
from tests.reading_room.history import History

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
DAY = "2023-06-01"
# What hangs on when a collection was published.
OF_ITS_TIME = {"published_at", "modified_at", "ledger"}


@pytest.fixture(scope="module")
def lived(made_once):
    """An archive to which a few things have happened."""
    History(5).live(8)


def pages(client, address):
    """What is on all pages from ``address`` on."""
    while address:
        page = client.get(address.removeprefix(SITE)).json()
        yield from page["results"]
        address = page["next"] if page["results"] else None


def wrong(client):
    """Every fault of every answer, with its address; and how many answers there were."""
    found, answers = [], 0
    moment = LedgerEntry.objects.order_by("-seq").first().at.isoformat()
    for type, plural in PLURALS.items():
        for clock in ("", f"&as_of={DAY}"):
            for each in pages(client, f"/api/v1/{plural}/?page_size=100{clock}"):
                answers += 1
                found += [f"{plural} {each['uid']}{clock} {fault}" for fault in faults(named(type), each)]
        for uid in Document.objects.filter(type=type).values_list("uid", flat=True):
            for clock in ("", f"?as_of={DAY}", f"?recorded={moment.replace('+', '%2B')}"):
                answer = client.get(f"/api/v1/{plural}/{uid}/{clock}")
                form = detail_of(type) if answer.status_code == 200 else "Problem"
                if answer.status_code != 301:
                    answers += 1
                    found += [f"{plural}/{uid}/{clock} {fault}" for fault in faults(form, answer.json())]
    for form, address in (("Change", "changes"), ("Act", "ledger")):
        for each in pages(client, f"/api/v1/{address}/?page_size=1000"):
            answers += 1
            found += [f"{address} {each['seq']} {fault}" for fault in faults(form, each)]
    return found, answers


def test_an_archive_is_as_described(client: Client, lived):
    found, answers = wrong(client)
    assert found == []
    assert answers > 60


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(20, 26))
def test_a_random_archive_is_as_described(client: Client, seed):
    History(seed).live(40)
    found, answers = wrong(client)
    assert found == []
    assert answers > 150
    assert {"public", "withdrawn"} <= set(Document.objects.values_list("state", flat=True))


@pytest.mark.thorough
def test_the_first_collection_is_as_described(client: Client):
    publish_first_collection()
    found, answers = wrong(client)
    assert found == []
    assert answers > 1_500
    for type, plural in PLURALS.items():
        shown = example(type)
        today = client.get(f"/api/v1/{plural}/{shown['uid']}/").json()
        # Of the claims in an article the example keeps one.
        assert [each for each in shown.pop("claims", []) if each not in today["claims"]] == []
        assert shown == {key: today[key] if key not in OF_ITS_TIME else shown[key] for key in shown}


def test_keys_stand_in_the_order_they_are_said_to_stand_in(client: Client, lived):
    for type, plural in PLURALS.items():
        listed = client.get(f"/api/v1/{plural}/?page_size=1").json()["results"][0]
        assert list(listed) == keys(type)
        one = client.get(f"/api/v1/{plural}/{listed['uid']}/").json()
        assert list(one) == [*keys(type), *more_keys(type)]


def test_a_selection_is_some_of_the_same_keys(client: Client, lived):
    (some,) = client.get("/api/v1/claims/?page_size=1&fields=uid,standing").json()["results"]
    assert faults("ClaimSelection", some) == []
    assert faults("Claim", some) != []
    assert faults("ClaimSelection", {**some, "other": 1}) != []


def test_a_missing_and_a_foreign_key_are_faults(client: Client, lived):
    (claim,) = client.get("/api/v1/claims/?page_size=1").json()["results"]
    for key in claim:
        assert faults("Claim", {name: value for name, value in claim.items() if name != key}) != []
    assert faults("Claim", {**claim, "internal_note": "x"}) != []


def test_objects_are_closed_everywhere():
    def objects(schema, place):
        if isinstance(schema, dict):
            if "properties" in schema:
                yield place, schema
            for name, inner in schema.items():
                yield from objects(inner, f"{place}/{name}")
        elif isinstance(schema, list):
            for number, inner in enumerate(schema):
                yield from objects(inner, f"{place}/{number}")

    found = list(objects(definitions(), ""))
    assert len(found) > 40
    assert [place for place, schema in found if schema.get("additionalProperties") is not False] == []
