"""An attribution chain in one line, for people."""

from archive.models import Appearance, ChainStep


def chain_in_words(appearance: Appearance) -> str:
    """Who told whom, from the reader's side to the far end (asks no query when prefetched)."""
    steps = sorted(appearance.chain.all(), key=lambda step: step.position)
    return " ← ".join(_step(step) for step in steps)


def _step(step: ChainStep) -> str:
    sources = sorted(step.sources.all(), key=lambda each: each.position)
    who = ", ".join(str(each) for each in sources) or "nobody named"
    return f"{who} (inferred)" if step.inferred else who
