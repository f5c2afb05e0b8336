"""The page that assesses a claim: what it shows, and which judgements it says the facts allow."""

import datetime
import re

import pytest

from archive.models import Claim, Quantity
from tests.admin.assessed import make_shells, page_of, text, typed
from tests.admin.browser import address, fields_of
from tests.factories import (
    appearance,
    assessment,
    change,
    make_article,
    make_claim,
    make_event,
    make_source,
    publish_all,
    step,
)

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)


@pytest.fixture(scope="module")
def shells(made_once):
    return make_shells()


@pytest.fixture
def claim(shells):
    return Claim.objects.get(pk=shells.pk)


# -- what it shows -------------------------------------------------------------------------------


def test_appearances_stand_under_whoever_is_said_to_know(enter, claim):
    groups = enter("editor").get(page_of(claim)).context["groups"]
    assert [(each.kind, each.title, len(each.lines)) for each in groups] == [
        ("attributed", "Valoria", 2),
        ("own_voice", "Stated without a source", 1),
        ("unnamed", "Nobody with a name", 1),
        ("inferred", "Inferred by us", 1),
        ("aside", "Denied, doubted or only mentioned", 1),
    ]
    first, copy = groups[0].lines
    assert (first.is_copy, first.note) == (False, "")
    assert (copy.is_copy, copy.note) == (True, "Ada speaks for Valoria.")
    assert "".join(piece.words for piece in copy.said) == "Post cites Ada."
    assert "1 appearance more with the same far end" in groups[0].why
    assert groups[3].lines[0].note == "Inferred: step 2."


def test_what_was_known_by_each_day(enter, claim):
    """The second article only repeats the first; the last denies it."""
    days = enter("editor").get(page_of(claim)).context["days"]
    known = [(str(each.day), value, said, each.attributed, each.contested) for each, value, said in days]
    assert known[0] == ("2022-11-01", "Open", "Reported", 1, False)
    assert known[-1] == ("2022-11-06", "Open", "Reported", 1, True)


def test_the_split_says_what_counts(enter, claim):
    assert enter("editor").get(page_of(claim)).context["split"] == [
        (1, "attributed origin"),
        (1, "of them can corroborate"),
        (1, "publication without a source"),
        (1, "unnamed, counted as none"),
        (2, "listed, counted nowhere"),
    ]


def test_it_says_why_an_origin_cannot_corroborate(enter):
    state, paper, relay = make_source("Valoria"), make_source(kind="outlet"), make_source("Relay")
    chain = (step(paper), step(relay), step(state))
    claim = make_claim(claimant=state, subjects=[state.uid], appearances=[appearance(make_article(), *chain)])
    [group] = enter("editor").get(page_of(claim)).context["groups"]
    assert "in its own cause it cannot corroborate" in group.why
    assert "All that is known came through Relay" in group.why


def test_both_sides_of_a_relation_with_their_standing(enter, claim):
    passage = {"part": "body", "paragraph": 1, "exact": "none was sent"}
    told = [appearance(make_article(), step(make_source("Radio")), step(make_source("Ruritania")), passages=[passage])]
    denial = make_claim("No shells were sent", kind="denial", appearances=told, claimant=make_source("Ruritania II"))
    change(denial, relations=[{"kind": "denies", "target": claim.uid}], assessments=[assessment("unverifiable")])
    context = enter("editor").get(page_of(claim)).context
    [group] = context["relations"]
    [side] = group.sides
    assert (group.title, side.headline) == ("Denied by", "Ruritania II: No shells were sent")
    assert (side.judged.value, side.quotes, side.is_public) == ("unverifiable", ["none was sent"], False)
    assert [(card["name"], since) for card, since in context["contested"]] == [
        ("Post", datetime.date(2022, 11, 6)),
        ("Ruritania II", datetime.date(2022, 11, 17)),
    ]
    back = enter("editor").get(page_of(denial)).context["relations"]
    assert [each.title for each in back] == ["Denies"]


def test_it_reckons_with_drafts_and_says_what_the_public_reads(enter, claim):
    editor = enter("editor")
    assert "Nothing of this claim is public yet." in text(editor.get(page_of(claim)))
    publish_all(claim)
    page = editor.get(page_of(claim))
    assert page.context["otherwise"] == []
    assert page.context["also_drafts"] == []
    ada = claim.appearances.order_by("position")[1].chain.last().sources.get().source
    change(ada, affiliations=[])
    change(claim, hedge="may")
    page = editor.get(page_of(claim))
    assert ("Attributed origins", "1", "2") in page.context["otherwise"]
    assert [(each.title, each.words) for each in page.context["also_drafts"]] == [
        ("Ada", "changed since it was published")
    ]
    assert [row.label for row in page.context["changed"]] == ["Hedge"], "and nothing for the order of names"


