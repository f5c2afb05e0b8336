"""Appearances and assessments on pages of their own."""

import json

import pytest

from archive.models import Appearance, Assessment, Revision
from tests.admin.browser import address, errors, opened, row
from tests.factories import appearance, assessment, make_article, make_claim, make_source, publish_all, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(enter):
    return enter("editor")


def latest(record):
    return json.loads(Revision.objects.filter(uid=record.uid).latest("number").body)


def test_passages_and_chain_are_written_with_their_sources(editor):
    outlet, speaker = make_source("The Paper", kind="outlet"), make_source("Ruritania")
    claim = make_claim(appearances=[{"article": make_article().uid, "stance": "reports", "attribution": "reported"}])
    page = address("appearance", "change", claim.appearances.get().pk)
    fields = row(opened(editor, page), "passages", part="body", paragraph="3", exact="a few words")
    fields = row(fields, "chain", **{"sources-0-source": outlet.uid, "verb": "reports"})
    fields = row(
        fields,
        "chain",
        **{
            "sources-0-source": speaker.name,
            "sources-0-naming": "by_role",
            "sources-1-naming": "unnamed",
            "sources-1-label": "two officials",
            "verb": "said",
        },
    )
    response = editor.post(page, {**fields, "reason": ["chain traced"]})
    assert response.status_code == 302, errors(response)
    assert response.url == address("claim", "change", claim.pk)
    [saved] = latest(claim)["appearances"]
    assert saved["passages"] == [{"part": "body", "paragraph": 3, "exact": "a few words"}]
    assert saved["chain"][0]["sources"] == [{"source": outlet.uid, "naming": "named"}]
    assert saved["chain"][1]["sources"] == [
        {"source": speaker.uid, "naming": "by_role"},
        {"label": "two officials", "naming": "unnamed"},
    ]
    assert Revision.objects.get(uid=claim.uid, number=2).reason == "chain traced"


def test_sources_of_a_step_are_taken_away_and_added(editor):
    one, two, three = make_source("One"), make_source("Two"), make_source("Three")
    told = appearance(make_article(), step(make_source(kind="outlet")), step(one, two))
    claim = make_claim(appearances=[told])
    page = address("appearance", "change", claim.appearances.get().pk)
    fields = opened(editor, page)
    assert fields["chain-1-sources-1-source"] == [f"{two.name} [{two.uid}]"]
    fields |= {"chain-1-sources-0-source": [""], "chain-1-sources-0-naming": [""]}
    fields |= {"chain-1-sources-2-source": [f"Three [{three.uid}]"], "chain-1-sources-2-naming": ["by_credit"]}
    assert editor.post(page, fields).status_code == 302
    assert latest(claim)["appearances"][0]["chain"][1]["sources"] == [
        {"source": two.uid, "naming": "named"},
        {"source": three.uid, "naming": "by_credit"},
    ]


def test_a_source_row_that_says_nothing_is_answered_in_words(editor):
    claim = make_claim()
    page = address("appearance", "change", claim.appearances.get().pk)
    fields = opened(editor, page) | {"chain-0-sources-1-naming": ["by_role"], "chain-0-sources-0-source": ["nonsense"]}
    response = editor.post(page, fields)
    assert response.status_code == 200
    assert "Source 2: choose a source, write a label, or say that none is stated." in response.content.decode()
    assert Revision.objects.filter(uid=claim.uid).count() == 1


def test_steps_change_places(editor):
    claim = make_claim()
    page = address("appearance", "change", claim.appearances.get().pk)
    before = latest(claim)["appearances"][0]["chain"]
    fields = opened(editor, page) | {"chain-0-place": ["2"]}
    assert editor.post(page, fields).status_code == 302
    assert latest(claim)["appearances"][0]["chain"] == before[::-1]


def test_an_appearance_is_added_to_the_claim_it_was_begun_for(editor):
    claim, article = make_claim(), make_article()
    page = address("appearance", "add") + f"?claim={claim.pk}"
    fields = opened(editor, page)
    assert (fields["claim"], fields["record"], fields["revision"]) == ([str(claim.pk)], [claim.uid], ["1"])
    fields |= {"article": [str(article.pk)], "stance": ["mentions"], "attribution": ["reported"]}
    assert editor.post(page, fields).status_code == 302
    assert [each["stance"] for each in latest(claim)["appearances"]] == ["reports", "mentions"]


def test_an_appearance_can_be_added_from_the_list_too(editor):
    claim, article = make_claim(), make_article()
    page = address("appearance", "add")
    fields = opened(editor, page) | {"claim": [str(claim.pk)], "article": [str(article.pk)]}
    fields |= {"stance": ["mentions"], "attribution": ["reported"]}
    assert editor.post(page, fields).status_code == 302
    assert len(latest(claim)["appearances"]) == 2


def test_an_appearance_stays_with_its_claim(editor):
    claim, other = make_claim(), make_claim()
    page = address("appearance", "change", claim.appearances.get().pk)
    assert editor.post(page, {**opened(editor, page), "claim": [str(other.pk)]}).status_code == 302
    assert Appearance.objects.get(pk=claim.appearances.get().pk).claim_id == claim.pk


def test_evidence_is_written_on_the_page_of_its_assessment(editor):
    article = make_article()
    claim = make_claim(assessments=[assessment("uncorroborated")])
    page = address("assessment", "change", claim.assessments.get().pk)
    fields = row(opened(editor, page), "evidence", relation="supports", target=article.uid, reliability="B")
    assert editor.post(page, fields).status_code == 302
    [saved] = latest(claim)["assessments"][0]["evidence"]
    assert saved == {"relation": "supports", "target": article.uid, "reliability": "B", "credibility": "6"}


def test_evidence_names_a_record_that_there_is(editor):
    claim = make_claim(assessments=[assessment("uncorroborated")])
    page = address("assessment", "change", claim.assessments.get().pk)
    response = editor.post(page, row(opened(editor, page), "evidence", relation="supports", target="abcdefghij"))
    assert "There is no record abcdefghij." in response.content.decode()


def test_the_evidence_is_not_later_than_the_decision(editor):
    claim = make_claim()
    page = address("assessment", "add") + f"?claim={claim.pk}"
    said = {"standing": ["open"], "confidence": ["low"], "rationale": ["Why"], "as_of": ["2999-01-01"]}
    response = editor.post(page, {**opened(editor, page), **said})
    assert "The evidence is not later than the decision." in response.content.decode()
    assert not Assessment.objects.exists()


def test_what_was_published_of_an_assessment_stays(editor):
    claim = make_claim(assessments=[assessment("uncorroborated")])
    publish_all(claim)
    page = address("assessment", "change", claim.assessments.get().pk)
    response = editor.post(page, {**opened(editor, page), "rationale": ["Rewritten"]})
    assert response.status_code == 200
    assert "published assessments stay as they are" in response.content.decode()
    assert "Rewritten" in response.content.decode(), "what was typed is kept"
    assert latest(claim)["assessments"][0]["rationale"] == "As the texts say."
    deleting = address("claim", "change", claim.pk)
    response = editor.post(deleting, {**opened(editor, deleting), "assessments-0-DELETE": ["on"]})
    assert "published assessments stay as they are" in response.content.decode()
    assert claim.assessments.exists()
