"""From the desk to the public by the pages of the desk: submit, read, sign, send back, take back."""

import json
import re
from urllib.parse import quote

import pytest
from django.test import Client

from archive.editorial.submitting import submit
from archive.models import RECORDS, Document, LedgerEntry, Submission
from archive.records.walk import dump, references
from tests.admin.browser import address, fields_of
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
    publish,
    publish_all,
)

pytestmark = pytest.mark.django_db


def said(response):
    """The messages that the next page shows."""
    return [str(each) for each in response.context["messages"]]


def submitted(*records, by=None):
    return submit(records, by=by or make_user("editor"))


def act(client, submission, name, **data):
    return client.post(address("submission", name, submission.pk), data, follow=True)


def test_a_claim_is_submitted_with_what_it_names_and_signed_by_somebody_else(enter):
    author, reviewer = enter("editor"), enter("reviewer")
    claim = make_claim("Shells were sent", claimant=make_source("Ruritania"))
    page = f"{address('submission', 'new')}?record={claim.uid}"
    asked = author.get(page)
    assert {each.record.type for each in asked.context["candidates"]} == {"claim", "article", "source"}
    done = author.post(address("submission", "new"), {**fields_of(asked), "note": ["First publication"]}, follow=True)
    assert said(done) == ["Submitted. Somebody else reviews it now."]
    submission = Submission.objects.get()

    shown = reviewer.get(address("submission", "change", submission.pk)).content.decode()
    assert "Ruritania: Shells were sent" in shown, "the headline is composed as the public will see it"
    assert "First publication" in shown
    assert "Sign and publish" in shown
    signed = act(reviewer, submission, "sign")
    assert said(signed) == ["Signed: 4 published, up to entry 4 of the ledger."]
    assert json.loads(Document.objects.get(uid=claim.uid).body)["headline"] == "Ruritania: Shells were sent"


def test_what_is_left_unchosen_stays_unchosen(enter):
    editor, claim = enter("editor"), make_claim()
    response = editor.post(address("submission", "new"), {"record": [claim.uid], "note": ""})
    assert "neither public nor submitted with it" in response.content.decode()
    assert [each.chosen for each in response.context["candidates"]] == [True, False, False, False]
    assert not Submission.objects.exists()


def test_what_waits_already_is_not_chosen_again(enter):
    editor, article = enter("editor"), make_article("A report")
    claim = make_claim(appearances=[appearance(article)])
    waiting = submitted(article)
    page = editor.get(f"{address('submission', 'new')}?record={claim.uid}")
    chosen = {str(each.record): (each.chosen, each.waiting) for each in page.context["candidates"]}
    assert chosen["A report"] == (False, waiting.pk)
    assert chosen[str(claim)] == (True, None)
    assert address("submission", "change", waiting.pk) in page.content.decode()
    refused = editor.post(address("submission", "new"), fields_of(page, having="note"))
    assert any("it names “A report”, which is neither" in each for each in refused.context["refusals"])


def test_the_action_of_a_list_leads_to_the_page_that_asks(enter):
    editor, sources = enter("editor"), [make_source(), make_source()]
    chosen = {"action": "submit_for_review", "_selected_action": [str(each.pk) for each in sources]}
    response = editor.post(address("source"), chosen)
    assert response.status_code == 302
    assert all(each.uid in response.url for each in sources)
    assert not Submission.objects.exists()


def test_save_and_submit_leads_there_too(enter):
    editor, source = enter("editor"), make_source()
    page = address("source", "change", source.pk)
    fields = fields_of(editor.get(page), having="reason")
    response = editor.post(page, {**fields, "name": ["New"], "_submit": ["x"]})
    assert response.url == f"{address('submission', 'new')}?record={source.uid}"


