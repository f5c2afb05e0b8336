"""``manage.py ingest``: files, folders, patterns, standard input; what it says, and going on where it was cut off."""

import errno
import functools
import io
import os
import sys
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.editorial.machines import INTAKE, account
from archive.ingest.confining import Fault
from archive.ingest.reading.documents import Entry
from archive.ingest.shapes import Refusal
from archive.ingest.working import commanding
from archive.ingest.working.ahead import Readers
from archive.ingest.working.bringing import Listed
from archive.ingest.working.handing import Thing
from archive.ingest.working.leasing import State
from archive.ingest.working.listing import listed
from archive.management.commands import ingest
from archive.models import Article, Intake, IntakeItem
from tests.factories import make_user
from tests.ingest.documents import BODY, document
from tests.ingest.taking.conftest import rows
from tests.ingest.working.conftest import fetched

pytestmark = pytest.mark.django_db

OTHER = ("Snow fell on the passes of Ruritania all week, and every road to the north was closed, the police said.",) * 3


def bring(wanted, child):
    """What the name of a thing asks for, so that no process is started."""
    if wanted.url.endswith("feed") and wanted.data is None:
        yield fetched(wanted.url, b"<rss/>")
        yield Listed([Entry("https://a.example.org/1", "One")])
    elif wanted.data is None:
        yield fetched(wanted.url, b"fetched")
        yield document(OTHER, title="Snow", url=wanted.url)
    elif wanted.data == b"faulty":
        raise Fault("A mistake.")
    elif b"bad" in wanted.data:
        raise Refusal("It is damaged.")
    else:
        title = wanted.data.decode().strip()
        yield document(BODY if title == "First" else OTHER, title=title, url="", name=wanted.name)


@pytest.fixture(autouse=True)
def no_process(monkeypatch):
    monkeypatch.setattr(ingest, "Readers", functools.partial(Readers, bring=bring))


@pytest.fixture
def run():
    """Run it; its code, and what it said on both streams."""

    def run(*asked, **options):
        out, err, code = io.StringIO(), io.StringIO(), 0
        try:
            call_command("ingest", *map(str, asked), stdout=out, stderr=err, **options)
        except SystemExit as end:
            code = end.code
        return code, out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a.html").write_text("First")
    (tmp_path / "below" / "b.txt").write_text("Second")
    (tmp_path / "c.pdf").write_text("bad")
    (tmp_path / "d.html").write_text(" ")
    (tmp_path / "picture.png").write_text("Third")
    return tmp_path


def test_a_folder_is_taken_in_and_what_is_refused_stops_nothing(run, folder):
    code, out, err = run(folder)
    assert code == 2
    assert "New article: a.html: “First”" in out
    assert "New article: b.txt: “Second”" in out
    assert "New article: 2, refused: 2." in out
    assert "1 files of other kinds were left alone." in out
    assert "Refused: c.pdf: It is damaged." in err
    assert "d.html: It is empty." in err
    intake = Intake.objects.get()
    assert (intake.by.username, intake.by.is_active, intake.finished_at is not None) == (INTAKE, False, True)
    assert Article.objects.count() == 2


def test_asked_again_it_changes_nothing(run, folder):
    (folder / "c.pdf").unlink()
    (folder / "d.html").unlink()
    assert run(folder)[0] == 0
    stands = Article.objects.count()
    code, out, _ = run(folder)
    assert (code, Article.objects.count()) == (0, stands)
    assert "Already here: 2." in out


def test_a_dry_run_of_a_fresh_archive_writes_nothing(run, folder):
    before = rows()
    assert "New article: " in run(folder / "a.html", "--dry-run")[1]
    assert rows() == before


def test_a_dry_run_goes_on_after_a_fault_of_ours(run, folder, caplog):
    (folder / "a.html").write_text("faulty")
    code, out, err = run(folder / "a.html", folder / "below", "--dry-run")
    assert (code, "a.html: It failed by a fault of this program" in err) == (2, True)
    assert "New article: " in out
    assert "A mistake." in caplog.text


def test_a_dry_run_says_what_would_be_and_writes_nothing(run, folder):
    run(folder / "a.html")
    before = rows()
    code, out, err = run(folder, "--dry-run")
    assert (code, rows()) == (2, before)
    assert "Already here: " in out
    assert "New article: " in out
    assert "“Second”, 4 proposed" in out
    assert "    authors: Ada Lindqvist (high: The line “By Ada Lindqvist”.)" in out
    assert "It is damaged." in err


def test_links_and_feeds_are_fetched(run):
    code, out, _ = run("https://a.example.org/feed")
    assert code == 0
    assert "Taken apart: https://a.example.org/feed" in out
    assert "New article: One: “Snow”" in out
    assert list(IntakeItem.objects.order_by("part").values_list("state", flat=True)) == [State.APART, State.NEW]
    assert "Already here: 1, taken apart: 1." in run("https://a.example.org/feed")[1]


