"""The first page, histories, vocabularies and accounts."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from archive.admin import claims, records
from archive.admin.agenda import dashboard
from archive.admin.exchange import many
from archive.editorial.submitting import submit
from archive.models import Revision, Suggestion, Topic, User
from tests.admin.browser import address, fields_of
from tests.factories import assessment, change, make_article, make_claim, make_source, make_user, publish, publish_all

pytestmark = pytest.mark.django_db


def waiting(client):
    """What the first page counts, by its words; each count is what its list shows."""
    response = client.get(reverse("admin:index"))
    lines = {line.words: line for group in dashboard.groups(response.wsgi_request) for line in group.lines}
    for line in lines.values():
        assert len(client.get(line.url).context["cl"].result_list) == line.many, line.words
    return {words: line.many for words, line in lines.items()}


def test_the_first_page_counts_what_waits(enter):
    chief = enter("chief")
    publish(make_source("Public"))
    make_source("Draft")
    make_source("Hidden", protected=True)
    submit([make_source("Waiting")], by=make_user("editor"))
    counts = waiting(chief)
    assert counts["Waiting for your review"] == 1
    assert counts["Sources with unpublished changes"] == 2


def test_claims_that_want_somebody_are_found(enter):
    editor = enter("editor")
    assessed = make_claim(assessments=[assessment("uncorroborated")])
    make_claim(kind="prediction", resolves_by="2023")
    make_claim(kind="prediction", resolves_by="2023", assessments=[assessment(outcome="came_true")])
    make_claim(kind="prediction", resolves_by="2999", assessments=[assessment(outcome="pending")])
    make_claim(kind="opinion")
    change(assessed, next_review="2024-01-01")
    one = make_claim(assessments=[assessment("confirmed")])
    make_claim(
        assessments=[assessment("open"), assessment("confirmed")],
        relations=[{"kind": "contradicts", "target": one.uid, "strength": "plain"}],
    )
    counts = waiting(editor)
    assert counts["Without an assessment"] == 1
    assert counts["Predictions and pledges past their date"] == 1
    assert counts["Assessments past their review date"] == 1
    assert counts["Contradictory, and both confirmed"] == 2


def test_a_record_is_where_it_stands(enter):
    editor = enter("editor")
    states = {}
    for name in ("draft", "public", "changed", "waiting"):
        states[name] = make_source(name)
    publish(states["public"])
    publish(states["changed"])
    change(states["changed"], note="more")
    submit([states["waiting"]], by=make_user("editor"))

    def names(state):
        rows = editor.get(f"{address('source')}?state={state}").context["cl"].result_list
        return {row.name for row in rows}

    assert names("public") == {"public"}
    assert names("changed") == {"changed"}
    assert names("draft") == {"draft", "waiting"}
    assert names("waiting") == {"waiting"}
    assert names("unpublished") == {"draft", "waiting", "changed"}
    assert "Public, version 1, changed since" in editor.get(address("source")).content.decode()


def test_history_shows_each_revision_and_what_it_changed(enter):
    editor, source = enter("editor"), make_source("Old name")
    change(source, by=editor.person, name="New name", role="Office")
    page = editor.get(address("source", "history", source.pk))
    assert [each.fields for each in page.context["told"]] == [["Name", "Role"], ["Kind", "Name"]]
    latest = Revision.objects.get(uid=source.uid, number=2)
    shown = editor.get(address("revision", "change", latest.pk)).content.decode()
    assert "<del>Old</del><ins>New</ins> name" in shown
    assert "Your latest changes" in editor.get(reverse("admin:index")).content.decode()


def test_a_uid_leads_to_its_record(enter):
    claim = make_claim()
    assert enter("editor").get(address("claim", "by_uid", claim.uid)).url == address("claim", "change", claim.pk)


def test_the_key_of_a_word_is_given_once(enter):
    editor = enter("editor")
    page = address("topic", "add")
    fields = fields_of(editor.get(page), having="label")
    assert editor.post(page, {**fields, "slug": ["arms"], "label": ["Arms"]}).status_code == 302
    topic = Topic.objects.get()
    page = address("topic", "change", topic.pk)
    fields = fields_of(editor.get(page), having="label")
    editor.post(page, {**fields, "slug": ["other"], "label": ["Weapons"]})
    topic.refresh_from_db()
    assert (topic.slug, topic.label) == ("arms", "Weapons")
    assert editor.post(address("topic", "delete", topic.pk), {"post": "yes"}).status_code == 403


def test_who_saves_a_word_or_an_account_second_is_told_and_loses_nothing(enter):
    chief, person = enter("chief"), make_user("editor")
    topic = Topic.objects.create(slug="arms", label="Arms")
    for page, name, having in (
        (address("topic", "change", topic.pk), "label", "label"),
        (address("user", "change", person.pk), "last_name", "username"),
    ):
        mine = {**fields_of(chief.get(page), having=having), name: ["Mine"]}
        theirs = {**fields_of(chief.get(page), having=having), name: ["Theirs"]}
        assert chief.post(page, theirs).status_code == 302
        told = chief.post(page, mine)
        assert told.status_code == 200
        assert "Somebody saved this while you were editing it" in told.content.decode()
        assert "is now: Theirs" in told.content.decode()
        again = fields_of(told, having=having)
        assert again[name] == ["Mine"]
        assert chief.post(page, again).status_code == 302
    topic.refresh_from_db()
    person.refresh_from_db()
    assert (topic.label, person.last_name) == ("Mine", "Mine")
    assert list(person.groups.values_list("name", flat=True)) == ["editor"]


def test_a_suggestion_is_judged_and_nothing_else(enter):
    editor = enter("editor")
    suggestion = Suggestion.objects.create(article=make_article(), proposal={"kind": "assertion"}, reason="It says so.")
    page = address("suggestion", "change", suggestion.pk)
    fields = fields_of(editor.get(page), having="state")
    editor.post(page, {**fields, "state": ["accepted"], "reason": ["forged"]})
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.judged_by, suggestion.reason) == ("accepted", editor.person, "It says so.")


@pytest.mark.parametrize("action", ["give", "submit_for_review", "call_uncontested", "many_weight"])
def test_more_rows_than_a_page_takes_are_refused_in_words(enter, monkeypatch, action):
    monkeypatch.setattr(records, "MOST_SUBMITTED", 1)
    monkeypatch.setattr(claims, "MOST", 1)
    monkeypatch.setattr(many, "MOST", 1)
    one, other = make_claim(), make_claim()
    chief = enter("chief")
    for chosen, is_led in (([one.pk], True), ([one.pk, other.pk], False)):
        answer = chief.post(address("claim"), {"action": action, "_selected_action": chosen})
        assert answer.status_code == 302
        assert (answer.url.startswith(address("claim") + "?") or answer.url == address("claim")) is not is_led
    assert "Choose 1 claims at most." in chief.get(address("claim")).content.decode()


# -- accounts ----------------------------------------------------------------------------------


def test_a_chief_gives_roles_and_no_more(enter):
    chief, editor = enter("chief"), make_user("editor")
    page = address("user", "change", editor.pk)
    fields = fields_of(chief.get(page), having="username")
    assert "is_superuser" not in fields
    role = Group.objects.get(name="chief")
    sent = {**fields, "groups": [str(role.pk)], "is_superuser": ["on"], "user_permissions": ["1"]}
    assert chief.post(page, sent).status_code == 302
    editor = User.objects.get(pk=editor.pk)
    assert list(editor.groups.all()) == [role]
    assert not editor.is_superuser
    assert not editor.user_permissions.exists()


def test_nobody_takes_over_another_account(enter):
    chief, editor = enter("chief"), make_user("editor")
    root = enter("superuser").person
    password = reverse("admin:auth_user_password_change", args=[editor.pk])
    assert chief.get(password).status_code == 403
    assert chief.post(password, {"password1": "x", "password2": "x"}).status_code == 403
    assert chief.post(address("user", "change", root.pk), {"username": "taken"}).status_code == 403
    assert chief.post(address("user", "delete", editor.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=editor.pk, username=editor.username).exists()


def test_accounts_are_for_chiefs(enter):
    assert enter("reviewer").get(address("user")).status_code == 403


def test_a_published_claim_says_so_on_its_page(enter):
    claim = make_claim()
    publish_all(claim)
    page = enter("editor").get(address("claim", "change", claim.pk)).content.decode()
    assert f'In public: <a href="/claims/{claim.uid}/">version 1</a>' in page
    assert enter("editor").get(f"/claims/{claim.uid}/", follow=True).status_code == 200


def test_the_cells_of_a_list_know_their_column_for_screens_that_show_cards(enter):
    make_source("A & B", role="<minister>")
    page = enter("editor").get(address("source")).content.decode()
    assert '<td data-title="Role" class="field-role">&lt;minister&gt;</td>' in page
    assert '<td data-title="Country" data-blank class="field-country nowrap">–</td>' in page
    assert '<td data-title="State" class="field-state"><span class="state draft">Draft</span></td>' in page
    assert '<th data-title="Name" class="field-name">' in page
    assert '<td class="action-checkbox">' in page
