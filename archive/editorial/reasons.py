"""Why a chain counts as it does, in sentences for whoever enters it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from archive.provenance.chains import LABEL, StepSource
from archive.provenance.collapse import voice
from archive.provenance.origins import COUNTING
from archive.reading_room.compose import cards
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import plain_chain, utterance
from archive.reading_room.telling.chains import STANCES
from archive.reading_room.telling.origins import together
from archive.text.dates import Span

Data = Mapping[str, Any]
Json = dict[str, Any]


def why(appearance: Json, subjects: Collection[str], origins: Data, look_up: LookUp) -> list[str]:
    """Sentences that lead from the chain of ``appearance`` to ``origins``, the block it alone yields."""
    chain = plain_chain(appearance)
    if not chain:
        return []
    stance = appearance["stance"]
    if stance not in COUNTING:
        return [f"The article {STANCES[stance]}: that is no evidence that anybody holds it, so nothing counts."]
    inferred = [str(number) for number, step in enumerate(chain, start=1) if step.inferred]
    if inferred:
        steps = f"Step {inferred[0]} is" if len(inferred) == 1 else f"Steps {together(inferred)} are"
        return [f"{steps} inferred: the chain is listed and counts nowhere."]
    if len(chain) == 1:
        return ["It cites nobody, and one’s own voice is no attributed origin."]
    span = utterance(appearance, look_up)[0]
    reader = _Reader(subjects, span, look_up)
    found = [*_far_ends(chain[-1].sources, reader), *_itself(chain[0].sources, chain[-1].sources, reader)]
    found += _through(origins)
    return list(dict.fromkeys(found))


class _Reader:
    """Names and voices at the time of one utterance."""

    def __init__(self, subjects: Collection[str], span: Span, look_up: LookUp) -> None:
        self.span, self.look_up = span, look_up
        self.concerned = {body for uid in subjects for body in self.bodies(uid)}

    def bodies(self, key: str) -> tuple[str, ...]:
        return voice(key, self.span, self.look_up.actor).bodies

    def tops(self, key: str) -> tuple[str, ...]:
        return voice(key, self.span, self.look_up.actor).tops

    def is_nobody(self, key: str) -> bool:
        if key.startswith(LABEL):
            return True
        actor = self.look_up.actor(key)
        return actor is None or actor.kind == "unnamed"

    def name(self, key: str) -> str:
        if key.startswith(LABEL):
            return key.removeprefix(LABEL)
        return cards.source(key, self.look_up)["name"] or "A withdrawn source"


def _far_ends(sources: tuple[StepSource, ...], reader: _Reader) -> Iterator[str]:
    counted: dict[str, list[str]] = {}
    for source in sources:
        if source.key is None:
            yield "The text does not say who it was: an end without a name counts as none."
            continue
        name = reader.name(source.key)
        tops = [top for top in reader.tops(source.key) if not reader.is_nobody(top)]
        if not tops:
            yield f"{_begun(name)} has no name here and speaks for no known body: that counts as none."
            continue
        counted.setdefault(tops[0], []).append(name)
        yield from _collapsed(source.key, tops, reader)
        if reader.concerned.intersection(reader.bodies(source.key)):
            yield f"{_begun(name)} speaks in its own cause: the claim is about it or a body it speaks for."
    for top, names in counted.items():
        if len(names) > 1:
            yield f"{_begun(together(names))} are one origin: {reader.name(top)}."
    if sum(source.naming == "by_credit" for source in sources) > 1:
        yield "Sources that are credited together are one origin."


def _collapsed(key: str, tops: list[str], reader: _Reader) -> Iterator[str]:
    itself, *above = reader.bodies(key)
    if itself in tops:
        return
    if len(tops) == 1 and above[-1] == tops[0]:
        line = ", which speaks for ".join([reader.name(body) for body in above])
        yield f"{_begun(reader.name(key))} speaks for {line}, and is counted as it."
    else:
        whom = together([reader.name(top) for top in tops])
        yield f"{_begun(reader.name(key))} speaks for {whom}, and is counted as one of them."


def _itself(first: tuple[StepSource, ...], last: tuple[StepSource, ...], reader: _Reader) -> Iterator[str]:
    speakers = {source.key for source in first}
    for source in last:
        if source.key is not None and source.key in speakers:
            yield f"{_begun(reader.name(source.key))} is cited as its own source."


def _through(origins: Data) -> Iterator[str]:
    names = [each["name"] or "a withdrawn source" for each in origins["through"]]
    if names:
        yield f"All of it came through {together(names)}, so none of it corroborates anything by itself."


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
