"""Who takes in, and what is left of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps

from archive.ingest.taking import Brought, Outcome, take
from archive.ingest.understanding import Understood
from tests.factories import someone

AT = datetime(2024, 3, 5, 9, tzinfo=UTC)


def nothing(outcome: Outcome) -> None:
    """Settle nothing."""


@pytest.fixture
def taken() -> Callable[..., Outcome]:
    """Take a document in on somebody's account."""

    def taken(document: Understood, *, url: str = "", at: datetime = AT, **values: Any) -> Outcome:
        brought = Brought(at, url, is_fetched=bool(url))
        return take(document, brought, **{"by": someone("researcher"), "settle": nothing, **values})

    return taken


def rows() -> dict[str, int]:
    """How many rows each table of the archive has."""
    models = [*apps.get_app_config("archive").get_models(), apps.get_model("admin", "LogEntry")]
    return {model._meta.label: count for model in models if (count := model._default_manager.count())}


class Cut(Exception):
    """The process died here."""


class Cutting:
    """Cuts at the statement ``number``, counted from 0; ``statements`` is how many were asked."""

    def __init__(self, number: int) -> None:
        self.number, self.statements = number, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            if self.statements == self.number:
                self.statements += 1
                raise Cut
            self.statements += 1
        return execute(sql, params, many, context)
