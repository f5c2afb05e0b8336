"""The client by itself: what it keeps, how politely it asks, and what it tells when something is wrong."""

import ast
import gzip
import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from archive.editorial.closing import merge, withdraw
from archive.models import Document, LedgerEntry
from archive.reading_room.projecting import project
from clients.python import attest_mirror
from clients.python.attest_mirror import Answer, Archive, Forked, Misused, Unreachable, main
from tests.clients.stage import SITE, Wire, held, opened, served
from tests.factories import change, make_claim, make_source, make_user, publish, publish_all

EMPTY = b'{"next":"http://127.0.0.1:8000/api/v1/changes/?after=0","results":[]}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mirror.sqlite3"


# What it keeps.


@pytest.mark.django_db
def test_documents_are_kept_as_served_and_can_be_asked_about(client: Client, path: Path) -> None:
    source = make_source('Ruritania "data":{}')
    claim = make_claim('Coal moved, "results":[{"data":null}]', claimant=source)
    publish_all(claim)
    mirror = opened(path, Wire(), page_size=2)
    assert mirror.sync() == Document.objects.count()
    assert held(mirror) == served(client, {})
    [row] = mirror.db.execute("SELECT headline, standing, attribution, origins, asserted, version, url FROM claim")
    document = client.get(f"/api/v1/claims/{claim.uid}/").json()
    assert row == (document["headline"], "open", "reported", 1, "2022-11-17", 1, document["url"])
    titles = "SELECT name FROM source UNION ALL SELECT title FROM article UNION ALL SELECT title FROM event"
    assert sorted(name for (name,) in mirror.db.execute(titles)) == sorted(
        Document.objects.exclude(type="claim").values_list("title", flat=True)
    )


@pytest.mark.django_db
def test_what_is_gone_is_told_with_its_reason_and_what_stands_for_it(path: Path) -> None:
    one, other, claim = make_source("One"), make_source("Other"), make_claim()
    publish_all(one, other, claim)
    mirror = opened(path, Wire())
    mirror.sync()
    chief = make_user("chief")
    merge("source", one.uid, into=other.uid, by=chief, note="They are one.")
    withdraw("claim", claim.uid, by=chief, note="It was wrong.")
    mirror.sync()
    gone = {row[0]: row[1:] for row in mirror.db.execute("SELECT uid, type, action, note, successor FROM gone")}
    assert gone == {
        one.uid: ("source", "merge", "They are one.", other.uid),
        claim.uid: ("claim", "withdraw", "It was wrong.", None),
    }
    publish(change(claim, statement="It was right"), note="We were wrong about that.")
    mirror.sync()
    assert claim.uid in held(mirror)
    assert [uid for (uid,) in mirror.db.execute("SELECT uid FROM gone")] == [one.uid]


@pytest.mark.django_db
def test_nothing_is_sent_when_nothing_changed(path: Path) -> None:
    publish_all(make_claim())
    mirror = opened(path, Wire())
    mirror.sync()
    mirror.db.close()
    wire = Wire()
    assert opened(path, wire).sync() == 0
    assert [status for status, _ in wire.asked] == [304]


@pytest.mark.django_db
def test_two_at_one_file_do_not_undo_each_other(client: Client, path: Path) -> None:
    publish_all(make_claim())
    slow, quick = opened(path, Wire(), page_size=2), opened(path, Wire(), page_size=2)
    answered = slow.archive.get

    def late(*asked, **more):
        answer = answered(*asked, **more)
        slow.archive.get = answered
        quick.sync()
        return answer

    slow.archive.get = late
    assert slow.turn() == 2
    place = slow.place
    assert place == quick.place
    assert slow.sync() == 0
    assert held(slow) == served(client, {})


# When the archive has another past.


@pytest.mark.django_db
def test_an_archive_restored_from_an_older_backup_is_noticed(path: Path) -> None:
    claim = make_claim("Coal moved")
    publish_all(claim)
    mirror = opened(path, Wire())
    with transaction.atomic():
        publish(change(claim, statement="Coal was moved"))
        mirror.sync()
        before, act = held(mirror), LedgerEntry.objects.count()
        transaction.set_rollback(True)
    with pytest.raises(Forked, match=f"no longer has act {act} "):
        mirror.sync()
    # It has as many acts again, and more; but others.
    publish(change(claim, statement="Grain moved"))
    publish_all(make_claim())
    with pytest.raises(Forked, match=f"no longer has act {act} "):
        mirror.sync()
    assert held(mirror) == before


@pytest.mark.django_db
def test_changes_lost_without_an_act_are_noticed_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "AT_ONCE", 0)
    source = make_source("Ruritania")
    publish_all(make_claim(claimant=source), make_claim(claimant=source))
    publish(change(source, name="Grauland"))
    mirror = opened(path, Wire())
    mirror.sync()
    with transaction.atomic():
        assert project.drain() == 2
        mirror.sync()
        transaction.set_rollback(True)
    with pytest.raises(Forked, match=f"no longer has change {mirror.place.change}"):
        mirror.sync()


