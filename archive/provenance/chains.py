"""The plain shapes the rules read: who a source is, and how a statement reached the reader.

A *key* names a source: its uid, or `label:` and the words printed, where no record stands
behind them. Keys are all the rules compare; names are for pages.
"""

from collections.abc import Callable
from typing import NamedTuple

from archive.text.dates import Span

LABEL = "label:"


class Tie(NamedTuple):
    """An affiliation of a source with a body, and the longest time it may have held."""

    body: str
    type: str
    span: Span


class Actor(NamedTuple):
    """A source as the rules see it: `kind` as on the record, `ties` to the bodies above it."""

    key: str
    kind: str
    ties: tuple[Tie, ...] = ()


class StepSource(NamedTuple):
    """A source of one step. The key is None where the text does not say who it was."""

    key: str | None
    naming: str


class Step(NamedTuple):
    """One link of a chain; several sources speak side by side in it."""

    sources: tuple[StepSource, ...]
    force: str = "neutral"
    inferred: bool = False


class Appearance(NamedTuple):
    """A claim in an article.

    `span` is the time of the utterance, at which affiliations are read. `chain` runs from the
    voice that speaks to the reader to the one said to know. `day` is the ordinal of the
    day from which the appearance counts, None while unknown. `authors` are the article's, so that
    an author quoted as the source of his own article is seen to be one.
    """

    article: str
    stance: str
    span: Span
    chain: tuple[Step, ...]
    day: int | None = None
    attribution: str = ""
    authors: tuple[str, ...] = ()


# Looks a key up; None for one that has no record (any more). The answer may carry another key: the
# source was merged into that one and is counted as it.
World = Callable[[str], Actor | None]