def test_an_author_is_refused(enter):
    chief = enter("chief")
    source = make_source()
    change(source, by=chief.person, note="mine")
    submission = submitted(source)
    assert "You are one of its authors" in chief.get(address("submission", "change", submission.pk)).content.decode()
    assert said(act(chief, submission, "sign")) == ["You are one of its authors: somebody else has to sign."]
    assert not LedgerEntry.objects.exists()


def test_whoever_is_no_reviewer_is_refused(enter):
    editor, submission = enter("editor"), submitted(make_source())
    assert said(act(editor, submission, "sign")) == ["Only reviewers sign as the second person."]
    assert not LedgerEntry.objects.exists()


def test_a_sensitive_claim_waits_for_a_chief(enter):
    reviewer, chief = enter("reviewer"), enter("chief")
    claim = make_claim(claimant=make_source())
    publish_all(claim)
    submission = submitted(change(claim, sensitive=True))
    assert "signed by a chief" in reviewer.get(address("submission", "change", submission.pk)).content.decode()
    assert said(act(reviewer, submission, "sign")) == ["A sensitive claim is signed by a chief."]
    assert said(act(chief, submission, "sign"))[0].startswith("Signed: 1 published")


def test_a_reviewer_is_shown_what_changed_since(enter):
    reviewer, source = enter("reviewer"), make_source("Old name")
    submission = submitted(source)
    change(source, name="New name")
    response = act(reviewer, submission, "sign")
    assert "was changed after it was submitted" in said(response)[0]
    [shown] = response.context["page"].shown
    assert [(row.old, row.new) for row in shown.since] == [("Old name", "New name")]
    assert not LedgerEntry.objects.exists()


