"""The first page of the desk, its queues, the walk through them, and work given to people."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.admin.agenda.table import QUEUES
from archive.editorial.assigning import Item, assign
from archive.editorial.permissions import ROLES
from archive.editorial.submitting import give_back, submit
from archive.models import Assignment, Intake, IntakeItem, Passage, Suggestion
from tests.admin.browser import opened
from tests.admin.workbench_cast import at, captured_article, note
from tests.factories import (
    assessment,
    make_article,
    make_claim,
    make_event,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db
LONG_AGO = "2020-01-01"


def counts(client):
    """Words → count, as the first page shows them; queues in which nothing waits stand together in a line."""
    html = client.get("/admin/").content.decode()
    empty = " ".join(re.findall(r'<p class="nothing">None: (.*?)</p>', html))
    found = {words: many for many, words in re.findall(r"<b>([\d,+]+)</b> <span>(.*?)</span>", html)}
    return found | dict.fromkeys(re.findall(r">([^<]+)</a>", empty), "0")


def contradictory():
    one = make_claim("It rained", assessments=[assessment("confirmed")])
    relations = [{"kind": "contradicts", "target": one.uid, "strength": "plain"}]
    return make_claim("It did not rain", relations=relations, assessments=[assessment("confirmed")])


def test_every_queue_counts_what_waits_and_opens_the_list_of_it(enter):
    chief = enter("chief")
    article = make_article(publisher=make_source(kind="outlet").uid)
    Suggestion.objects.create(article=article, proposal={}, reason="It says so.")
    intake = Intake.objects.create(door="paste", by=chief.person)
    IntakeItem.objects.create(intake=intake, position=0, name="A text", state="undecided")
    contradictory()
    make_event()
    make_claim("It will rain", kind="prediction", resolves_by=LONG_AGO, assessments=[assessment(outcome="pending")])
    make_claim("It snows", next_review=LONG_AGO, assessments=[assessment("open")])
    orphan = make_claim("It hails")
    Passage.objects.create(appearance=orphan.appearances.get(), part="body", is_orphaned=True)
    submit([make_source()], by=make_user("editor"))
    give_back(submit([make_source()], by=chief.person), by=make_user("chief"), reason="Say who.")
    submit([make_source()], by=chief.person)
    assign([Item("article", article.uid)], to=chief.person, by=chief.person)
    found = counts(chief)
    # Judgements that fall outside the table later have tests of their own.
    assert [queue.slug for queue in QUEUES.values() if found[queue.words] == "0"] == ["outside"]
    assert found["Unread articles"] == "1"
    assert found["Contradictory, and both confirmed"] == "2"
    for queue in QUEUES.values():
        page = chief.get(queue.list_url())
        assert page.status_code == 200
        assert page.context["cl"].result_count == int(found[queue.words]), queue.slug


def test_queues_are_shown_to_those_who_may_see_them(enter):
    assert "Waiting for your review" not in counts(enter("editor"))
    assert "Waiting for your review" in counts(enter("reviewer"))
    assert enter("editor").get("/admin/archive/assignment/walk/review/").url == "/admin/"


def test_first_page_costs_the_same_for_few_and_many(enter):
    chief = enter("chief")
    sizes = []
    for _ in range(2):
        for _ in range(3):
            make_claim()
        chief.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            chief.get("/admin/")
        sizes.append(len(queries))
    assert sizes[0] == sizes[1] <= len(QUEUES) + 10


def test_a_queue_is_walked_to_its_end_and_back(enter):
    editor = enter("editor")
    claims = [make_claim() for _ in range(3)]
    pages = [reverse("admin:archive_claim_change", args=[claim.pk]) for claim in claims]
    start = editor.get("/admin/archive/assignment/walk/unpublished_claim/")
    assert start.url == f"{pages[0]}?walk=unpublished_claim"
    middle = editor.get(f"{pages[1]}?walk=unpublished_claim").content.decode()
    assert f'href="{pages[0]}?walk=unpublished_claim" rel="prev"' in middle
    assert f'href="{pages[2]}?walk=unpublished_claim" rel="next"' in middle
    assert "3 left" in middle
    last = editor.get(f"/admin/archive/assignment/walk/unpublished_claim/?after={claims[2].pk}", follow=True)
    assert last.request["PATH_INFO"] == "/admin/archive/claim/"
    assert "That was the last one" in last.content.decode()


def test_save_and_next_goes_on(enter):
    editor = enter("editor")
    one, other = make_source("One"), make_source("Other")
    page = reverse("admin:archive_source_change", args=[one.pk])
    shown = editor.get(f"{page}?walk=unpublished_source")
    assert 'name="_next"' in shown.content.decode()
    form = shown.context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields}
    data |= {"aliases": "", "name": "One, renamed", "record": one.uid, "revision": "1", "_next": "1"}
    data |= {"affiliations-TOTAL_FORMS": "0", "affiliations-INITIAL_FORMS": "0"}
    saved = editor.post(f"{page}?walk=unpublished_source", data)
    assert saved.status_code == 302, saved.context["adminform"].form.errors
    following = editor.get(saved.url)
    assert following.url.startswith(reverse("admin:archive_source_change", args=[other.pk]))


def test_my_work_is_walked_by_urgency(enter):
    editor = enter("editor")
    low, late, soon = make_source(), make_source(), make_source()
    day = datetime.date(2026, 12, 1)
    for source, priority, due in ((low, 3, None), (late, 2, day + datetime.timedelta(1)), (soon, 2, day)):
        assign([Item("source", source.uid)], to=editor.person, by=editor.person, priority=priority, due=due)
    address, seen = "/admin/archive/assignment/walk/mine/", []
    for _ in range(3):
        page = editor.get(address, follow=True)
        seen.append(page.context["original"].uid)
        given = Assignment.objects.get(item=seen[-1])
        address = f"/admin/archive/assignment/walk/mine/?after={given.pk}"
    assert seen == [soon.uid, late.uid, low.uid]
    assert "Given to <b>" in page.content.decode()


def test_suggestions_are_walked_through_the_workbench(enter):
    editor = enter("editor")
    article, other = captured_article(), make_article()
    made = [Suggestion.objects.create(article=each, proposal={}, reason="?") for each in (article, article, other)]
    start = editor.get("/admin/archive/assignment/walk/suggestions/")
    bench = editor.get(start.url)
    query = f"?walk=suggestions&item={made[0].pk}"
    assert (
        bench.url == f"{reverse('admin:archive_article_workbench', args=[article.pk])}{query}#suggestion-{made[0].pk}"
    )
    page = editor.get(bench.url.partition("#")[0]).content.decode()
    assert f'id="suggestion-{made[0].pk}"' in page
    assert "Suggestions to judge: 3 left" in page
    keys = re.findall('data-key="([^"]+)"', page)
    assert {"j", "u", "c", "l", "n"} <= set(keys)
    assert len(keys) == len(set(keys)), "one key for two things"
    following = reverse("admin:archive_suggestion_judge", args=[made[1].pk])
    assert f'href="{following}?walk=suggestions" rel="next"' in page
    last = editor.get(f"{reverse('admin:archive_suggestion_judge', args=[made[2].pk])}?walk=suggestions", follow=True)
    assert last.context["article"] == other
    assert 'rel="next"' not in last.content.decode()
    assert editor.get(reverse("admin:archive_suggestion_judge", args=[10**9])).status_code == 302


def test_a_walk_goes_on_through_whatever_is_done_in_the_workbench(enter):
    """Without scripts by the addresses of forms and links; a script is told what is left."""
    editor = enter("editor")
    article = captured_article()
    own = note(article, "Nobody saw it", by=editor.person)
    one, other = (Suggestion.objects.create(article=article, proposal={}, reason="?") for _ in range(2))
    walk = {"walk": "suggestions", "item": str(one.pk)}
    query = f"walk=suggestions&amp;item={one.pk}"
    page = editor.get(at(article, **walk)).content.decode()
    leading = re.findall(
        r'<(?:form|button|a)[^>]*(?:action|formaction|data-open|href)="(/admin/archive/article/[^"]*)"', page
    )
    own_pages = [each for each in leading if "/workbench/" in each and each != at(article, "claim")]
    assert len(own_pages) > 5
    assert [each for each in own_pages if query not in each] == [at(article, name) for name in ("link", *["note"] * 4)]
    for name, value in walk.items():  # of a form that asks, the address is what its fields say
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    accept = editor.get(at(article, "claim", suggestion=str(one.pk), **walk))
    assert f'action="{at(article, "claim")}?{query}"' in accept.content.decode()
    assert "Suggestions to judge: 2 left" in accept.content.decode()
    assert editor.post(at(article, "note_act", own.pk, "delete", **walk), {"revision": "0"}).status_code == 409
    done = editor.post(at(article, "note_act", own.pk, "delete", **walk), {"revision": str(article.revision)})
    assert done.url == at(article, **walk)
    told = editor.post(at(article, "suggestion", one.pk, "reject", **walk), headers={"X-Fragment": "1"})
    assert "Suggestions to judge: 1 left" in told.content.decode()
    following = reverse("admin:archive_suggestion_judge", args=[other.pk])
    assert f'href="{following}?walk=suggestions" rel="next"' in told.content.decode()


@pytest.mark.parametrize(("act", "queue"), [("sign", "review"), ("give-back", "review"), ("take-back", "submitted")])
def test_a_walk_goes_on_from_a_submission_that_was_decided(enter, act, queue):
    client = enter("reviewer")
    by = client.person if act == "take-back" else make_user("editor")
    one, other = (submit([make_source()], by=by) for _ in range(2))
    page = f"/admin/archive/submission/{one.pk}"
    assert f'action="{page}/{act}/?walk={queue}"' in client.get(f"{page}/change/?walk={queue}").content.decode()
    decided = client.post(f"{page}/{act}/?walk={queue}", {"reason": "Say who."}, follow=True).content.decode()
    assert "1 left" in decided
    assert f'href="/admin/archive/submission/{other.pk}/change/?walk={queue}" rel="next"' in decided


def test_saved_or_finished_a_page_stays_in_the_walk(enter):
    editor, source = enter("editor"), make_source()
    page = reverse("admin:archive_source_change", args=[source.pk])
    query = "?walk=unpublished_source"
    saved = editor.post(f"{page}{query}", {**opened(editor, page), "role": "x", "_continue": "1"})
    assert saved.url == f"{page}{query}"
    [given] = assign([Item("source", source.uid)], to=editor.person, by=editor.person)
    finish = reverse("admin:archive_assignment_finish", args=[given.pk])
    assert f'action="{finish}{query}"' in editor.get(f"{page}{query}").content.decode()
    assert editor.post(f"{finish}{query}").url.endswith(query)
    assert "walk" not in editor.post(f"{finish}?walk=nothing").url


def test_work_is_given_from_a_list_and_finished_on_the_page(enter):
    editor, other = enter("editor"), make_user("reviewer")
    sources = [make_source(), make_source()]
    chosen = editor.post(
        "/admin/archive/source/", {"action": "give", "_selected_action": [source.pk for source in sources]}
    )
    asked = editor.get(chosen.url)
    assert asked.content.decode().count('name="item"') == 2
    items = [f"source:{source.uid}" for source in sources]
    data = {"item": items, "to": other.pk, "due": "2026-12-01", "priority": "1", "note": "Soon."}
    assert editor.post("/admin/archive/assignment/give/", data).url == "/admin/archive/assignment/"
    rows = Assignment.objects.filter(to=other, closed_at=None)
    assert set(rows.values_list("item", flat=True)) == {source.uid for source in sources}
    editor.post(reverse("admin:archive_assignment_finish", args=[rows[0].pk]))
    assert rows.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {"item": "source:\0", "priority": "2"},
        {"item": ["x", ":", "claim:", "group:aaaaaaaaaa"], "to": "1", "priority": "2"},
        {"item": "source:aaaaaaaaaa", "to": "99999999999999999999", "priority": "9", "due": "never"},
        {},
    ],
)
def test_nonsense_is_given_to_nobody(enter, data):
    answer = enter("editor").post("/admin/archive/assignment/give/", data)
    assert answer.status_code == 200
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("query", ["after=x", "after=9999999999999999999999", "before=-1", "before=\0", "after=²"])
def test_nonsense_in_a_walk_leads_somewhere(enter, query):
    assert enter("editor").get(f"/admin/archive/assignment/walk/unread/?{query}").status_code == 302
    assert enter("editor").get("/admin/archive/assignment/walk/nothing/").url == "/admin/"


def test_a_protected_name_stands_in_no_list_of_work(enter):
    hidden = make_source("Deep Throat", protected=True)
    chief, researcher = enter("chief"), enter("researcher")
    assign([Item("source", hidden.uid)], to=researcher.person, by=chief.person)
    for address in (
        "/admin/archive/assignment/",
        "/admin/",
        f"/admin/archive/assignment/give/?item=source:{hidden.uid}",
    ):
        assert "Deep Throat" in chief.get(address).content.decode() or address == "/admin/"
        assert "Deep Throat" not in researcher.get(address).content.decode()


def test_every_role_knows_of_its_work():
    assert all("view_assignment" in codenames for codenames in ROLES.values())
    assert "assign" not in ROLES["researcher"]
