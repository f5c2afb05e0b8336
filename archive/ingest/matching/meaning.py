"""The order of candidates by what they mean, where the optional extra ``semantic`` is installed; else as they came.

It finds nothing and decides nothing: "causes" and "does not cause" mean nearly the same to it.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from archive.ingest.shapes import Match

MODULE = "wordllama"

Likeness = Callable[[str, str], float]


def reordered(statement: str, matches: list[Match]) -> list[Match]:
    """The same matches, likeliest first by their words and their meaning together."""
    likeness = model() if len(matches) > 1 else None
    if likeness is None:
        return matches
    return sorted(matches, key=lambda match: -(match.likeness + likeness(statement, match.label)))


@cache
def model() -> Likeness | None:
    """How alike the meanings of two texts are, from 0 to 1; None where the extra is not installed."""
    if find_spec(MODULE) is None:
        return None
    wordllama: Any = import_module(MODULE)
    # Its weights lie in its package, where it looks for them only when it is told to.
    loaded = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    return lambda one, other: float(loaded.similarity(one, other))