def test_patterns_and_standard_input(run, folder, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Third")))
    code, out, _ = run("-", folder / "**" / "*.txt")
    assert code == 0
    assert "standard input: “Third”" in out
    assert "b.txt" in out
    code, _, err = run(folder / "*.nothing")
    assert (code, "There is no such file or folder." in err) == (2, True)


def test_cut_off_it_goes_on_where_it_was(run, folder, monkeypatch):
    honest, seen = commanding.settle, []

    def settle(row, events):
        if row.name == "b.txt" and not seen:
            seen.append(row.name)
            raise KeyboardInterrupt
        honest(row, events)

    monkeypatch.setattr(commanding, "settle", settle)
    asked = (folder / "a.html", folder / "below")
    with pytest.raises(CommandError, match="goes on where it was"):
        run(*asked)
    assert (Article.objects.count(), Intake.objects.get().finished_at) == (1, None)
    assert IntakeItem.objects.get(name="b.txt").state == State.WORKING
    code, out, _ = run(*asked)
    assert (code, Article.objects.count(), Intake.objects.count()) == (0, 2, 1)
    assert "New article: 2." in out
    assert IntakeItem.objects.get(name="b.txt").attempts == 2


def test_the_same_file_twice_is_taken_in_once(run, folder):
    (folder / "below" / "b.txt").write_text("First")
    (folder / "below" / "z.txt").write_text("First")
    code, out, _ = run(folder / "a.html", folder / "below")
    assert code == 0
    assert "New article: 1, already here: 2." in out
    assert list(IntakeItem.objects.values_list("position", "attempts")) == [(0, 1), (1, 1), (2, 1)]


def test_what_is_not_asked_for_holds_no_reader_up(monkeypatch):
    """A thing that is known, or refused, at once is not read to its end, however many documents it has."""
    monkeypatch.setattr(commanding, "settle", lambda row, events: None)
    things = [Thing(name, name.encode()) for name in "abc"]

    def many(wanted, child):
        yield from [document()] * 9

    intake = commanding.begun(["a"], by=make_user("researcher"))
    with Readers(1, bring=many) as readers:
        assert len(list(commanding.run(intake, things, readers, 1))) == 3
        assert not any(ahead.is_wanted for ahead in readers.begun)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_two_commands_of_one_intake_share_its_positions():
    intake, barrier = commanding.begun(["a"], by=account(INTAKE)), threading.Barrier(2)

    def run(name):
        try:
            barrier.wait(20)
            with Readers(1, bring=bring) as readers:
                things = [Thing(f"{name}{number}", f"bad {name}{number}".encode()) for number in range(8)]
                list(commanding.run(intake, things, readers, 1))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert list(intake.items.values_list("position", "state")) == [(number, State.REFUSED) for number in range(16)]


def test_what_another_process_took_over_is_left_to_it(run, folder, monkeypatch):
    honest = commanding.settle

    def settle(row, events):
        IntakeItem.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        honest(row, events)

    monkeypatch.setattr(commanding, "settle", settle)
    code, out, _ = run(folder / "a.html")
    assert (code, Article.objects.count()) == (0, 0)
    assert "Being read: a.html Another process took it over." in out


def test_odd_names_are_refused_and_the_rest_is_done(run, folder):
    odd = ("a" * 5000, "[" + "a" * 5000, f"https://a.example.org/{'x' * 2000}", "https://", "ftp://a.example.org/x")
    code, out, err = run(*odd, folder / "a.html")
    assert (code, err.count("Refused: "), "New article: 1, refused: 5." in out) == (2, 5, True)


def test_a_folder_that_is_closed_is_named(folder, monkeypatch):
    monkeypatch.setattr(os, "scandir", closed(os.scandir, folder / "below"))
    found = listed([str(folder)], io.BytesIO())
    assert found.refused == [(str(folder / "below"), "It cannot be read (Permission denied).")]
    assert [path.name for path in found.wanted] == ["a.html", "c.pdf", "d.html"]


def closed(scandir, folder):
    """What it does for whoever may not look into the folder; root, who runs some tests, may."""

    def scan(path):
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    return scan


def test_it_works_on_the_account_of_whoever_may(run, folder):
    user = make_user("researcher", "anna")
    run(folder / "a.html", by="anna")
    assert Intake.objects.get().by == user
    make_user("researcher", "berta").groups.clear()
    for name in ("berta", "nobody"):
        with pytest.raises(CommandError):
            run(folder, by=name)
    make_user("researcher", INTAKE)
    for how in ({}, {"dry_run": True}):
        with pytest.raises(CommandError, match="must be inactive"):
            run(folder, **how)
