"""Items on their way, and what they bring: made by hand, so that nothing is fetched and no process is started."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from archive.ingest.fetching import Fetched
from archive.ingest.working.bringing import Event
from archive.ingest.working.handing import Thing, handed_over
from archive.models import IntakeItem
from tests.factories import someone

FETCHED_AT = datetime(2024, 3, 5, 9, tzinfo=UTC)


def fetched(url: str, body: bytes, *, status: int = 200, **headers: str) -> Fetched:
    given = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Fetched(url, url, status, given, body, FETCHED_AT, b"WARC/1.1 of " + url.encode())


@pytest.fixture
def item() -> Callable[..., IntakeItem]:
    """A thing that was handed over, and waits."""

    def item(data: bytes | None = b"Some bytes.", url: str = "", **values: Any) -> IntakeItem:
        intake = handed_over("upload", [Thing("thing.html", data, url)], someone("researcher"))
        IntakeItem.objects.filter(intake=intake).update(**values)
        return IntakeItem.objects.get(intake=intake)

    return item


def events(*given: Event | BaseException) -> Iterator[Event]:
    """What reading brings: what is given, and an error where one is given to be raised."""
    yield from raising(given)


def raising(given: Iterable[Any]) -> Iterator[Event]:
    for each in given:
        if isinstance(each, Raised):
            raise each.error
        yield each


class Raised:
    """To be raised, not brought."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def past(**values: float) -> datetime:
    return timezone.now() - timedelta(**values)
