"""Tables in and out at the desk: what each row would do, nothing before the word, and the same again."""

import os

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from archive.admin.exchange import importing, storage
from archive.models import Claim, Event, Revision, Source
from tests.admin.browser import address
from tests.admin.exchange import confirm, exported, fates, faults, looked, rows_of, send, table
from tests.factories import change, make, make_claim, make_event, make_source, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "imports"


def test_new_rows_become_records_with_a_revision(enter):
    editor, body = enter("editor"), make_source("Ministry")
    rows = [
        {"uid": "", "kind": "person", "name": "A. Speaker", "aliases": "A. S.\nSpeaker", "affiliations": ""},
        {
            "uid": "newoutlet2",
            "kind": "outlet",
            "name": "'=Daily",
            "aliases": "",
            "affiliations": f"{body.uid}|organ_of",
        },
    ]
    page = looked(editor, "source", table(*rows))
    assert fates(page) == {2: "new", 3: "new"}
    assert not Revision.objects.filter(reason="imported").exists()
    answer = confirm(editor, page)
    assert answer.status_code == 302
    assert "Imported: 2 new, 0 changed" in editor.get(answer.url).content.decode()
    person, outlet = Source.objects.get(name="A. Speaker"), Source.objects.get(uid="newoutlet2")
    assert person.aliases == ["A. S.", "Speaker"]
    assert outlet.name == "=Daily"
    assert outlet.affiliations.get().body == body
    for row in (person, outlet):
        revision = Revision.objects.get(uid=row.uid)
        assert (revision.number, revision.reason, revision.user) == (1, "imported", editor.person)
        assert row.revision == 1


def test_rows_may_name_each_other(enter):
    editor = enter("editor")
    rows = [
        {"uid": "partpart22", "title": "Part", "status": "planned", "part_of": "wholewhole"},
        {"uid": "wholewhole", "title": "Whole", "status": "planned", "part_of": ""},
    ]
    assert confirm(editor, looked(editor, "event", table(*rows))).status_code == 302
    assert Event.objects.get(uid="partpart22").part_of.uid == "wholewhole"


def test_columns_that_are_not_there_stay_and_empty_cells_empty(enter):
    editor = enter("editor")
    claim = make_claim("Shells were sent", hedge="perhaps", weight="background", settled_by="A photo")
    row = {"uid": claim.uid, "revision": "1", "statement": "Shells were shipped", "hedge": "", "weight": ""}
    assert confirm(editor, looked(editor, "claim", table(row))).status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.hedge, claim.weight) == ("Shells were shipped", "", "core")
    assert claim.settled_by == "A photo"
    assert claim.claimants.count() == claim.appearances.count() == 1
    assert claim.revision == 2


def test_a_row_made_from_an_older_revision_is_a_conflict_and_is_left(enter):
    editor = enter("editor")
    ours, theirs, both = make_event("Ours"), make_event("Theirs"), make_event("Both")
    content = [{**row, "title": f"{row['title']} edited"} for row in rows_of(exported(editor, "event"))]
    for row in content:
        if row["uid"] == theirs.uid:
            row["title"] = "Theirs"
    change(theirs, place="Minsk")
    change(both, title="Both, saved by somebody")
    page = looked(editor, "event", table(*content))
    assert {row.uid: row.fate.value for row in page.context["plan"].rows} == {
        ours.uid: "changed",
        theirs.uid: "unchanged",
        both.uid: "conflict",
    }
    told = page.content.decode()
    assert "saved by somebody" in told
    assert "edited" in told
    answer = confirm(editor, page)
    assert "1 were left" in editor.get(answer.url).content.decode()
    assert [Event.objects.get(pk=row.pk).title for row in (ours, theirs, both)] == [
        "Ours edited",
        "Theirs",
        "Both, saved by somebody",
    ]


def test_without_a_revision_records_are_changed_only_when_one_says_so(enter):
    editor, event = enter("editor"), make_event("Old")
    content = table(
        {"uid": event.uid, "title": "New", "status": "planned"}, {"uid": "", "title": "Other", "status": "planned"}
    )
    page = looked(editor, "event", content)
    assert page.context["plan"].unsaid == 1
    confirm(editor, page)
    event.refresh_from_db()
    assert event.title == "Old"
    assert Event.objects.filter(title="Other").exists()
    confirm(editor, looked(editor, "event", content), existing="on")
    event.refresh_from_db()
    assert event.title == "New"