def test_figures_and_events_stand_side_by_side(enter, claim):
    Quantity.objects.create(slug="shells", label="Shells")
    event = make_event("Reported deliveries", status="reported", place="Port Ivo")
    other = make_claim("Ten thousand came", figures=[{"quantity": "shells", "qualifier": "exact", "low": "10000"}])
    figures = [{"quantity": "shells", "qualifier": "up_to", "high": "12000"}]
    relations = [{"kind": "narrows", "target": other.uid, "note": "In numbers."}]
    change(claim, figures=figures, events=[event.uid], relations=relations)
    page = enter("editor").get(page_of(claim))
    [(quantity, rows)] = page.context["figures"]
    assert quantity == "Shells"
    assert [(row.own, row.figure.get("low") or row.figure["high"]) for row in rows] == [
        (True, "12000"),
        (False, "10000"),
    ]
    assert [(each.title, each.status, each.place) for each in page.context["events"]] == [
        ("Reported deliveries", "Reported", "Port Ivo")
    ]


def test_whom_nobody_has_asked(enter, claim):
    editor = enter("editor")
    assert editor.get(page_of(claim)).context["ask"] == ""
    accused = make_source("Ruritania")
    change(claim, subjects=[accused.uid])
    assert "The claim is about Ruritania, and nobody has put it to them." in text(editor.get(page_of(claim)))
    change(claim, reply_asked_at="2024-01-01")
    assert editor.get(page_of(claim)).context["ask"] == ""


def test_a_judgement_that_no_longer_fits_is_flagged(enter):
    claim = make_claim(assessments=[assessment("uncontested")])
    make_claim(kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    assert "no longer fits what is known today" in text(enter("editor").get(page_of(claim)))


@pytest.mark.parametrize("kind", ["opinion", "pledge", "prediction", "denial"])
def test_claims_of_every_kind_and_bare_ones_have_a_page(enter, kind):
    editor = enter("editor")
    for row in (make_claim(kind=kind), change(make_claim(kind=kind), appearances=[], claimants=[])):
        page = editor.get(page_of(row))
        assert page.status_code == 200
        assert bool(page.context["choices"]) == (kind != "opinion")
        assert INLINE.findall(page.content.decode()) == []


def test_the_way_there(enter, claim):
    editor = enter("editor")
    for page in (address("claim"), address("claim", "change", claim.pk), f"{address('claim')}?queue=outside"):
        response = editor.get(page)
        assert response.status_code == 200
        assert (page_of(claim) in response.content.decode()) == ("outside" not in page)


# -- the decision table --------------------------------------------------------------------------


def ask(client, claim, **sent):
    return client.post(address("claim", "table", claim.pk), sent).json()


def test_the_table_follows_what_stands_in_the_form(enter, claim):
    editor = enter("editor")
    bare = ask(editor, claim, as_of="2024-01-01")
    assert bare["why_not"]["open"] == ""
    assert bare["why_not"]["confirmed"] == "“Confirmed” does not fit: no evidence for it is recorded."
    assert bare["sentence"].startswith("By 1 January 2024: 1 origin that can corroborate, no evidence for it")
    item = {"evidence-0-relation": "supports", "evidence-0-what": "https://example.org"}
    assert ask(editor, claim, **item)["why_not"]["confirmed"] == ""
    for unfinished in ({"evidence-0-what": ""}, {"evidence-0-DELETE": "on"}, {"evidence-0-relation": "nonsense"}):
        assert ask(editor, claim, **{**item, **unfinished})["why_not"]["confirmed"] != ""


def test_it_answers_whatever_the_day_is_called(enter, claim):
    editor = enter("editor")
    for as_of in ("", "nonsense", "0001-01-01", "9999-12-31", "2024-13-01", "\0"):
        assert len(ask(editor, claim, as_of=as_of)["why_not"]) == 8


def test_without_a_script_it_is_asked_by_a_button(enter, claim):
    editor = enter("editor")
    item = {"relation": "supports", "what": "https://example.org/register"}
    page = editor.post(page_of(claim), typed(editor, claim, item, rationale="", _check="1"))
    assert page.status_code == 200
    assert {each.value for each in page.context["choices"] if not each.why_not} >= {"confirmed"}
    assert not claim.assessments.exists()
    more = editor.post(page_of(claim), typed(editor, claim, item, _more="1"))
    assert more.context["evidence"].total_form_count() == 3
    assert fields_of(more, having="rationale")["evidence-0-what"] == ["https://example.org/register"]
