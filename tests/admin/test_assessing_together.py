"""Many at once: what goes to review together, background assessed together, and how much is asked for it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.admin.assessed import make_shells, page_of
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


@pytest.fixture
def claim():
    return make_shells()


# -- how many questions --------------------------------------------------------------------------


def asked(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def grown(many):
    speakers, outlet = [make_source() for _ in range(many)], make_source(kind="outlet")
    told = [appearance(make_article(), step(outlet), step(each)) for each in speakers]
    others = [make_claim() for _ in range(many)]
    claim = make_claim(
        claimants=[{"source": each.uid} for each in speakers],
        appearances=told,
        events=[make_event().uid for _ in range(many)],
        relations=[{"kind": "supports", "target": each.uid} for each in others],
        assessments=[assessment("open", as_of=f"2022-11-{10 + number}") for number in range(many)],
    )
    for _ in range(many):
        make_claim(kind="denial", relations=[{"kind": "denies", "target": claim.uid}])
    publish_all(claim)
    return change(claim, hedge="may")


def test_a_claim_with_more_of_everything_asks_no_more(enter):
    editor = enter("editor")
    few, many = grown(3), grown(6)
    editor.get(page_of(few))
    assert asked(editor, page_of(few)) == asked(editor, page_of(many)) <= 40
    article = few.appearances.first().article.uid, many.appearances.first().article.uid
    bundles = [
        f"{address('claim', 'bundle', each.pk)}?article={uid}" for each, uid in zip((few, many), article, strict=True)
    ]
    editor.get(bundles[0])
    assert abs(asked(editor, bundles[0]) - asked(editor, bundles[1])) <= 2


# -- what goes to review together ----------------------------------------------------------------


def test_an_article_goes_with_all_that_is_unpublished_of_it(enter, claim):
    editor = enter("editor")
    article = claim.appearances.first().article
    bad = make_claim("Without a chain", appearances=[appearance(article)])
    page = editor.get(f"{address('claim', 'bundle', claim.pk)}?article={article.uid}")
    items = {str(each.record): each for each in page.context["bundle"].items}
    assert {"Shells were sent", "Text 1", "Valoria", "Ada", "Post", "Without a chain"} <= set(items)
    assert items["Shells were sent"].lacks == []
    assert items["Shells were sent"].chosen
    assert any("no attribution chain" in each for each in items["Without a chain"].lacks)
    assert not items["Without a chain"].chosen
    publish_all(claim)
    page = editor.get(f"{address('claim', 'bundle', claim.pk)}?article={article.uid}")
    assert str(bad) in {str(each.record) for each in page.context["bundle"].items}
    alone = editor.get(address("claim", "bundle", claim.pk))
    assert alone.context["bundle"].items == []
    change(claim, hedge="may")
    ticked = fields_of(editor.get(address("claim", "bundle", claim.pk)), having="record")
    assert ticked["record"] == [claim.uid]
    assert editor.get(reverse("admin:archive_submission_new"), ticked).context["candidates"][0].chosen


def test_what_is_public_takes_no_place_in_a_long_article(enter, claim, monkeypatch):
    monkeypatch.setattr("archive.admin.assessing.bundle.MOST", 1)
    article = claim.appearances.first().article
    publish_all(claim)
    drafts = [make_claim(f"Draft {number}", appearances=[appearance(article)]) for number in range(2)]
    page = enter("editor").get(f"{address('claim', 'bundle', claim.pk)}?article={article.uid}")
    bundle = page.context["bundle"]
    assert [each.record.uid for each in bundle.items] == [drafts[0].uid]
    assert bundle.more >= 1


# -- background, many at a time ------------------------------------------------------------------


def background(statement, **data):
    outlet = make_source(kind="outlet")
    told = [appearance(make_article("The weather"), step(outlet), stance="asserts")]
    return make_claim(statement, claimant=outlet, appearances=told, **{"weight": "background", **data})


def test_background_is_called_uncontested_together(enter):
    editor = enter("editor")
    fit, other, core = background("It is wet"), background("It is dry"), background("It is war", weight="core")
    keys = [str(each.pk) for each in (fit, other, core)]
    chosen = editor.post(address("claim"), {"action": "call_uncontested", "_selected_action": keys})
    page = editor.get(chosen.url)
    assert [each.why_not for each in page.context["others"]] == ["It is core, not background: assess it by itself."]
    fields = fields_of(page, having="ticked")
    assert set(fields["ticked"]) == {fit.uid, other.uid}
    change(other, statement="It is very dry")
    done = editor.post(address("claim", "uncontested"), {**fields, "as_of": ["2024-01-01"]})
    assert {each.uid: each.why_not for each in done.context["results"]} == {
        fit.uid: "",
        other.uid: "Somebody else changed it after you looked.",
    }
    given = fit.assessments.get()
    assert (given.standing, str(given.as_of), given.author) == ("uncontested", "2024-01-01", editor.person)
    assert not other.assessments.exists()
    again = fields_of(done, having="ticked")
    assert again["ticked"] == [other.uid], "it can be looked at and ticked again"
    editor.post(address("claim", "uncontested"), again)
    assert other.assessments.count() == 1


def test_the_background_of_an_article(enter):
    claim = background("It is wet")
    article = claim.appearances.get().article
    page = enter("editor").get(f"{address('claim', 'uncontested')}?article={article.uid}")
    assert [fit.uid for fit, _ in page.context["rows"]] == [claim.uid]


def test_a_named_source_is_a_reason_to_look_first(enter):
    claim = make_claim(weight="background")
    page = enter("editor").get(f"{address('claim', 'uncontested')}?claim={claim.uid}")
    assert [(fit.uid, ticked) for fit, ticked in page.context["rows"]] == [(claim.uid, False)]


@pytest.mark.parametrize(
    "sent",
    [
        {"as_of": ["nonsense"]},
        {"ticked": []},
        {"ticked": ["nobodyhere"], "revision-nobodyhere": ["1"]},
        {"rationale": [""]},
        {"as_of": [str(timezone.now().date() + datetime.timedelta(days=9))]},
    ],
)
def test_bad_input_is_told_and_writes_nothing(enter, sent):
    editor, claim = enter("editor"), background("It is wet")
    fields = fields_of(editor.get(f"{address('claim', 'uncontested')}?claim={claim.uid}"), having="ticked")
    assert editor.post(address("claim", "uncontested"), {**fields, **sent}).status_code == 200
    assert not claim.assessments.exists()
