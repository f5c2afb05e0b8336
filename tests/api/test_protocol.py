"""HTTP itself: problems, conditional requests, caches, other origins, and the page for people."""

import itertools
import json

import pytest
from django.db import OperationalError
from django.test import Client
from rest_framework.exceptions import Throttled

from tests.factories import change, make_claim, make_source, publish, publish_all

pytestmark = pytest.mark.django_db
LIST = "/api/v1/claims/"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def claim(made_once):
    made = make_claim('Coal <b>moved</b> & "more" </script>')
    publish_all(made)
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("nothing=1", ["nothing"]),
        ("standing=true", ["standing"]),
        ("kind=a&weight=b", ["kind", "weight"]),
        ("q=a&q=a", ["q"]),
        ("cursor=abc", ["cursor"]),
        ("as_of=tomorrow", ["as_of"]),
        ("page_size=1000", ["page_size"]),
        ("claimant=%00", ["claimant"]),
        ("fields=nothing", ["fields"]),
        ("standing=", ["standing"]),
        ("%ff=1", ["\ufffd"]),
        ("x" * 3_000 + "=1", ["x" * 60 + "…"]),
    ],
)
def test_a_bad_parameter_is_a_problem_that_names_it(client: Client, claim, query: str, names: list[str]) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert {"type", "title", "status", "detail"} <= set(problem)
    assert (problem["status"], problem["title"], problem["parameter"]) == (400, "Bad Request", names[0])
    assert [each["parameter"] for each in problem["errors"]] == names


@pytest.mark.parametrize("path", ["/api/v1/", "changes/", "ledger/", "/ledger/checkpoint/", "sources/aaaaaaaaaa/"])
def test_no_address_takes_parameters_it_does_not_know(client: Client, path: str) -> None:
    address = path if path.startswith("/") else f"/api/v1/{path}"
    assert client.get(f"{address}?nothing=1").json()["parameter"] == "nothing"


def test_more_parameters_than_anybody_has(client: Client) -> None:
    many = "&".join(f"a{number}=1" for number in range(2_000))
    answer = client.get(f"{LIST}?{many}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", [LIST, "/api/v1/", "/api/v1/changes/", "/api/nothing/"])
