"""One search index on both databases (FTS5, tsvector), filled with the same tokens."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Indexed(NamedTuple):
    """What goes into the index for one public record."""

    uid: str
    type: str
    position: int
    document: dict[str, Any]


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Make the raw table if it does not stand. A ``post_migrate`` receiver."""


def index(entries: Sequence[Indexed]) -> None:
    """Enter records that are not in the index."""


def remove(uids: Sequence[str]) -> None:
    """Take records out."""


def clear() -> None:
    """Empty the index."""
