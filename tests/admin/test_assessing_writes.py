"""The page that assesses a claim: what it writes, for whom, and that it loses nothing."""

import datetime

import pytest
from django.contrib.auth.models import Permission

from archive.models import Claim, Evidence, Revision
from tests.admin.assessed import form, make_shells, page_of, text, typed
from tests.admin.browser import address, fields_of
from tests.factories import (
    appearance,
    change,
    make_article,
    make_claim,
    make_source,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_shells()


# -- what it writes ------------------------------------------------------------------------------


def test_an_assessment_with_a_record_and_a_link(enter, claim):
    editor, article = enter("editor"), make_article("The register of the port")
    items = [
        {"relation": "supports", "what": "register port", "locator": "page 4", "reliability": "B", "credibility": "2"},
        {"relation": "context", "what": "https://example.org/a", "title": "A map", "note": "Where it lies."},
    ]
    fields = typed(editor, claim, *items, judged="confirmed", as_of="2024-02-03", next_review="2027-01-01")
    response = editor.post(page_of(claim), fields)
    assert response.url == page_of(claim)
    given = claim.assessments.get()
    assert (given.standing, str(given.as_of), given.author) == ("confirmed", "2024-02-03", editor.person)
    record, link = given.evidence.order_by("position")
    assert (record.target, record.locator, record.reliability, record.credibility) == (article.uid, "page 4", "B", "2")
    assert (link.link, link.title, link.note, link.reliability) == (
        "https://example.org/a",
        "A map",
        "Where it lies.",
        "F",
    )
    assert Claim.objects.get(pk=claim.pk).next_review == datetime.date(2027, 1, 1)
    assert Revision.objects.filter(uid=claim.uid).count() == 2


def test_the_reply_and_the_next_look_alone_make_no_assessment(enter, claim):
    editor = enter("editor")
    fields = form(editor, claim) | {"reply_asked_at": ["2024-01-01"], "reply_how": ["By letter"]}
    assert editor.post(page_of(claim), fields).status_code == 302
    row = Claim.objects.get(pk=claim.pk)
    assert (str(row.reply_asked_at), row.reply_how) == ("2024-01-01", "By letter")
    assert not row.assessments.exists()
    again = editor.post(page_of(claim), form(editor, claim), follow=True)
    assert [str(each) for each in again.context["messages"]] == ["Nothing was different, so there is no new revision."]


REFUSED = [
    ({"judged": ""}, "Choose a judgement."),
    ({"confidence": ""}, "Say how sure it is."),
    ({"rationale": ""}, "Say why."),
    ({"as_of": ""}, "Say by which day the evidence was known."),
    ({"as_of": "2999-01-01"}, "The evidence date is not in the future."),
    ({"judged": "corroborated"}, "fewer than two independent origins"),
    ({"judged": "kept"}, "An assertion takes one of these"),
    ({"reply_answered_at": "2024-01-01"}, "A reply is not earlier than the question."),
    ({"rationale": "x" * 10_001}, "at most 10000 characters"),
    ({"rationale": "with \x01 in it"}, "The text holds"),
    ({"evidence-0-relation": "supports"}, "Say what the evidence is."),
    ({"evidence-0-what": "Text 1"}, "Say whether it speaks for the claim"),
    ({"evidence-0-relation": "supports", "evidence-0-what": "no such thing"}, "No record has these words"),
    ({"evidence-0-relation": "supports", "evidence-0-what": "Text"}, "Several records fit."),
    ({"evidence-0-relation": "supports", "evidence-0-what": "https://"}, "Enter a valid URL."),
    ({"evidence-0-relation": "supports", "evidence-0-target": "\0"}, "Null characters are not allowed."),
]


def test_what_is_wrong_is_said_and_nothing_is_lost(enter, claim):
    editor = enter("editor")
    whole = typed(editor, claim, rationale="A rationale that took an hour.", reply_how="By letter")
    for wrong, sentence in REFUSED:
        response = editor.post(page_of(claim), whole | {name: [value] for name, value in wrong.items()})
        assert response.status_code == 200, wrong
        assert sentence in text(response), wrong
        again = fields_of(response, having="rationale")
        assert again["reply_how"] == ["By letter"]
        assert again["rationale"] == ["A rationale that took an hour."] or "rationale" in wrong
    assert not claim.assessments.exists()
    assert Revision.objects.filter(uid=claim.uid).count() == 1


def test_overwriting_a_title_forgets_the_record_behind_it(enter, claim):
    editor, one, other = enter("editor"), make_article("First book"), make_article("Second volume")
    item = {"relation": "context", "what": "Second volume", "target": one.uid, "shown": "First book"}
    editor.post(page_of(claim), typed(editor, claim, item))
    assert Evidence.objects.get().target == other.uid


def test_items_left_out_are_not_written(enter, claim):
    editor = enter("editor")
    item = {"relation": "context", "what": "https://example.org", "DELETE": "on"}
    assert editor.post(page_of(claim), typed(editor, claim, item)).status_code == 302
    assert not Evidence.objects.exists()
    assert claim.assessments.count() == 1


def test_two_people_at_once_lose_nothing(enter, claim):
    editor = enter("editor")
    mine = typed(editor, claim, {"relation": "context", "what": "https://example.org"}, reply_how="By letter")
    change(claim, hedge="perhaps", next_review="2027-03-03")
    told = editor.post(page_of(claim), mine)
    assert told.status_code == 409
    assert {row.label for row in told.context["theirs"]} == {"Hedge", "Next review"}
    again = fields_of(told, having="rationale")
    assert again["rationale"] == mine["rationale"]
    assert again["evidence-0-what"] == ["https://example.org"]
    assert again["next_review"] == ["2027-03-03"], "what I did not touch is not undone"
    assert editor.post(page_of(claim), again).status_code == 302
    row = Claim.objects.get(pk=claim.pk)
    assert (row.hedge, str(row.next_review), row.reply_how) == ("perhaps", "2027-03-03", "By letter")
    assert row.assessments.count() == 1


def test_a_broken_form_is_a_clear_no(enter, claim):
    editor = enter("editor")
    whole = typed(editor, claim)
    for name, value in [("revision", "x"), ("revision", "")]:
        assert editor.post(page_of(claim), whole | {name: [value]}).status_code == 400
    for name, value in [
        ("evidence-TOTAL_FORMS", "9" * 5000),
        ("evidence-TOTAL_FORMS", "x"),
        ("evidence-0-DELETE", "x"),
    ]:
        for also in ({}, {"_more": ["1"]}):
            assert editor.post(page_of(claim), whole | {name: [value]} | also).status_code in (200, 302, 409)


def test_on_to_the_next_in_the_queue_or_to_review(enter, claim):
    editor, other = enter("editor"), make_claim()
    walked = f"{page_of(claim)}?walk=not_assessed"
    assert "Save and next in the queue" in editor.get(walked).content.decode()
    response = editor.post(walked, typed(editor, claim, _next="1"), follow=True)
    assert response.redirect_chain[-1][0] == f"{page_of(other)}?walk=not_assessed"
    response = editor.post(page_of(other), typed(editor, other, _submit="1"))
    assert response.url == address("claim", "bundle", other.pk)


# -- who may -------------------------------------------------------------------------------------


def test_whoever_may_only_look_sees_no_form(enter, claim):
    reader = enter("editor")
    reader.person.groups.clear()
    reader.person.user_permissions.set(Permission.objects.filter(codename="view_claim"))
    page = reader.get(page_of(claim))
    assert page.status_code == 200
    assert "Save" not in text(page)
    assert reader.post(page_of(claim), {"revision": "1"}).status_code == 403
    assert reader.get(address("claim", "bundle", claim.pk)).status_code == 403
    assert reader.get(address("claim", "uncontested")).status_code == 403
    reader.person.user_permissions.clear()
    for url in (page_of(claim), address("claim", "targets")):
        assert reader.get(url).status_code == 403
    assert reader.post(address("claim", "table", claim.pk)).status_code == 403


def test_what_is_not_there(enter):
    editor = enter("editor")
    for key in ("7", "x", "9" * 30):
        assert editor.get(address("claim", "assess", key)).status_code == 302
        assert editor.get(address("claim", "bundle", key)).status_code == 302
        assert editor.post(address("claim", "table", key)).status_code == 404
    assert editor.get(address("claim", "table", "7")).status_code == 405


def test_a_protected_name_stands_nowhere(enter):
    hidden = make_source("Deep Throat", kind="person", protected=True)
    label = {"source": hidden.uid, "label": "an official"}
    chain = [step(make_source(kind="outlet")), {"sources": [{**label, "naming": "by_role"}], "verb": "said"}]
    claim = make_claim(
        claimants=[label],
        subjects=[hidden.uid],
        appearances=[appearance(make_article(publisher=hidden.uid), *chain)],
        weight="background",
    )
    pages = [
        page_of(claim),
        address("claim", "bundle", claim.pk),
        f"{address('claim', 'bundle', claim.pk)}?article={claim.appearances.get().article.uid}",
        f"{address('claim', 'uncontested')}?claim={claim.uid}",
        f"{address('claim', 'targets')}?q=Deep",
        f"{address('claim', 'targets')}?q={hidden.uid}",
    ]
    for role in ("editor", "chief"):
        client = enter(role)
        for page in pages:
            response = client.get(page)
            assert response.status_code == 200
            assert "Deep Throat" not in response.content.decode(), page
        fields = typed(client, claim, {"relation": "context", "what": hidden.uid})
        assert "No record has these words" in text(client.post(page_of(claim), fields))


def test_records_are_found_by_words_of_their_titles(enter):
    article, claim = make_article("Shells on the way"), make_claim("Shells were sent")
    source = make_source("Shell & Sons", kind="organisation")

    def found(words):
        results = enter("editor").get(address("claim", "targets"), {"q": words}).json()["results"]
        return {each["uid"] for each in results}

    assert found("shell") == {article.uid, claim.uid, source.uid}
    assert found("way shells") == {article.uid}
    assert found(claim.uid) == {claim.uid}
    assert found("") == found("\0") == found("x" * 5_000) == set()
