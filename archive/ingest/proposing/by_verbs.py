"""What a line attributes by a verb of saying in the active: direct speech, indirect speech, and what trails behind."""

from collections.abc import Sequence
from dataclasses import replace

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.by_passives import passive
from archive.ingest.proposing.cues import Cue, verbs
from archive.ingest.proposing.groups import Group, before_verb, rightwards
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import SPEECH, Line
from archive.ingest.proposing.parties import Party, Sort
from archive.ingest.proposing.scope import WHOLE, Content, behind, past_adverbials
from archive.ingest.proposing.subjects import Subject, is_inverted, is_supposed, speakers_of, subject, subject_agrees

_WEAK = frozenset(["noun", "scare", "quote"])
_NEAR = 14  # tokens between a verb and the quotation that it introduces
_FEWEST = 3  # tokens before ", X said" that can be a content
_FEW = 6  # … that are one even without a verb, with what follows


def by_verbs(line: Line, phrases: Sequence[Attribution]) -> list[Attribution]:
    """All by verbs, in order; verbs within the words of a phrase are part of that."""
    found: list[Attribution] = []
    floor = 0
    for cue in verbs(line):
        if any(each.origin <= cue.at < each.cue[1] for each in phrases):
            continue
        attribution = _of_verb(line, cue, floor, found)
        if attribution is not None:
            found.append(attribution)
            if not in_relative_clause(line, attribution):
                floor = max(attribution.cue[1], attribution.content.start)
    return found


def in_relative_clause(line: Line, attribution: Attribution) -> bool:
    """Whether it is told of somebody between commas: ", who denies it,"."""
    at = attribution.cue[0] - 1
    return line.isa(at, "relatives") and line.low(at - 1) == "," and attribution.use == "finite"


def _of_verb(line: Line, cue: Cue, floor: int, before: list[Attribution]) -> Attribution | None:
    if cue.use == "passive":
        return passive(line, cue, floor)
    for rule in line.lexicon.verbs.get(cue.lemma, ()):
        whole = _with_particle(line, cue, rule)
        if whole is None or not _is_meant(whole, rule):
            continue
        attribution = _direct(line, whole, rule, floor) or _indirect(line, whole, rule, floor, before)
        if attribution is not None:
            return attribution
    return None


def _with_particle(line: Line, cue: Cue, rule: Rule) -> Cue | None:
    """The verb with the particle that the rule wants: "pointed out"."""
    particle = rule.particle.split()
    for at, word in enumerate(particle, cue.end):
        form = line.form(at) if at < len(line) else None
        if line.low(at) != word and (form is None or form.lemma != word):
            return None
    return cue._replace(end=cue.end + len(particle))


def _is_meant(cue: Cue, rule: Rule) -> bool:
    """Whether the verb can attribute anything in the form it has: a negated one mostly says that nothing was said."""
    if cue.use in ("reduced", "infinitive"):
        return False
    if cue.negated and not rule.negatable:
        return False
    return not (cue.use == "gerund" and rule.speakers in ("stated", "document"))


# -- direct speech -----------------------------------------------------------------------------


def _direct(line: Line, cue: Cue, rule: Rule, floor: int) -> Attribution | None:
    """Direct speech: the words stand before, or behind a colon or comma."""
    if "quote" not in rule.takes or not line.speech or (cue.use == "gerund" and line.kind(cue.start - 2) != SPEECH):
        return None
    inverted = _right_behind(line, cue.start)
    group = rightwards(line, cue.end, len(line)) if inverted else before_verb(line, cue.start, floor)
    if group is None:
        return None
    if not inverted and not (_introduces(line, cue, rule, group) and subject_agrees(line, cue, group)):
        return None
    found = speakers_of(line, group, rule)
    if not found:
        return None
    content = Content(min(line.speech), max(line.speech) + 1, "quote")
    return _attribution(line, cue, rule, group.start, found, content)


def _right_behind(line: Line, at: int) -> bool:
    """Whether direct speech ends right before a token."""
    return line.kind(at - 1) == SPEECH or (line.low(at - 1) in (",", "—", "–") and line.kind(at - 2) == SPEECH)


def _introduces(line: Line, cue: Cue, rule: Rule, group: Group) -> bool:
    """Whether a quotation stands right before the subject or soon behind the verb, and nothing else is said."""
    after = past_adverbials(line, cue.end, len(line))
    content = behind(line, cue.end, rule, len(line))
    if _right_behind(line, group.start):
        return content is None or content.how != "that"
    if not any(0 <= at - after < _NEAR for at in line.speech if at > cue.at):
        return False
    return content is None or content.how == "quote" or line.kind(content.start) == SPEECH


# -- indirect speech ---------------------------------------------------------------------------


def _indirect(line: Line, cue: Cue, rule: Rule, floor: int, before: list[Attribution]) -> Attribution | None:
    said = subject(line, cue, rule, floor, before)
    if line.low(cue.start - 1) == "," and (inverted := _inverted(line, cue, rule)) is not None:
        return inverted
    content = behind(line, cue.end, rule, len(line))
    if (
        content is None
        or _is_quoted_after(line, cue, content)
        or (not said.speakers and line.low(cue.start - 1) == ",")
    ):
        return _trailing(line, cue, rule, floor, said)
    if content.how == "that" and _is_afterthought(line, cue, said, content):
        return _trailing(line, cue, rule, floor, said)
    if not said.speakers or not _is_claim(line, cue, rule, said, content, before):
        return None
    origin = cue.start if cue.use == "gerund" else said.group.start
    return _attribution(line, cue, rule, origin, said.speakers, content)


