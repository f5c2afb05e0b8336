"""Which of many alike cases every run takes, and which only a thorough one."""

from collections.abc import Sequence
from typing import Any

import pytest


def first_of(values: Sequence[Any], quick: int = 1) -> list[Any]:
    """Parameters of a test: the first ``quick`` of ``values`` as they are, the others marked thorough."""
    return [*values[:quick], *(pytest.param(each, marks=pytest.mark.thorough) for each in values[quick:])]
