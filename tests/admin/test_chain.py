"""The attribution chain at the desk: read, written, found, told beforehand."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.admin.chain import editor, steps
from archive.editorial.saving import saving
from archive.models import Affiliation, Appearance, ChainStep, Revision, Source, StepSource
from archive.text.canonical import TextError, clean
from tests.admin.browser import address, errors, fields_of, opened
from tests.admin.chains import request_of, said, url
from tests.factories import (
    appearance,
    make_article,
    make_claim,
    make_source,
    make_user,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(enter):
    return enter("editor")


# -- read and written --------------------------------------------------------------------------

TEXT = st.text(max_size=12).map(lambda text: _kept(text))


def _kept(text):
    try:
        return clean(text).strip()
    except TextError:
        return ""


class RoundTrip(TestCase):
    """Whatever chain is sent and accepted is kept, and read back as it was sent."""

    @given(
        st.lists(
            st.fixed_dictionaries(
                {
                    "sources": st.lists(
                        st.tuples(st.integers(-1, 2), st.sampled_from(StepSource.Naming.values), TEXT),
                        min_size=1,
                        max_size=3,
                    ),
                    "verb": TEXT,
                    "force": st.sampled_from(ChainStep.Force.values),
                    "inferred": st.booleans(),
                    "note": TEXT,
                }
            ),
            max_size=4,
        )
    )
    def test_round_trip(self, chain):
        user = make_user()
        known = [make_source() for _ in range(3)]
        claim = make_claim()
        row = claim.appearances.get()
        for each in chain:
            each["sources"] = [
                {
                    "source": known[number].uid if number >= 0 else "",
                    "naming": naming if number >= 0 or label else "not_stated",
                    "label": label,
                }
                for number, naming, label in each["sources"]
            ]
        for sent in (json.dumps({"steps": chain}), json.dumps(chain)):
            parsed = editor.parse(request_of(user), sent)
            claim.refresh_from_db()
            with saving(claim, base=claim.revision, by=user):
                editor.write(row, parsed)
            again = Appearance.objects.prefetch_related("chain__sources__source").get(pk=row.pk)
            assert steps.as_sent(steps.read(again)) == chain
        # A form without a script says the same.
        plain = dict(_fields(chain))
        if all(each["sources"] for each in chain):
            assert steps.as_sent(editor.parse(request_of(user, **plain), "")) == chain


def _fields(chain):
    for number, each in enumerate(chain):
        for name in ("verb", "force", "note"):
            yield f"chain-{number}-{name}", each[name]
        if each["inferred"]:
            yield f"chain-{number}-inferred", "on"
        for at, source in enumerate(each["sources"]):
            yield from ((f"chain-{number}-sources-{at}-{name}", value) for name, value in source.items())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", steps.UNREADABLE),
        ("[" * 5000, steps.UNREADABLE),
        ('{"steps": 3}', steps.UNREADABLE),
        ('[{"sources": [7]}]', steps.UNREADABLE),
        ('[{"sources": [], "verb": ["x"]}]', steps.UNREADABLE),
        (json.dumps([{}] * 41), "A chain has at most 40 steps."),
        ('[{"sources": []}]', "Step 1 names no source; say that none is stated."),
        ('[{"sources": [{"naming": "named"}]}]', "Step 1: choose a source, write a label, or say that none is stated."),
        ('[{"sources": [{"source": "nobody\\u0000"}]}]', "Step 1: No source has such a name."),
        ('[{"sources": [{"source": "aaaaaaaaaa"}]}]', "No source is called “aaaaaaaaaa”"),
        ('[{"sources": [{"label": "x", "naming": "shouted"}]}]', "Step 1: its naming"),
        ('[{"sources": [{"label": "x\\ud800"}]}]', "Step 1: its label"),
        (json.dumps([{"sources": [{"label": "x"}], "verb": "v" * 61}]), "at most 60"),
    ],
)
def test_what_is_no_chain_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refused:
        editor.parse(request_of(make_user()), text)
    assert any(sentence in message for message in refused.value.messages), refused.value.messages


def test_a_name_that_several_have_asks_for_the_uid():
    one, two = make_source("José Díaz", kind="person"), make_source("Jose Diaz", kind="person")
    with pytest.raises(ValidationError) as refused:
        editor.parse(request_of(make_user()), '[{"sources": [{"source": "jose diaz"}]}]')
    assert one.uid in refused.value.messages[0]
    assert two.uid in refused.value.messages[0]
    [found] = editor.parse(request_of(make_user()), json.dumps([{"sources": [{"source": f"Anybody [{two.uid}]"}]}]))
    assert found.sources[0].source == two


def test_what_was_refused_stands_in_the_editor_again():
    paper = make_source("Paper", kind="outlet")
    article = make_article(publisher=paper.uid)
    request = request_of(make_user(), chain=json.dumps({"steps": [said(paper), {"sources": [], "verb": "claims"}]}))
    shown = editor.context(request, article)["chain_editor"]
    assert [each["verb"] for each in json.loads(shown.state)["steps"]] == ["said", "claims"]
    assert shown.faults == [(2, "Step 2 names no source; say that none is stated.")]


@pytest.mark.parametrize("given_to", ["publisher", "agency", "authors", ""])
def test_a_new_chain_begins_with_whoever_speaks_to_the_reader(given_to):
    speaker = make_source("Whoever", kind="outlet")
    named = (
        {"authors": [{"source": speaker.uid}]} if given_to == "authors" else {given_to: speaker.uid} if given_to else {}
    )
    request = RequestFactory().get("/")
    request.user = make_user()
    state = json.loads(editor.context(request, make_article(**named))["chain_editor"].state)
    assert [each["sources"][0]["source"] for each in state["steps"]] == ([speaker.uid] if given_to else [])
    for name, choices in (
        ("namings", StepSource.Naming.choices),
        ("forces", ChainStep.Force.choices),
        ("kinds", Source.Kind.choices),
        ("ties", Affiliation.Type.choices),
    ):
        assert state["words"][name] == [list(each) for each in choices]


# -- the page of an appearance -----------------------------------------------------------------


def test_the_script_sends_a_chain_and_the_rows_stay_who_they_are(desk):
    one, two, three = make_source("One"), make_source("Two"), make_source("Three")
    claim = make_claim(appearances=[appearance(make_article(), step(one), step(two), step(three))])
    rows = list(claim.appearances.get().chain.order_by("position"))
    page = address("appearance", "change", claim.appearances.get().pk)
    chain = {"steps": [said(two), said(one, three, note="side by side")], "ids": [str(each.pk) for each in rows]}
    response = desk.post(page, {**opened(desk, page), "chain": json.dumps(chain)})
    assert response.status_code == 302, errors(response)
    kept = list(claim.appearances.get().chain.order_by("position"))
    assert [each.pk for each in kept] == [each.pk for each in rows[:2]]
    assert [[str(each) for each in row.sources.all()] for row in kept] == [["Two"], ["One", "Three"]]
    assert Revision.objects.filter(uid=claim.uid).count() == 2


@pytest.mark.parametrize(
    ("chain", "attribution", "sentence"),
    [
        ([[]], "own_voice", "Step 1 names no source; say that none is stated."),
        ([["named"]], "reported", "A chain of one step is the article’s own voice"),
        ([["named"], ["named"]], "own_voice", "A chain of several steps is not the article’s own voice"),
        ([["named"], ["protected"]], "reported", "Step 2 has a protected source without a label for the public."),
    ],
)
def test_a_chain_that_makes_no_sense_is_refused_and_kept_on_the_page(desk, chain, attribution, sentence):
    sources = {"named": make_source("One"), "protected": make_source("Hidden Name", protected=True)}
    claim = make_claim(appearances=[appearance(make_article(), step(sources["named"]), step(sources["named"]))])
    page = address("appearance", "change", claim.appearances.get().pk)
    sent = [{**said(*[sources[each] for each in names]), "verb": "kept"} for names in chain]
    for each, names in zip(sent, chain, strict=True):
        each["sources"] = each["sources"] if names else []
    fields = {**opened(desk, page), "chain": json.dumps({"steps": sent, "ids": []}), "attribution": [attribution]}
    fields["chain"] = json.dumps({"steps": sent, "ids": [str(each.pk) for each in claim.appearances.get().chain.all()]})
    response = desk.post(page, fields)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "Hidden Name" not in response.content.decode()
    state = json.loads(
        next(
            each for each in response.context["inline_admin_formsets"] if "chain" in each.formset.prefix
        ).formset.editor.state
    )
    assert [each["verb"] for each in state["steps"]] == ["kept"] * len(chain)
    assert any(sentence in fault["sentence"] for fault in state["faults"])
    assert Revision.objects.filter(uid=claim.uid).count() == 1


def test_a_chain_that_cannot_be_read_is_a_bad_request(desk):
    claim = make_claim()
    page = address("appearance", "change", claim.appearances.get().pk)
    for chain in ("{", '{"steps": [], "ids": ["x"]}', '{"steps": [[]]}'):
        assert desk.post(page, {**opened(desk, page), "chain": chain}).status_code == 400


def test_a_conflict_keeps_the_chain_that_was_typed(desk):
    one, two = make_source("One"), make_source("Two")
    claim = make_claim(appearances=[appearance(make_article(), step(one), step(two))])
    page = address("appearance", "change", claim.appearances.get().pk)
    ids = [str(each.pk) for each in claim.appearances.get().chain.order_by("position")]
    mine = {**opened(desk, page), "chain": json.dumps({"steps": [said(one), said(two, one)], "ids": ids})}
    theirs = opened(desk, page) | {"note": ["Somebody else's"]}
    assert desk.post(page, theirs).status_code == 302
    response = desk.post(page, mine)
    assert response.status_code == 409
    again = fields_of(response, having="reason")
    assert again["chain-1-sources-1-source"] == [one.uid]
    assert desk.post(page, again).status_code == 302
    saved = claim.appearances.get()
    assert saved.note == "Somebody else's"
    assert [str(each) for each in saved.chain.get(position=1).sources.order_by("position")] == ["Two", "One"]


def test_who_may_only_look_gets_no_editor(enter):
    claim = make_claim()
    reader = enter("editor")
    reader.person.groups.clear()
    reader.person.user_permissions.add(Permission.objects.get(codename="view_claim"))
    page = reader.get(address("appearance", "change", claim.appearances.get().pk)).content.decode()
    assert "data-chain" not in page
    for name in ("preview", "sources", "before", "source"):
        assert reader.get(url(name)).status_code == 403
