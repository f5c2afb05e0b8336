"""Claims and notes made at the workbench, each by a form that needs no script."""

import re

import pytest

from archive.ingest.matching import claiming
from archive.models import Annotation, Appearance, Claim, Quantity, Revision, Suggestion
from tests.admin.browser import fields_of
from tests.admin.workbench_cast import (
    LONG,
    anchor,
    at,
    captured_article,
    marked_claim,
    stretch,
)
from tests.factories import change, make_article, make_claim, make_source, make_user, publish_all

pytestmark = pytest.mark.django_db

FRAGMENT = {"X-Fragment": "1"}


def said(article, client, **changes):
    """The form of a new claim as it comes for some words, with what a person typed."""
    found = stretch(article, changes.pop("words", LONG))
    fields = fields_of(client.get(at(article, "claim", **found)), having="statement")
    return {**fields, "statement": "A train crossed the border", **changes}


# -- claims ------------------------------------------------------------------------------------


def test_a_suggestion_is_taken_over_with_its_place_hedge_condition_date_and_figures(enter):
    article = captured_article()
    text = article.captures.get().content.text
    start = text.index(LONG)
    Quantity.objects.get_or_create(slug="shells", defaults={"label": "Artillery shells"})
    figures = [
        {"quantity": "shells", "high": "10000", "qualifier": "up_to", "as_printed": "10,000 shells"},
        {"quantity": "shells", "qualifier": "up_to", "as_printed": "no number at all"},
        {"quantity": "moons", "low": "3", "qualifier": "exact", "as_printed": "three moons"},
    ]
    heard = {
        "stance": "reports",
        "asserted": "2024-05",
        "asserted_basis": "It says last May.",
        "passages": [{"exact": "10,000 shells"}],
    }
    claim = {"hedge": "perhaps", "condition_text": "if the bridge holds", "figures": figures, "appearances": [heard]}
    given = {"proposal": claim, "reason": "Said so.", "capture": article.captures.get().sha256}
    suggestion = Suggestion.objects.create(article=article, start=start, end=start + len(LONG), **given)
    client = enter("editor")
    page = client.get(at(article, "claim", suggestion=suggestion.pk))
    assert re.findall("“([^”]+)”\\)", page.content.decode()) == ["10,000 shells", "three moons"]
    assert page.context["form"]["figures"].initial == ["shells", ""]
    fields = {**fields_of(page, having="statement"), "statement": "Shells crossed"}
    assert client.post(at(article, "claim"), {**fields, "asserted": "soon"}).status_code == 400
    assert client.post(at(article, "claim"), fields).status_code == 302
    made = Claim.objects.get()
    appearance, figure = made.appearances.get(), made.figures.get()
    assert (made.hedge, made.condition_text, made.condition_state) == ("perhaps", "if the bridge holds", "open")
    assert (appearance.asserted, appearance.asserted_basis) == ("2024-05", "It says last May.")
    assert (figure.high, figure.low, figure.qualifier, figure.as_printed) == (10_000, None, "up_to", "10,000 shells")
    passage = appearance.passages.get()
    assert (passage.exact, text[passage.start : passage.end]) == ("10,000 shells", LONG)
    suggestion.refresh_from_db()
    assert suggestion.state == Suggestion.State.ACCEPTED


def test_a_new_claim_with_its_passage_and_chain(enter):
    article = captured_article()
    client = enter("researcher")
    response = client.post(at(article, "claim"), said(article, client))
    assert response.status_code == 302, response.context["form"].errors
    claim = Claim.objects.get()
    appearance = claim.appearances.get()
    passage = appearance.passages.get()
    assert [str(each) for each in claim.claimants.all()] == ["The Daily Paper"]
    assert (appearance.article, appearance.stance, appearance.attribution) == (article, "asserts", "own_voice")
    assert [str(each) for each in appearance.chain.get().sources.all()] == ["The Daily Paper"]
    assert passage.exact == "A train with 10,000 shells crossed the border"
    assert article.captures.get().content.text[passage.start : passage.end] == LONG
    assert {name: getattr(passage, name) for name in anchor(article, LONG)} == anchor(article, LONG)
    assert (passage.part, passage.paragraph) == ("body", 1)
    assert Revision.objects.get(uid=claim.uid).user == client.person


def test_the_claimant_is_whoever_stands_last_in_the_chain(enter):
    article, knows = captured_article(), make_source("Ruritania")
    client = enter("editor")
    fields = {**said(article, client, attribution="reported"), "chain-1-sources-0-source": "Ruritania"}
    client.post(at(article, "claim"), fields)
    assert [each.source for each in Claim.objects.get().claimants.all()] == [knows]
    assert Appearance.objects.get().chain.count() == 2


