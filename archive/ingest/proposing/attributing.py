"""What a line attributes to whom: by a verb, a noun, a phrase or an adverb, in the order of the line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.by_nouns import by_nouns, denies
from archive.ingest.proposing.by_phrases import by_adverbs, by_phrases
from archive.ingest.proposing.by_verbs import by_verbs, in_relative_clause
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.scope import WHOLE

_CLAUSES = WHOLE | {"quote", "trail", "front", "middle", "alone", "adverb"}
_CLOSING = frozenset(",.;—–")


def attributions(line: Line) -> list[Attribution]:
    """All of a line."""
    phrases = list(by_phrases(line))
    verbs = by_verbs(line, phrases)
    nouns = list(by_nouns(line, {at for each in verbs for at in range(*each.cue)}, verbs))
    verbs = [_denying(verb, nouns) for verb in verbs]
    found = [*phrases, *verbs, *nouns] or list(by_adverbs(line))
    return sorted(_bounded(line, found), key=lambda each: each.cue)


def _denying(verb: Attribution, nouns: Sequence[Attribution]) -> Attribution:
    """A verb that denies the claim which a noun holds says what the noun says."""
    noun = next((noun for noun in nouns if denies(verb, noun.cue[0])), None)
    return replace(verb, denied=True, content=noun.content._replace(how="claimed")) if noun else verb


def _bounded(line: Line, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Each with its content cut where another speaker's clause begins."""
    for each in found:
        start = each.content.start
        cuts = (_cut(line, each, other) for other in found if other is not each and _follows(each, other))
        end = min((cut for cut in cuts if cut > start), default=len(line))
        end = min(end, each.content.end, _own_end(line, each))
        if each.content.how == "trail" and start < each.origin < end <= each.cue[1] + 1:
            end = each.origin  # nothing follows what attributes it
        while end - 1 > start and (line.low(end - 1) in _CLOSING or line.isa(end - 1, "splitting")):
            end -= 1
        yield replace(each, content=each.content._replace(end=end))


def _own_end(line: Line, each: Attribution) -> int:
    """Where the content itself ends: a relative clause at its comma, a noun group at "but"."""
    start = each.content.start
    if in_relative_clause(line, each):
        return next((at for at in range(start + 1, len(line)) if line.low(at) == ","), len(line))
    if each.content.how not in _CLAUSES and (stop := _semicolon(line, start)) is not None:
        return stop
    if each.content.how == "noun":
        return next((at for at in range(start + 1, len(line)) if line.isa(at, "but_words")), len(line))
    return len(line)


def _semicolon(line: Line, start: int) -> int | None:
    return next((at for at in range(start + 1, len(line)) if line.low(at) == ";"), None)


def _follows(each: Attribution, other: Attribution) -> bool:
    if other.use in ("noun", "adverb"):
        return False
    return other.origin > each.content.start or (each.use == "noun" and other.use == "passive")


def _cut(line: Line, each: Attribution, other: Attribution) -> int:
    """Where the clause of another attribution is joined on; the end of the line if it lies within."""
    at = other.origin
    if each.use == "noun" and other.use == "passive":
        return other.cue[0] if at <= each.cue[0] else len(line)
    if other.content.how == "trail" and other.use == "finite":
        return at - 1
    if other.use == "gerund":
        return at - 1 if line.low(at - 1) == "," or line.isa(at - 1, "and_words") else len(line)
    if other.use == "phrase":
        return at - 1 if line.low(at - 1) == "," else at
    if other.content.how == "quote":
        return len(line)
    joints = (index for index in (at - 1, at - 2, at) if line.isa(index, "splitting") or line.low(index) == ";")
    return next(joints, len(line))
