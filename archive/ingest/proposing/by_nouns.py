"""Nouns that hold a claim: whose it is, and what it says."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.groups import Group, leftwards, rightwards
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import SPEECH, Line
from archive.ingest.proposing.parties import Party, Sort, parties, possessor
from archive.ingest.proposing.scope import Content

_NEAR = 6  # tokens between a verb and the claim that it denies
_FAR = 5  # … between a noun and its "that"
_OWN = 4  # … between an owner and the noun


def by_nouns(line: Line, taken: Collection[int], verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """All by nouns, but those at tokens ``taken``. One that somebody denies is marked."""
    for at in range(len(line)):
        rule = line.lexicon.nouns.get(line.low(at))
        if (
            rule is not None
            and at not in taken
            and at not in line.scare
            and not (_is_venue(verbs, at) or _is_verb(line, at))
        ):
            attribution = _of_noun(line, at, rule, any(denies(each, at) for each in verbs))
            if attribution is not None:
                yield attribution


def _is_venue(verbs: Sequence[Attribution], at: int) -> bool:
    """Whether the noun only says where it was said: "said in a statement that"."""
    return any(each.cue[1] <= at < each.content.start for each in verbs)


def _is_verb(line: Line, at: int) -> bool:
    """Whether the word is a verb here: "does not report deaths that occur in hospitals"."""
    before = at - 1 - (line.isa(at - 1, "adverbs") or line.isa(at - 1, "negations"))
    return any(line.isa(before, name) for name in ("modals", "doing", "to_words")) and line.form(at) is not None


def denies(verb: Attribution, at: int) -> bool:
    """Whether a verb denies the claim that a noun at ``at`` holds."""
    return (
        verb.rule.force == "denying"
        and verb.content.how in ("claimed", "noun")
        and 0 <= at - verb.content.start <= _NEAR
    )


def _of_noun(line: Line, at: int, rule: Rule, denied: bool) -> Attribution | None:
    owner = _owner(line, at)
    content = _content(line, at, owner, rule)
    speakers = owner.speakers or (_itself(line, at) if rule.speakers == "itself" else ())
    if content is None or not (speakers or (rule.alone and not denied)):
        return None
    cue = (at, at + 1)
    return Attribution(
        rule, line.words(*cue), cue, owner.start, speakers, content, "noun", stated=bool(speakers), denied=denied
    )


def _itself(line: Line, at: int) -> tuple[Party, ...]:
    """The noun as who says it: "reports that"."""
    return (Party(Sort.DOCUMENT, line.low(at), "", "", at, at + 1, False, True, line.low(at)),)


class _Owner(NamedTuple):
    """Whose claim a noun names, where the words about them begin, and where those behind the noun end."""

    speakers: tuple[Party, ...]
    start: int
    end: int


def _owner(line: Line, at: int) -> _Owner:
    """Before the noun ("its claim", "the club's claim", "Western claims"), or behind "by" or "from"."""
    if line.isa(at + 1, "from_words"):
        group = rightwards(line, at + 2, len(line))
        if group is not None:
            return _Owner(tuple(parties(line, group._replace(tail=0, tail_end=0))), at, group.end)
    end = at
    while end > 0 and (line.isa(end - 1, "time_words") or line.kind(end - 1) == "number"):
        end -= 1
    start = end
    while start > 0 and (line.capital(start - 1) or (line.isa(start - 1, "and_words") and line.capital(start - 2))):
        start -= 1
    if start < end and line.kind(start - 1) != "possessive":
        return _Owner(tuple(parties(line, Group(start, end))), start, at + 1)
    return _possessor(line, end)._replace(end=at + 1)


def _possessor(line: Line, end: int) -> _Owner:
    for before in range(end - 1, max(-1, end - _OWN), -1):
        if line.kind(before) == "possessive" and not line.finite(before):
            group = leftwards(line, before, 0)
            return _Owner(tuple(parties(line, group)) if group else (), group.start if group else end, end)
        if line.isa(before, "possessives"):
            return _Owner(possessor(line, before), before, end)
        if line.finite(before) or line.kind(before) == "mark":
            break
    return _Owner((), end, end)


def _content(line: Line, at: int, owner: _Owner, rule: Rule) -> Content | None:
    after = max(at + 1, owner.end)
    end = len(line)
    if line.isa(0, "prepositions") or line.isa(0, "subordinators"):
        end = next((index for index in range(after + 1, end) if line.low(index) == ","), end)
    that = _that(line, after) if "that" in rule.takes else None
    if that is not None:
        return Content(that + 1, max(end, that + 2), "that")
    if after + 1 >= len(line):
        return None
    if "to" in rule.takes and line.low(after) == "to" and owner.speakers:
        return Content(after + 1, len(line), "to")
    if "of" in rule.takes and line.low(after) in rule.links:
        return Content(after + 1, max(end, after + 2), "of")
    if "about" in rule.takes and line.low(after) in rule.links:
        return Content(at, max(end, at + 1), "about")
    return None


def _that(line: Line, after: int) -> int | None:
    for index in range(after, min(len(line) - 1, after + _FAR)):
        if line.isa(index, "that_words"):
            return None if line.finite(index + 1) or line.isa(index - 1, "prepositions") else index
        if line.finite(index) or line.form(index) or line.kind(index) in ("mark", SPEECH):
            break
    return None
