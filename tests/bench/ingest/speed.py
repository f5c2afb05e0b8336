"""What the pure pipeline costs: articles and proposals a second on one core, by stage, and memory."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.ingest.gold import Gold
from tests.bench.ingest.outcome import STAGES, run
from tests.bench.machine import memory_mb

SECONDS = 5


@dataclass(frozen=True)
class Speed:
    """By processor time, whatever else the machine does; ``stages`` are shares of it, ``memory`` in MB: before, after, most."""

    articles_per_second: float
    proposals_per_second: float
    slowest_ms: float
    stages: dict[str, float]
    memory: tuple[float, float, float]


def speed(golds: Sequence[Gold], seconds: float = SECONDS) -> Speed:
    """All documents in turn, in this process and no other, for so many seconds at least; all were run once before."""
    before, _ = memory_mb()
    stages, articles, proposals, times = dict.fromkeys(STAGES, 0.0), 0, 0, [0.0]
    started = time.perf_counter()
    while time.perf_counter() < started + seconds:
        for gold in golds:
            made = run(gold)
            articles, proposals = articles + 1, proposals + len(made.proposals)
            times.append(sum(made.seconds.values()))
            for stage, spent in made.seconds.items():
                stages[stage] += spent
    whole = sum(stages.values()) or 1
    now, most = memory_mb()
    shares = {stage: spent / whole for stage, spent in stages.items()}
    return Speed(articles / whole, proposals / whole, max(times) * 1_000, shares, (before, now, most))


def speeds(found: Speed) -> Iterator[str]:
    yield (
        f"pure pipeline, by processor time: {found.articles_per_second:.1f} articles/s, "
        f"{found.proposals_per_second:.0f} proposals/s, slowest article {found.slowest_ms:.0f} ms"
    )
    yield "time: " + ", ".join(f"{stage} {share:.0%}" for stage, share in found.stages.items())
    yield "memory: {:.0f} MB before, {:.0f} after, {:.0f} at most".format(*found.memory)
