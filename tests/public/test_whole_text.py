"""An article's text is shown where the rights that were signed allow it: the text that was signed, and only then."""

import pytest

from archive.editorial.capturing import capture
from archive.ledger import guards
from archive.models import Article, CaptureText
from tests.factories import appearance, change, make_article, make_claim, make_source, make_user, publish_all, step
from tests.public.html import page_of

TITLE = "Notices of the port"
TEXT = f"{TITLE}\n\nA ship came in on Monday.\n\nIt <b>left</b> on Tuesday & nobody saw it.\n"


@pytest.fixture
def article(db):
    article = make_article(TITLE, rights="full")
    return take(article, TEXT)


def take(article: Article, text: str) -> Article:
    capture(article, text, by=make_user("editor"), captured_at="2024-02-03", base=article.revision)
    article.refresh_from_db()
    return article


def page(client, article: Article, **query: str):
    return client.get(f"/articles/{article.uid}/", query, follow=True)


def test_it_is_shown_by_paragraphs_that_claims_lead_to(client, article, django_assert_max_num_queries):
    source = make_source("Ruritania")
    stands = appearance(article, step(source), passages=[{"part": "body", "paragraph": 2}])
    publish_all(make_claim("A ship came", claimant=source, appearances=[stands]))
    address = page(client, article).request["PATH_INFO"]
    with django_assert_max_num_queries(3):
        answer = client.get(address)
    found = page_of(answer)
    assert found.complaints() == []
    assert '<p id="paragraph-1">A ship came in on Monday.</p>' in answer.content.decode()
    assert (
        '<p id="paragraph-2">It &lt;b&gt;left&lt;/b&gt; on Tuesday &amp; nobody saw it.</p>' in answer.content.decode()
    )
    assert ("#paragraph-2", "Paragraph 2") in found.links


@pytest.mark.parametrize("rights", ["link", "quote"])
def test_other_rights_show_nothing_of_it(client, article, rights):
    publish_all(change(article, rights=rights))
    answer = page(client, article)
    assert answer.status_code == 200
    assert b"Monday" not in answer.content


def test_what_nobody_signed_is_not_shown(client, article):
    publish_all(change(article, rights="quote"))
    change(article, rights="full")
    assert b"Monday" not in page(client, article).content
    publish_all(article)
    article.refresh_from_db()
    take(article, TEXT.replace("Monday", "Friday"))
    answer = page(client, article).content
    assert b"Monday" in answer
    assert b"Friday" not in answer


def test_rights_that_were_taken_back_hold_for_what_was_said_before(client, article):
    publish_all(article)
    then = page(client, article).context["article"]["modified_at"]
    publish_all(change(article, rights="quote"))
    answer = page(client, article, recorded=then)
    assert answer.status_code == 200
    assert b"Monday" not in answer.content


def test_a_text_that_was_altered_is_not_shown(client, article):
    publish_all(article)
    guards.lift(plan=["test"])
    CaptureText.objects.update(text=TEXT.replace("Monday", "Friday"))
    guards.install()
    assert b"Friday" not in page(client, article).content
