"""What a text is beside what the archive has: certain only where something proves it."""

import hashlib
import importlib

import pytest
from django.apps import apps
from django.db import connection

from archive.editorial.capturing import capture
from archive.editorial.closing import merge, suppress
from archive.ingest.recognising import Answer, Recognition, Verdict
from archive.ingest.recognising.deciding import MOST_READ
from archive.ingest.shapes import Confidence
from archive.models import Article, ArticleHash, ArticleKey, CaptureText
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish_all,
    someone,
    step,
)
from tests.ingest.recognising.texts import HARBOUR, MUSEUM, edited, guess, recognised, text_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://www.example.org/news/pilots?utm_source=x"
TEXT = text_of(HARBOUR)
UPDATE = text_of((*HARBOUR[:2], HARBOUR[2].replace("212", "219"), *HARBOUR[3:], "The talks were put off on Tuesday."))
OTHER = text_of(MUSEUM)


def take(article: Article, text: str, **options: object) -> Article:
    article.refresh_from_db()
    capture(article, text, by=someone(), captured_at="2024-03-05", base=article.revision, **options)
    return article


def known(text: str = TEXT, **data: object) -> Article:
    return take(make_article(HARBOUR[0], **data), text)


def quoted(article: Article, *quotes: str) -> None:
    source = make_source()
    passages = [{"part": "body", "exact": each} for each in quotes]
    make_claim(appearances=[appearance(article, step(source), passages=passages, attribution="own_voice")])


def verdict(found: Recognition) -> tuple[str, str]:
    return found.verdict, found.uid


def test_of_what_is_not_here_nothing_is_recognised() -> None:
    known()
    found = recognised(OTHER, url="https://example.org/bells")
    assert verdict(found) == (Verdict.NEW, "")
    assert {key.partition(":")[0] for key in found.keys} == {"url", "bytes", "text", "words"}


def test_the_same_bytes_and_the_same_words_are_here_already() -> None:
    article = known()
    assert verdict(recognised(TEXT)) == (Verdict.SAME_BYTES, article.uid)
    typeset = TEXT.replace("“", '"').replace("”", '"').replace("\n\n", "\n").replace("’", "'")
    assert verdict(recognised(typeset)) == (Verdict.SAME_TEXT, article.uid)
    assert verdict(recognised(TEXT, data=b"<p>other bytes")) == (Verdict.SAME_TEXT, article.uid)


def test_what_an_editor_corrected_does_not_make_the_same_bytes_another_article() -> None:
    outlet = make_source("The Example Times", kind="outlet")
    article = known(publisher=outlet.uid, published="2022-11-17")
    guesses = guess("publisher", "Morning Star"), guess("published", "2019-01-01")
    assert verdict(recognised(TEXT, *guesses)) == (Verdict.SAME_BYTES, article.uid)
    found = recognised(TEXT, *guesses, data=b"<header>Morning Star")
    assert (found.verdict, found.alike[0].proposed) == (Verdict.ALIKE, Answer.REPRINT)


def test_under_one_address_another_text_is_a_newer_one() -> None:
    article = known(original_url="http://example.org/news/pilots/")
    assert verdict(recognised(UPDATE, url=ADDRESS)) == (Verdict.SAME_ADDRESS, article.uid)
    assert verdict(recognised(TEXT, url=ADDRESS)) == (Verdict.SAME_BYTES, article.uid)
    found = recognised(OTHER, url=ADDRESS)
    assert (found.verdict, found.uid, found.alike[0].uid) == (Verdict.ALIKE, "", article.uid)
    assert "its words are others" in found.reason


def test_an_address_that_was_corrected_names_the_article_no_more() -> None:
    article = known(original_url="http://example.org/wrong")
    change(article, original_url="http://example.org/right")
    assert recognised(OTHER, url="https://example.org/wrong").verdict is Verdict.NEW
    assert recognised(UPDATE, url="https://example.org/right").uid == article.uid


def test_a_newer_version_is_shown_to_a_person_with_what_is_the_same() -> None:
    article = known(original_url="http://example.org/a")
    found = recognised(UPDATE, guess("published", "2022-11-18"), url="https://example.org/b")
    [alike] = found.alike
    assert (found.verdict, found.uid) == (Verdict.ALIKE, "")
    assert (alike.uid, alike.proposed, alike.known_first) == (article.uid, Answer.NEW_VERSION, True)
    assert 0.7 < alike.of_new < 1
    assert "% of it stands in “Harbour pilots" in alike.reason


def test_a_reprint_is_shown_to_a_person_even_when_it_has_every_word() -> None:
    article = known(original_url="http://example.org/a")
    for text in (TEXT, text_of(HARBOUR[:6]), f"{OTHER}{TEXT}"):
        [alike] = recognised(text, url="https://elsewhere.example/b").alike
        assert (alike.uid, alike.proposed) == (article.uid, Answer.REPRINT)
        assert max(alike.of_new, alike.of_known) > 0.9


def test_a_page_that_names_its_original_is_a_reprint_of_it() -> None:
    article = known(original_url="https://example.org/a")
    found = recognised(OTHER, guess("canonical_url", "https://www.example.org/a"), url="https://elsewhere.example/b")
    assert [(each.uid, each.proposed) for each in found.alike] == [(article.uid, Answer.REPRINT)]
    assert "url:example.org/a" not in found.keys


