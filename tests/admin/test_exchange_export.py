"""Tables out of the desk: of the list as it is filtered, without hidden names, and back again without a change."""

import json

import pytest

from archive.admin.exchange import tables
from archive.admin.exchange.planning import plan
from archive.models import Country, Source
from archive.records.walk import dump
from tests.admin.browser import address
from tests.admin.exchange import exported, fates, looked, rows_of
from tests.factories import make_article, make_claim, make_event, make_source, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


def everything():
    """A record of each type with something awkward in every sort of cell."""
    body = make_source("=HYPERLINK(1)", aliases=["@handle", "two\nlines; | \\", "'quoted"], note="+1\n\tnot - a sum")
    other = make_source(
        "다른 곳", affiliations=[{"body": body.uid, "type": "organ_of", "end": "1991~", "note": "a | b; c"}]
    )
    make_article("#N/A", publisher=body.uid, authors=[{"source": other.uid}], published="2022-11~")
    event = make_event("-Talks", date="[2022-11-01..2022-11-13]", participants=[{"source": other.uid, "role": "=host"}])
    make_event("Part", part_of=event.uid, country="KP")
    return make_claim(
        "TRUE",
        claimant=body,
        subjects=[other.uid, body.uid],
        events=[event.uid],
        relations=[{"kind": "narrows", "target": make_claim().uid, "note": "how"}],
        sensitive=True,
        next_review="2030-01-01",
        reply_asked_at="2022-11-01",
        hedge="_x0041_ 007",
    )


@pytest.fixture
def countries():
    return Country.objects.create(code="KP", name="North Korea")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("type", ["source", "article", "event", "claim"])
def test_what_goes_out_comes_back_and_changes_nothing(enter, countries, type, format):
    everything()
    chief = enter("chief")
    page = looked(chief, type, exported(chief, type, format))
    assert set(fates(page).values()) == {"unchanged"}
    assert len(fates(page)) >= 2 or type == "article"
    assert "There is nothing to import" in page.content.decode()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_goes_out_makes_the_same_records_elsewhere(enter, format):
    body = make_source("@Body", aliases=["=1", "a; b"])
    editor = enter("editor")
    source = make_source("One", kind="person", affiliations=[{"body": body.uid, "type": "works_at", "note": "x|y"}])
    content = exported(editor, "source", format, q="One")
    read = tables.read(content)
    without = [
        ["" if name in ("uid", "revision") else cell for name, cell in zip(read.headers, cells, strict=True)]
        for _, cells in read.rows
    ]
    [row] = plan(Source, read._replace(rows=[(2, *without)]), sees_protected=False).rows
    assert row.fate.value == "new"
    assert row.after == dump(source, private=True, frozen=False)


def test_exports_are_of_the_list_as_it_is_filtered(enter):
    editor = enter("editor")
    one, two = make_event("One", status="planned"), make_event("Two", status="happened")
    publish(two)
    assert [row["uid"] for row in rows_of(exported(editor, "event", status__exact="planned"))] == [one.uid]
    assert [row["uid"] for row in rows_of(exported(editor, "event", state="public"))] == [two.uid]
    assert [row["uid"] for row in rows_of(exported(editor, "event", q="Two"))] == [two.uid]
    found = json.loads(exported(editor, "event", "json"))
    assert {row["uid"]: row["title"] for row in found} == {one.uid: "One", two.uid: "Two"}
    assert editor.get(address("event", "export", "csv"), {"nonsense": "1"}).status_code == 400
    assert editor.get(address("event", "export", "csv"), {"q": "\0"}).status_code == 400
    assert editor.get(address("event", "export", "pdf")).status_code == 404
    listed = editor.get(address("event"), {"status__exact": "planned"}).content.decode()
    assert f"{address('event', 'export', 'csv')}?status__exact=planned" in listed


def test_whole_records_go_out_as_json(enter):
    claim = make_claim("Shells were sent")
    [row] = json.loads(exported(enter("editor"), "claim", "json"))
    assert row["revision"] == 1
    assert row["appearances"] == dump(claim, private=True, frozen=False)["appearances"]


def test_names_stand_beside_uids_and_are_hidden_with_them(enter):
    hidden = make_source("Deep Throat", kind="person", protected=True)
    make_claim(claimants=[{"source": hidden.uid, "label": "an official"}])
    [told] = rows_of(exported(enter("chief"), "claim"))
    assert told["claimants (names)"] == "Deep Throat"
    editor = enter("editor")
    [told] = rows_of(exported(editor, "claim"))
    assert told["claimants (names)"] == "Protected source"
    assert told["claimants"] == f"{hidden.uid} | an official"
    assert b"Deep" not in exported(editor, "source")
    assert "protected" not in rows_of(exported(editor, "source"))[0]
