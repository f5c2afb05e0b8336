"""What is suggested about an article: shown with its evidence, taken over with its basis, or rejected."""

import re

import pytest
from django.urls import reverse

from archive.models import Article, Suggestion
from tests.factories import make, someone

pytestmark = pytest.mark.django_db

ABOUT, State = Suggestion.About.ARTICLE, Suggestion.State


@pytest.fixture
def article():
    return make("article", {"title": "Harbour pilots strike"}, by=someone("editor"))


def suggest(article, proposal, **values):
    given = {"about": ABOUT, "reason": "The line under the title says so.", "confidence": "high", **values}
    return Suggestion.objects.create(article=article, proposal=proposal, **given)


def known(article):
    return reverse("admin:archive_article_known", args=[article.pk])


def test_what_is_accepted_stands_in_the_article_with_its_basis(enter, article):
    editor = enter("editor")
    outlet = make("source", {"name": "Bay Courier", "kind": "outlet"}, by=editor.person)
    author = make("source", {"name": "Ilona Marek", "kind": "person"}, by=editor.person)
    day = suggest(article, {"published": "2024-03-05", "published_basis": "The date line."})
    paper = suggest(article, {"publisher": "Bay Courier", "publisher_basis": "The foot of the page."}, confidence="low")
    byline = suggest(article, {"authors": ["Ilona Marek"]}, findings={"evidence": {"words": "By Ilona Marek"}})
    genre = suggest(article, {"genre": "opinion"})
    left = suggest(article, {"language": "en"})
    page = editor.get(known(article)).content.decode()
    assert "<mark>By Ilona Marek</mark>" in page
    shown = re.findall(r"<bdi>(.+)</bdi></legend>", page)
    # In the order of the article's fields, and in words.
    assert shown == ["Ilona Marek", "Bay Courier", "5 March 2024 (2024-03-05)", "en", "Opinion"]
    given = {
        "revision": article.revision,
        f"answer-{day.pk}": "accept",
        f"answer-{paper.pk}": "accept",
        f"source-{paper.pk}": outlet.pk,
        f"answer-{byline.pk}": "accept",
        f"source-{byline.pk}": author.pk,
        f"answer-{genre.pk}": "reject",
    }
    assert editor.post(known(article), given).status_code == 302
    row = Article.objects.get(pk=article.pk)
    assert (row.published, row.published_basis, row.published_earliest.isoformat()) == (
        "2024-03-05",
        "The date line.",
        "2024-03-05",
    )
    assert (row.publisher, row.publisher_basis, row.genre, row.language) == (
        outlet,
        "The foot of the page.",
        "",
        article.language,
    )
    assert [each.source for each in row.authors.all()] == [author]
    assert row.revision == article.revision + 1
    states = {each.pk: each.state for each in Suggestion.objects.all()}
    assert [states[each.pk] for each in (day, paper, byline, genre, left)] == [
        *[State.ACCEPTED] * 3,
        State.REJECTED,
        State.OPEN,
    ]


@pytest.mark.parametrize(
    ("proposal", "told"),
    [
        ({"publisher": "Bay Courier"}, "Say which source that is: Bay Courier."),
        ({"published": "last week"}, "last week"),
        ({"genre": "rumour"}, "rumour"),
        ({"uid": "aaaaaaaaaa"}, "no field of an article"),
        ("nonsense", "no field of an article"),
    ],
)
def test_what_cannot_be_written_is_told_and_nothing_is(enter, article, proposal, told):
    row = suggest(article, proposal)
    other = suggest(article, {"language": "de"})
    given = {"revision": article.revision, f"answer-{row.pk}": "accept", f"answer-{other.pk}": "accept"}
    answer = enter("editor").post(known(article), given)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert Article.objects.get(pk=article.pk).revision == article.revision
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.OPEN}


def test_whoever_saw_an_older_article_is_told(enter, article):
    row = suggest(article, {"language": "de"})
    answer = enter("editor").post(known(article), {"revision": 0, f"answer-{row.pk}": "accept"})
    assert answer.status_code == 400
    assert "Somebody saved this record" in answer.content.decode()
    assert Suggestion.objects.get().state == State.OPEN


def test_a_likely_source_is_chosen_already_unless_it_is_hidden(enter, article):
    editor = enter("editor")
    outlet = make("source", {"name": "Bay Courier", "kind": "outlet"}, by=editor.person)
    suggest(article, {"publisher": "The Bay Courier"}, findings={"sources": [{"uid": outlet.uid, "likeness": 0.9}]})
    shown = editor.get(known(article)).content.decode()
    assert re.search(f'<option value="{outlet.pk}" selected[^>]*>Bay Courier', shown)
    type(outlet).objects.filter(pk=outlet.pk).update(protected=True)
    researcher = enter("researcher")
    hidden = researcher.get(known(article)).content.decode()
    assert f'<option value="{outlet.pk}"' not in hidden


