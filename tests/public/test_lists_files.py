"""A list as a file holds what the list shows, every page of it, and nothing else."""

import csv
import io
import json

import pytest

from archive.reading_room.listing import whole
from tests.factories import make_claim, make_source, publish_all
from tests.public.html import page_of

pytestmark = pytest.mark.django_db

SELECTIONS = [
    "claims/?",
    "claims/?ordering=asserted",
    "claims/?ordering=-changed&kind=assertion",
    "claims/?as_of=2023-01-01",
    "claims/?as_of=2023-01-01&attribution=on_record&ordering=-published",
    "claims/?q=rocket",
    "events/?",
    "articles/?",
    "sources/?kind=person",
]


def text_of(answer: object) -> str:
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


def feed(client, selection: str) -> list[dict]:
    """The list by the feed, page after page."""
    path, _, query = selection.partition("?")
    address, found = f"/api/v1/{path}?page_size=3&{query}", []
    while address:
        page = client.get(address).json()
        found += page["results"]
        address = page["next"]
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_files_hold_the_list(client, cast, selection: str, monkeypatch) -> None:
    monkeypatch.setattr(whole, "PIECE", 4)
    # Events are told from the first to the last.
    order = "ordering=asserted" if selection == "events/?" else ""
    expected = feed(client, selection + order)
    assert expected
    found = json.loads(text_of(client.get(f"/{selection}&format=json".replace("?&", "?"))))
    assert found["results"] == expected
    assert found["url"].startswith("http")
    lines = text_of(client.get(f"/{selection}&format=jsonl".replace("?&", "?"))).splitlines()
    assert [json.loads(line) for line in lines] == expected
    table = rows(text_of(client.get(f"/{selection}&format=csv".replace("?&", "?"))))
    assert [(row["uid"], row["url"]) for row in table] == [(each["uid"], each["url"]) for each in expected]


def test_a_claim_in_a_table(client, cast) -> None:
    (row,) = rows(text_of(client.get(f"/claims/?claimant={cast.expert.uid}&kind=prediction&format=csv")))
    assert row["claimants"] == "Ivo Klee"
    assert (row["outcome"], row["standing"], row["evidence_as_of"]) == ("came_true", "", "2024-06-19")
    assert row["attribution"] == "reported"


def test_a_table_says_as_of_which_day_it_is(client, cast) -> None:
    answer = client.get("/claims/?as_of=2023-01-01&format=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="attest-claims-as-of-2023-01-01.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert json.loads(text_of(client.get("/claims/?as_of=2023-01-01&format=json")))["as_of"] == "2023-01-01"


def test_columns_are_explained(client, cast) -> None:
    answer = client.get("/claims/?kind=denial&format=csv")
    assert answer["Access-Control-Allow-Origin"] == "*"
    address, rel, type = answer["Link"].split("; ")
    assert (rel, type) == ('rel="describedby"', 'type="application/csvm+json"')
    told = client.get(address.strip("<>").removeprefix("http://127.0.0.1:8000"))
    assert told["Content-Type"] == "application/csvm+json"
    metadata = told.json()
    assert metadata["url"] == "http://127.0.0.1:8000/claims/?kind=denial&format=csv"
    columns = metadata["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == text_of(answer).removeprefix("\ufeff").splitlines()[0].split(",")
    assert all(column["dc:description"] for column in columns)
    (lists_,) = [column for column in columns if column["name"] == "claimants"]
    assert lists_["separator"] == "; "
    assert client.get("/claims/?kind=gossip&format=csvm").status_code == 400


def test_a_cell_is_what_the_document_says(client, cast) -> None:
    """Cells come from a part of the text of a document; they must be those of all of it."""
    for plural in ("claims", "articles", "events", "sources"):
        documents = {each["uid"]: each for each in feed(client, f"{plural}/?")}
        for row in rows(text_of(client.get(f"/{plural}/?format=csv"))):
            document = documents.pop(row["uid"])
            assert row["version"] == str(document["version"])
            if plural == "claims":
                articles = [each["article"]["uid"] for each in document["appearances"]]
                assert row["articles"].split("; ") == articles
                assert row["subjects"] == "; ".join(each["name"] for each in document["subjects"])
                assert row["standing"] == (document["standing"] or {"value": ""})["value"]
        assert not documents


def test_nothing_in_a_table_is_a_formula(client, cast) -> None:
    publish_all(make_claim("=HYPERLINK(1)", claimant=make_source("+Ruritania")))
    (row,) = rows(text_of(client.get("/claims/?q=hyperlink&format=csv")))
    assert (row["statement"], row["claimants"]) == ("'=HYPERLINK(1)", "'+Ruritania")


def test_an_empty_list_is_a_file_too(client, cast) -> None:
    assert json.loads(text_of(client.get("/claims/?q=zeppelin&format=json")))["results"] == []
    assert text_of(client.get("/claims/?q=zeppelin&format=jsonl")) == ""
    text = text_of(client.get("/claims/?q=zeppelin&format=csv"))
    assert text.count("\r\n") == 1
    assert rows(text) == []


def test_a_file_is_public_and_answers_whoever_has_it(client, cast) -> None:
    answer = client.get("/claims/?format=csv")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert client.get("/claims/?format=csv", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get("/claims/?format=json", headers={"if-none-match": answer["ETag"]}).status_code == 200
    head = client.head("/claims/?format=csv")
    assert (head.status_code, b"".join(head.streaming_content)) == (200, b"")
    assert client.post("/claims/?format=csv").status_code == 405


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/claims/?format=xml", "format"),
        ("/claims/?format=csv&format=json", "format"),
        ("/claims/?format=csv&cursor=AAAAAAAAAAAA", "cursor"),
        ("/claims/?format=csv&page_size=10", "page_size"),
        ("/claims/?format=csv&standing=true", "standing"),
        ("/claims/?format=csv&as_of=2999-01-01", "as_of"),
        ("/claims/?format=csv&year=2022", "year"),
        ("/search/?q=rocket&format=csv", "format"),
    ],
)
def test_what_cannot_be_answered_is_named(client, cast, address: str, parameter: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert parameter in page_of(answer).text


def test_the_feed_knows_no_format(client, cast) -> None:
    assert client.get("/api/v1/claims/?format=csv").status_code == 400


def test_a_form_keeps_the_format_it_was_asked_for(client, cast) -> None:
    assert client.get("/claims/?q=&format=csv")["Location"] == "/claims/?format=csv"
    assert client.get("/claims/?format=")["Location"] == "/claims/"


def test_a_file_costs_the_same_for_each_piece(client, cast, django_assert_max_num_queries, monkeypatch) -> None:
    monkeypatch.setattr(whole, "PIECE", 5)
    for pieces in (3, 5):
        publish_all(*(make_claim(claimant=make_source()) for _ in range(6)))
        # Two more begin and end the moment that all of it is of.
        with django_assert_max_num_queries(3 * pieces + 3):
            text_of(client.get("/claims/?format=json"))
