"""An attribution chain in one line, for people."""

from collections.abc import Iterable, Sequence

from archive.models import Appearance, StepSource

Steps = Iterable[tuple[Sequence[StepSource], bool]]


def chain_in_words(appearance: Appearance) -> str:
    """Who told whom, from the reader's side to the far end (asks no query when prefetched)."""
    steps = sorted(appearance.chain.all(), key=lambda step: step.position)
    return in_words((sorted(step.sources.all(), key=lambda each: each.position), step.inferred) for step in steps)


def in_words(steps: Steps) -> str:
    """The same of steps in their order: who speaks in each, and whether it is inferred."""
    return " ← ".join(_step(sources, inferred) for sources, inferred in steps)


def _step(sources: Sequence[StepSource], inferred: bool) -> str:
    who = ", ".join(str(each) for each in sources) or "nobody named"
    return f"{who} (inferred)" if inferred else who
