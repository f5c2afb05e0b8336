"""One small archive for all tests of a file: made once, taken back at its end."""

from types import SimpleNamespace

import pytest

from archive.models import Document
from tests.public.cast import Cast, publish_cast


@pytest.fixture(scope="module")
def cast(made_once: None) -> Cast:
    return publish_cast()


@pytest.fixture(scope="module")
def addresses(cast: Cast) -> SimpleNamespace:
    """The address of each member of the cast, by the same names."""
    slugs = dict(Document.objects.values_list("uid", "slug"))
    return SimpleNamespace(
        **{name: f"/{record.type}s/{record.uid}/{slugs[record.uid]}/" for name, record in cast._asdict().items()}
    )
