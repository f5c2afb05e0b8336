"""An edition appears whole or not at all, and takes the place of nothing but an older one."""

import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive import exports
from archive.exports.snapshot import one_moment
from archive.reading_room.freshness import newest
from archive.reading_room.history import acts
from tests.exports.conftest import bytes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    """A walk that ends soon: its making is looked at, not its pages."""
    monkeypatch.setattr("archive.exports.walking.START", ("/ledger/checkpoint/", "/robots.txt"))
    monkeypatch.setattr("archive.exports.walking._Walk._about", lambda walk: None)


def test_an_older_edition_is_replaced(small, tmp_path, hashed_names):
    target = tmp_path / "site"
    target.mkdir()
    exports.export(target)
    old = target / "robots.txt"
    old.write_text("old")
    (tmp_path / ".site.part").mkdir()
    (tmp_path / ".site.part" / "left by a run that was killed").touch()
    done = exports.export(target)
    assert "Sitemap" in old.read_text()
    assert done.files == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize("file", ["notes.txt", "ledger/notes.txt"])
def test_a_folder_with_anything_else_in_it_is_left_alone(small, tmp_path, hashed_names, file):
    exports.export(tmp_path / "site")
    (tmp_path / "site" / file).write_text("mine")
    with pytest.raises(CommandError, match="holds something that is no static edition"):
        call_command("export_static", tmp_path / "site")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "notes.txt").write_text("mine")
    with pytest.raises(exports.Foreign):
        exports.export(tmp_path / "home")
    assert (tmp_path / "site" / file).read_text() == (tmp_path / "home" / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "site"]


def test_what_fails_midway_leaves_the_older_edition(small, tmp_path, hashed_names, monkeypatch, caplog):
    exports.export(tmp_path / "site")
    before = bytes_of(tmp_path / "site")
    monkeypatch.setattr("archive.exports.walking.START", ("/robots.txt", "/claims/?nothing=1"))
    with pytest.raises(CommandError, match=r"/claims/\?nothing=1 answered 400"):
        call_command("export_static", tmp_path / "site")
    assert bytes_of(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_command_says_what_it_wrote(small, tmp_path, hashed_names):
    out = io.StringIO()
    call_command("export_static", tmp_path / "site", stdout=out)
    assert "2 files" in out.getvalue()
    assert f"the archive after entry {acts.checkpoint()['size']} of its ledger" in out.getvalue()
    (tmp_path / "file").touch()
    with pytest.raises(CommandError):
        call_command("export_static", tmp_path / "file" / "site")


def test_what_is_read_is_of_one_moment_and_nobody_waits(django_db_blocker):
    """This test's own transaction holds the lock of a writer meanwhile."""
    found = []

    def read():
        try:
            with one_moment(), connection.cursor() as cursor:
                found.append(newest())
                if connection.vendor == "postgresql":
                    cursor.execute("SHOW transaction_isolation")
                    found.append(cursor.fetchone()[0])
                    # Long work elsewhere, between two questions, ends nothing.
                    cursor.execute("SHOW idle_in_transaction_session_timeout")
                    found.append(cursor.fetchone()[0])
                else:
                    found.append(connection.transaction_mode)
        finally:
            connection.close()

    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_user SET first_name = ''")
    reader = threading.Thread(target=read)
    reader.start()
    reader.join(10)
    assert found[1:] == (["repeatable read", "0"] if connection.vendor == "postgresql" else ["DEFERRED"])
