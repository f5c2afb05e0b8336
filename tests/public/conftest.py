"""One small archive for all tests of a file: made once, taken back at its end."""

from types import SimpleNamespace

import pytest

from tests.public.cast import Cast, addresses_of, publish_cast


@pytest.fixture(scope="module")
def cast(made_once: None) -> Cast:
    return publish_cast()


@pytest.fixture(scope="module")
def addresses(cast: Cast) -> SimpleNamespace:
    return addresses_of(cast)