@pytest.mark.django_db
def test_a_file_holds_one_selection_of_one_archive(path: Path) -> None:
    publish_all(make_claim())
    opened(path, Wire(), {"kind": "assertion"}).sync()
    with pytest.raises(Misused, match="kind=assertion"):
        opened(path, Wire())
    with pytest.raises(Misused, match="standing"):
        opened(path.with_name("other.sqlite3"), Wire(), {"standing": "nothing"}).sync()


# How it asks.


class Replies:
    """A server that gives these answers in turn, and the seconds that passed between."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers, self.slept, self.headers, self.urls = list(answers), [], [], []

    def __call__(self, url, headers):
        self.urls.append(url)
        self.headers.append(headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def archive(self) -> Archive:
        return Archive(f"{SITE}/anything", self, self.slept.append)


def test_it_waits_as_long_as_it_is_told() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    replies = Replies(
        Answer(429, {"retry-after": "17"}, b""), Answer(503, {"retry-after": soon}, b""), Answer(200, {}, b"x")
    )
    assert replies.archive().get("/").body == b"x"
    assert replies.slept[0] == 17
    assert 80 < replies.slept[1] <= 90


def test_without_being_told_it_waits_longer_each_time_and_then_gives_up() -> None:
    replies = Replies(OSError("connection refused"))
    with pytest.raises(Unreachable, match="connection refused"):
        replies.archive().get("/")
    assert len(replies.slept) == attest_mirror.TRIES - 1
    assert all(0.5 * 2**number <= wait <= 2**number for number, wait in enumerate(replies.slept))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404, {}, b'{"detail": "It is elsewhere."}'), "404: It is elsewhere"),
        (Answer(301, {"location": "https://archive.example/"}, b""), "301: see https://archive.example/$"),
        (Answer(403, {"content-encoding": "gzip"}, b"<html>"), "answered 403$"),
        (Answer(429, {"retry-after": "90000"}, b""), "answered 429$"),
    ],
)
def test_what_does_not_pass_is_not_waited_for(answer: Answer, words: str) -> None:
    replies = Replies(answer)
    with pytest.raises(Unreachable, match=words):
        replies.archive().get("/")
    assert replies.slept == []


def test_answers_come_compressed_and_a_cut_one_is_asked_for_again() -> None:
    packed = gzip.compress(b"coal" * 100)
    headers = {"content-encoding": "gzip"}
    replies = Replies(Answer(200, headers, packed[:-9]), Answer(200, headers, packed))
    assert replies.archive().get("/", '"tag"').body == b"coal" * 100
    assert replies.headers[0]["Accept-Encoding"] == "gzip"
    assert replies.headers[0]["If-None-Match"] == '"tag"'
    assert len(replies.slept) == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[]", EMPTY[:-2], EMPTY.replace(b"[]", b"[{}]"), b"\xff"])
def test_a_page_that_is_none_changes_nothing(path: Path, body: bytes) -> None:
    mirror = opened(path, Replies(Answer(200, {}, body)))
    with pytest.raises(Unreachable):
        mirror.sync()
    assert mirror.place == mirror.start


def test_it_asks_nobody_but_the_archive_it_was_given(path: Path) -> None:
    elsewhere = EMPTY.replace(b"http://127.0.0.1:8000/api/v1/changes/", b"https://elsewhere.example/api/v1/changes/")
    replies = Replies(Answer(200, {}, elsewhere))
    mirror = opened(path, replies)
    mirror.sync()
    mirror.sync()
    assert {url.partition("?")[0] for url in replies.urls} == {f"{SITE}/api/v1/changes/"}
    for address in ("file:///etc/passwd", "archive.example", "ftp://archive.example", ""):
        with pytest.raises(Misused):
            Archive(address)


# The command.


@pytest.mark.django_db
def test_the_command_says_how_it_went(path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    publish_all(make_claim())
    wire = Wire()
    monkeypatch.setattr(attest_mirror.Archive.__init__, "__defaults__", (wire, lambda seconds: None))
    assert main([SITE, str(path)]) == 0
    count = Document.objects.count()
    assert f"In step: {count} records, 0 gone; {count} changes applied." in capsys.readouterr().out
    assert main([SITE, str(path)]) == 0
    assert "; 0 changes applied." in capsys.readouterr().out
    with pytest.raises(SystemExit) as refused:
        main([SITE, str(path), "standing"])
    assert refused.value.code == 2
    with pytest.raises(SystemExit) as refused:
        main([SITE, str(path), "standing=open"])
    assert refused.value.code == 2
    with sqlite3.connect(path) as db:
        db.execute("UPDATE place SET hash = 'other', etag = ''")
    assert main([SITE, str(path)]) == 3
    assert "--restart" in capsys.readouterr().err
    assert main([SITE, str(path), "--restart"]) == 0
    assert f"{count} changes applied" in capsys.readouterr().out
    wire.left = 0
    monkeypatch.setattr(attest_mirror.Archive.__init__, "__defaults__", (Replies(OSError("no route")), lambda s: None))
    assert main([SITE, str(path)]) == 1
    assert "no route" in capsys.readouterr().err
    path.write_text("This is no database, whatever its name says. " * 40)
    assert main([SITE, str(path)]) == 1


def test_it_needs_nothing_but_an_old_python() -> None:
    source = Path(attest_mirror.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    assert {name.partition(".")[0] for name in names} <= set(__import__("sys").stdlib_module_names)
