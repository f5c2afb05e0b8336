"""The WSGI entry: what ``manage.py up`` serves, and any other WSGI server can."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()


@receiver(connection_created)
def bound_statements(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """No request may keep PostgreSQL busy for longer; commands, which move whole tables, may.

    Nor may it take several processes: to start them takes longer than any of its statements.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '10s'; SET max_parallel_workers_per_gather = 0")
