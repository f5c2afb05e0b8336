"""What the editor of a chain is told beforehand is what readers get."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.models import Appearance, ChainStep, Document
from archive.reading_room.telling.chains import sentence
from tests.admin.chains import ask, said, url
from tests.factories import appearance, make_article, make_claim, make_source, make_user, publish_all, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(enter):
    return enter("editor")


def published(claim):
    document = json.loads(Document.objects.get(uid=claim.uid).body)
    [told] = document["appearances"]
    return "".join(piece.words for piece in sentence(told)), document["origins"]


CAST = ("paper", "agency", "speaker", "ministry", "rival", "experts", "hidden")
NAMINGS = ("named", "by_role", "by_credit")


@st.composite
def chains(draw):
    return draw(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(CAST), min_size=1, max_size=3, unique=True),
                st.sampled_from(NAMINGS),
                st.sampled_from(ChainStep.Force.values),
                st.integers(0, 5).map(lambda number: number == 0),
            ),
            min_size=1,
            max_size=4,
        )
    )


# Half of what other tests have as examples: each publishes a cast.
EXAMPLES = settings().max_examples // 2


class SameAsPublic(TestCase):
    """What the editor is told beforehand is, word for word, what readers get."""

    @settings(max_examples=EXAMPLES)
    @given(chains(), st.sampled_from(Appearance.Stance.values), st.booleans())
    def test_same_as_public(self, chain, stance, about_ministry):
        self.client.force_login(make_user())
        paper = make_source("The Paper", kind="outlet")
        article = make_article(publisher=paper.uid)
        ministry = make_source("The Ministry")
        cast = {
            "paper": paper,
            "agency": make_source("Agency", kind="outlet"),
            "ministry": ministry,
            "speaker": make_source(
                "Speaker", kind="person", affiliations=[{"body": ministry.uid, "type": "speaks_for"}]
            ),
            "rival": make_source("Rival"),
            "experts": make_source("experts", kind="unnamed", article=article.uid),
            "hidden": make_source("Secret Name", kind="person", protected=True),
        }
        sent = [
            said(
                *[cast[name] for name in names],
                naming=naming,
                label="an aide" if "hidden" in names else "",
                force=force,
                inferred=inferred,
            )
            for names, naming, force, inferred in chain
        ]
        subjects = [ministry.uid] if about_ministry else []
        answer = ask(self.client, article, *sent, stance=stance, subjects=subjects).json()
        given_chain = [{**each, "inferred": each.get("inferred", False)} for each in sent]
        told = {"article": article.uid, "stance": stance, "attribution": answer["attribution"], "chain": given_chain}
        claim = make_claim(claimant=ministry, subjects=subjects, appearances=[_dumped(told)])
        publish_all(claim)
        words, origins = published(claim)
        assert answer["sentence"] == words
        assert answer["faults"] == []
        for name, number in (("attributed", "attributed"), ("own_voice", "own voice"), ("unnamed", "unnamed")):
            assert f"<b>{origins[name]}</b> {number}" in answer["origins"]
        for each in origins["sources"]:
            assert f"<b>{each['name']}</b>" in answer["origins"]
        assert bool(origins["through"]) == (" through " in answer["origins"].partition('<ul class="why"')[0])
        assert "Secret Name" not in json.dumps(answer)


def _dumped(told):
    """The appearance as the desk dumps it: empty values left out."""
    chain = [
        {
            **{name: value for name, value in each.items() if name != "sources" and value not in ("", False)},
            "sources": [{name: value for name, value in source.items() if value} for source in each["sources"]],
        }
        for each in told["chain"]
    ]
    return {**told, "chain": chain}


def test_the_preview_says_why(desk):
    ministry = make_source("The Ministry")
    speaker = make_source("Speaker", kind="person", affiliations=[{"body": ministry.uid, "type": "speaks_for"}])
    paper = make_source("Paper", kind="outlet")
    article = make_article(publisher=paper.uid)
    told = ask(desk, article, said(paper), said(speaker, ministry), subjects=[ministry.uid]).json()["origins"]
    assert "Speaker speaks for The Ministry, and is counted as it." in told
    assert "Speaker and The Ministry are one origin: The Ministry." in told
    assert "speaks in its own cause" in told
    assert "inferred" in ask(desk, article, said(paper), said(speaker, inferred=True)).json()["origins"]
    assert "no evidence" in ask(desk, article, said(paper), said(speaker), stance="denies").json()["origins"]
    assert "cites nobody" in ask(desk, article, said(paper)).json()["origins"]
    assert "does not say who it was" in ask(desk, article, said(paper), said()).json()["origins"]
    assert "its own source" in ask(desk, article, said(paper), said(paper)).json()["origins"]


def test_the_preview_counts_the_claims_other_appearances(desk):
    paper, one, two = make_source("Paper", kind="outlet"), make_source("One"), make_source("Two")
    claim = make_claim(
        appearances=[
            appearance(make_article(), step(paper), step(one)),
            appearance(make_article(), step(paper), step(one)),
        ]
    )
    last = claim.appearances.order_by("position").last()
    told = ask(desk, last.article, said(paper), said(two), appearance=last.pk).json()["origins"]
    assert "The whole claim: <b>2</b> attributed origins instead of 1 without this appearance" in told
    told = ask(desk, make_article(), said(paper), said(one), claim=claim.uid).json()["origins"]
    assert "as without this appearance" in told


@pytest.mark.parametrize(
    ("chain", "stance", "attribution"),
    [
        (["paper"], "asserts", "own_voice"),
        (["paper", "person"], "reports", "reported"),
        (["paper", "nobody", "person"], "reports", "anonymous"),
    ],
)
def test_stance_and_attribution_are_suggested(desk, chain, stance, attribution):
    known = {"paper": said(make_source(kind="outlet")), "person": said(make_source(kind="person")), "nobody": said()}
    answer = ask(desk, make_article(), *[known[each] for each in chain]).json()
    assert (answer["stance"], answer["attribution"]) == (stance, attribution)
    quoted = ask(desk, make_article(), *[known[each] for each in chain], stance="quotes").json()
    assert quoted["attribution"] == ("on_record" if attribution == "reported" else attribution)


def test_the_preview_costs_the_same_whatever_the_chain(desk):
    paper = make_source(kind="outlet")
    article = make_article(publisher=paper.uid)
    counted = []
    for size in (2, 20):
        ministries = [make_source() for _ in range(size)]
        people = [
            make_source(kind="person", affiliations=[{"body": each.uid, "type": "speaks_for"}]) for each in ministries
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ask(desk, article, said(paper), *[said(each) for each in people]).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert counted[0] <= 30


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "7",
        '{"article": "aaaaaaaaaa", "steps": []}',
        '{"article": 10000000000000000000000, "steps": []}',
        "[" * 100_000,
    ],
)
def test_nonsense_is_answered_with_a_400(desk, body):
    for name in ("preview", "source"):
        answer = desk.post(url(name), body, content_type="application/json")
        assert 400 <= answer.status_code < 500, (name, answer.status_code)


def test_hostile_values_never_break_the_preview(desk):
    article = make_article()
    nasty = ["\0", "\ud800", "x" * 5000, "aaaaaaaaaa", "' OR 1=1", "[aaaaaaaaaa]", "%", "\\"]
    for value in nasty:
        step_of_it = {
            "sources": [{"source": value, "naming": value, "label": value}],
            "verb": value,
            "force": value,
            "note": value,
        }
        answer = ask(
            desk,
            article,
            step_of_it,
            stance=value,
            attribution=value,
            asserted=value,
            appearance=2**70,
            claim=value,
            subjects=[value],
        )
        assert answer.status_code == 200, value
        assert (
            desk.get(
                url("sources"), {"q": value.encode("utf-8", "replace"), "article": value.encode("utf-8", "replace")}
            ).status_code
            == 200
        )
        assert desk.get(url("before"), {"article": article.pk, "appearance": "9" * 40, "start": "x"}).status_code == 404
