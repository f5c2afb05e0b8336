"""A claim is assessed by the desk's present text, in one save; background many claims at a time."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial.assessing import assess, outgrown, outside_the_table, table
from archive.editorial.closing import withdraw
from archive.editorial.drafts import drafts_of
from archive.editorial.facts import refusals
from archive.editorial.saving import Conflict, Refused
from archive.editorial.submitting import lacks
from archive.editorial.uncontested import CHANGED, GONE, assess_uncontested, fits
from archive.models import Claim, Document, Revision
from archive.provenance.standing import OUTCOMES, STANDINGS
from archive.records.walk import dump
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_source,
    make_user,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 1, 1)
TODAY = date(2026, 11, 22)


def allowed(claim, *bearing, on=DAY):
    found = table(drafts_of([claim.uid]), claim.uid, as_of=on, bearing=bearing)
    return {each.value for each in found.verdicts if not each.why_not}


def judged(standing="uncorroborated", **data):
    """A new assessment as the page hands it over."""
    found = assessment(standing, as_of="2024-01-01", **data)
    del found["decided_at"]
    return found


def cited(*speakers, **data):
    """A claim that one article for each of the speakers cites."""
    return make_claim(
        claimant=speakers[0],
        appearances=[
            appearance(make_article(), step(make_source(kind="outlet")), step(each), **data) for each in speakers
        ],
    )


def own_voice(**data):
    outlet = make_source(kind="outlet")
    told = [appearance(make_article(), step(outlet), stance="asserts")]
    return make_claim(claimant=outlet, appearances=told, **{"weight": "background", **data})


def deny(claim, published="2023-05-05"):
    outlet, denier = make_source(kind="outlet"), make_source("Denier")
    told = [appearance(make_article(published=published), step(outlet), step(denier))]
    return make_claim(
        kind="denial", claimant=denier, appearances=told, relations=[{"kind": "denies", "target": claim.uid}]
    )


# -- the table -----------------------------------------------------------------------------------


def test_the_table_follows_the_evidence():
    claim = cited(make_source())
    assert allowed(claim) == {"open", "uncontested", "uncorroborated", "unverifiable"}
    assert "confirmed" in allowed(claim, "supports")
    assert "refuted" in allowed(claim, "undermines")
    assert "disputed" in allowed(claim, "supports", "undermines")
    assert "corroborated" in allowed(cited(make_source(), make_source()))


def test_it_knows_drafts_that_nobody_has_submitted():
    """A denial, and an office that makes two voices one: both are the desk's alone."""
    claim = cited(make_source(), speaker := make_source("Spokesman", kind="person"))
    assert "corroborated" in allowed(claim)
    deny(claim)
    assert "uncontested" not in allowed(claim)
    body = claim.claimants.get().source
    change(speaker, affiliations=[{"body": body.uid, "type": "speaks_for"}])
    assert "corroborated" not in allowed(claim)


def test_it_reads_the_facts_of_the_evidence_date():
    claim = cited(make_source())
    deny(claim, published="2023-05-05")
    assert "uncontested" in allowed(claim, on=date(2023, 5, 4))
    assert "uncontested" not in allowed(claim, on=date(2023, 5, 5))


def test_it_says_what_submitting_would_say():
    claim = change(cited(make_source()), assessments=[assessment(each.value) for each in STANDINGS])
    drafts = drafts_of([claim.uid])
    found = table(drafts, claim.uid, as_of=date(2022, 11, 17), bearing=())
    asked = {claim.uid: ("claim", dump(claim))}
    said = {each.place: each.sentence for each in refusals(asked, drafts.look_up)}
    assert [each.why_not for each in found.verdicts] == [said.get(place, "") for place in range(len(STANDINGS))]


def test_predictions_take_outcomes_and_opinions_nothing():
    pledge = make_claim(kind="pledge", condition_text="If asked.", condition_state="failed")
    found = table(drafts_of([pledge.uid]), pledge.uid, as_of=DAY, bearing=())
    assert [each.value for each in found.verdicts] == list(OUTCOMES["pledge"])
    assert {each.value for each in found.verdicts if not each.why_not} == {"pending", "moot", "untestable"}
    opinion = make_claim(kind="opinion")
    assert table(drafts_of([opinion.uid]), opinion.uid, as_of=DAY, bearing=()).verdicts == []


