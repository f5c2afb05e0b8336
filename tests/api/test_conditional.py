"""Conditional requests: who has the answer already is told so, and never when it is another one by now."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from archive.editorial.closing import withdraw
from archive.models import LedgerEntry, Stale
from archive.reading_room import freshness
from tests.factories import change, make_article, make_claim, make_event, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db
LIST = "/api/v1/claims/"
ADDRESSES = [LIST, "/api/v1/", "/api/v1/changes/", "/api/v1/ledger/", "/ledger/checkpoint/", "/feeds/claims.atom"]
# Long ago, and nothing else in that second.
FIRST = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def started_before(monkeypatch):
    monkeypatch.setattr(freshness, "STARTED", int(FIRST.timestamp()) - 100)
    freshness.modified.cache_clear()


@pytest.fixture
def at(monkeypatch):
    """The archive's clock, to be set: each act comes a moment later than the one before."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(FIRST)
    return set_to


@pytest.fixture
def claim(at):
    made = make_claim("Coal moved")
    publish_all(made)
    return made


def since(client: Client, path: str, moment: str) -> int:
    return client.get(path, headers={"if-modified-since": moment}).status_code


@pytest.mark.parametrize("path", ADDRESSES)
def test_last_modified_is_the_newest_act(client: Client, claim, path: str) -> None:
    answer = client.get(path)
    assert parse_http_date(answer["Last-Modified"]) == int(FIRST.timestamp())
    assert client.head(path)["Last-Modified"] == answer["Last-Modified"]
    assert since(client, path, answer["Last-Modified"]) == 304
    assert since(client, path, http_date(FIRST.timestamp() - 1)) == 200
    same = client.head(path, headers={"if-modified-since": answer["Last-Modified"]})
    assert (same.status_code, same["ETag"], same["Access-Control-Allow-Origin"]) == (304, answer["ETag"], "*")


def test_a_second_act_in_the_same_second_is_seen(client: Client, claim, at) -> None:
    before = client.get(LIST)["Last-Modified"]
    at(FIRST + timedelta(milliseconds=500))
    publish(change(claim, statement="Coal was moved"), note="wording")
    answer = client.get(LIST, headers={"if-modified-since": before})
    assert answer.status_code == 200
    # A date would not tell the two states apart, so there is none until the next act.
    assert "Last-Modified" not in answer.headers
    at(FIRST + timedelta(seconds=2))
    publish(change(claim, statement="Coal has moved"), note="wording")
    later = client.get(LIST)["Last-Modified"]
    assert parse_http_date(later) == parse_http_date(before) + 2
    assert since(client, LIST, later) == 304


def test_while_documents_wait_there_is_no_date(client: Client, claim) -> None:
    Stale.objects.create(uid=claim.uid, seq=LedgerEntry.objects.count())
    assert "Last-Modified" not in client.get(LIST).headers
    assert since(client, LIST, http_date(time.time())) == 200


def test_other_software_is_other_words(client: Client, claim, monkeypatch) -> None:
    before = client.get(LIST)["Last-Modified"]
    monkeypatch.setattr(freshness, "STARTED", int(FIRST.timestamp()) + 100)
    freshness.modified.cache_clear()
    assert since(client, LIST, before) == 200


def test_nothing_private_moves_a_tag_or_a_date(client: Client, claim, at) -> None:
    names = ("ETag", "Last-Modified")
    paths = [*ADDRESSES, f"{LIST}{claim.uid}/"]
    before = [[client.get(path)[name] for name in names] for path in paths]
    at(FIRST + timedelta(days=1))
    make_claim("A draft", claimant=make_source("Somebody"), events=[make_event("Later").uid])
    make_article("Unread")
    change(claim, by=make_user("editor"), internal_note="ask again")
    change(claim, by=make_user("editor"), statement="Not signed yet")
    assert [[client.get(path)[name] for name in names] for path in paths] == before
    assert since(client, LIST, before[0][1]) == 304


@pytest.mark.parametrize(
    ("tags", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ('"a", W/"b", {tag}', 304),
        ("*", 304),
        ('"a"', 200),
        ("", 200),
        ('"', 200),
        ("{bare}", 200),
    ],
)
def test_if_none_match_wins_over_the_date(client: Client, claim, tags: str, status: int) -> None:
    tag = client.get(LIST)["ETag"]
    wanted = tags.format(tag=tag, bare=tag.strip('"'))
    later = http_date(time.time() + 1_000)
    dated = {"if-none-match": wanted, "if-modified-since": http_date(0 if status == 304 else time.time() + 1_000)}
    assert client.get(LIST, headers={"if-none-match": wanted}).status_code == status
    assert client.head(LIST, headers={"if-none-match": wanted}).status_code == status
    # A header without a tag in it names none, and leaves the word to the date.
    expected = 304 if not wanted.strip('"') or "{bare}" in tags else status
    assert client.get(LIST, headers=dated).status_code == expected
    assert since(client, LIST, later) == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"if-match": '"x"'},
        {"if-none-match": "*"},
        {"if-modified-since": "Fri, 31 Dec 9999 23:59:59 GMT"},
        {"if-unmodified-since": "Sun, 06 Nov 1994 08:49:37 GMT"},
    ],
)
def test_no_condition_hides_that_there_is_no_answer(client: Client, claim, headers: dict[str, str]) -> None:
    withdrawn = make_claim("Grain moved")
    publish_all(withdrawn)
    withdraw("claim", withdrawn.uid, by=make_user("chief"), note="an error")
    paths = {f"{LIST}?x=1": 400, f"{LIST}aaaaaaaaaa/": 404, f"{LIST}{withdrawn.uid}/": 410, "/api/v1/claims": 301}
    for path, status in paths.items():
        assert client.get(path, headers=headers).status_code == status
        assert client.head(path, headers=headers).status_code == status


def test_whoever_asks_for_what_is_no_more_is_told(client: Client, claim) -> None:
    first = client.get(LIST)
    for headers in ({"if-match": '"x"'}, {"if-match": f"W/{first['ETag']}"}, {"if-unmodified-since": http_date(1)}):
        answer = client.get(LIST, headers=headers)
        assert (answer.status_code, answer.json()["title"]) == (412, "Precondition Failed")
        assert answer["Content-Type"] == "application/problem+json"
        # The next who asks has made no condition.
        assert answer["Cache-Control"] == "no-store"
        assert client.get("/feeds/claims.json", headers=headers).json()["status"] == 412
    passing = [{"if-match": first["ETag"]}, {"if-match": "*"}, {"if-unmodified-since": first["Last-Modified"]}]
    for headers in passing:
        assert client.get(LIST, headers=headers).status_code == 200


def test_a_document_comes_with_its_state_in_one_query(client: Client, claim, django_assert_num_queries) -> None:
    path = f"{LIST}{claim.uid}/"
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path)["ETag"] == tag
    with django_assert_num_queries(1):
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
    then = moment_of(claim)
    for query in ({"as_of": "2026-03-01"}, {"recorded": then}, {"fields": "headline"}):
        answer = client.get(path, query)
        assert client.get(path, query, headers={"if-none-match": answer["ETag"]}).status_code == 304, query
    publish(change(claim, statement="Coal was moved"), note="wording")
    assert client.get(path, headers={"if-none-match": tag}).status_code == 200


def moment_of(claim) -> str:
    """When it was first published, as ``recorded`` takes it."""
    at = LedgerEntry.objects.filter(uid=claim.uid).order_by("seq").values_list("at", flat=True)[0]
    return at.isoformat().replace("+00:00", "Z")
