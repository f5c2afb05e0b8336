"""The SQLite file is read by Datasette without a fault, holds what the documents say, and fits together."""

import asyncio
import json
import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette

from archive.exports.dump import dump
from archive.exports.dump.database import SEARCHED, VIEWS
from archive.exports.dump.tables import tables

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def data(archive, tmp_path_factory):
    """The payload of a dump."""
    return dump(tmp_path_factory.mktemp("dumps")).folder / "data"


@pytest.fixture(scope="module")
def explored(data):
    """Asks Datasette for an address; every answer must be a good one."""
    metadata = json.loads((data / "metadata.json").read_text())
    datasette = Datasette(files=[str(data / "attest.sqlite3")], metadata=metadata)

    def ask(address):
        async def answered():
            await datasette.invoke_startup()
            return await datasette.client.get(address)

        answer = asyncio.run(answered())
        assert answer.status_code == 200, address
        return answer

    return ask


@pytest.fixture
def rows(data):
    with closing(sqlite3.connect(data / "attest.sqlite3")) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda query, *values: [dict(row) for row in connection.execute(query, values)]


def documents_of(data, plural):
    return [json.loads(line) for line in (data / f"{plural}.jsonl").read_text().splitlines()]


@pytest.mark.thorough
def test_datasette_shows_every_table_and_view(explored):
    names = [table.name for record in tables().values() for table in record.all()]
    home = explored("/attest").text
    for name in [*names, *VIEWS]:
        assert f'href="/attest/{name}"' in home
        page = explored(f"/attest/{name}").text
        assert "CC BY 4.0" in page
    assert "Independent, attributed far ends" in explored("/attest/claims").text


def test_datasette_counts_facets_and_names_what_is_referred_to(explored, archive):
    claims = explored("/attest/claims.json?_shape=objects&_size=max").json()
    kinds = {each["value"]: each["count"] for each in claims["facet_results"]["kind"]["results"]}
    assert sum(kinds.values()) == len(claims["rows"])
    assert kinds["denial"] >= 1
    claimants = explored("/attest/claimants.json?_labels=on&_shape=objects&_size=max").json()
    labels = {each["source_uid"]["label"] for each in claimants["rows"] if each["source_uid"]}
    assert "Ivo Klee" in labels
    linked = explored(f"/attest/claims/{archive.shipment.uid}").text
    assert f"/attest/appearances?claim={archive.shipment.uid}" in linked


def test_datasette_searches(explored, archive):
    found = explored("/attest/claims.json?_search=rockets&_shape=objects").json()["rows"]
    assert archive.shipment.uid in {each["uid"] for each in found}
    assert explored("/attest/claims.json?_search=zeppelin&_shape=objects").json()["rows"] == []


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("claims", "standing = 'refuted' ORDER BY asserted_earliest DESC"),
        ("claims", "1 ORDER BY asserted_earliest DESC"),
        ("articles", "publisher_uid = '' ORDER BY published_earliest DESC"),
        ("sources", "kind = 'person' ORDER BY name"),
    ],
)
def test_what_datasette_shows_is_not_sorted_first(rows, table, asked):
    plan = [row["detail"] for row in rows(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {asked} LIMIT 51")]
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_everything_refers_to_a_row(rows, data):
    assert rows("PRAGMA foreign_key_check") == []
    assert rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    for name in SEARCHED:
        rows(f"INSERT INTO {name}_fts({name}_fts) VALUES ('integrity-check')")


def test_rows_hold_what_the_documents_say(rows, data):
    for type, table in tables().items():
        documents = documents_of(data, table.name)
        stored = rows(f"SELECT * FROM {table.name}")
        assert [json.loads(row["document"]) for row in stored] == documents
        for document, row in zip(documents, stored, strict=True):
            assert (row["uid"], row["url"], row["ledger_seq"]) == (
                document["uid"],
                document["url"],
                document["ledger"]["seq"],
            )
            assert type == document["type"]
    claims = documents_of(data, "claims")
    steps = [
        (claim["uid"], each["article"]["uid"], step["step"], step["verb"], source["name"], source["naming"])
        for claim in claims
        for each in claim["appearances"]
        for step in each["chain"]
        for source in step["sources"]
    ]
    found = rows(
        "SELECT appearances.claim, article_uid, step, verb, source_name, naming FROM step_sources "
        "JOIN chain_steps ON chain_steps.id = chain_step JOIN appearances ON appearances.id = appearance "
        "ORDER BY step_sources.id"
    )
    assert [tuple(row.values()) for row in found] == steps
    assert steps


def test_a_claim_as_columns(rows, archive):
    (row,) = rows("SELECT * FROM claims WHERE uid = ?", archive.shipment.uid)
    document = json.loads(row["document"])
    assert row["standing"] == document["standing"]["value"]
    assert row["standing_as_of"] == document["standing"]["as_of"]
    assert row["asserted_earliest"] == document["asserted"]["earliest"]
    assert row["origins_attributed"] == document["origins"]["attributed"]
    assert row["jointly"] in (0, 1)
    (seen,) = rows("SELECT * FROM claims_with_origins WHERE uid = ?", archive.shipment.uid)
    assert seen["origins"] == "; ".join(each["name"] for each in document["origins"]["sources"])
    assert {row["type"] for row in rows("SELECT typeof(coalesce(low, high)) AS type FROM figures")} == {
        "integer",
        "null",
    }


def test_a_date_a_card_and_a_list(rows, data):
    articles = {row["uid"]: row for row in rows("SELECT * FROM articles")}
    for document in documents_of(data, "articles"):
        row = articles[document["uid"]]
        assert row["published"] == document["published"]["edtf"]
        assert row["publisher_name"] == (document["publisher"] or {}).get("name")
    for document, row in zip(documents_of(data, "sources"), rows("SELECT * FROM sources"), strict=True):
        assert json.loads(row["aliases"]) == document["aliases"]


def test_a_link_to_what_was_withdrawn_names_no_row(rows, archive):
    found = rows("SELECT other_claim_uid, other_claim_headline FROM relations")
    assert archive.earlier.uid not in {row["other_claim_uid"] for row in found}
    assert {"other_claim_uid": None, "other_claim_headline": None} in found
