"""What ingest makes of a document, stage by stage, and what each stage costs."""

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from archive.ingest.describing import describe
from archive.ingest.finding import find
from archive.ingest.proposing import propose
from archive.ingest.reading import read
from archive.ingest.shapes import Confidence, Found, Guess, Proposal, Read, Refusal
from tests.bench.ingest.gold import Gold

STAGES = ("read", "find", "describe", "propose")
SURENESS = {Confidence.LOW: 0, Confidence.MODERATE: 1, Confidence.HIGH: 2}
T = TypeVar("T")


@dataclass
class Outcome:
    """``refusal`` says why there is no more than there is; ``seconds`` of processor time are by stage."""

    read: Read | None = None
    found: Found | None = None
    guesses: list[Guess] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    refusal: str = ""
    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, stage: str, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        started = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            self.seconds[stage] = time.process_time() - started


def run(gold: Gold) -> Outcome:
    """The pure pipeline on one document, as far as it goes."""
    made = Outcome()
    try:
        _run(gold, made)
    except Refusal as refusal:
        made.refusal = refusal.sentence
    except Exception as fault:  # noqa: BLE001 - one document that breaks the pipeline does not hide the others
        made.refusal = "".join(traceback.format_exception(fault)[-3:])
    return made


def _run(gold: Gold, made: Outcome) -> None:
    parts = made.timed("read", lambda: list(read(gold.data, name=gold.name, url=gold.url, media_type=gold.media_type)))
    made.read = next((part for part in parts if isinstance(part, Read)), None)
    if made.read is None:
        raise next((part for part in parts if isinstance(part, Refusal)), Refusal("Nothing was read."))
    made.found = made.timed("find", find, made.read)
    made.guesses = made.timed("describe", describe, made.read, made.found, taken=gold.taken)
    known = {name: best(made.guesses, name) for name in ("language", "published")}
    made.proposals = made.timed(
        "propose", propose, made.found, language=known["language"] or "en", published=known["published"]
    )


def best(guesses: list[Guess], name: str) -> str:
    """The surest value of a field, the first of equals; empty when there is none."""
    fitting = [guess for guess in guesses if guess.field == name]
    return max(fitting, key=lambda guess: SURENESS[guess.confidence]).value if fitting else ""
