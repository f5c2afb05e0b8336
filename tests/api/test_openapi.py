"""The description of the feed: whole, valid for others' readers, and of the same words that the feed checks with."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from archive.api.openapi.made import document
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history import changes, following
from archive.reading_room.listing import lists
from archive.reading_room.listing.filters import FILTERS
from tests.api.openapi_validation import faults

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/schema/"
# Said by every status that is neither an answer nor a way to one.
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def parameters(path):
    return {each["name"]: each for each in document()["paths"][path]["get"]["parameters"]}


@pytest.mark.thorough
def test_drf_spectacular_finds_it_valid_and_has_nothing_to_warn_of(tmp_path):
    kept = tmp_path / "schema.json"
    call_command("spectacular", validate=True, fail_on_warn=True, format="openapi-json", file=str(kept))
    assert json.loads(kept.read_text())["openapi"] == "3.1.1"


def test_what_is_served_is_what_was_made_and_kept_for_a_minute(client: Client, django_assert_num_queries):
    answer = client.get(SCHEMA)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer.json() == json.loads(json.dumps(document()))
    with django_assert_num_queries(1):
        again = client.get(SCHEMA, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(f"{SCHEMA}?x=1").json()["parameter"] == "x"
    assert len(answer.content) < 400_000


def test_the_root_leads_to_it_and_to_the_page(client: Client):
    root = client.get("/api/v1/").json()
    assert root["schema_url"].endswith(SCHEMA)
    assert root["docs_url"].endswith("/api/v1/docs/")
    for address in root.values():
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_every_address_of_the_feed_is_described_once():
    routes = [str(each.pattern) for each in get_resolver("archive.urls").url_patterns]
    expected = {f"/{each.replace('<uid:uid>', '{uid}')}" for each in routes if each.startswith("api/v1/")}
    paths = document()["paths"]
    assert expected - {"/api/v1/docs/"} == {path for path in paths if path.startswith("/api/v1/")}
    ids = [item["get"]["operationId"] for item in paths.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("type", PLURALS)
def test_the_parameters_are_those_that_are_read(type):
    found = parameters(f"/api/v1/{PLURALS[type]}/")
    assert list(found) == [*FILTERS[type].base_filters, *lists.PAGING, "fields"]
    assert found["ordering"]["schema"]["enum"] == list(lists.ORDERED)
    assert found["page_size"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}
    assert list(parameters(f"/api/v1/{PLURALS[type]}/{{uid}}/")) == ["uid", "as_of", "recorded", "fields"]


@pytest.mark.parametrize("type", PLURALS)
def test_closed_words_are_taken_and_others_refused(type, client: Client):
    for name, told in parameters(f"/api/v1/{PLURALS[type]}/").items():
        for value in told["schema"].get("enum", ()):
            answer = client.get(f"/api/v1/{PLURALS[type]}/", {name: value})
            assert answer.status_code == 200, (name, value)
        if "enum" in told["schema"]:
            assert client.get(f"/api/v1/{PLURALS[type]}/", {name: "nothing"}).status_code == 400


def test_what_is_followed_takes_what_it_says():
    found = parameters("/api/v1/changes/")
    assert tuple(found) == changes.every_parameter()
    assert found["page_size"]["schema"]["maximum"] == following.LARGEST_PAGE
    # A claim and a source have different kinds.
    assert {"denial", "person"} <= set(found["kind"]["schema"]["enum"])


def test_every_refusal_is_a_problem():
    for path, item in document()["paths"].items():
        answers = item["get"]["responses"]
        assert {"200", "304", "400"} <= set(answers)
        for status, answer in answers.items():
            if status >= "400" and path.startswith("/api/"):
                assert answer["content"] == PROBLEM
            if status in ("429", "503"):
                assert "Retry-After" in answer["headers"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/v1/claims/?x=1", 400), ("/api/v1/claims/aaaaaaaaaa/", 404), ("/api/v1/claims/?as_of=2999-01-01", 400)],
)
def test_a_problem_has_the_form_it_is_said_to_have(client: Client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    assert faults("Problem", answer.json()) == []


def test_the_examples_are_of_the_form_they_show():
    paths = document()["paths"]
    shown = 0
    for item in paths.values():
        for media_type in item["get"]["responses"]["200"]["content"].values():
            for each in media_type.get("examples", {}).values():
                assert faults(media_type["schema"], each["value"]) == []
                shown += 1
    assert shown == 12