def test_what_was_taken_back_counts_no_more():
    claim = cited(make_source(), make_source())
    publish_all(claim)
    withdraw("article", claim.appearances.first().article.uid, by=make_user("chief"), note="a forgery")
    assert "corroborated" not in allowed(claim)


# -- a new assessment ----------------------------------------------------------------------------


def test_an_assessment_with_its_evidence_is_one_revision():
    claim, editor, article = cited(make_source()), make_user(), make_article()
    evidence = [{"relation": "supports", "target": article.uid, "reliability": "B", "credibility": "2"}]
    beside = {"next_review": date(2027, 1, 1), "statement": "not yours to change here"}
    assess(claim, judged("confirmed", evidence=evidence), by=editor, base=1, beside=beside, reason="seen")
    row = Claim.objects.get(pk=claim.pk)
    assert (row.revision, row.next_review, row.statement) == (2, date(2027, 1, 1), claim.statement)
    given = row.assessments.get()
    assert (given.standing, given.author, given.position) == ("confirmed", editor, 0)
    assert given.evidence.get().target == article.uid
    assert Revision.objects.get(uid=claim.uid, number=2).reason == "seen"
    assert dump(row)["assessments"][0]["evidence"] == evidence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (judged("confirmed"), "no evidence for it is recorded"),
        (judged("") | {"outcome": "kept"}, "An assertion takes one of these: open"),
        (judged("verified"), "An assertion takes one of these: open"),
        (judged() | {"as_of": "2999-01-01"}, "not in the future"),
    ],
)
def test_what_the_table_does_not_allow_is_refused_and_leaves_nothing(data, sentence):
    claim = cited(make_source())
    with pytest.raises(Refused, match=sentence):
        assess(claim, data, by=make_user(), base=1, beside={"next_review": DAY})
    assert not claim.assessments.exists()
    assert Claim.objects.get(pk=claim.pk).next_review is None


def test_a_claim_is_no_evidence_for_itself():
    claim = cited(make_source())
    data = judged("confirmed", evidence=[{"relation": "supports", "target": claim.uid}])
    with pytest.raises(Refused, match="no evidence for itself"):
        assess(claim, data, by=make_user(), base=1)


def test_the_second_of_two_is_told():
    claim = cited(make_source())
    assess(claim, judged(), by=make_user(), base=1)
    with pytest.raises(Conflict):
        assess(Claim.objects.get(pk=claim.pk), judged(), by=make_user(), base=1)
    assert claim.assessments.count() == 1


def test_what_was_published_stays_and_the_new_one_comes_after_it():
    claim = change(cited(make_source()), assessments=[assessment("open")])
    publish_all(claim)
    claim.refresh_from_db()
    assess(claim, judged(), by=make_user(), base=claim.revision)
    assert [each.standing for each in claim.assessments.order_by("position")] == ["open", "uncorroborated"]


# -- outside the table later ---------------------------------------------------------------------


def flagged():
    found = set(outside_the_table(Claim.objects.all()).values_list("statement", flat=True))
    today = {
        row.statement
        for row in Claim.objects.exclude(assessments=None)
        if outgrown(drafts_of([row.uid]), row.uid, TODAY)
    }
    assert found == today, "the queue says what the table says"
    return found


def test_a_judgement_that_the_facts_outgrew_is_queued():
    alone, two = cited(make_source()), cited(make_source(), make_source())
    calm, other = own_voice(), own_voice()
    for row, standing in ((alone, "uncorroborated"), (two, "corroborated"), (calm, "uncontested"), (other, "open")):
        publish_all(change(row, assessments=[assessment(standing, as_of="2022-12-01")]))
    assert flagged() == set()

    publish_all(deny(calm))
    assert flagged() == {calm.statement}
    withdraw("article", two.appearances.first().article.uid, by=make_user("chief"), note="a forgery")
    assert flagged() == {calm.statement, two.statement}
    told = dump(Claim.objects.get(pk=alone.pk))["appearances"]
    more = appearance(make_article(), step(make_source(kind="outlet")), step(make_source()))
    publish_all(change(alone, appearances=[*told, more]))
    assert flagged() == {calm.statement, two.statement, alone.statement}


