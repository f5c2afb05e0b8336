"""New texts of an article: every anchor is carried over for certain, or waits for a person."""

import hashlib
import json
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from archive.editorial.assigning import Item, assign
from archive.editorial.capturing import (
    MOST_BYTES,
    Carried,
    capture,
    give_up,
    newest,
    orphans,
    place,
)
from archive.editorial.closing import suppress
from archive.editorial.saving import Conflict, Refused
from archive.ledger import guards
from archive.ledger.verify import faults
from archive.models import (
    Annotation,
    Article,
    Assignment,
    Capture,
    CaptureText,
    Claim,
    Passage,
    Revision,
    Suggestion,
    User,
)
from tests.factories import appearance, change, make_article, make_claim, make_source, make_user, publish, step

pytestmark = pytest.mark.django_db

FIRST = (
    "Shells on a train\n\n"
    "The ministry of Ruritania said on Monday that it had sent 10,000 shells to the border. It gave no proof.\n\n"
    "A spokesman for the neighbours denied the report, and called it an invention of the press.\n\n"
    "Two officials, who asked not to be named, confirmed the shipment but not its size or its date.\n"
)
SECOND = FIRST.replace("10,000", "12,000").replace("Shells on a train", "Update.\n\nShells on a train")


def passage(words: str = "", **data: Any) -> dict[str, Any]:
    return {"part": "body", **({"exact": words} if words else {}), **data}


def anchored(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"capture": hashlib.sha256(text.encode()).hexdigest(), "start": start, "end": start + len(words)}


def claim_in(article: Article, *passages: dict[str, Any]) -> Claim:
    source = make_source()
    found: Claim = make_claim(
        claimant=source,
        appearances=[appearance(article, step(source), passages=list(passages), attribution="own_voice")],
    )
    return found


def take(article: Article, text: str, **options: Any) -> Carried:
    article = Article.objects.get(pk=article.pk)
    given = {"by": make_user(), "base": article.revision, "captured_at": "2022-11-08", **options}
    return capture(article, text, **given)


def words_of(anchor: Passage | Annotation) -> str:
    text = CaptureText.objects.get(capture__sha256=anchor.capture).text
    return text[anchor.start : anchor.end]


@pytest.fixture
def article() -> Article:
    found: Article = make_article("Shells on a train")
    return found


def test_a_first_text_places_what_stands_in_it_once(article: Article) -> None:
    claim = claim_in(
        article,
        passage("denied the report"),
        passage("the"),
        passage("never said"),
        passage(paragraph=3),
        passage("denie"),
    )
    done = take(article, FIRST.replace("\n", "\r\n"), fetched_from="https://example.org/a")
    assert (done.carried, done.orphaned, done.is_new) == (1, 3, True)
    rows = list(Passage.objects.filter(appearance__claim=claim).order_by("position"))
    assert words_of(rows[0]) == "denied the report"
    assert [row.is_orphaned for row in rows] == [False, True, True, False, True]
    assert [row.capture for row in rows[1:]] == [""] * 4
    kept = newest(article)
    assert kept is not None
    assert kept.content.text == FIRST
    assert kept.sha256 == hashlib.sha256(FIRST.replace("\n", "\r\n").encode()).hexdigest()
    assert kept.text_sha256 == hashlib.sha256(FIRST.encode()).hexdigest()
    assert kept.content.fetched_from == "https://example.org/a"


