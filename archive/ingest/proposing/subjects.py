"""Who is the subject of a verb of saying, and whether somebody who can speak."""

from collections.abc import Sequence
from typing import NamedTuple

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.cues import Cue, agrees
from archive.ingest.proposing.groups import Group, before_verb, leftwards, main_subject, rightwards
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.parties import Party, Sort, parties
from archive.ingest.proposing.scope import WHOLE, Content

_ONLY = {"document": Sort.DOCUMENT, "body": Sort.BODY}  # what a rule may want its speakers to be
_FAR = 20  # tokens between "quoted" and "as saying"


class Subject(NamedTuple):
    """The words about who speaks, and those who do; none if nobody can."""

    group: Group
    speakers: tuple[Party, ...]


def subject(line: Line, cue: Cue, rule: Rule, floor: int, before: Sequence[Attribution]) -> Subject:
    """Who speaks: before the verb, or who spoke before in a row of verbs, or the subject of the sentence."""
    here = Group(cue.start, cue.start)
    joined = cue.start > 0 and (line.isa(cue.start - 1, "joining") or _goes_on(line, cue))
    if cue.use == "gerund" or joined:
        if before and (cue.use == "gerund" or before[-1].use != "passive"):
            return Subject(here, before[-1].speakers)
        group = main_subject(line, floor, cue.start)
        if group is not None and joined and any(line.isa(at, "copulas") for at in range(group.end, cue.start)):
            group = None  # "was arrested and charged"
        return _checked(line, cue, rule, group)
    if cue.use == "quoted":
        return _checked(line, cue, rule, _quoted(line, cue, floor))
    found = _checked(line, cue, rule, before_verb(line, cue.start, floor))
    if found.speakers or cue.use != "finite":
        return found
    if line.low(cue.start - 1) == ",":
        return _checked(line, cue, rule, main_subject(line, floor, cue.start)) if _closes(line, cue, floor) else found
    return _checked(line, cue, rule, _whole(line, cue, floor))


def _closes(line: Line, cue: Cue, floor: int) -> bool:
    """Whether a second relative clause ends before the verb: "a memo it sent in May, and which we saw, puts"."""
    return any(
        line.low(at) == "," and line.isa(at + 1, "and_words") and line.isa(at + 2, "relatives")
        for at in range(floor, cue.start - 1)
    )


def _goes_on(line: Line, cue: Cue) -> bool:
    """Whether a headline tells with a comma alone what its subject also says: "Court lifts ban, says it was late"."""
    return line.is_headline and line.low(cue.start - 1) == "," and not is_inverted(line, cue)


def is_inverted(line: Line, cue: Cue) -> bool:
    """Whether nothing but somebody follows a verb in a headline: "Port to close, says minister"."""
    group = rightwards(line, cue.end, len(line))
    if group is None or line.kind(group.end) not in ("", "mark"):
        return False
    inside = range(group.start, group.end)
    return not any(line.low(at).endswith("ed") or line.isa(at, "plain_verbs") for at in inside)


def _checked(line: Line, cue: Cue, rule: Rule, group: Group | None) -> Subject:
    if group is None or (cue.use != "gerund" and not subject_agrees(line, cue, group)):
        return Subject(Group(cue.start, cue.start), ())
    return Subject(group, speakers_of(line, group, rule))


def _whole(line: Line, cue: Cue, floor: int) -> Group | None:
    """The subject that a clause begins with, when what stands before the verb only says more of it."""
    commas = (at + 1 for at in range(cue.start - 1, max(floor, cue.start - _FAR), -1) if line.low(at) == ",")
    group = main_subject(line, next(commas, floor), cue.start)
    if group is None or line.isa(group.end, "relatives") or line.isa(group.end, "that_words"):
        return group
    return group if any(line.isa(at, "agents") for at in range(group.end - 1, cue.start)) else None


def _quoted(line: Line, cue: Cue, floor: int) -> Group | None:
    """Who is "quoted as saying" something, or "can be heard saying" it."""
    for at in range(cue.start - 1, max(0, cue.start - _FAR) - 1, -1):
        form = line.form(at)
        if not line.isa(at, "overheard") and (form is None or "as_saying" not in _takes(line, form.lemma)):
            continue
        aided = at
        while aided > floor and line.isa(aided - 1, "auxiliaries"):
            aided -= 1
        return before_verb(line, aided, floor) if aided < at else leftwards(line, cue.start - 1, at + 1)
    return None


def _takes(line: Line, lemma: str) -> frozenset[str]:
    return frozenset().union(*(rule.takes for rule in line.lexicon.verbs.get(lemma, ())))


def subject_agrees(line: Line, cue: Cue, group: Group) -> bool:
    """Whether the verb agrees with the head of its subject in number."""
    several = any(line.isa(at, "and_words") for at in range(group.start, group.end))
    return agrees(line, cue, _head(line, group), several=several)


def _head(line: Line, group: Group) -> int:
    """The last word of a subject before what hangs on it."""
    for at in range(group.start + 1, group.end):
        if line.isa(at, "prepositions") or line.isa(at, "relatives"):
            return at - 1
    return group.end - 1


def speakers_of(line: Line, group: Group, rule: Rule) -> tuple[Party, ...]:
    """Those of a group who can speak by this rule; none if one of them cannot."""
    found = parties(line, group)
    if any(party.sort is Sort.AUTHOR or (party.sort is Sort.THING and _mute(line, party)) for party in found):
        return ()
    only = _ONLY.get(rule.speakers)
    if only is not None and not any(party.sort is only for party in found):
        return ()
    return () if rule.speakers and any(party.sort is Sort.THING for party in found) else tuple(found)


def _mute(line: Line, party: Party) -> bool:
    """Whether no speaker is meant: a pronoun for things, or a lone adjective or the like."""
    if not party.plural and party.end - party.start == 1 and not line.tokens[party.start].capital:
        return True
    return line.isa(party.start, "pronouns") or party.head in line.lexicon.classes["mute"]


def is_supposed(line: Line, at: int, content: Content) -> bool:
    """Whether the clause only supposes that somebody says it, or names an act as the time or reason of another."""
    if line.isa(at - 1, "suppositions"):
        return True
    if line.is_headline and line.isa(at - 1, "as_words"):
        return False  # "Bridge cleared as mayor calls for calm"
    if line.isa(at - 1, "contrasting") and line.low(at - 2) == ",":
        return False  # "…, while the union welcomed it"
    return content.how not in WHOLE and content.how != "quote" and line.isa(at - 1, "circumstances")
