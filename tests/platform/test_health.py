"""What operators' probes are told."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from archive.ledger import guards
from archive.models import Stale
from config import health


@pytest.fixture(autouse=True)
def fresh_process():
    cache.clear()
    yield
    cache.clear()


def test_healthz_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_that_all_stands(client, django_assert_max_num_queries):
    Stale.objects.create(uid="aaaaaaaaaa", seq=1)
    first = client.get("/readyz")
    assert first.status_code == 200
    assert first.json() == {"status": "ok", "migrations": [], "guards": [], "stale_documents": 1}
    with django_assert_max_num_queries(2):
        assert client.get("/readyz").json() == first.json()


@pytest.mark.django_db
def test_readyz_names_a_pending_migration(client):
    last = MigrationRecorder.Migration.objects.filter(app="archive").order_by("-name").first()
    last.delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == [f"archive.{last.name}"]


@pytest.mark.django_db
def test_readyz_names_a_missing_guard(client):
    guard = guards.GUARDS[0]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f" ON {guard.table}"
        cursor.execute(f"DROP TRIGGER {guard.name}{on}")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["guards"] == [guard.name]


@pytest.mark.django_db
def test_readyz_says_when_the_database_does_not_answer(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(health, "pending_migrations", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": "does not answer"}


def test_probes_only_look(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
