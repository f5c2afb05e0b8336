"""Sources found while one types, and made in place; protected ones keep their names."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from archive.admin.chain import editor
from archive.admin.chain.folding import folded, pattern
from archive.admin.hiding import PROTECTED
from archive.models import Revision, Source
from tests.admin.browser import address, opened
from tests.admin.chains import request_of, url
from tests.factories import appearance, make_article, make_claim, make_source, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(enter):
    return enter("editor")


def names(client, words, **more):
    return [each["name"] for each in client.get(url("sources"), {"q": words, **more}).json()["results"]]


@pytest.mark.parametrize("words", ["prigozin", "PRIGOŽIN", "prigožin je", "evgeny", "Пригожин", "пригожин"])
def test_accents_and_case_do_not_hide_a_source(desk, words):
    make_source("Jevgeni Prigožin", kind="person", aliases=["Evgeny Prigozhin", "Евгений Пригожин"])
    make_source("Somebody Else", kind="person")
    assert names(desk, words) == ["Jevgeni Prigožin"]


def test_the_list_of_sources_finds_names_without_their_accents(desk):
    make_source("Maroš Šefčovič", kind="person")
    make_source("Maros Other", kind="person", protected=True)
    for words, number in (("sefcovic", 1), ("MAROŠ sef", 1), ("maros", 1), ("person", 0), ("…", 0), ("\0", 1)):
        page = desk.get(address("source"), {"q": words})
        assert page.status_code == (400 if "\0" in words else 200)
        assert page.status_code == 400 or len(page.context["cl"].result_list) == number, words
    asked = {"app_label": "archive", "model_name": "claimant", "field_name": "source", "term": "sefcovic"}
    found = desk.get("/admin/autocomplete/", asked).json()["results"]
    assert [each["text"] for each in found] == ["Maroš Šefčovič"]


@pytest.mark.parametrize("words", ["obrien", "O'Brien", "us army", "U.S. arm", "o’bri", "quo", "50%", "sous"])
def test_punctuation_within_a_word_does_not_hide_a_source(desk, words):
    make_source("Pat O'Brien of the U.S. Army", kind="person", aliases=['Pat "Quo" O’Brien', "50% Šous"])
    make_source("Pat Obry of the USA", kind="person", aliases=["Quiet"])
    assert names(desk, words) == ["Pat O'Brien of the U.S. Army"]


def test_the_very_name_comes_first_and_an_alias_says_so(desk):
    for name in ("The Times of Somewhere", "Times", "New Times"):
        make_source(name, kind="outlet")
    make_source("The Post", kind="outlet", aliases=["Timesheet"])
    assert names(desk, "times")[0] == "Times"
    assert set(names(desk, "times")) == {"Times", "New Times", "The Times of Somewhere", "The Post"}
    found = desk.get(url("sources"), {"q": "timesheet"}).json()["results"]
    assert [(each["name"], each["alias"]) for each in found] == [("The Post", "Timesheet")]


def test_unnamed_sources_belong_to_their_article(desk):
    here, there = make_article(), make_article()
    make_source("two officials", kind="unnamed", article=here.uid)
    assert names(desk, "officials", article=here.uid) == ["two officials"]
    assert names(desk, "officials", article=there.uid) == []


def test_protected_sources_keep_their_names(enter):
    hidden = make_source("Secret Name", kind="person", protected=True, aliases=["Deep Cover"])
    claim = make_claim(
        appearances=[
            appearance(
                make_article(),
                step(make_source(kind="outlet")),
                {"sources": [{"source": hidden.uid, "naming": "named", "label": "an aide"}]},
            )
        ]
    )
    editor_, chief = enter("editor"), enter("chief")
    for words in ("secret", "deep cover"):
        assert names(editor_, words) == []
        assert names(chief, words) == ["Secret Name"]
    article = claim.appearances.get().article
    assert "Secret Name" not in names(editor_, "", article=article.uid)
    page = address("appearance", "change", claim.appearances.get().pk)
    shown = editor_.get(page).content.decode()
    assert "Secret Name" not in shown
    assert PROTECTED in shown
    assert "Secret Name" in chief.get(page).content.decode()
    copied = editor_.get(url("before"), {"article": article.uid}).json()
    assert copied["sources"][hidden.uid]["name"] == PROTECTED
    assert copied["steps"][1]["sources"] == [{"source": hidden.uid, "naming": "named", "label": "an aide"}]
    assert editor_.get(url("source"), {"uid": hidden.uid}).status_code == 404
    with pytest.raises(ValidationError):
        editor.parse(request_of(editor_.person), '[{"sources": [{"source": "Secret Name", "label": "x"}]}]')
    # Saving what one may not see keeps it.
    assert editor_.post(page, {**opened(editor_, page), "note": ["A note"]}).status_code == 302
    assert claim.appearances.get().chain.get(position=1).sources.get().source == hidden


@given(st.text(max_size=30))
def test_a_pattern_finds_its_own_words(words):
    if folded(words):
        assert re.search(pattern(words), folded(words), re.IGNORECASE)


def save(client, **said_of_it):
    sent = {"kind": "person", "name": "The Colonel", "aliases": "", "role": "", "affiliations": [], **said_of_it}
    return client.post(url("source"), json.dumps(sent), content_type="application/json")


def test_a_source_is_made_with_its_affiliations(desk):
    body = make_source("The Army")
    tie = {"body": body.uid, "type": "speaks_for", "start": "2022", "end": "", "note": ""}
    answer = save(desk, aliases="Colonel A\nColonel B", role="Spokesman", affiliations=[tie])
    assert answer.status_code == 200, answer.json()
    made = Source.objects.get(name="The Colonel")
    assert (made.aliases, made.role, made.revision) == (["Colonel A", "Colonel B"], "Spokesman", 1)
    assert (made.affiliations.get().body, made.affiliations.get().start) == (body, "2022")
    assert Revision.objects.get(uid=made.uid).user == desk.person


def test_an_unnamed_source_belongs_to_the_article_at_hand(desk):
    article = make_article()
    assert save(desk, kind="unnamed", name="two officials", article=article.uid).status_code == 200
    assert Source.objects.get(name="two officials").article == article
    answer = save(desk, kind="unnamed", name="two officials")
    assert answer.status_code == 422
    assert answer.json()["errors"] == ["An unnamed source belongs to one article, and no article was chosen yet."]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "name is missing"),
        ({"name": "x" * 201}, "Name: is 201 characters long"),
        ({"name": "a\0b"}, "Name:"),
        ({"kind": "ghost"}, "Kind: is 'ghost'"),
        ({"kind": ["person"]}, "Kind:"),
        ({"aliases": 7}, "Aliases:"),
        ({"affiliations": [{"type": "speaks_for"}]}, "body is missing"),
        ({"affiliations": [{"type": "speaks_for", "body": "aaaaaaaaaa"}]}, "There is no record aaaaaaaaaa."),
        ({"affiliations": [7]}, "Affiliation 1"),
    ],
)
def test_a_source_that_cannot_be_is_refused_in_words(desk, wrong, sentence):
    answer = save(desk, **wrong)
    assert answer.status_code == 422
    assert any(sentence in each for each in answer.json()["errors"]), answer.json()
    assert not Source.objects.filter(name="The Colonel").exists()


def test_a_source_that_somebody_saved_meanwhile_is_not_overwritten(desk):
    source = make_source("The Colonel", kind="person", note="Kept", wikidata="Q1")
    shown = desk.get(url("source"), {"uid": source.uid}).json()
    assert (shown["revision"], shown["name"]) == (1, "The Colonel")
    assert save(desk, uid=source.uid, revision=1, role="Colonel").status_code == 200
    source.refresh_from_db()
    assert (source.role, source.note, source.wikidata) == ("Colonel", "Kept", "Q1")
    assert save(desk, uid=source.uid, revision=1, role="General").status_code == 409
    source.refresh_from_db()
    assert source.role == "Colonel"
