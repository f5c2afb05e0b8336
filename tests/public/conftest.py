"""One small archive for all tests of a file: made once, taken back at its end."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction

from archive.models import Document
from tests.public.cast import Cast, publish_cast


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Cast]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield publish_cast()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(cast: Cast, django_db_blocker: pytest.FixtureRequest) -> SimpleNamespace:
    """The address of each member of the cast, by the same names."""
    with django_db_blocker.unblock():
        slugs = dict(Document.objects.values_list("uid", "slug"))
    return SimpleNamespace(
        **{name: f"/{record.type}s/{record.uid}/{slugs[record.uid]}/" for name, record in cast._asdict().items()}
    )
