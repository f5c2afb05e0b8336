"""A passage is anchored in the newest text, whoever takes another one in at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from archive.editorial.annotating import Heard, Place, Stated, annotate, link_claim, state_claim
from archive.editorial.capturing import capture, give_up, newest, orphans, place
from archive.editorial.restoring import restore
from archive.editorial.saving import Refused
from archive.editorial.stretches import newest_text, sought
from archive.ledger.verify import faults
from archive.models import Annotation, Article, Claim, Passage, User
from tests.factories import change, make_article, make_claim, make_source, make_user

TEXT = "The ministry sent ten shells. Nobody asked, then or on any of the days after, the neighbours about them."
LATER = "The ministry sent two shells. Nobody asked, then or on any of the days after, the neighbours about them."
STATED = Stated("Ten shells were sent", "assertion", "core", [(None, "a ministry")])


def take(article: Article, text: str, by: User) -> str:
    base = Article.objects.get(pk=article.pk).revision
    return capture(article, text, by=by, captured_at="2022-11-08", base=base).capture.sha256


def at(article: Article, words: str) -> Place:
    text = newest_text(article)
    assert text is not None
    return Place(article, sought(text, words), "", "body", 1)


def heard() -> Heard:
    return Heard("asserts", "own_voice", lambda row: None)


@pytest.fixture
def article() -> Article:
    found: Article = make_article()
    return found


@pytest.fixture
def editor(article: Article) -> User:
    by: User = make_user()
    take(article, TEXT, by)
    return by


@pytest.mark.django_db
def test_what_was_marked_in_an_older_text_is_refused(article: Article, editor: User) -> None:
    claim = state_claim(STATED, at(article, "ten shells"), heard(), by=editor)
    marked = at(article, "the neighbours")
    take(article, LATER, editor)
    base = Claim.objects.get(pk=claim.pk).revision
    acts: list[Callable[[], Any]] = [
        lambda: state_claim(STATED, marked, heard(), by=editor),
        lambda: link_claim(claim, marked, None, base=base, by=editor),
        lambda: link_claim(claim, marked, heard(), base=base, by=editor),
    ]
    for act in acts:
        with pytest.raises(Refused, match="newer text"):
            act()
    assert Passage.objects.count() == Claim.objects.count() == 1


@pytest.mark.django_db
def test_an_orphan_is_placed_or_given_up_in_the_newest_text_only(article: Article, editor: User) -> None:
    claim = state_claim(STATED, at(article, "ten shells"), heard(), by=editor)
    seen = take(article, LATER, editor)
    [orphan] = orphans(article)
    take(article, LATER + " Or so it says.", editor)
    given: dict[str, Any] = {"capture": seen, "by": editor, "base": Claim.objects.get(pk=claim.pk).revision}
    for act in (lambda: give_up(orphan, **given), lambda: place(orphan, start=18, end=28, words="two shells", **given)):
        with pytest.raises(Refused, match="newer text"):
            act()
    assert Passage.objects.get().is_orphaned


@pytest.mark.django_db
def test_the_article_is_locked_before_its_claims(article: Article, editor: User) -> None:
    """In the order in which a capture locks them, so that neither waits for the other for ever."""
    claim = state_claim(STATED, at(article, "ten shells"), heard(), by=editor)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        link_claim(claim, at(article, "the neighbours"), None, base=claim.revision, by=editor)
    locks = [each["sql"] for each in asked if "FOR NO KEY UPDATE" in each["sql"]]
    if connection.vendor == "postgresql":
        assert [
            model for sql in locks for model in ("archive_article", "archive_claim") if f'FROM "{model}"' in sql
        ] == [
            "archive_article",
            "archive_claim",
        ]
    else:  # its transactions begin with the one lock there is
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
def test_who_marks_a_text_waits_for_a_capture_that_is_under_way(article: Article, editor: User) -> None:
    claim = make_claim(claimant=make_source())
    marked, base = at(article, "the neighbours"), claim.revision
    told: list[str] = []

    def link() -> None:
        try:
            link_claim(Claim.objects.get(pk=claim.pk), marked, heard(), base=base, by=editor)
            told.append("linked")
        except Refused as refused:
            told.append(str(refused))
        finally:
            connection.close()

    thread = threading.Thread(target=link)
    with transaction.atomic():
        last = take(article, LATER, editor)
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(30)
    assert "newer text" in told[0]
    assert newest(article).sha256 == last
    assert not Passage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "stays"), [("the neighbours", True), ("ten shells", False)])
def test_an_older_revision_comes_back_with_its_anchors_in_the_newest_text(
    article: Article, editor: User, words: str, stays: bool
) -> None:
    claim = state_claim(STATED, at(article, words), heard(), by=editor)
    base = Article.objects.get(pk=article.pk).revision
    annotate(
        article,
        at(article, words).selected,
        motivation="commenting",
        body="!",
        visibility="internal",
        base=base,
        by=editor,
    )
    noted = Article.objects.get(pk=article.pk).revision
    last = take(article, LATER, editor)
    for record, number in ((claim, 1), (article, noted)):
        standing = type(record).objects.get(pk=record.pk)
        standing = change(standing, internal_note="Changed since.")
        restore(standing, number, base=standing.revision, by=editor)
    for anchor in (Passage.objects.get(), Annotation.objects.get()):
        assert (anchor.capture == last, anchor.is_orphaned) == (stays, not stays)
    assert len(orphans(article)) == (0 if stays else 2)
    assert list(faults()) == []