def _is_afterthought(line: Line, cue: Cue, said: Subject, content: Content) -> bool:
    """Whether "…, X said on Monday, in a report that …" says what stands before."""
    start = said.group.start
    apart = any(line.low(at) == "," for at in range(cue.end, content.start))
    return apart and line.low(start - 1) == "," and _has_verb(line, 0, start)


def _is_quoted_after(line: Line, cue: Cue, content: Content) -> bool:
    return content.how == "quote" and line.kind(content.start) == SPEECH and cue.use == "gerund"


def _is_claim(line: Line, cue: Cue, rule: Rule, said: Subject, content: Content, before: Sequence[Attribution]) -> bool:
    """Whether it is told that somebody says it, and not only supposed, or told of a noun."""
    if is_supposed(line, said.group.start, content) or _within_group(line, said.group, cue):
        return False
    if content.how in _WEAK and rule.force == "neutral" and _within_claim(cue, before):
        return False
    weak = content.how in ("noun", "scare") and "scare" not in rule.takes and rule.kind != "denial"
    return not (weak and cue.use == "gerund")


def _within_claim(cue: Cue, before: Sequence[Attribution]) -> bool:
    """Whether the verb is part of what another says: "testified that staff had found no trace"."""
    return any(each.content.how in WHOLE and each.cue[1] <= cue.start < each.content.end for each in before)


def _within_group(line: Line, group: Group, cue: Cue) -> bool:
    """Whether the clause only says which noun is meant: "the growth it had predicted"."""
    before = group.start - 1
    if cue.use != "finite" or before < 0 or not line.isa(group.start, "subjects") or line.isa(before, "fused"):
        return False
    return line.kind(before) in ("word", "number") and not line.isa(before, "small") and line.form(before) is None


# -- what trails behind its content ------------------------------------------------------------


def _trailing(line: Line, cue: Cue, rule: Rule, floor: int, said: Subject) -> Attribution | None:
    """``, X said.`` behind what X said, or ``, said X.``; or ``X agrees.`` with nothing at all."""
    if rule.takes.isdisjoint(("trail", "alone")) or cue.use == "gerund":
        return None
    if not said.speakers:
        said = _behind_verb(line, cue, rule, floor)
    if not said.speakers:
        return None
    start = said.group.start
    after = past_adverbials(line, cue.end, len(line))
    if line.isa(start - 1, "as_words") and line.low(after) == "," and after + 1 < len(line):
        return _attribution(line, cue, rule, start, said.speakers, Content(after + 1, len(line), "front"))
    if line.low(start - 1) not in (",", "—", "–") or start < _FEWEST:
        return _alone(line, cue, rule, start, said.speakers)
    end = start - 1
    goes_on = line.low(after) == "," and after + _FEWEST < len(line)
    if (
        not goes_on
        and _only_opens(line)
        and not any(line.finite(at) or line.isa(at, "plain_verbs") for at in range(end))
    ):
        return None
    if goes_on or (not _has_verb(line, 0, end) and start < _FEW):
        end = len(line)
    begin = _last_clause(line, start - 1) if goes_on else 0
    return _attribution(line, cue, rule, start, said.speakers, Content(begin, end, "trail"))


def _last_clause(line: Line, comma: int) -> int:
    """Where the clause begins whose verb stands only behind ", they say,": "it is so, but the army, they say, has"."""
    for at in range(comma - 1, 0, -1):
        if line.low(at) == "," or (_has_verb(line, at, at + 1) and not line.capital(at)):
            return 0
        if line.isa(at, "splitting") and any(line.finite(before) for before in range(at)):
            return at + 1
    return 0


def _only_opens(line: Line) -> bool:
    """Whether a line begins with words of when, where or according to whom."""
    return line.isa(0, "prepositions") or line.low(0) in line.lexicon.phrases


def _inverted(line: Line, cue: Cue, rule: Rule) -> Attribution | None:
    """``…, which was late, said X.`` where the line ends with X."""
    named = _behind_verb(line, cue, rule, 0)
    if not named.speakers or "trail" not in rule.takes or cue.use != "finite":
        return None
    last = named.speakers[-1]
    group = rightwards(line, cue.end, len(line))
    if group is None or max(group.end, group.tail_end) < len(line) - 1 or last.sort is Sort.THING:
        return None
    return _attribution(line, cue, rule, cue.start, named.speakers, Content(0, cue.start - 1, "trail"))


def _behind_verb(line: Line, cue: Cue, rule: Rule, floor: int) -> Subject:
    """The subject of ``…, said X.``"""
    form = line.form(cue.at)
    inverted = (
        line.low(cue.start - 1) == "," and "quote" in rule.takes and form is not None and "base" not in form.forms
    )
    group = rightwards(line, cue.end, len(line)) if inverted else None
    if group and not (is_inverted(line, cue) if line.is_headline else _has_verb(line, floor, cue.start)):
        group = None
    return Subject(Group(cue.start, cue.start), speakers_of(line, group, rule) if group else ())


def _has_verb(line: Line, start: int, end: int) -> bool:
    return any(
        line.finite(at) or line.isa(at, "plain_verbs") or line.low(at).endswith("ed") for at in range(start, end)
    )


def _alone(line: Line, cue: Cue, rule: Rule, start: int, speakers: tuple[Party, ...]) -> Attribution | None:
    if "alone" not in rule.takes or past_adverbials(line, cue.end, len(line)) + 1 < len(line):
        return None
    return _attribution(line, cue, rule, start, speakers, Content(0, len(line), "alone"))


def _attribution(
    line: Line, cue: Cue, rule: Rule, origin: int, speakers: tuple[Party, ...], content: Content
) -> Attribution:
    words = (cue.start, cue.end)
    if cue.negated and rule.force == "denying":
        rule = replace(rule, force="neutral", kind="prediction", statement="")  # "has not ruled out"
    return Attribution(rule, line.words(*words), words, origin, speakers, content, cue.use)