def test_a_new_text_carries_what_is_certain_and_orphans_the_rest(article: Article) -> None:
    take(article, FIRST)
    first = claim_in(article, passage("denied", **anchored(FIRST, "denied the report")))
    second = claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    elsewhere = claim_in(make_article(), passage("denied", **anchored(FIRST, "denied the report")))
    change(
        article,
        annotations=[
            {"motivation": "commenting", "visibility": "internal", "body": "!", **anchored(FIRST, "Two officials")}
        ],
    )
    done = take(article, SECOND, captured_at="2022-11-09")
    assert (done.carried, done.orphaned) == (2, 1)
    kept = Passage.objects.get(appearance__claim=first)
    assert (kept.capture, words_of(kept), kept.is_orphaned) == (done.capture.sha256, "denied the report", False)
    assert kept.start == SECOND.index("denied the report")
    lost = Passage.objects.get(appearance__claim=second)
    assert (words_of(lost), lost.is_orphaned) == ("had sent 10,000 shells", True)
    assert lost.capture == hashlib.sha256(FIRST.encode()).hexdigest()
    assert orphans(article) == [lost]
    note = Annotation.objects.get()
    assert (note.capture, words_of(note)) == (done.capture.sha256, "Two officials")
    assert Claim.objects.get(pk=elsewhere.pk).revision == elsewhere.revision
    for uid in (article.uid, first.uid, second.uid):
        assert Revision.objects.filter(uid=uid).latest("number").reason == "carried over to a new capture"
    assert list(faults()) == []


def test_an_orphan_finds_its_words_again_when_they_come_back(article: Article) -> None:
    take(article, FIRST)
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    assert take(article, SECOND).orphaned == 1
    done = take(article, FIRST + "\nUpdated.\n")
    assert (done.carried, done.orphaned) == (1, 0)
    assert words_of(Passage.objects.get()) == "had sent 10,000 shells"
    assert orphans(article) == []


def test_one_changed_letter_of_a_captured_text_is_found(article: Article) -> None:
    take(article, FIRST)
    assert list(faults()) == []
    guards.lift(plan=["test"])
    CaptureText.objects.update(text=FIRST.replace("10,000", "10,001"))
    guards.install()
    assert list(faults()) == [f"article {article.uid}: a captured text is not the one that was taken"]


def test_the_same_text_again_is_nothing_new(article: Article) -> None:
    first = take(article, FIRST)
    claim = claim_in(article, passage("denied the report"))
    before = Revision.objects.count(), Article.objects.get(pk=article.pk).revision
    for text in (FIRST, FIRST.replace("\n", "\r\n")):
        again = take(article, text)
        assert (again.capture, again.carried, again.orphaned, again.is_new) == (first.capture, 0, 0, False)
    assert (Revision.objects.count(), Article.objects.get(pk=article.pk).revision) == before
    assert Claim.objects.get(pk=claim.pk).revision == claim.revision
    assert Capture.objects.count() == 1


def test_a_text_from_before_the_newest_is_refused(article: Article) -> None:
    take(article, FIRST)
    take(article, SECOND, captured_at="2022-11-10")
    with pytest.raises(Refused, match="taken already"):
        take(article, FIRST, captured_at="2022-11-11")
    with pytest.raises(Refused, match="newer than this one"):
        take(article, FIRST + "More.", captured_at="2022-11-09")


def test_other_bytes_of_the_same_text_are_another_capture(article: Article) -> None:
    take(article, FIRST)
    claim_in(article, passage("denied", **anchored(FIRST, "denied the report")))
    done = take(article, FIRST, data=b"<p>other bytes", extractor="reader 1.0")
    assert (done.carried, done.is_new, done.capture.extractor) == (1, True, "reader 1.0")
    assert done.capture.sha256 == hashlib.sha256(b"<p>other bytes").hexdigest()


def test_bytes_whose_hash_was_all_there_was_give_it_its_text(article: Article) -> None:
    sha256 = hashlib.sha256(FIRST.encode()).hexdigest()
    change(article, captures=[{"captured_at": "2022-11-08", "sha256": sha256, "text_sha256": sha256, "extractor": "x"}])
    claim_in(article, passage("denied", **anchored(FIRST, "denied the report")), passage("confirmed the shipment"))
    assert newest(article) is None
    done = take(article, FIRST)
    assert (done.carried, done.orphaned, Capture.objects.count()) == (1, 0, 1)
    assert [words_of(row) for row in Passage.objects.order_by("position")] == [
        "denied the report",
        "confirmed the shipment",
    ]
    other = make_article()
    change(other, captures=[{"captured_at": "2022-11-08", "sha256": sha256, "text_sha256": "0" * 64}])
    with pytest.raises(Refused, match="another one, by its hash"):
        take(other, FIRST)
    change(other, captures=[{"captured_at": "2022-11-08", "sha256": sha256}])
    assert take(other, FIRST).capture.text_sha256 == sha256


