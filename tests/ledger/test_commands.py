"""The operator's commands: each says what it did, and with an exit code whether all is well."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.ledger import guards, standalone
from archive.ledger.export import lines
from archive.ledger.view import checkpoint
from archive.models import ClaimState, Document, LedgerEntry, Link, ReadingRoom, Source, Stale
from archive.reading_room.projecting import project
from archive.reading_room.searching import search
from tests.factories import change, make_claim, make_source, publish, publish_all

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def claim(made_once):
    claim = make_claim("It is so", claimant=make_source("Ruritania"))
    publish_all(claim)
    return claim


def verify(capsys, *arguments: str) -> list[str]:
    """The faults that ``verify`` names; none when it ended with 0."""
    code: str | int | None = 0
    try:
        call_command("verify", *arguments)
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr().out.splitlines()
    point = checkpoint()
    sound = [f"All is as promised: {point['size']} entries, head {point['hash']}."]
    assert code == (0 if said == sound else 1)
    return [] if said == sound else said


def test_an_empty_archive_is_as_promised(capsys):
    assert verify(capsys, "--deep") == []


def test_a_sound_archive_is_as_promised(claim, capsys):
    assert verify(capsys) == []
    assert verify(capsys, "--deep") == []


def test_a_missing_guard_is_named(claim, capsys):
    with connection.cursor() as cursor:
        on = " ON archive_payload" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER guard_archive_payload_update{on}")
    assert verify(capsys) == ["the guard guard_archive_payload_update does not stand in the database; run migrate"]


def test_a_changed_entry_is_named(claim, capsys):
    guards.lift(plan=["test"])
    LedgerEntry.objects.filter(seq=2).update(uid="aaaaaaaaaa")
    guards.install()
    assert "entry 2: its hash does not fit its content: it was changed" in verify(capsys)


def test_a_row_changed_behind_the_desk_is_named(claim, capsys):
    Source.objects.filter(name="Ruritania").update(name="Grauland")
    unrevised, unlike = verify(capsys)
    assert unrevised.endswith("its rows were changed without a revision")
    assert unlike.endswith("does not mirror what is public of it")


def test_waiting_documents_are_counted_and_composed(claim, capsys, monkeypatch):
    monkeypatch.setattr(project, "AT_ONCE", 0)
    publish(change(Source.objects.get(name="Ruritania"), name="Grauland"))
    assert verify(capsys) == [f"{Stale.objects.count()} documents wait to be composed anew; run drain_stale"]
    assert Document.objects.get(uid=claim.uid).title == "Ruritania: It is so"
    waited = Stale.objects.count()
    call_command("drain_stale")
    assert capsys.readouterr().out == f"{waited} documents composed anew.\n"
    assert Document.objects.get(uid=claim.uid).title == "Grauland: It is so"
    call_command("drain_stale")
    assert capsys.readouterr().out == "No document waits.\n"
    assert verify(capsys, "--deep") == []


def test_documents_of_other_code_are_named_and_made_anew(claim, capsys):
    ReadingRoom.objects.update(compose_version="another")
    [fault] = verify(capsys)
    assert "run rebuild_reading_room" in fault
    call_command("rebuild_reading_room")
    assert capsys.readouterr().out == f"{LedgerEntry.objects.count()} records composed anew.\n"
    assert verify(capsys, "--deep") == []


def test_a_search_index_that_lost_a_record_is_named(claim, capsys):
    search.remove([claim.uid])
    [fault] = verify(capsys)
    assert fault.startswith("the search index holds")


@pytest.mark.parametrize(
    ("what", "spoil"),
    [
        ("its document is", lambda uid: Document.objects.filter(uid=uid).update(title="It is not so")),
        ("its links are", lambda uid: Link.objects.filter(from_uid=uid, relation="article").delete()),
        ("its states by day are", lambda uid: ClaimState.objects.filter(uid=uid).update(standing="refuted")),
    ],
)
def test_deep_finds_what_differs_from_the_ledger(claim, capsys, what, spoil):
    spoil(claim.uid)
    assert verify(capsys) == []
    assert verify(capsys, "--deep") == [f"{claim.uid}: {what} not what the ledger says"]
    call_command("rebuild_reading_room")
    capsys.readouterr()
    assert verify(capsys, "--deep") == []


def test_deep_finds_a_document_the_ledger_does_not_know(claim, capsys):
    stray = {"type": "claim", "seq": 1, "first_seq": 1, "change": 999, "position": 1, "state": "withdrawn"}
    Document.objects.create(uid="straystray", changed_at=LedgerEntry.objects.first().at, **stray)
    assert verify(capsys, "--deep") == ["straystray: it has a document, and the ledger knows nothing of it"]


def test_the_ledger_is_exported_and_sound(claim, capsys, tmp_path):
    path = tmp_path / "ledger.jsonl"
    call_command("export_ledger", str(path))
    assert capsys.readouterr().out == f"Written to {path}; the ledger holds {LedgerEntry.objects.count()} entries.\n"
    assert standalone.main([str(path)]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.jsonl"]


def test_the_ledger_is_written_to_standard_output(claim, capsys):
    call_command("export_ledger", "-")
    assert capsys.readouterr().out.splitlines() == list(lines())
    call_command("export_ledger", "-", "--after", "1")
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["seq"] == 2


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(claim, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_ledger", str(tmp_path / "nowhere" / "ledger.jsonl"))


def test_an_export_cut_short_leaves_the_old_one(claim, tmp_path, monkeypatch):
    path = tmp_path / "ledger.jsonl"
    call_command("export_ledger", str(path), verbosity=0)
    before = path.read_bytes()

    def cut(after: int = 0):
        yield "{}"
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.management.commands.export_ledger.lines", cut)
    with pytest.raises(KeyboardInterrupt):
        call_command("export_ledger", str(path))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.jsonl"]