def test_what_changed_since_the_preview_is_shown_again_and_nothing_written(enter):
    editor, event = enter("editor"), make_event("Old")
    page = looked(editor, "event", table({"uid": event.uid, "title": "New"}, {"uid": "otherother", "title": "X"}))
    assert fates(page)[3] == "wrong"
    page = looked(editor, "event", table({"uid": event.uid, "title": "New"}))
    change(event, title="Meanwhile")
    answer = confirm(editor, page, existing="on")
    assert answer.status_code == 409
    assert "changed since this page was shown" in answer.content.decode()
    assert "Meanwhile" in answer.content.decode()
    event.refresh_from_db()
    assert event.title == "Meanwhile"
    answer.address = page.address
    assert confirm(editor, answer, existing="on").status_code == 302
    event.refresh_from_db()
    assert event.title == "New"


WRONG = [
    ({"kind": "wizard"}, "kind", "not one of"),
    ({"kind": ""}, "kind", "missing"),
    ({"name": ""}, "name", "missing"),
    ({"name": "x\0y"}, "name", "character"),
    ({"name": "x" * 201}, "name", "201 characters"),
    ({"aliases": "a\n" + "b" * 201}, "aliases", "200"),
    ({"country": "XX"}, "country", "not known"),
    ({"article": "nowhere222"}, "article", "not known"),
    ({"article": "no uid"}, "article", "uid is ten"),
    ({"affiliations": "nowhere222 | works_at"}, "affiliations", "not known"),
    ({"affiliations": "x | works_at"}, "affiliations", "item 1, body"),
    ({"affiliations": "bodybody22 | sings_in"}, "affiliations", "item 1, type"),
    ({"affiliations": "bodybody22"}, "affiliations", "type is missing"),
    ({"affiliations": "bodybody22 | works_at | 2022-13"}, "affiliations", "item 1, start"),
    ({"affiliations": "bodybody22 | works_at | | | | more"}, "affiliations", "6 fields"),
    ({"affiliations": "ownownown2 | works_at", "uid": "ownownown2"}, "affiliations", "item 1: "),
    ({"kind": "unnamed"}, "", "belongs to one article"),
    ({"uid": "short"}, "uid", "ten characters"),
    ({"uid": "eventevent"}, "uid", "no source"),
    ({"revision": "7", "uid": "newnewnew2"}, "revision", "no such record"),
    ({"revision": "9" * 40, "uid": "bodybody22"}, "revision", "not the number"),
    ({"revision": "5", "uid": "bodybody22"}, "revision", "only 1"),
]


@pytest.mark.parametrize(("cells", "column", "said"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_cell_is_named_by_row_and_column(enter, cells, column, said):
    make("source", {"kind": "government", "name": "Body"}, uid="bodybody22")
    make("event", {"title": "Talks", "status": "planned"}, uid="eventevent")
    columns = ("uid", "revision", "kind", "name", "aliases", "country", "article", "affiliations")
    good = {**dict.fromkeys(columns, ""), "kind": "outlet", "name": "Good"}
    editor = enter("editor")
    page = looked(editor, "source", table(good, {**good, "name": "Bad", **cells}))
    [(row, where, message)] = faults(page)
    assert (row, where) == (3, column)
    assert said in message
    assert f"<b>{column}</b>" in page.content.decode() or not column
    answer = confirm(editor, page)
    assert answer.status_code == 409
    assert not Source.objects.filter(name="Good").exists()


def test_world_dates_are_checked_and_a_uid_stands_once(enter):
    editor = enter("editor")
    row = {"uid": "twicetwice", "title": "X", "status": "planned", "date": "2022-11"}
    page = looked(
        editor,
        "event",
        table(row, row, {**row, "uid": "", "date": "08/11/2022"}, {**row, "uid": "", "date": "2022-11/2021"}),
    )
    assert [(row, column) for row, column, _ in faults(page)] == [(2, "uid"), (3, "uid"), (4, "date"), (5, "date")]


def test_unknown_and_doubled_columns_are_refused(enter):
    editor = enter("editor")
    answer = send(editor, "event", b"title,tilte,title,status\nX,Y,Z,planned")
    assert answer.status_code == 400
    assert {fault.column for fault in answer.context["faults"]} == {"tilte", "title"}
    assert send(editor, "event", b"uid\nnewnewnew2").status_code == 400


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"\xff\xfe", b"PK\x03\x04", b"title\n\xe9", b"title\n=1+1", b"<html>", b"\n" * 99]
)
def test_a_bad_file_is_a_sentence(enter, content):
    answer = send(enter("editor"), "event", content, name="\u202e\ud7ff.csv")
    assert answer.status_code == 400
    assert answer.context["form"].errors or answer.context["faults"]


