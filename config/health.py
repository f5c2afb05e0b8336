"""Probes for operators. ``/healthz``: the process answers. ``/readyz``: so does all it stands on."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.ledger import guards
from archive.models import Stale

# Reading every migration takes some 50 ms; once none is pending, none will be in this process.
MIGRATED = "health.migrated"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 without touching the database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200, or 503 with what is wrong. Documents that wait to be composed anew are told, and are no fault."""
    try:
        faults = {
            "migrations": pending_migrations(),
            "guards": guards.missing(),
        }
        stale = Stale.objects.count() if not faults["migrations"] else 0
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "does not answer"}, status=503)
    ready = not any(faults.values())
    answer = {"status": "ok" if ready else "unavailable", **faults, "stale_documents": stale}
    return JsonResponse(answer, status=200 if ready else 503)


def pending_migrations() -> list[str]:
    """Names of migrations that the database has not had."""
    if cache.get(MIGRATED):
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    cache.set(MIGRATED, not plan, None)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