def test_it_leaves_the_queue_when_somebody_assesses_it_anew():
    claim = change(own_voice(), assessments=[assessment("uncontested", as_of="2022-12-01")])
    publish_all(claim)
    publish_all(deny(claim))
    claim.refresh_from_db()
    assess(claim, judged(), by=make_user(), base=claim.revision)
    assert flagged() == set()


def test_an_old_judgement_that_fits_no_more_does_not_keep_a_new_one_from_the_public():
    two = change(cited(make_source(), make_source()), assessments=[assessment("corroborated")])
    publish_all(two)
    withdraw("article", two.appearances.first().article.uid, by=make_user("chief"), note="a forgery")
    two.refresh_from_db()
    assess(two, judged(), by=make_user(), base=two.revision)
    publish_all(two)
    assert flagged() == set()
    body = json.loads(Document.objects.get(uid=two.uid).body)
    assert body["standing"]["value"] == "uncorroborated"


def test_a_condition_that_failed_leaves_no_promise_to_keep():
    pledge = make_claim(kind="pledge", assessments=[assessment(outcome="kept")])
    publish_all(pledge)
    assert flagged() == set()
    change(pledge, condition_text="If asked.", condition_state="failed")
    assert flagged() == {pledge.statement}


# -- background, many at a time ------------------------------------------------------------------


def together(*claims, as_of=DAY, by=None):
    bases = {each.uid: each.revision for each in claims}
    found = assess_uncontested(bases, by=by or make_user(), as_of=as_of, rationale="Known.", today=TODAY)
    return {each.uid: each.why_not for each in found}


def test_background_in_the_articles_own_voice_fits():
    fit = own_voice()
    cases = {
        fit.uid: "",
        own_voice(weight="core").uid: "It is core",
        own_voice(kind="opinion").uid: "Opinions are not rated.",
        own_voice(kind="pledge").uid: "A pledge takes an outcome.",
        own_voice(assessments=[assessment("open")]).uid: "It is assessed already.",
    }
    deny(contested := own_voice())
    cases[contested.uid] = "“Uncontested” does not fit: somebody contests it."
    found = fits(list(cases), DAY)
    assert [each.uid for each in found] == list(cases)
    for each in found:
        assert each.why_not.startswith(cases[each.uid])
        assert bool(each.why_not) == bool(cases[each.uid])
    named = make_claim(weight="background")
    assert fits([named.uid], DAY)[0].caution == "It cites 1 source by name, not only the articles’ own voice."


def test_each_gets_an_assessment_of_its_own_and_one_revision():
    claims, editor = [own_voice(), own_voice()], make_user()
    assert together(*claims, by=editor) == {each.uid: "" for each in claims}
    for each in claims:
        given = each.assessments.get()
        assert (given.standing, given.as_of, given.author, given.rationale) == ("uncontested", DAY, editor, "Known.")
        assert Claim.objects.get(pk=each.pk).revision == 2


def test_those_that_cannot_be_are_left_and_say_why():
    fit, changed, core = own_voice(), own_voice(), own_voice(weight="core")
    change(changed, statement="Somebody was quicker")
    gone = Claim(uid="nobodyhere", revision=1)
    found = together(fit, changed, core, gone)
    assert found[fit.uid] == ""
    assert found[changed.uid] == CHANGED
    assert found[core.uid].startswith("It is core")
    assert found[gone.uid] == GONE
    assert [each.assessments.count() for each in (fit, changed, core)] == [1, 0, 0]
    assert set(together(own_voice(), as_of=date(2999, 1, 1)).values()) == {"The evidence date is not in the future."}


def test_ten_ask_no_more_than_two():
    def asked(many):
        claims = [own_voice() for _ in range(many)]
        with CaptureQueriesContext(connection) as caught:
            fits([each.uid for each in claims], DAY)
        return len(caught)

    asked(1)
    assert asked(2) == asked(10)


# -- what a record lacks -------------------------------------------------------------------------


def test_each_record_says_what_it_lacks():
    good, bad = make_source(), make_claim(appearances=[appearance(make_article())])
    found = lacks([good, bad])
    assert found[good.uid] == []
    assert "Appearance 1: it has no attribution chain; one step is the article's own voice." in found[bad.uid]
    assert any("neither public nor submitted" in each for each in found[bad.uid])
