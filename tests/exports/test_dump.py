"""A dump holds what the feed holds, proves it with other people's programs, and is the same for the same archive."""

import fcntl
import io
import json
import os
import subprocess
import sys

import bagit
import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from archive.exports.dump import Faulty, dump
from archive.reading_room.history import acts
from tests.exports.conftest import bytes_of

pytestmark = pytest.mark.django_db
TYPES = ("claim", "article", "event", "source")


@pytest.fixture(scope="module")
def bag(archive, tmp_path_factory):
    """The folder of a dump."""
    return dump(tmp_path_factory.mktemp("dumps")).folder


def lines_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def feed(client, path):
    """A list of the feed, page after page."""
    address, found = f"/api/v1/{path}", []
    while address:
        page = client.get(address).json()
        found += page["results"]
        address = page["next"] if page["results"] else None
    return found


@pytest.mark.thorough
def test_somebody_elses_reader_finds_the_bag_whole(bag):
    read = bagit.Bag(str(bag))
    read.validate()
    assert read.version_info == (1, 0)
    point = acts.checkpoint()
    assert read.info["Ledger-Hash"] == point["hash"]
    assert read.info["Ledger-Size"] == str(point["size"])
    assert read.info["Bagging-Date"] == point["at"][:10]
    assert bag.name == f"attest-{point['at'][:10]}-{point['size']}"


@pytest.mark.parametrize("type", TYPES)
def test_lines_are_the_documents_of_the_feed(bag, client, type):
    expected = sorted(feed(client, f"{type}s/?page_size=100"), key=lambda each: each["uid"])
    found = lines_of(bag / "data" / f"{type}s.jsonl")
    assert found == expected
    assert found
    schema = json.loads((bag / "data" / "schema.json").read_text())
    validator = Draft202012Validator({**schema, "$ref": f"#/$defs/{type.capitalize()}"})
    assert [fault.message for each in found for fault in validator.iter_errors(each)] == []


def test_what_is_no_longer_public_left_a_line(bag, client):
    found = {each["uid"]: each for each in lines_of(bag / "data" / "tombstones.jsonl")}
    deleted = {each["uid"] for each in feed(client, "changes/?page_size=1000") if each["state"] == "deleted"}
    assert found.keys() == deleted
    assert {each["state"] for each in found.values()} == {"withdrawn", "suppressed", "merged"}


def test_its_own_verifier_accepts_its_ledger(bag):
    data = bag / "data"
    command = [sys.executable, "-I", data / "verify.py", data / "ledger.jsonl", data / "checkpoint.json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert acts.checkpoint()["hash"] in done.stdout
    assert json.loads((data / "checkpoint.json").read_text()) == acts.checkpoint()


def test_the_same_archive_makes_the_same_bag(bag, tmp_path):
    again = dump(tmp_path / "more" / "dumps")
    assert bytes_of(again.folder) == bytes_of(bag)
    assert again.files == sum(path.is_file() for path in (again.folder / "data").iterdir())
    stray = again.folder / "data" / "stray"
    stray.touch()
    assert dump(tmp_path / "more" / "dumps").folder == again.folder
    assert not stray.exists()


def test_older_bags_go_and_nothing_else(archive, tmp_path):
    names = ["attest-2020-01-01-2", "attest-2020-01-01-10", "attest-notes", "attest-2019-01-01-1"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "bagit.txt").touch()
    (tmp_path / "attest-2019-01-01-1" / "bagit.txt").unlink()
    (tmp_path / ".attest-2020-01-01-2.part").mkdir()
    out = io.StringIO()
    call_command("dump", tmp_path, keep=2, stdout=out)
    kept = {path.name for path in tmp_path.iterdir()}
    assert {"attest-2020-01-01-10", "attest-notes", "attest-2019-01-01-1"} <= kept
    assert not {"attest-2020-01-01-2", ".attest-2020-01-01-2.part"} & kept
    assert "attest-2020-01-01-2." in out.getvalue()
    assert acts.checkpoint()["hash"] in out.getvalue()
    with pytest.raises(CommandError, match="--keep"):
        call_command("dump", tmp_path, keep=-1)


def test_two_dumps_do_not_meet(archive, tmp_path):
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(CommandError, match="Another dump is being written"):
            call_command("dump", tmp_path)
    finally:
        os.close(folder)
    call_command("dump", tmp_path, stdout=io.StringIO())


def test_what_does_not_verify_leaves_nothing(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.exports.dump.writing.verifier", lambda: "import sys; sys.exit('Not sound.')")
    with pytest.raises(CommandError, match=r"does not verify\. Not sound\."):
        call_command("dump", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_loses_bytes_is_found_out(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.exports.dump.describing.readme", lambda point: "short")
    taken = "archive.exports.dump.writing._Writing._write"

    def lost(writing, name, text):
        writing._bag.write(name, [text.encode()])
        writing._bag.path(name).write_text("lost")

    monkeypatch.setattr("archive.exports.dump.writing.verify", lambda ledger, point: None)
    monkeypatch.setattr(taken, lost)
    with pytest.raises(Faulty, match="is not on the disk as it was written"):
        dump(tmp_path)
    assert list(tmp_path.iterdir()) == []
