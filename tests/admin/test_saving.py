"""A save on any page is one save of a record, with one revision of the whole."""

import json

import pytest

from archive.models import Claim, ClaimRelation, Revision, Source
from tests.admin.browser import address, errors, opened, row
from tests.factories import make_article, make_claim, make_source

pytestmark = pytest.mark.django_db


def body(record, number):
    return json.loads(Revision.objects.get(uid=record.uid, number=number).body)


def test_a_claim_is_made_with_its_parts_in_one_revision(enter):
    editor = enter("editor")
    speaker, article, other = make_source("Ruritania"), make_article("News"), make_claim("It is not so")
    fields = opened(editor, address("claim", "add"))
    fields |= {"statement": ["It is so"], "kind": ["assertion"], "uid": ["itisso2222"], "reason": ["first look"]}
    fields = row(fields, "claimants", source=str(speaker.pk))
    fields = row(fields, "appearances", article=str(article.pk), stance="reports", attribution="reported")
    fields = row(fields, "relations", kind="denies", target=str(other.pk))
    fields = row(fields, "assessments", standing="uncontested", confidence="low", as_of="2022-11-17", rationale="Why")
    response = editor.post(address("claim", "add"), fields)
    assert response.status_code == 302, errors(response)
    claim = Claim.objects.get(uid="itisso2222")
    [revision] = Revision.objects.filter(uid=claim.uid)
    assert (revision.number, revision.user, revision.reason) == (1, editor.person, "first look")
    saved = json.loads(revision.body)
    assert saved["claimants"] == [{"source": speaker.uid}]
    assert saved["appearances"] == [{"article": article.uid, "stance": "reports", "attribution": "reported"}]
    assert saved["relations"] == [{"kind": "denies", "target": other.uid}]
    assert saved["assessments"][0]["standing"] == "uncontested"
    assert claim.assessments.get().author == editor.person


def test_an_unchanged_form_leaves_no_revision(enter):
    editor, claim = enter("editor"), make_claim()
    page = address("claim", "change", claim.pk)
    assert editor.post(page, opened(editor, page)).status_code == 302
    assert Revision.objects.filter(uid=claim.uid).count() == 1


def test_an_invalid_form_writes_nothing_and_keeps_the_words(enter):
    editor, source = enter("editor"), make_source("Old")
    page = address("source", "change", source.pk)
    response = editor.post(page, {**opened(editor, page), "name": ["New"], "kind": ["unnamed"]})
    assert response.status_code == 200
    assert "An unnamed source belongs to one article" in response.content.decode()
    assert opened(editor, page)["name"] == ["Old"]
    assert Revision.objects.filter(uid=source.uid).count() == 1


def test_a_date_that_cannot_be_read_is_answered_in_words(enter):
    editor, article = enter("editor"), make_article()
    page = address("article", "change", article.pk)
    response = editor.post(page, {**opened(editor, page), "published": ["2022-13"]})
    sentences = [str(each.message) for each in errors(response)]
    assert sentences == ["There is no month 13; seasons are 21 (spring) to 24 (winter)."]


def test_rows_take_the_order_they_are_given(enter):
    editor = enter("editor")
    claim = make_claim()
    page = address("claim", "change", claim.pk)
    fields = opened(editor, page)
    for name in ("one", "two", "three"):
        fields = row(fields, "claimants", label=name)
    assert editor.post(page, fields).status_code == 302
    fields = opened(editor, page)
    fields["claimants-3-place"] = ["1"]
    assert editor.post(page, fields).status_code == 302
    labels = [each.label for each in claim.claimants.order_by("position")]
    assert labels == ["three", "", "one", "two"]
    assert [each.position for each in claim.claimants.order_by("position")] == [0, 1, 2, 3]


def test_the_uid_is_given_once(enter):
    editor, source = enter("editor"), make_source()
    page = address("source", "change", source.pk)
    assert editor.post(page, {**opened(editor, page), "uid": ["aaaaaaaaaa"]}).status_code == 302
    assert Source.objects.get(pk=source.pk).uid == source.uid


def test_a_popup_makes_a_record_too(enter):
    editor = enter("editor")
    page = address("source", "add") + "?_popup=1"
    fields = opened(editor, page) | {"name": ["Made aside"], "kind": ["person"]}
    response = editor.post(page, fields)
    assert response.status_code == 200
    assert Revision.objects.get(uid=Source.objects.get(name="Made aside").uid).number == 1


def test_an_invalid_popup_leaves_nothing(enter):
    editor = enter("editor")
    page = address("source", "add") + "?_popup=1"
    assert editor.post(page, opened(editor, page)).status_code == 200
    assert not Revision.objects.exists()
    assert not Source.objects.exists()


def test_a_narrowing_that_says_nothing_is_refused_on_its_row(enter):
    editor, claim, other = enter("editor"), make_claim(), make_claim()
    page = address("claim", "change", claim.pk)
    response = editor.post(page, row(opened(editor, page), "relations", kind="narrows", target=str(other.pk)))
    assert "Narrows needs a note that says how." in response.content.decode()
    assert not ClaimRelation.objects.exists()