def test_nothing_is_written(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.json()["status"]) == (405, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/csv", "application/xml", "text/csv;q=1, image/*", "nonsense", ";;;", "a/b/c"])
def test_a_form_nobody_has_is_406(client: Client, accept: str) -> None:
    answer = client.get(LIST, headers={"accept": accept})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize("accept", ["", "*/*", "application/*", "application/json", "application/json; indent=4"])
def test_json_is_what_programs_get(client: Client, accept: str) -> None:
    answer = client.get(LIST, headers={"accept": accept} if accept else {})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_too_many_requests_and_a_busy_database_say_when_to_come_back(client: Client, monkeypatch) -> None:
    def refuse(fault: Exception) -> None:
        def raises(*args, **kwargs):
            raise fault

        monkeypatch.setattr("archive.api.views.lists.documents", raises)

    refuse(Throttled(wait=7))
    throttled = client.get(LIST)
    assert (throttled.status_code, throttled.json()["status"], throttled["Retry-After"]) == (429, 429, "7")
    refuse(OperationalError("database is locked"))
    busy = client.get(LIST)
    assert (busy.status_code, busy.json()["title"], busy["Retry-After"]) == (503, "Service Unavailable", "5")
    assert (busy["Cache-Control"], throttled["Cache-Control"]) == ("no-store", "no-store")
    assert b"locked" not in busy.content


@pytest.mark.parametrize("path", [LIST, "/api/v1/", "/api/v1/changes/", "/api/v1/ledger/", "/ledger/checkpoint/"])
def test_an_answer_is_good_for_a_minute_and_then_for_as_long_as_nothing_changes(
    client: Client, claim, path: str, django_assert_num_queries
) -> None:
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    assert (first["Vary"], first.cookies) == ("Accept, Accept-Encoding", {})
    tag = {"if-none-match": first["ETag"]}
    with django_assert_num_queries(1):
        same = client.get(path, headers=tag)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert client.head(path, headers=tag).status_code == 304
    assert client.get(path, headers={"if-none-match": f'"x", W/{first["ETag"]}'}).status_code == 304
    publish(make_source("Another"))
    assert client.get(path, headers=tag).status_code == 200


def test_a_detail_is_fresh_when_anything_it_gathers_may_have_changed(client: Client, claim) -> None:
    path = f"/api/v1/claims/{claim.uid}/"
    tag = {"if-none-match": client.get(path)["ETag"]}
    assert client.get(path, headers=tag).status_code == 304
    publish(change(claim, statement="Grain moved"), note="wording")
    assert client.get(path, headers=tag).status_code == 200


def test_json_and_page_and_each_address_have_their_own_etag(client: Client, claim) -> None:
    answers = [client.get(LIST), client.get(LIST, headers=BROWSER), client.get(f"{LIST}?page_size=50")]
    assert len({each["ETag"] for each in answers}) == 3


def test_whoever_asks_for_what_is_no_more_is_told(client: Client, claim) -> None:
    answer = client.get(LIST, headers={"if-match": '"something"'})
    assert (answer.status_code, answer.json()["title"]) == (412, "Precondition Failed")
    assert client.get(LIST, headers={"if-match": client.get(LIST)["ETag"]}).status_code == 200


def test_head_says_what_get_would(client: Client, claim) -> None:
    for path in (LIST, f"{LIST}{claim.uid}/", f"{LIST}aaaaaaaaaa/", f"{LIST}?x=1"):
        got, head = client.get(path), client.head(path)
        assert head.content == b""
        assert (head.status_code, head["Content-Type"]) == (got.status_code, got["Content-Type"])


@pytest.mark.parametrize("path", [LIST, f"{LIST}aaaaaaaaaa/", f"{LIST}?x=1", "/api/nothing/", "/ledger/checkpoint/"])
def test_programs_of_any_origin_may_read(client: Client, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    asked = client.options(
        path, headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    )
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert (asked["Allow"], asked["Access-Control-Allow-Origin"]) == ("GET, HEAD, OPTIONS", "*")


def test_people_see_the_same_on_a_page(client: Client, claim) -> None:
    page = client.get(f"/api/v1/claims/{claim.uid}/", headers=BROWSER)
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "<b>moved" not in page.content.decode()
    assert "</script>" not in page.content.decode()
    assert f'<a href="http://127.0.0.1:8000/claims/{claim.uid}/' in page.content.decode()
    assert b"<script>" not in page.content
    assert b"style=" not in page.content
    assert b"csrf" not in page.content
    assert (page.cookies, page["Vary"]) == ({}, "Accept, Accept-Encoding")
    refused = client.get(f"{LIST}?x=1", headers=BROWSER)
    assert (refused.status_code, refused["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert client.get(LIST, headers=BROWSER).status_code == 200


HOSTILE = ["", "0", "-1", "9" * 5_000, "%00", "'", '"', "%ff%fe", "a,b", "null", "2022-02-30", "%F0%9F%98%80", "١٢"]


@pytest.mark.parametrize("type", ["claims", "articles", "events", "sources", "changes", "ledger"])
def test_no_value_of_any_parameter_is_an_error_of_ours(client: Client, claim, type: str) -> None:
    known = client.get(f"/api/v1/{type}/?x=1").json()["detail"].partition("known here: ")[2].rstrip(".").split(", ")
    for name, value in itertools.product([*known, "recorded"], HOSTILE):
        answer = client.get(f"/api/v1/{type}/?{name}={value}")
        assert answer.status_code in (200, 400), (name, value[:20])
        assert isinstance(json.loads(answer.content), dict)
    for clock, value in itertools.product(["as_of", "recorded"], HOSTILE):
        assert client.get(f"{LIST}{claim.uid}/?{clock}={value}").status_code in (400, 404)