def test_the_preview_is_what_the_public_will_read(enter):
    """The denial comes together with the claim it denies: each document shows the other."""
    reviewer, claim = enter("reviewer"), make_claim("Shells were sent")
    denial = make_claim(kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    everything = enter("editor").get(f"{address('submission', 'new')}?record={denial.uid}").context["candidates"]
    submission = submitted(*(each.record for each in everything))
    page = reviewer.get(address("submission", "change", submission.pk)).context["page"]
    previews = {each.item.uid: json.loads(each.document) for each in page.shown}
    act(reviewer, submission, "sign")
    set_by_signing = {"published_at", "modified_at", "ledger"}
    for uid, preview in previews.items():
        public = json.loads(Document.objects.get(uid=uid).body)
        assert {key for key in public if public[key] != preview[key]} <= set_by_signing
        assert list(public) == list(preview)
    assert previews[claim.uid]["relations"][0]["claim"]["uid"] == denial.uid


def test_a_correction_is_shown_against_what_is_public(enter):
    reviewer, source = enter("reviewer"), make_source("Old name")
    publish(source)
    submission = submitted(change(source, name="New name"))
    response = reviewer.get(address("submission", "change", submission.pk))
    assert "<del>Old</del><ins>New</ins> name" in response.content.decode().replace("\n", "")


def test_it_is_sent_back_with_a_reason_and_comes_again(enter):
    author, reviewer = enter("editor"), enter("reviewer")
    source = make_source()
    submission = submitted(source, by=author.person)
    assert said(act(reviewer, submission, "give_back", reason=" ")) == ["Say what should change."]
    again = act(reviewer, submission, "give_back", reason="x" * 3_000)
    assert said(again)[0].startswith("Ensure this value has at most")
    assert again.status_code == 400
    assert f"{'x' * 3_000}</textarea>" in again.content.decode(), "what was typed is not lost"
    act(reviewer, submission, "give_back", reason="Which office?")
    submission.refresh_from_db()
    assert (submission.state, submission.reason) == ("returned", "Which office?")
    back = f"{address('submission')}?turn=back"
    assert len(author.get(back).context["cl"].result_list) == 1
    submitted(source, by=author.person)
    assert len(author.get(back).context["cl"].result_list) == 0


def test_only_its_author_takes_it_back(enter):
    author, other = enter("editor"), enter("editor")
    submission = submitted(make_source(), by=author.person)
    assert said(act(other, submission, "take_back")) == ["Only the one who submitted takes it back."]
    assert said(act(author, submission, "take_back")) == ["Taken back."]
    assert said(act(author, submission, "take_back")) == ["It was decided meanwhile."]


def test_the_list_shows_what_waits_and_for_whom(enter):
    author, reviewer = enter("editor"), enter("reviewer")
    submitted(make_source(), by=author.person)
    submitted(make_source(), by=reviewer.person)
    publish(make_source())

    def count(client, turn=""):
        return len(client.get(address("submission"), {"turn": turn} if turn else {}).context["cl"].result_list)

    assert [count(reviewer), count(reviewer, "me"), count(reviewer, "mine"), count(reviewer, "all")] == [2, 1, 1, 3]


def test_a_decided_submission_can_still_be_read(enter):
    reviewer = enter("reviewer")
    publish(make_source("Read later"))
    page = reviewer.get(address("submission", "change", Submission.objects.get().pk))
    assert page.status_code == 200
    assert "Read later" in page.content.decode()
    assert "Sign and publish" not in page.content.decode()


@pytest.mark.parametrize("name", ["sign", "give_back", "take_back"])
def test_following_a_link_decides_nothing(enter, name):
    chief, submission = enter("chief"), submitted(make_source())
    assert chief.get(address("submission", name, submission.pk)).status_code == 405
    submission.refresh_from_db()
    assert submission.state == "open"


def test_a_submission_that_is_not_there(enter):
    for pk in (7, 10**18, 10**30):
        response = enter("chief").post(address("submission", "sign", pk), follow=True)
        assert said(response) == ["There is no such submission."]


def test_the_page_before_signing_is_the_page_after(enter):
    """What the reviewer looks at is what readers get, but for the numbers that signing sets."""
    reviewer, reader = enter("reviewer"), Client()
    claim = make_claim(
        "Shells were sent", claimant=make_source("Ruritania"), assessments=[assessment("uncorroborated")]
    )
    publish_all(*claim_names(claim))
    submission = submitted(claim)
    before = reviewer.get(address("submission", "page", submission.pk, claim.uid)).content.decode()
    assert "Not public yet" in before
    act(reviewer, submission, "sign")
    after = reader.get(f"/claims/{claim.uid}/", follow=True).content.decode()
    assert main(before) == main(after)


@pytest.mark.parametrize("type", ["source", "event", "article"])
def test_pages_of_every_type_are_looked_at(enter, type):
    made = {"source": make_source, "event": make_event, "article": make_article}[type]("Some name")
    page = enter("reviewer").get(address("submission", "page", submitted(made).pk, made.uid))
    assert page.status_code == 200
    assert "Some name" in page.content.decode()


def test_only_what_was_submitted_is_looked_at(enter):
    reviewer, source = enter("reviewer"), make_source()
    submission = submitted(source)
    for uid in ("aaaaaaaaaa", "\0", source.uid + "x"):
        assert reviewer.get(f"/admin/archive/submission/{submission.pk}/page/{quote(uid)}/").status_code == 302
    assert reviewer.get(f"/admin/archive/submission/999/page/{source.uid}/").status_code == 302


def claim_names(claim):
    """Everything that the claim names, which goes public first."""
    uids = set(references(type(claim), dump(claim)))
    return [row for model in RECORDS.values() for row in model._default_manager.filter(uid__in=uids)]


def main(page):
    """The page's own part, without what only signing sets: times, the entry, its hash, and so the citation."""
    inner = page[page.index("<main") : page.index("</main>")]
    without = re.sub(r'(?s)<section class="(as-of|cite)">.*?</section>', "", inner)
    for changing in (r"<time[^>]*>.*?</time>", r'href="[^"]*"', r"[0-9a-f]{64}", r"entry \d+", r"\s+"):
        without = re.sub(changing, "", without)
    return without