def test_import_is_for_editors_and_up_and_by_post(enter):
    event = make_event()
    editor = enter("editor")
    page = looked(editor, "event", table({"uid": event.uid, "title": "New"}))
    researcher = enter("researcher")
    for url in (address("event", "import"), page.address):
        assert researcher.get(url).status_code == 403
        assert researcher.post(url, {"seen": "x"}).status_code == 403
    assert address("event", "import") not in researcher.get(address("event")).content.decode()
    assert address("event", "import") in editor.get(address("event")).content.decode()


def test_a_stored_table_is_for_its_session_and_goes_away(enter, files):
    editor, event = enter("editor"), make_event()
    page = looked(editor, "event", table({"uid": event.uid, "title": "New"}))
    [name] = default_storage.listdir(storage.FOLDER)[1]
    assert len(name) == 43
    assert (files / name).stat().st_mode & 0o007 == 0
    assert enter("chief").get(page.address).url == address("event", "import")
    assert editor.get(address("source", "import_preview", name)).url == address("source", "import")
    for token in ("x", "..", "%2e%2e", "a" * 43):
        assert editor.get(address("event", "import_preview", token)).status_code == 302
    confirm(editor, page, existing="on")
    assert not list(files.iterdir())
    page = looked(editor, "event", table({"uid": event.uid, "title": "Newer"}))
    assert editor.post(page.address, {"aside": "1"}).status_code == 302
    assert not list(files.iterdir())
    for _ in range(7):
        send(editor, "event", table({"uid": event.uid, "title": "Newest"}))
    assert len(list(files.iterdir())) == storage.MOST_KEPT


def test_pressing_the_button_twice_imports_once(enter, files, monkeypatch):
    editor, pressed = enter("editor"), []
    page = looked(editor, "event", table({"title": "Parade", "status": "planned"}))

    def slowly(*args, **options):
        pressed.append(confirm(editor, page) if not pressed else None)
        return bring_in(*args, **options)

    bring_in = importing.bring_in
    monkeypatch.setattr(importing, "bring_in", slowly)
    assert confirm(editor, page).status_code == 302
    [second] = pressed
    assert second.status_code == 409
    assert importing.TWICE in second.content.decode()
    assert Event.objects.filter(title="Parade").count() == 1
    assert not list(files.iterdir())
    # Whoever read the table before it went comes too late as well.
    with storage.claimed(page.address.rstrip("/").rpartition("/")[2]) as is_ours:
        assert not is_ours


def test_what_is_left_lying_is_swept(enter, files):
    editor = enter("editor")
    with travel("2026-01-01T00:00:00Z"):
        storage.sweep()
    send(editor, "event", table({"title": "X", "status": "planned"}))
    [path] = files.iterdir()
    os.utime(path, (0, 0))
    send(editor, "event", table({"title": "Y", "status": "planned"}))
    assert path not in list(files.iterdir())


def test_protected_sources_are_out_of_reach_of_a_table(enter):
    hidden = make_source("Deep Throat", kind="person", protected=True)
    editor = enter("editor")
    page = looked(editor, "source", table({"uid": hidden.uid, "revision": "1", "name": "Nobody"}))
    assert faults(page) == [(2, "uid", f"{hidden.uid} is no source that you may change")]
    assert "Deep" not in page.content.decode()
    answer = send(editor, "source", table({"uid": hidden.uid, "name": "X", "protected": ""}))
    assert [fault.column for fault in answer.context["faults"]] == ["protected"]


def test_protection_of_what_is_public_is_a_wrong_row(enter):
    public = make_source("Known")
    publish(public)
    page = looked(enter("chief"), "source", table({"uid": public.uid, "revision": "1", "protected": "TRUE"}))
    [(row, column, message)] = faults(page)
    assert (row, column) == (2, "protected")
    assert "suppresses it" in message


@pytest.mark.parametrize("type", ["event", "claim"])
def test_the_number_of_queries_does_not_grow_with_the_rows(enter, type):
    editor, counts = enter("editor"), []
    source = make_source()
    words = {
        "event": ("title", "status", "planned", "participants"),
        "claim": ("statement", "kind", "denial", "claimants"),
    }
    name, kind, value, part = words[type]
    for many in (2, 5, 20):  # the first of them finds nothing remembered
        rows = [{"uid": "", name: f"{many} {number}", kind: value, part: source.uid} for number in range(many)]
        with CaptureQueriesContext(connection) as queries:
            page = looked(editor, type, table(*rows))
            confirm(editor, page)
        counts.append(len(queries))
    assert counts[1] == counts[2]
    assert (Event if type == "event" else Claim).objects.count() == 27