def test_claimants_are_entered_by_name(enter):
    article = captured_article()
    make_source("Ruritania")
    client = enter("editor")
    fields = said(article, client, claimants=["ruritania", ""], claimants_label=["", "a person in the room"])
    client.post(at(article, "claim"), fields)
    assert [str(each) for each in Claim.objects.get().claimants.all()] == ["Ruritania", "a person in the room"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"start": "1"}, "These words do not stand there"),
        ({"selected": "quite other words"}, "These words do not stand there"),
        ({"start": "99999999", "end": "999999999"}, "These words do not stand there"),
        ({"start": "", "end": ""}, "Select words in the text"),
        ({"start": "no number"}, "These words do not stand there"),
        ({"capture": "0" * 64}, "The article has a newer text"),
        ({"quote": "A train with 10,000 shells crossed the border on"}, "Quote 8 words at most"),
        ({"quote": "never printed"}, "run of words out of the selection"),
        ({"statement": ""}, "This field is required"),
        ({"statement": "x" * 2001}, "at most 2000 characters"),
        ({"statement": "with \0 in it"}, "Null characters are not allowed"),
        ({"claimants": "Nobody at all"}, "No source is called"),
        ({"chain": "{nonsense"}, "The chain could not be read"),
        ({"chain-0-sources-0-source": "", "chain-0-sources-0-naming": ""}, "Say who speaks"),
        ({"kind": "gossip"}, "Select a valid choice"),
        ({"part": "cellar", "paragraph": "-3"}, "Select a valid choice"),
    ],
)
def test_a_bad_claim_is_refused_with_a_sentence_and_what_was_typed(enter, changes, sentence):
    article = captured_article()
    client = enter("editor")
    fields = said(article, client, statement="Typed at length", note="And a note.") | changes
    response = client.post(at(article, "claim"), fields, headers=FRAGMENT)
    html = response.content.decode(errors="replace")
    assert response.status_code == 400
    assert sentence in html
    assert "And a note." in html
    assert not Claim.objects.exists()


def test_words_alone_find_their_place(enter):
    article = captured_article()
    client = enter("editor")
    page = client.get(at(article, "claim", words="Nobody saw it"))
    assert page.context["form"].stretch.words == "Nobody saw it"
    again = client.get(at(article, "claim", words="the"))
    assert "They stand in the text" in again.content.decode()


def test_a_claim_that_is_there_gets_an_appearance(enter):
    article = captured_article()
    claim = make_claim("Trains cross borders")
    client = enter("editor")
    found = client.post(at(article, "link"), {**stretch(article, LONG), "choose": claim.uid})
    fields = fields_of(found, having="revision")
    assert client.post(at(article, "link"), fields).status_code == 302
    assert claim.appearances.count() == 2
    assert claim.appearances.get(article=article).passages.get().exact.startswith("A train")


def test_one_more_passage_of_an_appearance_that_is_there(enter):
    article = captured_article()
    claim = marked_claim(article, LONG, "A train crossed")
    client = enter("editor")
    fields = fields_of(
        client.get(at(article, "link", choose=claim.uid, **stretch(article, "Nobody saw it"))), having="how"
    )
    client.post(at(article, "link"), fields)
    assert [each.exact for each in claim.appearances.get().passages.all()] == [
        "A train with 10,000 shells crossed the border",
        "Nobody saw it",
    ]


def test_a_claim_saved_meanwhile_is_a_conflict_that_keeps_what_was_typed(enter):
    article = captured_article()
    claim = make_claim("Trains cross borders")
    client = enter("editor")
    fields = fields_of(
        client.post(at(article, "link"), {**stretch(article, LONG), "choose": claim.uid}), having="revision"
    )
    change(claim, statement="Trains cross most borders", by=make_user(name="clara"))
    response = client.post(at(article, "link"), {**fields, "note": "My note."}, headers=FRAGMENT)
    html = response.content.decode()
    assert response.status_code == 409
    assert all(words in html for words in ("clara saved revision 2", "<ins>most </ins>", "My note."))
    again = {**fields_of(response, having="revision"), "note": "My note."}
    assert client.post(at(article, "link"), again).status_code == 302
    assert claim.appearances.get(article=article).note == "My note."


def test_similar_claims_show_words_and_numbers_that_differ(enter):
    article = captured_article()
    make_claim("10,000 shells crossed the border", claimant=make_source("Ruritania"))
    make_claim("Cows graze in the meadow")
    html = enter("editor").get(at(article, "similar", q="12,000 shells crossed the border")).content.decode()
    assert "Ruritania:" in html
    assert "it says 10000; you say 12000" in html
    assert "Cows" not in html


