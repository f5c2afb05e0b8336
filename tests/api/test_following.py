"""The two feeds that programs follow: a mirror converges, and the ledger can be checked."""

import hashlib
import json

import pytest
from django.http import QueryDict
from django.test import Client

from archive.editorial.closing import merge, suppress, withdraw
from archive.models import Document
from archive.reading_room.history import changes
from archive.reading_room.projecting.rebuild import rebuild
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def follow(client: Client, mirror: dict[str, dict], address: str) -> str:
    """Apply all changes from ``address`` on; the address to come back to."""
    while True:
        page = client.get(address).json()
        assert list(page) == ["next", "results"]
        for each in page["results"]:
            if each["state"] == "deleted":
                assert each["data"] is None
                mirror.pop(each["uid"], None)
            else:
                mirror[each["uid"]] = each["data"]
        address = page["next"].removeprefix(SITE)
        if not page["results"]:
            return address


def public(client: Client) -> dict[str, dict]:
    found = {}
    for plural in ("claims", "articles", "events", "sources"):
        listed = client.get(f"/api/v1/{plural}/?page_size=100").json()["results"]
        found |= {each["uid"]: each for each in listed}
    return found


def test_a_mirror_converges_whatever_happens(client: Client) -> None:
    mirror: dict[str, dict] = {}
    chief = make_user("chief")
    body = make_source("Ruritania")
    first, second = make_claim("Coal moved", claimant=body), make_claim("Grain moved", claimant=body)
    publish_all(first, second)
    address = follow(client, mirror, "/api/v1/changes/?page_size=2")
    assert mirror == public(client)
    assert "page_size=2" in address
    # Only the source has an entry; both claims name it.
    publish(change(body, name="Ruritania, Republic of"), note="name")
    page = client.get(address.replace("page_size=2", "page_size=1000")).json()
    assert {each["uid"] for each in page["results"]} == {body.uid, first.uid, second.uid}
    address = follow(client, mirror, address)
    assert mirror == public(client)
    withdraw("claim", first.uid, by=chief, note="an error of ours")
    suppress("claim", second.uid, by=chief, rule="law")
    other = make_source("Grauland")
    publish(other)
    merge("source", body.uid, into=other.uid, by=chief, note="the same body")
    address = follow(client, mirror, address)
    assert mirror == public(client)
    rebuild()
    follow(client, mirror, address)
    assert mirror == public(client)
    afresh: dict[str, dict] = {}
    follow(client, afresh, "/api/v1/changes/")
    assert afresh == mirror


def test_a_change_says_what_it_was(client: Client) -> None:
    claim = make_claim("Coal moved")
    publish_all(claim)
    publish(change(claim, statement="Coal was moved"), note="wording")
    withdraw("claim", claim.uid, by=make_user("chief"), note="an error of ours")
    results = client.get("/api/v1/changes/").json()["results"]
    assert [each["change"] for each in results] == sorted({each["change"] for each in results})
    assert len({each["uid"] for each in results}) == len(results)
    last = results[-1]
    assert list(last) == ["change", "seq", "at", "state", "action", "type", "uid", "version", "note", "hash", "data"]
    assert (last["state"], last["action"], last["note"]) == ("deleted", "withdraw", "an error of ours")
    assert last["at"].endswith("Z")
    acts = {each["seq"]: each for each in client.get("/api/v1/ledger/").json()["results"]}
    assert all(acts[each["seq"]]["hash"] == each["hash"] for each in results)


def test_next_is_never_null(client: Client) -> None:
    for feed in ("changes", "ledger"):
        empty = client.get(f"/api/v1/{feed}/?after=77").json()
        assert empty == {"next": f"{SITE}/api/v1/{feed}/?after=77", "results": []}


def test_the_ledger_is_a_chain_anybody_can_follow(client: Client) -> None:
    claim = make_claim("Coal moved")
    publish_all(claim)
    publish(change(claim, statement="Coal was moved"), note="wording")
    previous, address, acts = "0" * 64, "/api/v1/ledger/?page_size=2", []
    while True:
        page = client.get(address).json()
        if not page["results"]:
            break
        acts += page["results"]
        address = page["next"].removeprefix(SITE)
    for number, act in enumerate(acts, start=1):
        assert (act["seq"], act["previous_hash"]) == (number, previous)
        entry = {name: value for name, value in act.items() if name not in ("hash", "note", "rule", "successor")}
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        previous = hashlib.sha256(text.encode()).hexdigest()
        assert previous == act["hash"]
    assert acts[-1]["note"] == "wording"
    checkpoint = client.get("/ledger/checkpoint/").json()
    assert checkpoint == {"size": len(acts), "hash": previous, "at": acts[-1]["at"]}


def test_what_was_suppressed_says_nothing_in_the_ledger(client: Client) -> None:
    claim = make_claim("Coal moved")
    publish_all(claim)
    publish(change(claim, statement="Coal was moved"), note="names a person")
    suppress("claim", claim.uid, by=make_user("chief"), rule="privacy", note="on request")
    results = client.get("/api/v1/ledger/").json()["results"]
    corrected, suppressed = results[-2:]
    assert (corrected["action"], corrected["note"]) == ("correct", None)
    assert (suppressed["note"], suppressed["rule"], suppressed["successor"]) == ("on request", "privacy", None)
    assert b"names a person" not in client.get("/api/v1/changes/").content


def test_a_merge_names_its_successor(client: Client) -> None:
    one, other = make_source(), make_source()
    publish(one, other)
    merge("source", one.uid, into=other.uid, by=make_user("chief"), note="the same")
    assert client.get("/api/v1/ledger/").json()["results"][-1]["successor"] == other.uid


def test_an_empty_archive_has_a_checkpoint(client: Client) -> None:
    assert client.get("/ledger/checkpoint/").json() == {"size": 0, "hash": "0" * 64, "at": None}
    assert client.get("/api/v1/claims/?fields=uid").json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=" + "9" * 5_000, f"after={2**63}", "after=%00", "page_size=1001"]
)
def test_numbers_nobody_gave(client: Client, query: str) -> None:
    for feed in ("changes", "ledger"):
        answer = client.get(f"/api/v1/{feed}/?{query}")
        assert (answer.status_code, answer.json()["parameter"]) == (400, query.partition("=")[0])
    assert client.get(f"/api/v1/changes/?after={2**63 - 1}&page_size=1000").status_code == 200


def test_a_page_of_changes_is_one_query(django_assert_num_queries) -> None:
    publish(*[make_source() for _ in range(6)])
    with django_assert_num_queries(1):
        page = changes.changes(QueryDict("page_size=1000"), path="/api/v1/changes/")
    assert len(page.results) == Document.objects.count() == 6
