"""The steps before serving: each looks first, and none touches anybody's work."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError

from archive import collection
from archive.ledger import guards
from archive.models import Source, Topic, User
from archive.reading_room.projecting import rebuild
from config import start


@pytest.fixture
def said():
    return []


@pytest.fixture
def loaded(monkeypatch):
    """Notes each call of the collection's loader."""
    calls = []
    monkeypatch.setattr(collection, "load", lambda directory, **options: calls.append((directory, options)))
    return calls


@pytest.mark.django_db
def test_collection_is_loaded_into_an_empty_archive(said, loaded, settings):
    start.load_collection(said.append)
    ((directory, options),) = loaded
    assert directory == settings.SEEDS
    assert options["publish"] is True
    options["report"]("Publishing", 3, 170)
    assert said[-1] == "  Publishing: 3 of 170"


@pytest.mark.django_db
def test_collection_is_not_loaded_beside_somebody_s_draft(said, loaded):
    Source.objects.create(name="A draft", kind="person")
    start.load_collection(said.append)
    assert loaded == []
    assert said == []


@pytest.mark.django_db(transaction=True)
def test_collection_that_fails_half_way_leaves_nothing(said, monkeypatch):
    def fail(directory, *, publish, report):
        Source.objects.create(name="Half", kind="person")
        raise KeyboardInterrupt

    monkeypatch.setattr(collection, "load", fail)
    with pytest.raises(KeyboardInterrupt):
        start.load_collection(said.append)
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_faults_of_the_collection_are_told_in_its_own_words(said, monkeypatch):
    def refuse(directory, *, publish, report):
        raise collection.Faults([collection.Fault("sources.yaml", 3, "kind", "No such kind")])

    monkeypatch.setattr(collection, "load", refuse)
    with pytest.raises(CommandError, match=r"sources\.yaml:3: kind: No such kind"):
        start.load_collection(said.append)


def test_progress_is_told_every_two_seconds(said, monkeypatch):
    clock = SimpleNamespace(now=0)
    monkeypatch.setattr(start, "time", SimpleNamespace(monotonic=lambda: clock.now))
    progress = start.Progress(said.append)
    for clock.now in range(7):
        progress("Loading", clock.now, 6)
    progress("Publishing", 0, 6)
    assert said == ["  Loading: 0 of 6", "  Loading: 3 of 6", "  Loading: 6 of 6", "  Publishing: 0 of 6"]


@pytest.mark.django_db
def test_words_are_loaded_once_and_then_belong_to_the_desk(said):
    start.load_fixtures(said.append)
    assert {"editor", "reviewer"} <= set(Group.objects.values_list("name", flat=True))
    topic = Topic.objects.order_by("slug").first()
    topic.label = "Renamed by an editor"
    topic.save()
    said.clear()
    start.load_fixtures(said.append)
    topic.refresh_from_db()
    assert topic.label == "Renamed by an editor"
    assert said == []


@pytest.mark.django_db
def test_two_people_are_made_who_cannot_log_in_by_password(said):
    start.load_fixtures(said.append)
    start.make_people()
    start.make_people()
    for user in User.objects.filter(username__in=start.PEOPLE):
        assert not user.has_usable_password()
        assert user.is_staff
        assert not user.is_superuser
        assert [group.name for group in user.groups.all()] == [user.username]
    assert [name for name, _ in start.login_links()] == ["editor", "reviewer"]


@pytest.mark.django_db
def test_nobody_is_added_where_people_can_already_log_in(said):
    User.objects.create_user("chief", is_staff=True)
    start.make_people()
    assert User.objects.count() == 1
    assert list(start.login_links()) == []


@pytest.mark.django_db
def test_deactivated_account_gets_no_link_and_stays_as_it_is(said):
    start.load_fixtures(said.append)
    start.make_people()
    User.objects.filter(username="editor").update(is_active=False)
    start.make_people()
    assert [name for name, _ in start.login_links()] == ["reviewer"]


@pytest.mark.django_db(transaction=True)
def test_missing_guard_is_put_back_and_said(said):
    guards.lift(plan=["killed half-way"])
    assert guards.missing()
    start.migrate(said.append)
    assert guards.missing() == []
    assert "verify" in said[0]
    said.clear()
    start.migrate(said.append)
    assert said == []


@pytest.mark.django_db
def test_documents_are_composed_anew_when_other_code_made_them(said, monkeypatch):
    done = []
    monkeypatch.setattr(rebuild, "rebuild", done.append)
    start.renew_documents(said.append)
    assert done == []
    monkeypatch.setattr(rebuild, "is_current", lambda: False)
    start.renew_documents(said.append)
    assert len(done) == 1


@pytest.mark.django_db
def test_fixtures_can_be_loaded_again_by_hand(said):
    start.load_fixtures(said.append)
    for name in start.FIXTURES:
        call_command("loaddata", name, verbosity=0)


def test_static_files_are_collected_when_they_changed(said, settings, tmp_path, monkeypatch):
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    collected = []
    monkeypatch.setattr(start, "call_command", lambda *words, **options: collected.append(words))
    start.collect_static(said.append)
    settings.STATIC_ROOT.mkdir()
    start.collect_static(said.append)
    (tmp_path / "static.stamp").write_text("other files", encoding="ascii")
    start.collect_static(said.append)
    assert collected == [("collectstatic",)] * 2
