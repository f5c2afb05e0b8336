"""A small collection that uses every field, and the words it takes from the vocabularies."""

import shutil
from pathlib import Path

import pytest

from tests.collection.vocabulary import make_words

SAMPLE = Path(__file__).with_name("sample")


@pytest.fixture
def words(db: None) -> None:
    make_words()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample that a test may spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))
