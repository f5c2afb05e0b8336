"""Problems: whatever goes wrong below /api/, a program is told in JSON, and a person on a page."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from archive.reading_room.parameters import MOST_TOLD
from tests.factories import make_claim, publish_all

pytestmark = pytest.mark.django_db
LIST = "/api/v1/claims/"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
DATA = [LIST, f"{LIST}aaaaaaaaaa/", "/api/v1/changes/", "/api/nothing/", "/ledger/checkpoint/", "/feeds/claims.json"]


@pytest.fixture(scope="module")
def claim(made_once):
    made = make_claim("Coal moved")
    publish_all(made)
    return made


def check(answer, status: int) -> dict:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/", "/api/v2/claims/", "/api/v1/nothing/", "/api/v1/%00/", "/api/%0A", "/api/v1/%0D%0A/x"),
        *("/api/%ED%A0%80/", "/api/%C0%AF/", "/api/%zz", f"{LIST}%F0%9F%98%80/", f"{LIST}{'1' * 5_000}/"),
        *("/feeds/nothing", "/feeds/%00"),
    ],
)
def test_nothing_is_there(client: Client, path: str) -> None:
    check(client.get(path), 404)
    page = client.get(path, headers=BROWSER)
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", DATA)
def test_a_host_that_is_none_of_ours(client: Client, path: str) -> None:
    answer = client.get(path, headers={"host": "evil.example"})
    check(answer, 400)
    # Of another host under the same address it says nothing.
    assert answer["Cache-Control"] == "no-store"
    assert client.get(path, headers={"host": "evil.example", **BROWSER})["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("fault", [OperationalError("connection refused"), InterfaceError("closed")])
@pytest.mark.parametrize("path", DATA)
def test_a_database_that_is_gone_comes_again(client: Client, path: str, fault: Exception) -> None:
    def gone(*args: object) -> None:
        raise fault

    client.raise_request_exception = False
    with connection.execute_wrapper(gone):
        for ask in (client.get, client.head):
            answer = ask(path)
            assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
            assert int(answer["Retry-After"]) > 0
        check(client.get(path), 503)
        assert b"refused" not in client.get(path).content
        assert client.get(path, headers=BROWSER).status_code == 503


def test_an_error_of_ours_is_told_too(client: Client, monkeypatch) -> None:
    def fails(*args: object) -> None:
        raise RuntimeError("a secret")

    client.raise_request_exception = False
    monkeypatch.setattr("archive.api.feed.newest", fails)
    assert "secret" not in str(check(client.get(LIST), 500))
    assert client.get(LIST, headers=BROWSER)["Content-Type"].startswith("text/html")


def test_a_body_without_end_is_refused_as_a_problem(client: Client) -> None:
    announced = {"CONTENT_LENGTH": str(10**12)}
    assert check(client.post(LIST, **announced), 413)["detail"] == "This is more than 25 MB."
    assert client.post("/claims/", **announced)["Content-Type"] == "text/plain"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY"])
@pytest.mark.parametrize("path", ["/feeds/claims.json", f"{LIST}aaaaaaaaaa/", "/ledger/checkpoint/"])
def test_what_is_allowed_is_told(client: Client, path: str, method: str) -> None:
    answer = client.generic(method, path)
    check(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", [LIST, f"{LIST}aaaaaaaaaa/", "/api/v1/", "/api/v1/changes/", "/ledger/checkpoint/"])
def test_whatever_the_method_parameters_are_strict(client: Client, path: str) -> None:
    for query in ("nothing=1", "page_size=1&page_size=1", "%ED%A0%80=1", ";a=1", "%00=1"):
        assert check(client.get(f"{path}?{query}"), 400)["errors"]
        for method in ("head", "options"):
            assert getattr(client, method)(f"{path}?{query}").status_code == 400
    # A browser that only asks whether it may ask would hide the problem from the page that asked.
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = client.options(f"{path}?nothing=1", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_many_faults_make_a_short_answer(client: Client) -> None:
    problem = check(client.get(f"{LIST}?{'&'.join(f'a{number}=1' for number in range(900))}"), 400)
    assert len(problem["errors"]) == MOST_TOLD
    assert len(str(problem)) < 20_000


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("application/problem+json", 200, "application/json"),
        ("application/*", 200, "application/json"),
        ("application/json; charset=utf-8", 200, "application/json"),
        ("text/html;q=0.1, application/json", 200, "application/json"),
        ("application/json;q=0.1, text/html", 200, "text/html; charset=utf-8"),
        ("text/*", 200, "text/html; charset=utf-8"),
        ("*/*;q=0", 406, "application/problem+json"),
        ("application/json;q=0, text/html;q=0", 406, "application/problem+json"),
        ("text/csv, image/*", 406, "application/problem+json"),
        ("a/b," * 1_000, 406, "application/problem+json"),
        ("\xff\xfe", 406, "application/problem+json"),
    ],
)
def test_the_form_is_the_one_that_is_wanted_most(
    client: Client, claim, accept: str, status: int, media_type: str
) -> None:
    for path in (LIST, f"{LIST}{claim.uid}/", "/ledger/checkpoint/"):
        answer = client.get(path, headers={"accept": accept})
        assert (answer.status_code, answer["Content-Type"]) == (status, media_type)


def test_every_page_of_every_list_holds_its_licence(client: Client, claim) -> None:
    paths = [f"/api/v1/{name}/" for name in ("claims", "articles", "events", "sources", "changes", "ledger")]
    for path in [*paths, "/api/v1/", f"{LIST}{claim.uid}/", "/ledger/checkpoint/", f"{LIST}?page_size=1&fields=uid"]:
        for ask in (client.get, client.head):
            assert ask(path)["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_people_find_their_way_on_the_page(client: Client, claim) -> None:
    page = client.get(f"{LIST}?page_size=1&q=coal&ordering=asserted", headers=BROWSER).content.decode()
    assert "curl -fsS 'http://127.0.0.1:8000/api/v1/claims/?page_size=1&amp;q=coal&amp;ordering=asserted'" in page
    # A closed list is links that keep what is asked for already.
    assert 'href="?page_size=1&amp;q=coal&amp;ordering=asserted&amp;kind=denial"' in page
    assert 'href="?page_size=1&amp;q=coal&amp;ordering=asserted" rel="nofollow" aria-current="true"' in page
    refused = client.get(f"{LIST}?x=1&kind=denial&cursor=abc", headers=BROWSER)
    assert (refused.status_code, 'href="?kind=opinion"' in refused.content.decode()) == (400, True)
    # Whoever copies the address into a shell runs nothing else.
    hostile = client.get(f"{LIST}?q=';id;'", headers=BROWSER).content.decode()
    assert "q=%27;id;%27'</code>" in hostile


def test_pages_lead_both_ways(client: Client, claim) -> None:
    first = client.get("/api/v1/sources/?page_size=1", headers=BROWSER).content.decode()
    following = client.get("/api/v1/sources/?page_size=1").json()["next"]
    assert f'<a href="{following.replace("&", "&amp;")}" rel="next nofollow">' in first
    assert 'rel="prev nofollow"' not in first
    second = client.get(following, headers=BROWSER).content.decode()
    assert 'rel="prev nofollow"' in second
