"""What a line attributes to whom: by a verb, a noun, a phrase or an adverb, in the order of the line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.by_marks import by_marks
from archive.ingest.proposing.by_nouns import by_nouns, denies
from archive.ingest.proposing.by_phrases import by_adverbs, by_drafts, by_phrases
from archive.ingest.proposing.by_verbs import by_verbs, in_relative_clause
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.scope import WHOLE

_CLAUSES = WHOLE | {"quote", "trail", "front", "middle", "alone", "adverb"}
_NEAR = 6  # tokens between a verb that denies and the "that" of the claim
_CLOSING = frozenset(",.;—–")


def attributions(line: Line) -> list[Attribution]:
    """All of a line."""
    phrases = list(by_phrases(line))
    verbs = by_verbs(line, phrases)
    phrases = [_of_last_clause(line, phrase, verbs) for phrase in phrases]
    nouns = list(by_nouns(line, {at for each in verbs for at in range(*each.cue)}, verbs))
    verbs = [_denying(line, verb, nouns) for verb in verbs]
    verbs = [verb for verb in verbs if not any(_names_claim(verb, other) for other in verbs)]
    nouns = [noun for noun in nouns if not (noun.denied and noun.rule.speakers == "itself")]
    found = [*phrases, *verbs, *nouns]
    found += by_marks(line, found)
    found = found or list(by_drafts(line)) or list(by_adverbs(line))
    return sorted(_bounded(line, found), key=lambda each: each.cue)


def _of_last_clause(line: Line, phrase: Attribution, verbs: Sequence[Attribution]) -> Attribution:
    """A phrase at the end tells of the last clause alone where somebody else speaks before its "while"."""
    if phrase.content.how == "trail":
        for at in range(phrase.origin - 1, 0, -1):
            if line.isa(at, "contrasting") and any(verb.cue[1] <= at for verb in verbs):
                return replace(phrase, content=phrase.content._replace(start=at + 1))
    return phrase


def _denying(line: Line, verb: Attribution, nouns: Sequence[Attribution]) -> Attribution:
    """A verb that denies the claim which a noun holds says what the noun says."""
    noun = next((noun for noun in nouns if denies(verb, noun.cue[0])), None)
    if noun is not None:
        return replace(verb, denied=True, content=noun.content._replace(how="claimed"))
    if verb.content.how != "claimed" or verb.rule.force != "denying":
        return verb
    near = range(verb.content.start, min(verb.content.start + _NEAR, len(line) - 1))
    that = next((at for at in near if line.isa(at, "that_words")), None)
    return verb if that is None else replace(verb, denied=True, content=verb.content._replace(start=that + 1))


def _names_claim(verb: Attribution, denial: Attribution) -> bool:
    """Whether what was taken for a verb is the claim that is denied: "rejected opposition claims that"."""
    return denial.denied and denial.cue[1] <= verb.cue[0] < denial.content.start


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
    if other.content.how == "trail" and other.content.start > each.cue[1]:
        return other.content.start - 1
    if each.use == "noun" and other.use == "passive":
        return other.cue[0] if at <= each.cue[0] else len(line)
    if other.content.how == "trail" and other.use == "finite":
        return at - 1
    if other.use in ("gerund", "phrase"):
        joined = line.low(at - 1) == "," or (other.use == "gerund" and line.isa(at - 1, "and_words"))
        return at - 1 if joined else at if other.use == "phrase" else len(line)
    return len(line) if other.content.how == "quote" else _joint(line, each, other)


def _joint(line: Line, each: Attribution, other: Attribution) -> int:
    """The word or mark before the other clause that joins it on; the end of the line if there is none."""
    at = other.origin
    if line.is_headline and line.low(at - 1) == "," and each.speakers == other.speakers:
        return at - 1
    if line.is_headline and line.isa(at - 1, "as_words"):
        return at - 1  # "Union rejects offer as board warns of delays"
    joints = (index for index in (at - 1, at - 2, at) if line.isa(index, "splitting") or line.low(index) == ";")
    return next(joints, len(line))
