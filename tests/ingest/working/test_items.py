"""What a thing brings becomes rows once, whoever dies on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from archive.editorial.saving import Refused
from archive.ingest import taking
from archive.ingest.confining import Fault
from archive.ingest.fetching import NotYet, Unavailable
from archive.ingest.reading.documents import Entry
from archive.ingest.shapes import Hint, Refusal
from archive.ingest.working import deciding, items
from archive.ingest.working.bringing import Listed, Wanted, bring
from archive.ingest.working.deciding import decide
from archive.ingest.working.handing import retry
from archive.ingest.working.items import KNOWN, OURS, settle, wanted
from archive.ingest.working.leasing import State, lease
from archive.models import Article, Blob, Capture, IntakeItem, User, Visit
from tests.factories import someone
from tests.ingest.documents import BODY, URL, document
from tests.ingest.working.conftest import Raised, events, fetched, past

pytestmark = pytest.mark.django_db

FAIR = ("Traders from three valleys brought sheep and copper to the fair of Saint Vitus, said a guild.",) * 3
OTHER = ("Snow fell on the passes of Ruritania all week, and every road to the north was closed, the police said.",) * 3


def work(row, *given):
    """Lease the item and settle what it brings; how it stands then."""
    IntakeItem.objects.filter(pk=row.pk).update(leased_until=past(seconds=1))
    mine = lease(row.pk)
    settle(mine, events(*given))
    row.refresh_from_db()
    return row


def parts(row):
    return list(IntakeItem.objects.filter(intake=row.intake, part__gt=0).order_by("part"))


def test_a_file_becomes_an_article(item):
    row = work(item(), document())
    assert (row.state, row.article.title) == (State.NEW, "Harbour budget doubled")
    assert row.findings["proposed"] == 6
    assert row.findings["verdict"] == "new"


def test_a_link_is_fetched_once_and_kept_as_it_came(item):
    given = document(url="")
    page = fetched(URL, given.read.data, content_type="text/html; charset=utf-8")
    row = item(None, URL)
    assert wanted(row) == Wanted("thing.html", None, URL)
    row = work(row, page, Raised(Unavailable("It is late.", retry_after=5)))
    assert (row.state, row.reason) == (State.WAITING, "It is late.")
    again = wanted(IntakeItem.objects.get(pk=row.pk))
    assert (again.data, again.url) == (given.read.data, URL)
    assert again.fetched_on == page.fetched_at.date()
    IntakeItem.objects.filter(pk=row.pk).update(run_after=None)
    row = work(row, given)
    assert (row.state, Visit.objects.count()) == (State.NEW, 1)
    assert bytes(row.visit.warc.data) == page.warc
    capture = Capture.objects.get(article=row.article)
    assert (capture.captured_at, capture.content.fetched_from, row.article.original_url) == ("2024-03-05", URL, URL)


def test_bytes_that_were_read_before_are_not_read_again(item):
    first = work(item(document().read.data), document())
    assert first.state == State.NEW
    again = work(item(document().read.data), Raised(AssertionError("It was read.")))
    assert (again.state, again.reason, again.article) == (State.DUPLICATE, KNOWN, first.article)
    page = fetched(URL, document().read.data)
    linked = work(item(None, URL), page, Raised(AssertionError("It was read.")))
    assert (linked.state, linked.article) == (State.DUPLICATE, first.article)


def test_what_cannot_be_read_is_refused_and_what_fails_for_us_is_tried_again(item, caplog):
    assert work(item(), Raised(Refusal("It is damaged."))).reason == "It is damaged."
    assert work(item(), Refusal("No article.")).state == State.REFUSED
    assert work(item()).reason == items.EMPTY
    row = work(item(), Raised(ZeroDivisionError("secret words")))
    assert (row.state, row.reason, row.attempts) == (State.WAITING, OURS, 1)
    assert "ZeroDivisionError" in caplog.text


def test_what_a_site_wants_to_be_waited_for_is_no_failure(item):
    row = item(None, URL)
    for _ in range(7):
        IntakeItem.objects.update(run_after=None)
        row = work(row, Raised(NotYet("a.example.org wants 30 seconds between visits.", retry_after=30)))
        assert (row.state, row.attempts) == (State.WAITING, 0)
        assert timedelta(seconds=20) < row.run_after - timezone.now() <= timedelta(seconds=30)
    IntakeItem.objects.update(run_after=None)
    assert work(row, fetched(URL, document().read.data), document()).state == State.NEW


def test_of_several_documents_each_has_a_row_and_one_refusal_stops_no_other(item):
    row = work(
        item(), document(), Refusal("It is cut off."), document(OTHER, title="Snow", url="https://a.example.org/s")
    )
    assert (row.state, row.reason) == (State.APART, "3 documents.")
    assert [(each.state, each.part) for each in parts(row)] == [(State.NEW, 1), (State.REFUSED, 2), (State.NEW, 3)]
    assert [each.name for each in parts(row)] == ["Harbour budget doubled", "thing.html", "Snow"]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "day"),
    [("2023-11-20T08:00:00Z", "2023-11-20"), ("2023-11-20T08:00:00", "2023-11-20"), ("soon", ""), ("9000-01-01", "")],
)
def test_what_says_when_it_was_fetched_is_believed(item, said, day):
    given = document()
    dated = replace(given, read=replace(given.read, hints=[Hint("captured", said, "WARC-Date")]))
    row = work(item(), dated)
    capture = Capture.objects.get(article=row.article)
    assert (capture.captured_at == day, capture.captured_at_basis == items.BY_ITSELF) == (bool(day), bool(day))


def test_who_died_among_several_documents_is_followed_by_one_who_goes_on(item):
    second = document(OTHER, title="Snow", url="https://a.example.org/s")
    row = work(item(), document(), second, Raised(MemoryError()))
    assert (row.state, len(parts(row))) == (State.WAITING, 2)
    IntakeItem.objects.filter(pk=row.pk).update(run_after=None)
    assert wanted(row).after == 2
    third = document(BODY[::-1], title="Back to front", url="https://a.example.org/b")
    row = work(row, third)
    assert (row.state, row.reason, [each.part for each in parts(row)]) == (State.APART, "3 documents.", [1, 2, 3])
    assert [each.state for each in parts(row)][:2] == [State.NEW, State.NEW]
    assert Article.objects.filter(title="Snow").count() == 1


def test_who_dies_after_the_last_document_leaves_nothing_to_be_read(item):
    row = work(item(), document(), document(OTHER, title="Snow"), Raised(MemoryError()))
    IntakeItem.objects.filter(pk=row.pk).update(run_after=None)
    row = work(row)
    assert (row.state, row.reason) == (State.APART, "2 documents.")


def test_a_document_that_waits_for_a_person_does_not_stop_those_after_it(item):
    """Who died after it left a file whose bytes wait for a person, though not all that is in them was read."""
    work(item(b"1"), document(url=URL))
    near = document((BODY[0].replace("the", "the said", 1), *BODY[1:]), title="Near", url="https://post.example.com/a")
    row = work(item(b"file"), near, Refusal("It is cut off."), Raised(MemoryError()))
    assert [each.state for each in parts(row)] == [State.UNDECIDED, State.REFUSED]
    IntakeItem.objects.filter(pk=row.pk).update(run_after=None)
    row = work(row, document(OTHER, title="Snow", url="https://a.example.org/s"))
    assert [each.state for each in parts(row)] == [State.UNDECIDED, State.REFUSED, State.NEW]
    assert [wanted(each).after for each in parts(row)] == [0, 1, 2]
    second = parts(row)[1]
    retry(second, by=someone("researcher"))
    third = document(OTHER, title="Snow", url="https://a.example.org/s")
    second = work(second, document(FAIR, title="A fair", url="https://fair.example.org/a"), third)
    assert (second.state, second.article.title, second.part) == (State.NEW, "A fair", 2)
    assert wanted(second).after == 1


def test_links_of_a_feed_have_bytes_of_their_own(item, monkeypatch):
    """Of the second link the first document is meant, also where a person decides or tries it again."""
    work(item(b"1"), document(url=URL))
    feed = work(item(None, URL), fetched(URL, b"<rss/>"), Listed([Entry(f"{URL}/1"), Entry(f"{URL}/2")]))
    near = document((BODY[0].replace("the", "the said", 1), *BODY[1:]), title="Near", url="https://post.example.com/a")
    row = work(parts(feed)[1], fetched(f"{URL}/2", near.read.data), near)
    assert (row.state, wanted(row).after) == (State.UNDECIDED, 0)
    IntakeItem.objects.filter(pk=row.pk).update(state=State.WAITING)
    row = work(row, near, near)
    assert (row.state, row.reason) == (State.REFUSED, items.SEVERAL)


def test_of_bytes_that_are_gone_nothing_is_read():
    for gone in (Wanted("file"), Wanted("file", url=URL, after=1)):
        with pytest.raises(Refusal, match="are gone"):
            next(bring(gone, None))


def test_of_a_feed_come_the_first_links_that_are_links():
    class Child:
        def call(self, function, data, url):
            return [Entry(""), Entry("ftp://a.example.org/1"), *(Entry(f"{URL}/{n}") for n in range(data.count(b" ")))]

    def brought(data):
        return list(bring(Wanted("feed", b"<rss version='2.0'/>" + data, URL, fetched_on=date(2024, 3, 5)), Child()))

    [listed] = brought(b" " * 200)
    assert [listed.entries[0].link, len(listed.entries)] == [f"{URL}/0", 100]


def test_the_link_of_a_feed_brings_links_that_wait(item):
    links = [Entry("https://a.example.org/1", "First"), Entry("https://a.example.org/2")]
    row = work(item(None, URL), fetched(URL, b"<rss/>"), Listed(links))
    assert (row.state, row.reason) == (State.APART, "A feed of 2 links.")
    assert [(each.state, each.name, each.url) for each in parts(row)] == [
        (State.WAITING, "First", "https://a.example.org/1"),
        (State.WAITING, "https://a.example.org/2", "https://a.example.org/2"),
    ]


def test_whoever_lost_the_right_meanwhile_takes_nothing_in(item):
    row = item()
    User.objects.filter(pk=row.intake.by_id).update(is_active=False)
    assert work(row, document()).state == State.REFUSED
    assert Article.objects.count() == 0


def test_a_late_finish_is_no_finish(item):
    row = item()
    late = lease(row.pk)
    IntakeItem.objects.filter(pk=row.pk).update(leased_until=past(seconds=1))
    heir = lease(row.pk)
    settle(late, events(document()))
    assert Article.objects.count() == 0
    settle(heir, events(document()))
    row.refresh_from_db()
    assert (row.state, Article.objects.count()) == (State.NEW, 1)


def test_whoever_was_thought_dead_among_several_documents_writes_no_more(item):
    row = item()
    late = lease(row.pk)

    def brought():
        yield document()
        yield Refusal("It is cut off.")
        IntakeItem.objects.filter(pk=row.pk).update(leased_until=past(seconds=1))
        assert lease(row.pk)
        yield document(OTHER, title="Snow", url="https://a.example.org/s")

    settle(late, brought())
    row.refresh_from_db()
    assert (row.state, row.attempts, len(parts(row)), Article.objects.count()) == (State.WORKING, 2, 2, 1)


def test_a_person_decides_about_what_waits(item, monkeypatch):
    first = work(item(b"1"), document(url=URL)).article
    changed = (BODY[0].replace("the", "the said", 1), *BODY[1:])
    given = document(changed, title="Elphberg", url="https://post.example.com/a", publisher="The Post")
    row = work(item(given.read.data), given)
    assert (row.state, row.article) == (State.UNDECIDED, None)
    twice = work(item(given.read.data), Raised(AssertionError("It was read.")))
    assert (twice.state, twice.reason) == (State.DUPLICATE, items.WAITS)
    monkeypatch.setattr("archive.ingest.working.deciding.again", lambda item: given)
    with pytest.raises(Refused):
        decide(row, "perhaps", by=someone("researcher"))
    waited = row.ended_at
    outcome = decide(row, "new_version", uid=first.uid, by=someone("researcher"))
    assert (outcome.state, row.state, row.article) == (State.CHANGED, State.CHANGED, first)
    assert row.ended_at > waited
    with pytest.raises(Refused, match="meanwhile"):
        decide(row, "new_version", by=someone("researcher"))
    assert Capture.objects.filter(article=first).count() == 2
    assert Blob.objects.filter(pk=given.sha256).exists()


def test_what_is_left_out_is_not_read_for_it(item, monkeypatch):
    work(item(b"1"), document(url=URL))
    changed = (BODY[0].replace("the", "the said", 1), *BODY[1:])
    given = document(changed, title="Elphberg", url="https://post.example.com/a", publisher="The Post")
    row = work(item(given.read.data), given)
    monkeypatch.setattr("archive.ingest.working.deciding.again", None)
    assert decide(row, taking.DROP, by=someone("researcher")).state == State.DROPPED
    assert (row.state, row.article) == (State.DROPPED, None)


def test_what_the_reader_remarked_is_kept_for_people(item):
    given = document(url=URL)
    remarked = replace(given, read=replace(given.read, hints=(*given.read.hints, Hint("remark", "It was cut.", "end"))))
    assert work(item(b"1"), remarked).findings["remarks"] == ["It was cut."]
    parts_of = work(item(b"2"), remarked, document(OTHER, title="Snow", url="https://a.example.org/s"))
    assert [row.findings.get("remarks") for row in parts(parts_of)] == [["It was cut."], None]


def test_a_fault_of_ours_is_told_as_a_refusal(item, monkeypatch):
    def broken(asked, child):
        raise Fault("It broke.")
        yield

    monkeypatch.setattr(deciding, "bring", broken)
    with pytest.raises(Refusal, match="fault of this program"):
        deciding.again(item(b"1"))
