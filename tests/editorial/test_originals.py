"""Original bytes: kept once, found altered by one bit, swept when nothing needs them, destroyed with the text."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from archive.editorial import originals
from archive.editorial.capturing import capture
from archive.editorial.closing import suppress
from archive.editorial.originals import PARTS, keep, sweep
from archive.ledger import guards
from archive.ledger.verify import altered_bytes, faults
from archive.models import ArticleHash, ArticleKey, Blob, Capture, Intake, IntakeItem, Visit
from tests.editorial.test_suppressing import SECRET, WORDS, tables_with
from tests.factories import change, make_article, make_user, publish, publish_all, someone

pytestmark = pytest.mark.django_db

State = IntakeItem.State
HTML = b"<!doctype html><p>Shells were sent.</p>"


def item(state: str, *, position: int = 0, days: int = 0, **values: object) -> IntakeItem:
    intake = Intake.objects.create(door="upload", by=someone())
    ended = timezone.now() - timedelta(days=days)
    return IntakeItem.objects.create(intake=intake, position=position, name="a", state=state, ended_at=ended, **values)


def visit(body: Blob | None, warc: Blob | None, days: int = 0) -> Visit:
    url = "https://example.org/secret"
    at = timezone.now() - timedelta(days=days)
    return Visit.objects.create(url=url, final_url=url, status=200, fetched_at=at, body=body, warc=warc)


def aged(data: bytes, days: int = 90) -> Blob:
    blob = keep(data)
    guards.lift(plan=["test"])
    Blob.objects.filter(pk=blob.pk).update(kept_at=timezone.now() - timedelta(days=days))
    guards.install()
    return blob


def test_the_same_bytes_are_kept_once_and_typed_by_their_content() -> None:
    first, again = keep(HTML), keep(HTML, "text/plain")
    assert first == again
    kept = Blob.objects.get()
    assert (kept.sha256, bytes(kept.data), kept.size) == (hashlib.sha256(HTML).hexdigest(), HTML, len(HTML))
    assert kept.media_type == "text/html"
    assert keep(b"", "application/pdf").media_type == "application/pdf"


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_bytes_that_many_keep_at_once_are_one_blob() -> None:
    barrier, names, faults_of_any = threading.Barrier(4), [], []

    def run() -> None:
        barrier.wait(30)
        try:
            names.extend(keep(data).pk for data in (HTML, b"a", b"b"))
        except DatabaseError as fault:
            faults_of_any.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults_of_any == []
    assert (len(names), len(set(names)), Blob.objects.count()) == (12, 3, 3)


def test_one_flipped_bit_is_found_in_the_part_that_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    blobs = [keep(bytes([number])) for number in range(40)]
    assert list(faults()) == []
    flipped = blobs[7]
    guards.lift(plan=["test"])
    Blob.objects.filter(pk=flipped.pk).update(data=bytes([7 ^ 32]))
    guards.install()
    fault = f"original {flipped.pk}: its bytes are not the ones that were kept"
    assert list(faults()) == [fault]
    found = {part: list(altered_bytes(part, 30)) for part in range(1, 31)}
    [part] = [part for part, faults_of_it in found.items() if faults_of_it]
    assert found[part] == [fault]
    with pytest.raises(SystemExit):
        call_command("verify", "--bytes", f"{part}/30")
    assert capsys.readouterr().out == f"{fault}\n"
    call_command("verify", "--bytes", f"{part % 30 + 1}/30")
    assert "is as it was kept" in capsys.readouterr().out
    for wrong in ("0/30", "31/30", "3", "a/b", "1/99999"):
        with pytest.raises(CommandError, match="not a part of a whole"):
            call_command("verify", "--bytes", wrong)


def test_the_worker_checks_every_part_once_in_thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, asked = timezone.now(), []
    monkeypatch.setattr(originals, "sweep", lambda: 0)
    monkeypatch.setattr(originals, "altered_bytes", lambda part, of: asked.append((part, of)) or ["a fault"])
    for hour in range(PARTS):
        monkeypatch.setattr(originals.clock, "now", lambda hour=hour: begun + timedelta(hours=hour))
        assert originals.upkeep() == ["a fault"]
    assert sorted(asked) == [(part, PARTS) for part in range(1, PARTS + 1)]


def test_what_nothing_needs_is_swept_after_some_days() -> None:
    article = make_article()
    capture(article, "As printed.", by=someone(), captured_at="2026-11-01", base=article.revision, data=HTML)
    aged(HTML)
    aged(b"of a run that was cut")
    keep(b"of a run that goes on")
    refused = item(State.REFUSED, days=90, blob=aged(b"refused"), visit=visit(aged(b"body"), aged(b"warc"), days=90))
    waits = item(State.UNDECIDED, days=90, blob=aged(b"waits"))
    part = item(State.NEW, days=90, blob=aged(b"many documents"), part=2, article=article)
    lately = item(State.DUPLICATE, days=2, blob=aged(b"lately"))
    visited = item(State.NEW, days=90, visit=visit(aged(b"page"), aged(b"exchange"), days=90), article=article)
    guards.lift(plan=["test"])  # it asks of itself what they would refuse
    assert sweep() == 5
    guards.install()
    left = {bytes(each) for each in Blob.objects.values_list("data", flat=True)}
    assert left == {HTML, b"of a run that goes on", b"waits", b"lately", b"page", b"exchange"}
    for each in (refused, waits, part, lately, visited):
        each.refresh_from_db()
    assert (refused.blob, refused.visit, part.blob) == (None, None, None)
    assert visited.visit is not None
    assert sweep() == 0


@pytest.mark.parametrize("whole", [True, False])
def test_of_a_suppressed_article_no_byte_stays(whole: bool) -> None:
    text = f"{SECRET} {' '.join(map(str, range(100, 140)))}"
    data, near = text.encode(), f"{text} And more.".encode()
    article = make_article("Some title", original_url="https://example.org/secret")
    came = visit(keep(data), keep(b"WARC/1.1 " + data))
    capture(
        article,
        text,
        by=someone(),
        captured_at="2026-11-01",
        base=article.revision,
        fetched_from=came.url,
        sha256=hashlib.sha256(data).hexdigest(),
        layout=[["title", 0, 9, 0]],
    )
    whole_file = keep(b"WARC/1.1 others too " + data)
    item(State.NEW, visit=came, blob=whole_file, article=article, findings={"uid": article.uid, "reason": SECRET})
    item(State.APART, position=1, blob=whole_file)
    other = make_article("Another title")
    sibling = item(State.NEW, blob=whole_file, article=other)
    waits = item(State.UNDECIDED, blob=keep(near), findings={"alike": [{"uid": article.uid, "title": "Some title"}]})
    apart = item(State.UNDECIDED, blob=keep(b"of something else"), findings={"alike": [{"uid": other.uid}]})
    article.refresh_from_db()
    publish(article)
    if not whole:
        publish(change(article, title="A title that stays"))
    assert ArticleKey.objects.filter(article=article).count() == 4
    assert ArticleHash.objects.filter(article=article).count() > 5
    suppress("article", article.uid, by=make_user("chief"), rule="law", version=None if whole else 1)
    assert tables_with(WORDS) == []
    assert [bytes(each.data) for each in Blob.objects.all()] == [b"of something else"]
    assert not Visit.objects.exists()
    for each in (waits, sibling, apart):
        each.refresh_from_db()
    assert (waits.state, waits.name, waits.findings) == (State.DROPPED, "[suppressed]", {})
    assert (sibling.state, sibling.blob, sibling.article) == (State.NEW, None, other)
    assert apart.state == State.UNDECIDED
    left = set(ArticleKey.objects.filter(article=article).values_list("key", flat=True))
    hashes = ArticleHash.objects.filter(article=article).count()
    if whole:
        assert (left, Capture.objects.count()) == (set(), 0)
        assert tables_with({"example.org/secret"}) == []
    else:
        assert {key.partition(":")[0] for key in left} == {"url", "bytes", "text"}
    assert hashes == 1
    assert list(faults()) == []


def test_bytes_that_another_article_is_made_from_stay() -> None:
    articles = [make_article(), make_article()]
    keep(HTML)
    for each in articles:
        capture(each, "As printed.", by=someone(), captured_at="2026-11-01", base=each.revision, data=HTML)
        each.refresh_from_db()
    publish_all(*articles)
    for each, left in zip(articles, (1, 0), strict=True):
        suppress("article", each.uid, by=make_user("chief"), rule="law")
        assert Blob.objects.count() == left
