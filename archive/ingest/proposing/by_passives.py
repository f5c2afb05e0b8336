"""What is said by nobody in particular, or by whom stands behind "by": "is believed to", "was denied by"."""

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.cues import Cue
from archive.ingest.proposing.groups import Group, before_verb, main_subject, rightwards
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.scope import Content
from archive.ingest.proposing.subjects import is_supposed, speakers_of

_FAR = 12  # tokens between a participle and "by"


def passive(line: Line, cue: Cue, floor: int) -> Attribution | None:
    """What is said by the verb, with its subject as part of the content."""
    for rule in line.lexicon.passives.get(cue.lemma, ()):
        agent = _agent(line, cue.end)
        content = None if cue.negated and rule.force != "denying" else _content(line, cue, rule, floor, agent)
        if content is not None:
            words = (cue.start, cue.end)
            speakers = speakers_of(line, agent, rule) if agent else ()
            verb = line.words(*words)
            return Attribution(rule, verb, words, content.start, speakers, content, "passive", bool(speakers))
    return None


def _agent(line: Line, at: int) -> Group | None:
    """Behind "by": who did it after all. Also at the end of the line: "was blamed for it by X"."""
    if line.isa(at, "by_words"):
        return rightwards(line, at + 1, len(line))
    for index in range(at, min(len(line), at + _FAR)):
        if line.isa(index, "by_words") and not line.isa(index + 1, "time_words"):
            group = rightwards(line, index + 1, len(line))
            return group if group and group.end >= len(line) - 1 else None
    return None


def _content(line: Line, cue: Cue, rule: Rule, floor: int, agent: Group | None) -> Content | None:
    group = before_verb(line, cue.start, floor)
    if is_supposed(line, group.start if group else cue.start, Content(0, 0, "that")):
        return None
    after = agent.end if agent and agent.start == cue.end + 1 else cue.end
    if "that" in rule.takes and line.isa(after, "that_words"):
        return Content(after + 1, len(line), "that") if after + 1 < len(line) else None
    ways = ("to", "ing", "as", "by")
    how = next((how for how in ways if how in rule.takes and _fits(line, how, cue, after, rule)), "")
    if group is not None and line.finite(group.start - 1):
        group = main_subject(line, floor, cue.start)  # "its claim that it was so has been denied"
    if group is None or not how:
        return None
    return Content(group.start, agent.start - 1 if agent and agent.end >= len(line) - 1 else len(line), how)


def _fits(line: Line, how: str, cue: Cue, after: int, rule: Rule) -> bool:
    if how == "to":
        return line.isa(after, "to_words")
    if how == "as":
        return line.isa(after, "as_words")
    if how == "by":
        return after > cue.end
    return line.low(after) in rule.links if rule.links else line.low(after).endswith("ing")
