"""The pages of an article's texts: a preview that writes nothing, and orphans placed by a person."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.admin.captures.orphans import name_of
from archive.admin.captures.showing import Mark, bits, paragraph_of, paragraph_span
from archive.editorial.capturing import newest, orphans
from archive.models import Article, Capture, Passage, Revision, User
from archive.text.diff import text_diff
from tests.admin.browser import address, fields_of, opened
from tests.editorial.test_capturing import FIRST, SECOND, anchored, claim_in, passage, take
from tests.factories import change, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    found: Article = make_article("Shells on a train", original_url="https://example.org/shells")
    return found


def said(client: Client, article: Article, **fields: Any) -> dict[str, Any]:
    form = fields_of(client.get(address("article", "capture", article.pk)), having="revision")
    return {name: values[0] for name, values in form.items()} | fields


def sent(client: Client, article: Article, **fields: Any) -> Any:
    return client.post(address("article", "capture", article.pk), said(client, article, **fields))


def again(client: Client, article: Article, response: Any, **fields: Any) -> Any:
    """Send the form that a page shows."""
    form = {name: values[0] for name, values in fields_of(response, having="revision").items()}
    return client.post(address("article", "capture", article.pk), form | fields)


def orphan_page(client: Client, article: Article, **query: str) -> Any:
    return client.get(address("article", "orphans", article.pk), query)


def put(client: Client, article: Article, **fields: Any) -> Any:
    form = fields_of(orphan_page(client, article), having="anchor")
    url = address("article", "orphans", article.pk)
    return client.post(url, {name: values[0] for name, values in form.items()} | fields)


# -- new text ----------------------------------------------------------------------------------


def test_a_text_is_looked_at_first_and_then_taken_in(enter, article):
    editor = enter("editor")
    take(article, FIRST)
    claim_in(article, passage("denied", **anchored(FIRST, "denied the report")))
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    revisions = Revision.objects.count()
    page = sent(editor, article, text=SECOND, _look="1")
    assert page.status_code == 200
    assert (page.context["seen"].carried, len(page.context["seen"].orphaned)) == (1, 1)
    html = page.content.decode()
    assert "<del>10</del><ins>12</ins>" in html
    assert "<ins>Update.\n\n</ins>" in html
    assert (Capture.objects.count(), Revision.objects.count()) == (1, revisions)
    done = again(editor, article, page, _take="1")
    assert done.status_code == 302
    assert done.url == address("article", "orphans", article.pk)
    kept = newest(article)
    assert kept.content.text == SECOND
    assert kept.content.fetched_from == "https://example.org/shells"
    assert (kept.extractor, len(kept.captured_at)) == ("pasted", 10)
    assert Passage.objects.filter(is_orphaned=True).count() == 1


def test_a_text_that_was_not_looked_at_is_not_taken_in(enter, article):
    editor = enter("editor")
    page = sent(editor, article, text=FIRST, _look="1")
    other = again(editor, article, page, text=SECOND, _take="1")
    assert b"not the text that the preview showed" in other.content
    assert sent(editor, article, text=SECOND, _take="1").status_code == 200
    assert not Capture.objects.exists()
    assert again(editor, article, other, _take="1").status_code == 302
    assert newest(article).content.text == SECOND


def test_a_file_keeps_the_hash_of_its_bytes_through_the_preview(enter, article):
    editor = enter("editor")
    data = ("\ufeff" + FIRST.replace("\n", "\r\n")).encode()
    page = sent(editor, article, text="", file=SimpleUploadedFile("a.txt", data), _look="1")
    assert again(editor, article, page, _take="1").status_code == 302
    kept = newest(article)
    assert kept.content.text == FIRST
    assert kept.extractor == "uploaded"
    same = sent(editor, article, text="", file=SimpleUploadedFile("a.txt", data), _look="1")
    assert b"Nothing new" in same.content
    assert same.context["seen"] is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "no words"),
        ({"text": "a\0b"}, "Null characters"),
        ({"text": "a\x1bb"}, "control character"),
        ({"text": "ok", "captured_at": "yesterday"}, "yesterday"),
        ({"text": "ok", "captured_at": ""}, "Say when"),
        ({"text": "ok", "token": "forged:token"}, "What it would change"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfe\x00")}, "not plain text"),
        ({"file": SimpleUploadedFile("a.html", b"<p>")}, "only plain text"),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 2_000_001)}, "2,000,000 bytes"),
    ],
    ids=["empty", "NUL", "escape", "no date", "no time", "forged", "binary", "HTML", "long"],
)
def test_what_cannot_be_taken_in_is_answered_in_a_sentence(enter, article, fields, sentence):
    page = sent(enter("editor"), article, **{"_look": "1", **fields})
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Capture.objects.exists()


def test_somebody_who_saved_meanwhile_is_told_of_and_nothing_is_lost(enter, article):
    editor = enter("editor")
    page = sent(editor, article, text=FIRST, _look="1")
    change(article, summary="Theirs.")
    told = again(editor, article, page, _take="1")
    assert told.status_code == 409
    assert "meanwhile" in told.content.decode()
    assert not Capture.objects.exists()
    assert again(editor, article, told, _take="1").status_code == 302
    assert newest(article).content.text == FIRST


@pytest.mark.parametrize("name", ["capture", "orphans"])
def test_who_may_not_is_told_so(article, name):
    client = Client()
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(address("article", name, article.pk)).status_code in (302, 403)
    assert client.post(address("article", name, article.pk), {"revision": "1"}).status_code in (302, 403)


def test_pages_without_their_hidden_fields_are_bad_requests(enter, article):
    editor = enter("editor")
    for name in ("capture", "orphans"):
        assert editor.post(address("article", name, article.pk), {"text": "x"}).status_code == 400
        assert editor.post(address("article", name, article.pk), {"revision": "9" * 40}).status_code == 400
        assert editor.get(address("article", name, 10**9)).status_code == 302
    assert editor.post(address("article", "orphans", article.pk), {"revision": "1", "anchor": "x"}).status_code == 400
    gone = {"revision": "1", "anchor": "p1", "where": "gone"}
    assert editor.post(address("article", "orphans", article.pk), gone).status_code == 302


# -- orphans -----------------------------------------------------------------------------------


@pytest.fixture
def with_orphans(article) -> Article:
    take(article, FIRST)
    claim_in(article, passage("had sent", **anchored(FIRST, "had sent 10,000 shells")))
    claim_in(article, passage("10,000", **anchored(FIRST, "10,000")), passage("never said"))
    take(article, SECOND)
    return article


def test_an_orphan_is_shown_beside_its_old_text_with_candidates(enter, with_orphans):
    editor = enter("editor")
    page = orphan_page(editor, with_orphans)
    html = page.content.decode()
    assert page.context["many"] == 3
    assert '<mark id="anchor-words">had sent </mark><mark><del>10</del></mark><mark>,000 shells</mark>' in html
    assert '<mark id="candidate-1">had sent </mark><mark><ins>12</ins></mark>' in html
    [first, *_] = page.context["candidates"]
    assert SECOND[first.start : first.end] == "had sent 12,000 shells"
    assert 'name="where" value="gone">' in html
    assert not re.search(r'name="where"[^>]*checked', html)
    old, new = ("".join(bit.text for bit in page.context[side]) for side in ("old_bits", "new_bits"))
    assert (old, new) == (FIRST, SECOND)
    second = orphan_page(editor, with_orphans, anchor=name_of(orphans(with_orphans)[1]))
    assert second.context["number"] == 2


def test_a_candidate_is_chosen_and_the_next_orphan_follows(enter, with_orphans):
    editor = enter("editor")
    [first, second, third] = orphans(with_orphans)
    [likely, *_] = orphan_page(editor, with_orphans).context["candidates"]
    done = put(editor, with_orphans, where=likely.value)
    assert done.status_code == 302
    assert done.url.endswith(f"?anchor={name_of(second)}")
    first.refresh_from_db()
    assert (first.is_orphaned, first.start, first.exact) == (False, likely.start, "had sent")
    assert put(editor, with_orphans, where="gone").url.endswith(f"?anchor={name_of(third)}")
    last = put(editor, with_orphans, where="gone")
    assert last.url == address("article", "orphans", with_orphans.pk)
    assert b"Every anchor of this article has its place." in editor.get(last.url).content
    assert b"Shells on a train" not in editor.get(address("article"), {"queue": "orphans"}).content


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a candidate"),
        ({"where": "nonsense"}, "Choose a candidate"),
        ({"where": "words", "words": ""}, "Give the words"),
        ({"where": "words", "words": "a\0"}, "U+0000"),
        ({"where": "words", "words": "words that are not there"}, "letter for letter"),
        ({"where": "words", "words": "the"}, "more than once"),
        ({"where": "words", "words": "the", "paragraph": "99"}, "no paragraph 99"),
        ({"where": "words", "words": "the", "paragraph": "x" * 90}, "no paragraph"),
        ({"where": "5-5"}, "do not stand there"),
        ({"where": "0-999999999"}, "do not stand there"),
        ({"where": "gone", "capture": "0" * 64}, "A newer text"),
    ],
)
def test_what_does_not_stand_there_is_not_placed_and_not_lost(enter, with_orphans, fields, sentence):
    page = put(enter("editor"), with_orphans, **fields)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert page.context["said"].words == fields.get("words", "")
    assert len(orphans(with_orphans)) == 3


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({"words": "12,000 shells"}, SECOND.index("12,000 shells")),
        ({"words": "the report"}, SECOND.index("the report")),
        ({"words": "it", "paragraph": "4"}, SECOND.index("it an invention")),
        (
            {"words": "the", "start": SECOND.index("the press"), "end": SECOND.index("the press") + 3},
            SECOND.index("the press"),
        ),
    ],
)
def test_typed_or_selected_words_are_the_place(enter, with_orphans, fields, start):
    first = orphans(with_orphans)[0]
    assert put(enter("editor"), with_orphans, where="words", **fields).status_code == 302
    first.refresh_from_db()
    assert (first.start, first.is_orphaned) == (start, False)


def test_a_claim_saved_meanwhile_is_a_conflict_and_what_was_typed_stays(enter, with_orphans):
    editor = enter("editor")
    form = {name: values[0] for name, values in fields_of(orphan_page(editor, with_orphans), having="anchor").items()}
    change(orphans(with_orphans)[0].appearance.claim, hedge="may")
    url = address("article", "orphans", with_orphans.pk)
    told = editor.post(url, form | {"where": "words", "words": "12,000 shells"})
    assert told.status_code == 409
    assert told.context["said"].words == "12,000 shells"
    form |= {name: values[0] for name, values in fields_of(told, having="anchor").items()}
    assert editor.post(url, form | {"where": "words", "words": "12,000 shells"}).status_code == 302


def test_the_walk_through_a_queue_goes_on(enter, with_orphans):
    editor = enter("editor")
    url = f"{address('article', 'orphans', with_orphans.pk)}?walk=orphans"
    form = {name: values[0] for name, values in fields_of(editor.get(url), having="anchor").items()}
    assert "walk=orphans" in editor.post(url, form | {"where": "gone"}).url


def test_the_queries_do_not_grow_with_the_orphans(enter, with_orphans, django_assert_num_queries):
    editor = enter("editor")
    orphan_page(editor, with_orphans)
    with django_assert_num_queries(10) as few:
        orphan_page(editor, with_orphans)
    for _ in range(4):
        claim_in(with_orphans, passage("x", is_orphaned=True, **anchored(FIRST, "10,000 shells")))
    with django_assert_num_queries(len(few.captured_queries)):
        assert orphan_page(editor, with_orphans).context["many"] == 7


def test_an_article_leads_to_its_texts(enter, article):
    page = enter("editor").get(address("article", "change", article.pk)).content.decode()
    assert address("article", "capture", article.pk) in page
    assert address("article", "orphans", article.pk) in page


# -- pieces ------------------------------------------------------------------------------------


def test_marks_cut_a_text_and_nothing_is_lost():
    old, new = "one two three four", "one 2 three five four"
    pieces = text_diff(old, new)
    found = list(bits(pieces, "insert", [Mark(4, 11, "a"), Mark(12, 16, "b")]))
    assert "".join(bit.text for bit in found) == new
    assert "".join(bit.text for bit in found if bit.mark == "a") == "2 three"
    assert [bit.text for bit in found if bit.first] == ["2", "five"]
    assert "".join(bit.text for bit in bits(pieces, "delete", [])) == old


def test_paragraphs_are_counted_by_lines_with_words():
    text = "One\n\nTwo two\n \nThree"
    assert [paragraph_of(text, text.index(word)) for word in ("One", "Two", "Three")] == [1, 2, 3]
    assert paragraph_span(text, 2) == (5, 12)
    assert paragraph_span(text, 4) is None
    assert paragraph_span(text, 0) is None


# -- copies elsewhere --------------------------------------------------------------------------


def test_a_copy_in_an_archive_is_named_on_the_page_of_the_article(enter, article):
    editor = enter("editor")
    for text in (FIRST, SECOND):
        take(article, text)
    page = address("article", "change", article.pk)
    fields = opened(editor, page)
    assert not [
        name for name in fields if name.startswith("captures-") and name.endswith(("sha256", "place", "DELETE"))
    ]
    response = editor.post(page, {**fields, "captures-1-archived_url": ["ftp://copies.example/2"]})
    assert response.status_code == 200
    assert "Enter a valid URL" in response.content.decode()
    before = list(Capture.objects.order_by("pk").values_list("sha256", "position"))
    copy = "https://copies.example/2023/https://example.org/shells"
    assert editor.post(page, {**fields, "captures-1-archived_url": [copy]}).status_code == 302
    rows = Capture.objects.order_by("pk")
    assert [row.archived_url for row in rows] == ["", copy]
    assert list(rows.values_list("sha256", "position")) == before
    assert f'"archived_url":"{copy}"' in Revision.objects.filter(uid=article.uid).latest("number").body
