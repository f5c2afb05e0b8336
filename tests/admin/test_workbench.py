"""The workbench of an article without a script: its page, and every act by a form."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Claim, Suggestion
from tests.admin.browser import fields_of
from tests.admin.workbench_cast import (
    LONG,
    at,
    capture,
    captured_article,
    marked_claim,
    note,
)
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db


def text_of(html):
    """The words between the tags of the captured text, by where their paragraphs begin."""
    found = re.findall(r'<p data-start="(\d+)">(.*?)</p>', html, re.DOTALL)
    return {int(start): re.sub(r"<[^>]+>", "", inner) for start, inner in found}


# -- the page ----------------------------------------------------------------------------------


def test_the_text_is_whole_and_knows_its_code_points(enter):
    article = captured_article()
    marked_claim(article, LONG, "A train crossed")
    note(article, "10,000 shells crossed")
    html = enter("editor").get(at(article)).content.decode()
    text = article.captures.get().content.text
    for start, words in text_of(html).items():
        assert text[start : start + len(words)] == words
    assert len(text_of(html)) == 4


def test_overlapping_marks_are_told_apart(enter):
    article = captured_article()
    claim = marked_claim(article, LONG, "A train crossed")
    comment = note(article, "the ministry said. Nobody")
    html = enter("editor").get(at(article)).content.decode()
    passage = claim.appearances.get().passages.get()
    assert f'<mark data-anchors="p{passage.pk} a{comment.pk}" class="claim comment">the ministry said</mark>' in html
    assert f'<mark data-anchors="a{comment.pk}" class="comment">. Nobody</mark>' in html
    assert html.count(f'id="at-a{comment.pk}"') == 1


def test_the_list_names_every_appearance_and_note(enter):
    article = captured_article()
    claim = marked_claim(article, LONG, "A train crossed", make_source("Ruritania"))
    note(article, "Nobody saw it", by=make_user(name="berta"), body="Really nobody?")
    html = enter("editor").get(at(article)).content.decode()
    for words in ("A train crossed", "Ruritania:", "The Daily Paper ← Ruritania", "Really nobody?", "berta"):
        assert words in html
    assert reverse("admin:archive_claim_change", args=[claim.pk]) in html


def test_marks_of_an_older_text_are_not_placed(enter):
    article = captured_article()
    note(article, "Nobody saw it", body="Of the older text")
    capture(article, "Another text altogether.")
    page = enter("editor").get(at(article))
    assert "Not placed in this text" in page.content.decode()
    assert [item.row.body for item in page.context["board"].elsewhere] == ["Of the older text"]
    assert page.context["board"].placed == []


def test_without_a_text_it_says_so(enter):
    article = make_article()
    client = enter("editor")
    assert "There is no text of this article here yet" in client.get(at(article)).content.decode()
    assert client.get(at(article, "claim")).status_code == 400
    assert client.get(at(article, "note")).status_code == 400


def test_names_of_protected_sources_stay_hidden(enter):
    article = captured_article()
    secret = make_source("Deep Throat", kind="person", protected=True)
    marked_claim(article, LONG, "A train crossed", secret)
    client = enter("editor")
    for url in (at(article), at(article, "similar", q="A train crossed"), at(article, "sources", q="Throat")):
        assert "Throat" not in client.get(url).content.decode().replace("q=Throat", "")
    assert "Deep Throat" in enter("chief").get(at(article)).content.decode()


def test_the_page_asks_as_much_for_many_marks_as_for_few(enter):
    article = captured_article()
    client = enter("editor")
    words = [LONG, "Nobody saw it", "We sent nothing", "a spokesman for Ruritania", "did not say", "told reporters"]
    asked = []
    for number, each in enumerate(words):
        marked_claim(article, each, f"Thing {number} is so")
        note(article, each, by=client.person)
        Suggestion.objects.create(article=article, proposal={"statement": "x"}, reason="y")
        if number in (1, 5):
            client.get(at(article))
            with CaptureQueriesContext(connection) as queries:
                client.get(at(article))
            # Who asks takes five, the article and its text two, what is marked in it eight.
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 15


def test_readers_see_and_change_nothing(enter):
    article = captured_article()
    reader = make_user()
    reader.groups.clear()
    client = Client()
    client.force_login(reader)
    assert client.get(at(article)).status_code == 403
    assert client.post(at(article, "note"), {}).status_code == 403


# -- the article and suggestions ---------------------------------------------------------------


def test_an_article_is_marked_as_read_and_not_read(enter):
    article = captured_article()
    client = enter("editor")
    for is_read, button in (("1", "Not read after all"), ("0", "Mark as read")):
        article.refresh_from_db()
        data = {"revision": article.revision, "is_read": is_read}
        assert button in client.post(at(article, "read"), data, follow=True).content.decode()
    assert client.get(at(article, "read")).status_code == 405


PROPOSAL = {
    "statement": "Ruritania sent nothing",
    "kind": "denial",
    "appearances": [
        {
            "stance": "quotes",
            "passages": [{"exact": "“We sent nothing,”"}],
            "chain": [{"sources": [{"label": "a spokesman", "naming": "by_role"}], "verb": "told"}],
        }
    ],
}


def test_a_suggestion_begins_the_form_and_is_accepted_with_the_claim(enter):
    article = captured_article()
    suggestion = Suggestion.objects.create(article=article, proposal=PROPOSAL, reason="A denial")
    client = enter("editor")
    assert "A denial" in client.get(at(article)).content.decode()
    page = client.get(at(article, "claim", suggestion=suggestion.pk))
    assert json.loads(page.context["chain_editor"].state)["steps"][0]["force"] == "neutral", "it is chosen at once"
    fields = fields_of(page, having="statement")
    assert fields["statement"] == ["Ruritania sent nothing"]
    assert client.post(at(article, "claim"), fields).status_code == 302
    claim = Claim.objects.get()
    suggestion.refresh_from_db()
    assert (claim.kind, claim.appearances.get().chain.get().verb) == ("denial", "told")
    assert (suggestion.state, suggestion.judged_by) == ("accepted", client.person)
    assert suggestion.judged_at is not None
    assert client.post(at(article, "claim"), fields).status_code == 400
    assert Claim.objects.count() == 1


def test_a_suggestion_is_rejected(enter):
    article = captured_article()
    suggestion = Suggestion.objects.create(article=article, proposal=[1], reason="?")
    client = enter("editor")
    client.post(at(article, "suggestion", suggestion.pk, "reject"))
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.judged_by) == ("rejected", client.person)
    assert client.post(at(make_article(), "suggestion", suggestion.pk, "reject")).status_code == 400


@pytest.mark.parametrize("proposal", [None, 3, "x", [], {"appearances": 5}, {"claimants": ["x"], "kind": {}}])
def test_a_proposal_may_hold_anything(enter, proposal):
    article = captured_article()
    suggestion = Suggestion.objects.create(article=article, proposal=proposal or {}, reason="?")
    client = enter("editor")
    assert client.get(at(article)).status_code == 200
    assert client.get(at(article, "claim", suggestion=suggestion.pk)).status_code == 200


def test_the_page_of_suggestions_judges_by_the_same_action(enter):
    suggestion = Suggestion.objects.create(article=captured_article(), proposal={}, reason="?")
    client = enter("editor")
    url = reverse("admin:archive_suggestion_change", args=[suggestion.pk])
    assert client.post(url, {"state": "rejected"}).status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.judged_by) == ("rejected", client.person)
    client.post(url, {"state": "open"})
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.judged_by, suggestion.judged_at) == ("open", None, None)
