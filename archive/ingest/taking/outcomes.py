"""What became of a document."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from archive.models import Article, IntakeItem

State = IntakeItem.State


class Brought(NamedTuple):
    """Where and when the bytes of a document were taken; ``is_fetched`` is false for what somebody handed over.

    ``basis`` says how the time is known, where that is not plain.
    """

    at: datetime
    url: str = ""
    is_fetched: bool = False
    basis: str = ""


class Outcome(NamedTuple):
    """``state`` is a word of IntakeItem.State; ``proposed`` counts new suggestions, ``carried`` anchors in the text."""

    state: str
    reason: str
    article: Article | None = None
    proposed: int = 0
    carried: int = 0
    orphaned: int = 0
    findings: dict[str, Any] = {}


Settle = Callable[[Outcome], None]
