"""Which proposals are of a claim, and whether they say of it what the gold says. ``scoring`` defines the measures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.ingest.shapes import Extent, Proposal, Speaker
from tests.bench.ingest.gold import Claim, Figure, Speakers
from tests.bench.ingest.wording import Letters, Place, shared, words_of

END = re.compile(r"(?<=[.?!][\"”’']) |(?<=[.?!]) ")
# Words before a name that do not belong to it.
BEFORE = frozenset(("the", "a", "an", "some", "several", "its", "his", "her", "their", "one", "of", "both", "other"))


@dataclass(frozen=True)
class Judged:
    """A claim of the gold with what the best of its proposals got right: (measure, right, what was told)."""

    fragment: str
    passage: str
    sentence: str
    is_covered: bool
    marks: tuple[tuple[str, bool, str], ...]
    figures: tuple[tuple[bool, str], ...]


def judged(claim: Claim, covering: Sequence[Proposal], text: str) -> Judged:
    figures = tuple(
        (any(_has(each, figure) for each in covering), f"{figure.low} to {figure.high}") for figure in claim.figures
    )
    fragment, passage = claim.fragments[0]
    if not covering:
        return Judged(fragment, _around(fragment, passage), "", False, (), figures)
    marked = [(each, tuple(_marks(claim, each))) for each in covering]
    chosen, marks = max(marked, key=lambda each: sum(is_right for _, is_right, _ in each[1]))
    sentence = text[chosen.sentence.start : chosen.sentence.end]
    return Judged(fragment, passage, sentence, True, marks, figures)


def _around(fragment: str, passage: str) -> str:
    """About the sentence in which the fragment stands."""
    ((start, end), *_) = Letters(passage).places(fragment)
    before, after = END.split(passage[:start])[-1], END.split(passage[end:])[0]
    return f"{before}{passage[start:end]}{after}"


def covering(claims: Iterable[Claim], proposals: Sequence[Proposal], text: str) -> list[list[int]]:
    """For each claim, the numbers of the proposals that cover it."""
    return [[number for number, each in enumerate(proposals) if _covers(each, claim, text)] for claim in claims]


def paired(fitting: Sequence[Sequence[int]]) -> dict[int, int]:
    """As many pairs as can be of a number in ``fitting`` and a number that it lists, none of them in two pairs."""
    taken: dict[int, int] = {}  # the listed number first

    def found(number: int, tried: set[int]) -> bool:
        for each in fitting[number]:
            if each not in tried:
                tried.add(each)
                if each not in taken or found(taken[each], tried):
                    taken[each] = number
                    return True
        return False

    for number in range(len(fitting)):
        found(number, set())
    return {number: each for each, number in taken.items()}


def _covers(proposal: Proposal, claim: Claim, text: str) -> bool:
    return any(
        _is_about(proposal, place)
        for fragment, passage in claim.fragments
        for extent in (proposal.sentence, proposal.content)
        for place in _places(fragment, passage, extent, text)
    )


def _places(fragment: str, passage: str, extent: Extent, text: str) -> list[Place]:
    """Where the words stand in the extent. They may be few: it must be of the passage, too."""
    words = Letters(text[extent.start : extent.end])
    if not (Letters(passage).holds(words.text) or words.holds(passage)):
        return []
    return [Place(extent.start + start, extent.start + end) for start, end in words.places(fragment)]


def _is_about(proposal: Proposal, place: Place) -> bool:
    """Not whatever stands in its sentence: half of the place at least is its content, or its cue is in the place."""
    return shared(place, proposal.content) * 2 >= place.end - place.start or shared(place, proposal.cue) > 0


def _has(proposal: Proposal, figure: Figure) -> bool:
    bounds = ((amount.low, amount.high) for amount in proposal.amounts)
    return any(
        (low if low is not None else high) == figure.low and (high if high is not None else low) == figure.high
        for low, high in bounds
    )


def _marks(claim: Claim, proposal: Proposal) -> Iterator[tuple[str, bool, str]]:
    last = proposal.steps[-1].speakers if proposal.steps else ()
    everybody = [speaker for step in proposal.steps for speaker in step.speakers]
    told = f"{proposal.rule}: {_told(last)}; wanted {_wanted(claim.last)}"
    yield "speakers", _names(claim.last, last), told
    yield "in chain", _names(claim.chain, everybody), f"{_told(everybody)}; wanted {_wanted(claim.chain)}"
    yield "claim kinds", proposal.kind in claim.kinds, f"{proposal.rule}: {proposal.kind}; wanted {claim.kinds}"
    if claim.steps > 1:
        yield "steps", len(proposal.steps) >= claim.steps, f"{len(proposal.steps)} of {claim.steps}"
    if claim.kinds == ("denial",):
        yield "denials", _denies(proposal), f"{proposal.rule}: {proposal.kind}, {proposal.stance}"


def _denies(proposal: Proposal) -> bool:
    forces = {step.force for step in proposal.steps}
    return proposal.negated or proposal.kind == "denial" or proposal.stance == "denies" or "denying" in forces


def _names(wanted: Speakers, speakers: Sequence[Speaker]) -> bool:
    if wanted.is_unstated and (not speakers or any(each.naming == "not_stated" for each in speakers)):
        return True
    return any(is_named(each.label, wanted) for each in speakers)


def is_named(label: str, wanted: Speakers) -> bool:
    """The label is one of the names, or has one of two words or more in it; or a loose one begins with it."""
    words = _bare(label)
    if not words:
        return False
    names = [_bare(name) for name in wanted.names]
    if words in names or any(len(name) > 1 and _runs(name, words) for name in names):
        return True
    return any(_bare(loose)[: len(words)] == words for loose in wanted.loose)


def _bare(name: str) -> list[str]:
    words = words_of(name)
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    return words


def _runs(name: list[str], words: list[str]) -> bool:
    return any(words[start : start + len(name)] == name for start in range(len(words) - len(name) + 1))


def _told(speakers: Iterable[Speaker]) -> str:
    return ", ".join(f"{each.label or '-'} ({each.printed}, {each.naming})" for each in speakers) or "nobody"


def _wanted(speakers: Speakers) -> str:
    return " or ".join((*speakers.names, *speakers.loose, *(("not stated",) if speakers.is_unstated else ())))