def test_a_rare_word_finds_an_old_claim_among_many_that_share_the_others(enter, monkeypatch):
    monkeypatch.setattr(claiming, "RARE", 2)
    monkeypatch.setattr(claiming, "LOOKED_AT", 2)
    article, client = captured_article(), enter("editor")
    old = make_claim("Zeppelins crossed the border")
    publish_all(old)
    draft = make_claim("Dromedaries crossed the border")
    for number in range(3):
        publish_all(make_claim(f"Thing {number} crossed the border"))
    page = client.get(at(article, "similar", q="Zeppelins and dromedaries crossed the border")).content.decode()
    for claim in (old, draft):
        assert f'value="{claim.uid}"' in page
    assert f'value="{old.uid}"' in client.get(at(article, "similar", q=old.uid)).content.decode()


# -- notes -------------------------------------------------------------------------------------


def commented(client, article, **changes):
    fields = fields_of(client.get(at(article, "note", **stretch(article, "Nobody saw it"))), having="body")
    return client.post(at(article, "note"), {**fields, "body": "Who says so?", **changes}, headers=FRAGMENT)


def test_a_note_on_some_words(enter):
    article = captured_article()
    client = enter("researcher")
    response = commented(client, article, motivation="questioning")
    assert response.status_code == 200
    assert "Who says so?" in response.content.decode()
    row = Annotation.objects.get()
    assert (row.motivation, row.body, row.author, row.exact) == (
        "questioning",
        "Who says so?",
        client.person,
        "Nobody saw it",
    )
    assert Revision.objects.filter(uid=article.uid).count() == 2


def test_notes_of_ones_own_are_changed_resolved_and_deleted(enter):
    article = captured_article()
    client = enter("editor")
    commented(client, article)
    row = Annotation.objects.get()
    fields = fields_of(client.get(at(article, "note_change", row.pk)), having="body")
    client.post(at(article, "note_change", row.pk), {**fields, "body": "Better put."})
    for act, resolved in (("resolve", True), ("reopen", False)):
        article.refresh_from_db()
        client.post(at(article, "note_act", row.pk, act), {"revision": article.revision})
        row.refresh_from_db()
        assert (row.body, row.resolved) == ("Better put.", resolved)
    article.refresh_from_db()
    client.post(at(article, "note_act", row.pk, "delete"), {"revision": article.revision})
    assert not Annotation.objects.exists()


def test_notes_of_others_are_theirs(enter):
    article = captured_article()
    commented(enter("editor"), article)
    other = enter("editor")
    row = Annotation.objects.get()
    assert other.get(at(article, "note_change", row.pk)).status_code == 403
    assert other.post(at(article, "note_act", row.pk, "delete"), {"revision": "2"}).status_code == 403
    assert other.post(at(make_article(), "note_act", row.pk, "delete"), {"revision": "2"}).status_code == 400


def test_an_article_saved_meanwhile_is_a_conflict(enter):
    article = captured_article()
    client = enter("editor")
    fields = fields_of(client.get(at(article, "note", **stretch(article, "Nobody saw it"))), having="body")
    change(article, summary="Somebody summed it up.")
    response = client.post(at(article, "note"), {**fields, "body": "Kept."}, headers=FRAGMENT)
    assert response.status_code == 409
    assert "Somebody summed it up." in response.content.decode()
    assert client.post(at(article, "note"), {**fields_of(response, having="body"), "body": "Kept."}).status_code == 302
    assert client.post(at(article, "read"), {"revision": "1", "is_read": "1"}).status_code == 409


@pytest.mark.parametrize(
    ("page", "args", "data"),
    [
        ("note", (), {"body": "x", "revision": "nonsense"}),
        ("note", (), {"body": "x" * 10_001, "revision": "1"}),
        ("note", (), {"motivation": "commenting", "body": " ", "revision": "1", "words": "Nobody saw it"}),
        ("note_change", (10**17,), {}),
        ("note_act", (1, "frame"), {"revision": "1"}),
        ("read", (), {"is_read": "1"}),
        ("suggestion", (5, "reject"), {}),
        ("claim", (), {"suggestion": "77"}),
        ("link", (), {"claim": "nosuchuid2", "revision": "1"}),
        ("note", (), {"body": "x" * 2_700_000}),
    ],
)
def test_nonsense_is_told_to_be_so(enter, page, args, data):
    article = captured_article()
    response = enter("editor").post(at(article, page, *args), data)
    assert response.status_code == 400
    assert not Annotation.objects.exists()