@pytest.mark.parametrize(("share", "least"), [(0.1, 0.3), (0.3, 0.15)])
def test_an_edited_copy_is_found(share: float, least: float) -> None:
    article = known(TEXT * 2)
    found = recognised(edited(TEXT, share), guess("title", HARBOUR[0]))
    assert [each.uid for each in found.alike] == [article.uid]
    assert found.alike[0].of_new > least


def test_what_the_collection_quotes_proves_which_article_a_text_is() -> None:
    article = make_article(HARBOUR[0].upper())
    quoted(article, "212 of its 230 members", "“We have asked for the same rest", "put the daily loss at 4.5 million")
    found = recognised(TEXT.replace("“", '"'), guess("title", HARBOUR[0]))
    assert verdict(found) == (Verdict.AWAITED, article.uid)
    assert "3 of 3 fragments" in found.reason
    other = recognised(text_of((HARBOUR[0], *MUSEUM[1:])))
    assert (other.verdict, [each.uid for each in other.alike]) == (Verdict.ALIKE, [article.uid])


def test_what_is_surely_from_elsewhere_is_not_taken_for_the_awaited_article() -> None:
    outlet = make_source("The Example Times", kind="outlet", aliases=["ET"])
    article = make_article(HARBOUR[0], publisher=outlet.uid)
    quoted(article, "212 of its 230 members")
    for value in ("Example Times", "ET"):
        assert recognised(TEXT, guess("publisher", value)).uid == article.uid
    assert recognised(TEXT, guess("publisher", "Morning Star", Confidence.LOW)).uid == article.uid
    assert recognised(TEXT, guess("publisher", "Morning Star")).verdict is Verdict.ALIKE
    assert recognised(TEXT, guess("published", "2019-01-01")).verdict is Verdict.ALIKE


def test_without_quotations_outlet_and_day_prove_it_together_only() -> None:
    outlet = make_source("The Example Times", kind="outlet")
    article = make_article(HARBOUR[0], publisher=outlet.uid)
    publisher, day = guess("publisher", "Example Times"), guess("published", "2022-11-17")
    assert recognised(TEXT, publisher, day).uid == article.uid
    assert [recognised(TEXT, each).verdict for each in (publisher, day)] == [Verdict.ALIKE] * 2
    assert recognised(TEXT).alike[0].title == HARBOUR[0]


def test_bytes_that_the_collection_names_are_awaited() -> None:
    data = b"<html>the page as it was"
    sha256 = hashlib.sha256(data).hexdigest()
    article = make_article("Another title", captures=[{"captured_at": "2024-01-01", "sha256": sha256}])
    assert verdict(recognised(TEXT, data=data)) == (Verdict.AWAITED, article.uid)
    take(article, TEXT, data=data)
    assert verdict(recognised(TEXT, data=data)) == (Verdict.SAME_BYTES, article.uid)


def test_an_article_awaited_under_its_address_is_found_unless_its_quotations_are_missing() -> None:
    article = make_article("Quite another title", original_url="https://example.org/news/pilots")
    assert verdict(recognised(TEXT, url=ADDRESS)) == (Verdict.AWAITED, article.uid)
    quoted(article, "words that are not there")
    assert recognised(TEXT, url=ADDRESS).verdict is Verdict.ALIKE


def test_a_merged_article_is_the_one_that_stands_for_it_and_a_suppressed_one_is_none() -> None:
    article, into = known(original_url="https://example.org/a"), make_article()
    publish_all(article, into)
    merge("article", article.uid, into=into.uid, by=make_user("chief"), note="The same.")
    assert recognised(UPDATE, url="https://example.org/a").uid == into.uid
    suppress("article", into.uid, by=make_user("chief"), rule="law")
    assert recognised(UPDATE, url="https://example.org/a").uid == ""
    assert CaptureText.objects.count() == 1


def test_a_few_words_prove_nothing() -> None:
    take(make_article("Somewhere else"), "Subscribe to go on reading this article.\n")
    assert recognised("Subscribe to go on reading this article.\n", data=b"other").verdict is Verdict.NEW


def test_what_was_here_before_is_recognised_after_the_migration() -> None:
    article = known(original_url="http://example.org/news/pilots")
    awaited = make_article("Bells for the island")
    before = [sorted(model.objects.values_list()) for model in (ArticleKey, ArticleHash)]
    for model in (ArticleKey, ArticleHash):
        model.objects.all().delete()
    assert recognised(TEXT).verdict is Verdict.NEW
    keep = importlib.import_module("archive.migrations.0016_known_again").keep
    for _ in range(2):
        keep(apps, connection.schema_editor())
        assert [sorted(model.objects.values_list()) for model in (ArticleKey, ArticleHash)] == before
    assert recognised(UPDATE, url=ADDRESS).uid == article.uid
    assert [each.uid for each in recognised(OTHER, guess("title", "Bells for the Island!")).alike] == [awaited.uid]


def test_however_many_are_alike_few_are_read_with_few_queries(django_assert_max_num_queries) -> None:
    articles = [take(make_article(f"Reprint {number}"), f"{TEXT}\nPrinted by outlet {number}.") for number in range(9)]
    with django_assert_max_num_queries(8):
        found = recognised(UPDATE)
    assert found.verdict is Verdict.ALIKE
    assert {each.uid for each in found.alike} < {article.uid for article in articles}
    assert len(found.alike) == MOST_READ
    with django_assert_max_num_queries(3):
        assert recognised(OTHER).verdict is Verdict.NEW