def test_an_anchor_whose_old_text_is_gone_waits_for_a_person(article: Article) -> None:
    take(article, FIRST)
    claim_in(article, passage("denied the report", **anchored(FIRST, "denied the report")))
    publish(Article.objects.get(pk=article.pk))
    suppress("article", article.uid, by=make_user("chief"), rule="law")
    done = take(article, SECOND)
    assert (done.carried, done.orphaned) == (0, 1)
    [lost] = orphans(article)
    assert lost.exact == "denied the report"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no words"),
        (" \n\t ", "no words"),
        ("a\0b", "U\\+0000"),
        ("a\ud800b", "surrogate"),
        ("x" * (MOST_BYTES + 1), "2,000,000 bytes"),
        ("é" * (MOST_BYTES // 2 + 1), "2,000,000 bytes"),
    ],
    ids=["empty", "blank", "NUL", "half", "long", "long in bytes"],
)
def test_what_is_no_text_is_refused_in_a_sentence(article: Article, text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        take(article, text)
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"captured_at": ""}, "Say when"), ({"captured_at": "yesterday"}, "yesterday")],
)
def test_a_capture_says_when(article: Article, options: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        take(article, FIRST, **options)
    assert take(article, FIRST, captured_at="", captured_at_basis="Found undated.").is_new


def test_who_may_not_change_the_claims_takes_nothing_in(article: Article) -> None:
    stranger = User.objects.create_user("reader", is_staff=True)
    claim_in(article, passage("never said"))
    with pytest.raises(PermissionDenied):
        take(article, FIRST, by=stranger)
    take(article, FIRST)
    with pytest.raises(PermissionDenied):
        give_up(Passage.objects.get(), capture="", by=stranger, base=1)


def test_somebody_who_saved_the_article_meanwhile_is_not_overwritten(article: Article) -> None:
    base = Article.objects.get(pk=article.pk).revision
    change(article, summary="Theirs.")
    with pytest.raises(Conflict):
        take(article, FIRST, base=base)
    assert not Capture.objects.exists()


def test_a_claim_that_is_open_in_a_form_meets_the_new_anchors_as_a_conflict(article: Article) -> None:
    take(article, FIRST)
    claim = claim_in(article, passage("denied", **anchored(FIRST, "denied the report")))
    take(article, SECOND)
    with pytest.raises(Conflict):
        give_up(Passage.objects.get(), capture=newest(article).sha256, by=make_user(), base=claim.revision)
    assert Claim.objects.get(pk=claim.pk).revision == claim.revision + 1


def test_a_person_places_an_orphan(article: Article) -> None:
    take(article, FIRST)
    claim = claim_in(article, passage("had sent 10,000", **anchored(FIRST, "had sent 10,000 shells")))
    done = take(article, SECOND)
    [lost] = orphans(article)
    start = SECOND.index("had sent 12,000 shells")
    given: dict[str, Any] = {"capture": done.capture.sha256, "by": make_user(), "base": claim.revision + 1}
    for words, wrong in [("had sent 12,000", 0), ("had sent 10,000 shells", 0), ("had sent 12,000 shells", 1)]:
        with pytest.raises(Refused):
            place(lost, start=start + wrong, end=start + wrong + 22, words=words, **given)
    with pytest.raises(Refused, match="newer text"):
        place(lost, start=start, end=start + 22, words="had sent 12,000 shells", **{**given, "capture": "0" * 64})
    place(lost, start=start, end=start + 22, words="had sent 12,000 shells", **given)
    row = Passage.objects.get()
    assert (words_of(row), row.is_orphaned, row.exact) == ("had sent 12,000 shells", False, "had sent 12,000 shells")
    with pytest.raises(Refused, match="placed this anchor meanwhile"):
        place(row, start=start, end=start + 22, words="had sent 12,000 shells", **{**given, "base": claim.revision + 2})
    last = json.loads(Revision.objects.filter(uid=claim.uid).latest("number").body)
    assert last["appearances"][0]["passages"][0]["start"] == start


def test_public_words_stay_when_they_are_among_those_chosen_and_are_few(article: Article) -> None:
    take(article, FIRST)
    claim_in(article, passage("shells", **anchored(FIRST, "had sent 10,000 shells")))
    done = take(article, SECOND)
    [lost] = orphans(article)
    words = "it had sent 12,000 shells to the border. It gave no proof."
    start = SECOND.index(words)
    base = Claim.objects.get().revision
    place(
        lost, capture=done.capture.sha256, start=start, end=start + len(words), words=words, by=make_user(), base=base
    )
    assert Passage.objects.get().exact == "shells"


def test_an_orphan_whose_words_are_gone_is_settled_for_good(article: Article) -> None:
    take(article, FIRST)
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")), passage("never said"))
    done = take(article, SECOND)
    for lost in orphans(article):
        give_up(lost, capture=done.capture.sha256, by=make_user(), base=Claim.objects.get().revision)
    settled = list(Passage.objects.order_by("position"))
    assert [row.capture for row in settled] == [hashlib.sha256(FIRST.encode()).hexdigest(), done.capture.sha256]
    assert all(row.start is row.end is None and not row.is_orphaned for row in settled)
    again = take(article, FIRST + "More.")
    assert (again.carried, again.orphaned) == (0, 0)
    assert orphans(article) == []


def test_the_queries_do_not_grow_with_the_anchors(article: Article, django_assert_max_num_queries: Any) -> None:
    take(article, FIRST)
    for _ in range(30):
        claim_in(article, passage("denied", **anchored(FIRST, "denied the report")))
    user, base = make_user(), Article.objects.get(pk=article.pk).revision
    user.has_perm("archive.change_claim")
    # One for each claim: its revision's number.
    with django_assert_max_num_queries(30 + 45):
        capture(article, SECOND, by=user, base=base, captured_at="2022-11-09")
    assert Passage.objects.filter(is_orphaned=False, capture=newest(article).sha256).count() == 30


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_a_text_at_once_make_one_capture(article: Article) -> None:
    claim_in(article, passage("denied the report"))
    base = Article.objects.get(pk=article.pk).revision
    people = [make_user(), make_user()]
    told: list[object] = []

    def run(person: Any, text: str) -> None:
        try:
            told.append(
                capture(Article.objects.get(pk=article.pk), text, by=person, base=base, captured_at="2022-11-08")
            )
        except (Conflict, Refused) as fault:
            told.append(type(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(people, (FIRST, SECOND), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, told))[0] == str(Conflict)
    assert Capture.objects.count() == 1
    assert Passage.objects.get().capture == Capture.objects.get().sha256


def test_of_a_suppressed_article_no_captured_word_and_no_proposal_stays() -> None:
    article = make_article("Some title")
    editor = make_user()
    capture(article, "The secret words.", by=editor, captured_at="2026-11-01", base=article.revision)
    Suggestion.objects.create(article=article, proposal={"statement": "The secret"}, reason="It says so.")
    assign([Item("article", article.uid)], to=editor, by=editor, note="See the secret words.")
    publish(Article.objects.get(uid=article.uid))
    suppress("article", article.uid, by=make_user("chief"), rule="law")
    assert not CaptureText.objects.exists()
    assert not Suggestion.objects.exists()
    assert not Assignment.objects.exclude(note="").exists()
    assert not list(faults())
