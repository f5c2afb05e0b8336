"""One change to many rows of a list: asked first, compared row by row, and what became of each is told."""

import pytest
from django.contrib.admin.models import LogEntry

from archive.admin.exchange.many import MOST
from archive.ledger.view import read
from archive.models import Claim, Event, Revision, Topic
from tests.admin.browser import address, fields_of
from tests.factories import change, make_claim, make_event, make_source, publish

pytestmark = pytest.mark.django_db


def choose(client, type, act, *rows):
    """The page that the action of the list leads to."""
    chosen = {"action": f"many_{act}", "_selected_action": [str(row.pk) for row in rows]}
    answer = client.post(address(type), chosen)
    assert answer.status_code == 302, act
    page = client.get(answer.url)
    assert page.status_code == 200
    return page


def go(client, page, **said):
    fields = fields_of(page, having="record")
    return client.post(page.request["PATH_INFO"], {**fields, **said})


def outcomes(answer):
    return {row.uid: outcome.result for row, outcome in answer.context["told"]}


@pytest.mark.parametrize(
    ("act", "value", "name", "after"),
    [
        ("weight", "background", "weight", "background"),
        ("next_review", "2030-05-01", "next_review", "2030-05-01"),
        ("next_review", "", "next_review", None),
        ("add_topic", "TOPIC", "topics", ["war"]),
    ],
)
def test_a_change_leaves_a_revision_of_each(enter, act, value, name, after):
    topic = Topic.objects.create(slug="war", label="War")
    claims = [make_claim(next_review="2029-01-01"), make_claim(next_review="2029-01-01")]
    editor = enter("editor")
    page = choose(editor, "claim", act, *claims)
    assert not Revision.objects.filter(number=2).exists()
    answer = go(editor, page, value=str(topic.pk) if value == "TOPIC" else value, reason="After the meeting")
    assert outcomes(answer) == {claim.uid: "done" for claim in claims}
    for claim in claims:
        revision = Revision.objects.get(uid=claim.uid, number=2)
        assert (revision.reason, revision.user) == ("After the meeting", editor.person)
        fresh = Claim.objects.get(pk=claim.pk)
        said = [each.slug for each in fresh.topics.all()] if name == "topics" else getattr(fresh, name)
        assert (str(said) if name == "next_review" and said else said) == after
    assert LogEntry.objects.filter(user=editor.person).count() == 2
    assert "Thing" not in " ".join(LogEntry.objects.values_list("object_repr", flat=True))


def test_what_somebody_saved_meanwhile_is_left_and_told(enter):
    editor = enter("editor")
    ours, theirs, same = make_event("Ours"), make_event("Theirs"), make_event("Same", status="planned")
    page = choose(editor, "event", "status", ours, theirs, same)
    change(theirs, place="Minsk")
    answer = go(editor, page, value="planned")
    assert outcomes(answer) == {ours.uid: "done", theirs.uid: "conflict", same.uid: "same"}
    assert "Somebody saved it since" in answer.content.decode()
    assert [Event.objects.get(pk=row.pk).status for row in (ours, theirs, same)] == ["planned", "reported", "planned"]
    assert Revision.objects.get(uid=ours.uid, number=2).reason == "set status"


def test_a_topic_is_taken_away_again(enter):
    topic = Topic.objects.create(slug="war", label="War")
    with_it, without = make_claim(topics=["war"]), make_claim()
    editor = enter("editor")
    answer = go(editor, choose(editor, "claim", "remove_topic", with_it, without), value=str(topic.pk))
    assert outcomes(answer) == {with_it.uid: "done", without.uid: "same"}
    assert not with_it.topics.exists()


def test_a_chief_withdraws_many_with_one_reason_and_each_has_its_entry(enter):
    public, draft, changed = make_source("Public"), make_source("Draft"), make_source("Changed")
    publish(public, changed)
    chief = enter("chief")
    page = choose(chief, "source", "withdraw", public, draft, changed)
    change(changed, note="Meanwhile")
    assert go(chief, page, value="  ").context["form"].errors
    answer = go(chief, page, value="Entered twice")
    assert outcomes(answer) == {public.uid: "done", draft.uid: "refused", changed.uid: "conflict"}
    standing = read([public.uid, changed.uid])
    assert (standing[public.uid].state, standing[changed.uid].state) == ("withdrawn", "public")


def test_acts_are_for_those_who_may(enter):
    claim = make_claim()
    researcher, editor = enter("researcher"), enter("editor")
    for client, act in ((researcher, "weight"), (researcher, "withdraw"), (editor, "withdraw")):
        page = address("claim", "many", act)
        assert client.get(page, {"record": claim.uid}).status_code == 403
        assert client.post(page, {"record": f"{claim.uid}:1", "value": "background"}).status_code == 403
    assert "many_weight" not in researcher.get(address("claim")).content.decode()
    assert "many_withdraw" not in editor.get(address("claim")).content.decode()
    assert editor.get(address("source", "many", "weight")).status_code == 404


def test_protected_sources_are_not_among_the_chosen(enter):
    hidden = make_source("Deep Throat", protected=True)
    chief, editor = enter("chief"), enter("editor")
    page = address("source", "many", "withdraw")
    assert "Deep Throat" in chief.get(page, {"record": hidden.uid}).content.decode()
    assert editor.get(page, {"record": hidden.uid}).status_code == 403


@pytest.mark.parametrize(
    "record", ["x", "\0", "aaaaaaaaaa", "aaaaaaaaaa:-1", "aaaaaaaaaa:" + "9" * 40, "AAAAAAAAAA:1"], ids=range(6)
)
def test_what_no_page_sends_is_refused(enter, record):
    editor, page = enter("editor"), address("claim", "many", "weight")
    assert editor.post(page, {"record": record, "value": "core"}).status_code == 400
    assert editor.get(page, {"record": record}).status_code == 200


def test_strange_values_are_sentences(enter):
    editor, claim = enter("editor"), make_claim()
    for act, value in (("weight", "\0"), ("next_review", "soon"), ("add_topic", "9" * 40), ("add_topic", "\0")):
        page = choose(editor, "claim", act, claim)
        answer = go(editor, page, value=value)
        assert answer.status_code == 200
        assert answer.context["form"].errors, act
    gone = editor.post(address("claim", "many", "weight"), {"record": "aaaaaaaaaa:1", "value": "core"})
    assert gone.status_code == 200
    assert "told" not in gone.context
    many = [f"{'a' * 10}:1"] * (MOST + 1)
    assert editor.post(address("claim", "many", "weight"), {"record": many}).status_code == 400


def test_a_few_queries_for_many_rows(enter, django_assert_max_num_queries):
    editor = enter("editor")
    claims = [make_claim() for _ in range(12)]
    page = choose(editor, "claim", "weight", *claims)
    with django_assert_max_num_queries(50):
        assert set(outcomes(go(editor, page, value="background")).values()) == {"done"}
