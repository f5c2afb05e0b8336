"""Two people save the same record: the second is told, and neither loses a word."""

import json

import pytest

from archive.models import Claimant, Revision
from tests.admin.browser import address, fields_of, opened, row
from tests.factories import appearance, change, make_article, make_claim, make_source, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(enter):
    return enter("editor")


def latest(record):
    return json.loads(Revision.objects.filter(uid=record.uid).latest("number").body)


def compared(response):
    """What the page shows of each field that differs: base, theirs, mine."""
    return {
        each.label: (
            each.base,
            "".join(piece.text for piece in each.theirs if piece.op != "delete"),
            "".join(piece.text for piece in each.mine if piece.op != "delete"),
        )
        for each in response.context["comparison"]
    }


def test_base_theirs_and_mine_stand_side_by_side(editor):
    claim = make_claim("As found", hedge="may")
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"statement": ["As typed"]}
    change(claim, statement="As saved", internal_note="theirs")
    response = editor.post(page, mine)
    assert response.status_code == 409
    assert compared(response)["Statement"] == ("As found", "As saved", "As typed")
    assert response.context["comparison"][0].both
    assert latest(claim)["statement"] == "As saved"


def test_the_page_keeps_what_was_typed_and_can_be_saved_again(editor):
    claim = make_claim("As found", hedge="may")
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"statement": ["As typed"]}
    change(claim, statement="As saved", hedge="likely")
    told = editor.post(page, mine)
    again = fields_of(told, having="reason")
    assert again["statement"] == ["As typed"]
    assert again["hedge"] == ["likely"], "what I did not touch is not undone"
    assert editor.post(page, again).status_code == 302
    saved = latest(claim)
    assert (saved["statement"], saved["hedge"]) == ("As typed", "likely")


def test_a_row_that_somebody_deleted_is_a_conflict_and_not_a_mistake(editor):
    speaker = make_source()
    claim = make_claim(claimants=[{"source": speaker.uid}, {"label": "A second"}])
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"hedge": ["perhaps"]}
    change(claim, claimants=[{"source": speaker.uid}])
    response = editor.post(page, mine)
    assert response.status_code == 409
    assert "Select a valid choice" not in response.content.decode()
    assert editor.post(page, fields_of(response, having="reason")).status_code == 302
    saved = latest(claim)
    assert saved["claimants"] == [{"source": speaker.uid}], "a row that I left alone stays deleted"
    assert saved["hedge"] == "perhaps"


def test_a_deleted_row_that_i_worked_on_comes_back_as_a_new_one(editor):
    speaker = make_source()
    claim = make_claim(claimants=[{"source": speaker.uid}, {"label": "A second"}])
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"claimants-1-label": ["A second, as typed"]}
    change(claim, claimants=[{"source": speaker.uid}])
    told = editor.post(page, mine)
    assert "A second, as typed" in compared(told)["Claimants"][2]
    assert editor.post(page, fields_of(told, having="reason")).status_code == 302
    assert latest(claim)["claimants"] == [{"source": speaker.uid}, {"label": "A second, as typed"}]


def test_rows_that_both_added_are_both_kept(editor):
    claim = make_claim()
    page = address("claim", "change", claim.pk)
    mine = row(opened(editor, page), "claimants", label="Mine")
    [first] = latest(claim)["claimants"]
    change(claim, claimants=[first, {"label": "Theirs"}])
    told = editor.post(page, mine)
    assert told.status_code == 409
    assert editor.post(page, fields_of(told, having="reason")).status_code == 302
    assert latest(claim)["claimants"] == [first, {"label": "Theirs"}, {"label": "Mine"}]


def test_a_deletion_of_mine_is_still_asked_for(editor):
    claim = make_claim(claimants=[{"label": "One"}, {"label": "Two"}])
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"claimants-0-DELETE": ["on"]}
    change(claim, hedge="perhaps")
    told = editor.post(page, mine)
    assert "One" not in compared(told)["Claimants"][2]
    assert editor.post(page, fields_of(told, having="reason")).status_code == 302
    assert latest(claim)["claimants"] == [{"label": "Two"}]


def test_the_page_of_a_part_compares_its_whole_record(editor):
    claim = make_claim()
    part = claim.appearances.get()
    page = address("appearance", "change", part.pk)
    mine = opened(editor, page) | {"note": ["Mine"], "chain-0-verb": ["was told"]}
    change(claim, statement="Another proposition")
    told = editor.post(page, mine)
    assert told.status_code == 409
    assert compared(told)["Statement"][1] == "Another proposition"
    assert "Note: Mine" in compared(told)["Appearances"][2]
    assert editor.post(page, fields_of(told, having="reason")).status_code == 302
    saved = latest(claim)
    assert saved["statement"] == "Another proposition"
    assert (saved["appearances"][0]["note"], saved["appearances"][0]["chain"][0]["verb"]) == ("Mine", "was told")


def test_a_part_that_is_gone_gives_the_words_back(editor):
    speaker, outlet, article = make_source(), make_source(kind="outlet"), make_article()
    told = [appearance(article, step(outlet), step(speaker)), appearance(article, step(outlet), stance="doubts")]
    claim = make_claim(claimant=speaker, appearances=told)
    page = address("appearance", "change", claim.appearances.order_by("position").last().pk)
    mine = opened(editor, page) | {"note": ["Typed in vain"]}
    change(claim, appearances=told[:1])
    response = editor.post(page, mine)
    assert response.status_code == 409
    assert "Typed in vain" in response.content.decode()
    assert claim.appearances.count() == 1


def test_a_form_that_does_not_say_its_base_is_refused(editor):
    source = make_source("Old")
    page = address("source", "change", source.pk)
    for base in ("", "x", "-1", "1e3", "9" * 30):
        assert editor.post(page, {**opened(editor, page), "name": ["New"], "revision": [base]}).status_code == 400
    assert opened(editor, page)["name"] == ["Old"]


def test_whoever_may_not_write_is_refused_before_anything_is_shown(enter):
    claim = make_claim("A draft")
    nobody = enter("editor")
    nobody.person.groups.clear()
    response = nobody.post(address("claim", "change", claim.pk), {"revision": "0"})
    assert response.status_code == 403
    assert "A draft" not in response.content.decode()


def test_protected_names_stay_hidden_on_the_page_of_a_conflict(editor):
    hidden = make_source("Deep Throat", protected=True)
    claim = make_claim(claimants=[{"source": hidden.uid, "label": "An official"}])
    page = address("claim", "change", claim.pk)
    mine = opened(editor, page) | {"claimants-0-label": ["Somebody"]}
    change(claim, claimants=[{"source": hidden.uid, "label": "An insider"}])
    response = editor.post(page, mine)
    assert response.status_code == 409
    assert "Deep Throat" not in response.content.decode()
    assert Claimant.objects.get(claim=claim).source == hidden