def listed(page):
    """What the button for several takes over: the keys that it sends, and the fields that it names."""
    found = re.search('name="together" value="([0-9 ]*)"', page)
    fields = re.findall(r'<li><a href="#suggestion-\d+">([^<]+)</a>', page)
    return ([int(each) for each in found[1].split()], fields) if found else ([], fields)


def test_what_is_sure_is_taken_over_together_and_the_history_puts_it_back(enter, article):
    editor = enter("editor")
    outlet = make("source", {"name": "Bay Courier", "kind": "outlet"}, by=editor.person)
    alike = {"sources": [{"uid": outlet.uid, "likeness": 0.97}]}
    paper = suggest(article, {"publisher": "Bay Courier"}, findings=alike)
    day = suggest(article, {"published": "2024-03-05", "published_basis": "The date line."})
    genre = suggest(article, {"genre": "opinion"}, confidence="moderate")
    page = editor.get(known(article)).content.decode()
    assert listed(page) == ([paper.pk, day.pk], ["Publisher", "Published"])
    given = {"revision": article.revision, "together": f"{paper.pk} {day.pk}", f"source-{paper.pk}": outlet.pk}
    answer = editor.post(known(article), {**given, f"answer-{day.pk}": "reject"}, follow=True)
    history = reverse("admin:archive_article_history", args=[article.pk])
    assert f'Taken over: 1; rejected: 1. <a href="{history}">' in answer.content.decode()
    row = Article.objects.get(pk=article.pk)
    assert (row.publisher, row.published, row.revision) == (outlet, "", article.revision + 1)
    states = [Suggestion.objects.get(pk=each.pk).state for each in (paper, day, genre)]
    assert states == [State.ACCEPTED, State.REJECTED, State.OPEN]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"genre": "opinion"}, {"genre": "news"}),  # one of them is wrong
        ({"title": "Another title"}, {"language": "de"}),  # the article says otherwise
        ({"publisher": "Bay Courier"}, {"agency": "Bay Courier"}),  # nobody knows who that is
        ({"uid": "aaaaaaaaaa"}, {"statement": "Ships wait"}),
    ],
)
def test_what_is_not_sure_is_taken_over_one_by_one(enter, article, first, second):
    editor = enter("editor")
    Article.objects.filter(pk=article.pk).update(language="en")
    outlet = make("source", {"name": "Courier of the Bay", "kind": "outlet"}, by=editor.person)
    for proposal in (first, second):
        suggest(article, proposal, findings={"sources": [{"uid": outlet.uid, "likeness": 0.8}]})
    suggest(article, {"canonical_url": "https://example.org/a"})
    page = editor.get(known(article)).content.decode()
    assert "Save these answers" in page
    assert listed(page) == ([], [])


def test_claims_are_judged_in_the_workbench_and_not_here(enter, article):
    editor = enter("editor")
    suggest(article, {"statement": "Ships wait"}, about=Suggestion.About.CLAIM, reason="A claim.")
    assert "Nothing is suggested" in editor.get(known(article)).content.decode()
    suggest(article, {"language": "de"})
    bench = editor.get(reverse("admin:archive_article_workbench", args=[article.pk])).content.decode()
    assert "Ships wait" in bench
    assert known(article) in bench


def test_a_walk_through_suggestions_stops_where_each_is_judged(enter, article):
    editor = enter("editor")
    day = suggest(article, {"published": "2024-03-05"})
    suggest(article, {"statement": "Ships wait"}, about=Suggestion.About.CLAIM)
    listed = editor.get(reverse("admin:archive_suggestion_changelist")).content.decode()
    assert re.findall(r"field-proposed[^>]*><a [^>]*>([^<]+)</a>", listed) == [
        "Ships wait",
        "Published: 5 March 2024 (2024-03-05)",
    ]
    first = editor.get(reverse("admin:archive_suggestion_judge", args=[day.pk]), {"walk": "suggestions"})
    page, _, place = first["Location"].partition("#")
    assert (page, place) == (f"{known(article)}?walk=suggestions&item={day.pk}", f"suggestion-{day.pk}")
    assert f'id="{place}"' in editor.get(page).content.decode()
    answer = editor.post(page, {"revision": article.revision, f"answer-{day.pk}": "accept"}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("admin:archive_article_workbench", args=[article.pk])
