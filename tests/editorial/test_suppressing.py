"""Suppressed text is gone from every table, and nobody else's text with it."""

import importlib
import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection

from archive.editorial.annotating import Heard, Place, Stated, annotate, link_claim, state_claim
from archive.editorial.assigning import Item, assign
from archive.editorial.capturing import capture
from archive.editorial.closing import merge, suppress, withdraw
from archive.editorial.publishing import sign
from archive.editorial.saving import Refused
from archive.editorial.stretches import newest_text, sought
from archive.editorial.submitting import give_back, submit
from archive.ledger import guards
from archive.ledger.verify import faults
from archive.models import (
    Annotation,
    Appearance,
    Article,
    CaptureText,
    ChainStep,
    Claim,
    Revision,
    Source,
    StepSource,
    Suggestion,
    User,
)
from archive.records.check import check
from archive.text.canonical import canonical
from tests.factories import change, make_article, make_claim, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db

SECRET = (
    "Hedgehog battalions marched across saltmarsh. They quoted nobody whatsoever. Moonlight helped lighthouse crews."
)
QUOTED = "quoted nobody"
WORDS = {word.strip(".").casefold() for word in SECRET.split()} - {"they", *QUOTED.split()}


def rows_of_every_table() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from ((table, str(row).casefold()) for row in cursor.fetchall())


def tables_with(words: set[str]) -> list[tuple[str, str]]:
    return [(table, word) for table, row in rows_of_every_table() for word in words if word in row]


def place(article: Article, words: str, quote: str = "") -> Place:
    text = newest_text(article)
    assert text is not None
    return Place(article, sought(text, words), quote, "body", 1)


def own_voice(outlet: Source) -> Heard:
    def write(row: Appearance) -> None:
        StepSource.objects.create(step=ChainStep.objects.create(appearance=row), source=outlet)

    return Heard("asserts", "own_voice", write)


def annotated(article: Article, outlet: Source, by: User) -> Claim:
    """A claim and a note from the text of the article, which says more than they quote."""
    stated = Stated("Nobody was asked", "assertion", "core", [(outlet, "")])
    claim = state_claim(stated, place(article, "They quoted nobody whatsoever", QUOTED), own_voice(outlet), by=by)
    link_claim(claim, place(article, "quoted nobody", QUOTED), None, base=1, by=by)
    stretch = place(article, "Hedgehog battalions marched").selected
    base = Article.objects.get(pk=article.pk).revision
    annotate(article, stretch, motivation="commenting", body="!", visibility="internal", base=base, by=by)
    return claim


@pytest.mark.parametrize("before", ["public", "withdrawn", "merged"])
def test_of_a_suppressed_article_no_captured_word_stays_in_any_table(before: str) -> None:
    editor, chief, outlet = make_user(), make_user("chief"), make_source("The Gazette", kind="outlet")
    article, other = make_article("Some title", publisher=outlet.uid), make_article("Another title")
    capture(article, SECRET, by=editor, captured_at="2026-11-01", base=article.revision)
    claim = annotated(article, outlet, editor)
    Suggestion.objects.create(article=article, proposal={"statement": SECRET}, reason="It says so.")
    assign([Item("article", article.uid)], to=editor, by=editor, note=SECRET)
    later = capture(
        article,
        SECRET.replace("They", "Afterwards they"),
        by=editor,
        captured_at="2026-11-02",
        base=Article.objects.get(pk=article.pk).revision,
    )
    assert later.carried + later.orphaned == 3
    publish_all(claim, other)
    assert {word for _, word in tables_with(WORDS)} == WORDS
    if before == "withdrawn":
        withdraw("article", article.uid, by=chief, note="Wrong.")
    elif before == "merged":
        merge("article", article.uid, into=other.uid, by=chief, note="The same.")
    suppress("article", article.uid, by=chief, rule="law")
    assert tables_with(WORDS) == []
    assert not CaptureText.objects.exists()
    assert not Annotation.objects.exists()
    assert Article.objects.get(pk=article.pk).title == "[suppressed]"
    assert list(faults()) == []


def test_of_an_article_that_stays_public_the_captured_words_go_all_the_same() -> None:
    editor, outlet = make_user(), make_source("The Gazette", kind="outlet")
    article = make_article("Some title", publisher=outlet.uid)
    capture(article, SECRET, by=editor, captured_at="2026-11-01", base=article.revision)
    publish_all(annotated(article, outlet, editor))
    publish(change(article, title="Another title"))
    suppress("article", article.uid, by=make_user("chief"), rule="privacy", version=1)
    assert tables_with(WORDS) == []
    assert Article.objects.get(pk=article.pk).title == "Another title"
    assert Annotation.objects.get().body == "!"
    assert list(faults()) == []


@pytest.mark.parametrize("before", ["withdrawn", "merged", "protected"])
def test_what_was_closed_before_is_destroyed_all_the_same(before: str) -> None:
    chief, source, other = make_user("chief"), make_source("Unrepeatable Slander", kind="person"), make_source()
    publish(source, other)
    if before == "withdrawn":
        withdraw("source", source.uid, by=chief, note="Wrong.")
    elif before == "merged":
        merge("source", source.uid, into=other.uid, by=chief, note="The same.")
    else:
        suppress("source", source.uid, by=chief, rule="protection")
        assert {table for table, _ in tables_with({"unrepeatable"})} == {"archive_source", "archive_revision"}
    suppress("source", source.uid, by=chief, rule="law")
    assert tables_with({"unrepeatable", "slander"}) == []
    assert list(faults()) == []


def test_revisions_from_before_lose_what_stood_around_their_passages() -> None:
    claim = make_claim()
    before = Revision.objects.get(uid=claim.uid)
    body = json.loads(before.body)
    body["appearances"][0]["passages"] = [{"part": "body", "exact": "prefix", "prefix": "secret ", "suffix": " words"}]
    guards.lift(plan=["migrate"])
    Revision.objects.filter(pk=before.pk).update(body=canonical(body))
    forget = importlib.import_module("archive.migrations.0007_no_context").forget
    forget(apps, connection.schema_editor())
    guards.install()
    after = Revision.objects.get(pk=before.pk).body
    assert json.loads(after)["appearances"][0]["passages"] == [{"part": "body", "exact": "prefix"}]
    body["appearances"][0].pop("passages")
    assert canonical(body) == before.body
    assert tables_with({"secret"}) == []
    assert not list(check(Claim, json.loads(after), private=True))


def test_a_submission_with_a_suppressed_record_goes_back_to_its_authors() -> None:
    chief, source, other = make_user("chief"), make_source("Ruritania"), make_source("Grauland")
    publish(source, other)
    editor = make_user()
    submission = submit([change(each, by=editor, note="More.") for each in (source, other)], by=editor)
    suppress("source", source.uid, by=chief, rule="law")
    with pytest.raises(Refused, match="decided meanwhile"):
        sign(submission, by=make_user("reviewer"))
    submission.refresh_from_db()
    assert (submission.state, submission.decided_by) == ("returned", chief)
    assert source.uid in submission.reason
    assert not submission.items.filter(is_open=True).exists()
    again = submit([other], by=editor)
    give_back(again, by=make_user("reviewer"), reason="As Ruritania says.")
    suppress("source", other.uid, by=chief, rule="law")
    assert tables_with({"ruritania", "grauland"}) == []
