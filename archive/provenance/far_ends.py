"""Who stands at the far end of a chain, and whom it came through: the reading before the count."""

from collections.abc import Collection
from typing import NamedTuple

from archive.provenance.chains import LABEL, Actor, Appearance, Step, StepSource, World
from archive.provenance.collapse import Voice, voice
from archive.text.dates import Span

# The bodies one voice may be counted as, sorted. It is one voice, so it is counted as one of them.
Tops = tuple[str, ...]


_NOBODY = frozenset({None, "unnamed"})


class FarEnd(NamedTuple):
    """Who is said to know, read at the time of the utterance.

    tops       the bodies it may be counted as; none where nobody known stands there
    alias      tells two ends without tops apart
    bodies     everything it speaks for, itself included
    own_cause  the claim is about one of these bodies
    is_author  the article cites its own author, or the voice that speaks to the reader
    """

    tops: Tops
    alias: tuple[str, ...]
    bodies: frozenset[str]
    own_cause: bool
    is_author: bool


class Reader:
    """One reading of one claim; asks the world for every key at most once."""

    def __init__(self, subjects: Collection[str], world: World) -> None:
        self._subjects = subjects
        self._ask = world
        self._actors: dict[str, Actor | None] = {}
        self._voices: dict[tuple[str, Span], Voice] = {}
        self._concerned: dict[Span, frozenset[str]] = {}
        self._far_ends: dict[int, tuple[Appearance, list[FarEnd]]] = {}

    def world(self, key: str) -> Actor | None:
        """What the world knows of `key`."""
        try:
            return self._actors[key]
        except KeyError:
            actor = self._actors[key] = self._ask(key)
            return actor

    def kind(self, key: str) -> str | None:
        """The kind of a source; None where no record says it."""
        if key.startswith(LABEL):
            return "unnamed"
        actor = self.world(key)
        return actor.kind if actor else None

    def voice(self, key: str, span: Span) -> Voice:
        """Whom `key` speaks for at a time."""
        actor = self.world(key)
        if actor is None or not actor.ties:
            alone = (actor.key if actor else key,)
            return Voice(alone, alone)
        known = self._voices.get((key, span))
        if known is None:
            known = self._voices[key, span] = voice(key, span, self.world)
        return known

    def far_ends(self, appearance: Appearance) -> list[FarEnd]:
        """The ends of the appearance's chain: each source of its last step."""
        # Found again by identity: to hash a whole chain would take as long as to read it.
        known = self._far_ends.get(id(appearance))
        if known is None:
            ends = [self._far_end(appearance, sources) for sources in _apart(appearance.chain[-1])]
            known = self._far_ends[id(appearance)] = (appearance, ends)
        return known[1]

    def relays(self, appearance: Appearance) -> frozenset[str]:
        """The governments for which a source in the middle of the chain speaks."""
        found: set[str] = set()
        for step in appearance.chain[1:-1]:
            for source in step.sources:
                if source.key is not None:
                    found.update(self.voice(source.key, appearance.span).bodies)
        return frozenset([body for body in found if self.kind(body) == "government"])

    def _far_end(self, appearance: Appearance, sources: list[StepSource]) -> FarEnd:
        """The one end that `sources` make together."""
        span = appearance.span
        keys = [source.key for source in sources if source.key is not None]
        bodies: set[str] = set()
        tops: set[str] = set()
        for key in keys:
            spoken_for = self.voice(key, span)
            bodies.update(spoken_for.bodies)
            tops.update(self._known_tops(spoken_for))
        return FarEnd(
            tuple(sorted(tops)),
            _alias(appearance, keys),
            frozenset(bodies),
            not bodies.isdisjoint(self._concerns(span)),
            not _speakers(appearance).isdisjoint(keys),
        )

    def _known_tops(self, spoken_for: Voice) -> Tops:
        """The bodies a source may be counted as.

        Somebody without a name, or without a record any more, is counted only as a body that is
        known.
        """
        if self.kind(spoken_for.bodies[0]) in _NOBODY:
            return tuple([top for top in spoken_for.tops if self.kind(top) not in _NOBODY])
        return spoken_for.tops

    def _concerns(self, span: Span) -> frozenset[str]:
        """The subjects of the claim and the bodies they speak for."""
        known = self._concerned.get(span)
        if known is None:
            bodies = [body for key in self._subjects for body in self.voice(key, span).bodies]
            known = self._concerned[span] = frozenset(bodies)
        return known


def _alias(appearance: Appearance, keys: list[str]) -> tuple[str, ...]:
    """A record is itself everywhere; words such as "experts" mean other people in each article."""
    everywhere = [key for key in keys if not key.startswith(LABEL)]
    return ("", *sorted(everywhere)) if everywhere else (appearance.article, *sorted(keys))


def _apart(step: Step) -> list[list[StepSource]]:
    """The voices of a step: every source one, but a credit to two agencies one together."""
    alone = [[source] for source in step.sources if source.naming != "by_credit"]
    credited = [source for source in step.sources if source.naming == "by_credit"]
    return [*alone, credited] if credited else alone


def _speakers(appearance: Appearance) -> set[str | None]:
    speakers = {source.key for source in appearance.chain[0].sources}
    speakers.update(appearance.authors)
    return speakers
