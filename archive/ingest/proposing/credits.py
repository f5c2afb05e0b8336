"""What a picture shows is told by whoever the picture is credited to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.ingest.proposing.drafting import Draft, proposal_of
from archive.ingest.proposing.lexicon import Lexicon, Rule
from archive.ingest.proposing.sentences import sentences
from archive.ingest.shapes import Confidence, Extent, Found, Kind, Proposal, Speaker, Step, Stretch

_RULE = Rule("credit", "credit", "neutral")
_LONGEST = 120  # characters of a credit


def credited(found: Found, made: Sequence[Proposal], rules: Lexicon) -> Iterator[Proposal]:
    """The sentences of captions with a news agency's credit from which nothing else is proposed."""
    taken = {proposal.sentence for proposal in made}
    for caption, credit in pairwise(found.layout):
        words = found.text[credit.start : credit.end].strip()
        if caption.kind is not Kind.CAPTION or credit.kind is not Kind.CREDIT or len(words) > _LONGEST:
            continue
        agency = _agency(words, rules)
        if agency:
            yield from _of_caption(found.text, caption, credit, agency, taken, rules)


def _agency(words: str, rules: Lexicon) -> str:
    """The agency or agencies that a credit names."""
    parts = words.replace("/", " ").replace("-", " ").replace(",", " ").split()
    named = [part for part in parts if part.lower().strip(".:()") in rules.classes["agencies"]]
    if not named:
        return ""
    return words if "-" in words and " " not in words else named[0].strip(".:()")


def _of_caption(
    text: str, caption: Stretch, credit: Stretch, agency: str, taken: set[Extent], rules: Lexicon
) -> Iterator[Proposal]:
    place = Extent(credit.start, credit.end)
    speaker = Speaker(agency, text[credit.start : credit.end].strip(), "", "by_credit", False, place)
    for sentence in sentences(text, caption.start, caption.end, (), rules):
        extent = Extent(sentence.start, sentence.end)
        if extent not in taken:
            draft = Draft(caption, extent, extent, (Step((speaker,), "", "neutral"),), place, _RULE, "trail")
            yield replace(proposal_of(text, draft, rules, ""), confidence=Confidence.LOW)
