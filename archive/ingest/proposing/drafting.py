"""From what was found out about a sentence to a proposal with all its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.ingest.proposing import qualities
from archive.ingest.proposing.amounts import amounts, votes
from archive.ingest.proposing.lexicon import Lexicon, Rule
from archive.ingest.proposing.tokens import tokens
from archive.ingest.proposing.wording import exact, reason, statement
from archive.ingest.shapes import Amount, Confidence, Extent, Proposal, Step, Stretch

_UNNAMED = frozenset(["unnamed", "not_stated"])
_SURE = frozenset(["that", "quote", "clause"])
_LONGEST_LABEL = 120  # characters, as in the models
_LONGEST_VERB = 60


@dataclass(frozen=True)
class Draft:
    """Where something is attributed, to whom, by which rule and bound how."""

    stretch: Stretch
    sentence: Extent
    content: Extent
    steps: tuple[Step, ...]
    cue: Extent
    rule: Rule
    how: str
    is_mentioned: bool = False  # it stands there only because somebody denies it
    is_continued: bool = False  # the sentence itself names nobody
    words: str = ""  # what is said, if it is not all that stands in ``content``

    def of(self, content: Extent, words: str) -> "Draft":
        """The same of other words."""
        return replace(self, content=content, words=words)


def proposal_of(text: str, draft: Draft, rules: Lexicon, published: str, *, before: str = "") -> Proposal:
    """The proposal. ``before`` is the statement that "X agrees" agrees with."""
    printed = draft.words or text[draft.content.start : draft.content.end]
    words = tokens(text, *draft.content)
    speakers = draft.steps[-1].speakers
    stance = _stance(draft, printed)
    asserted, basis = qualities.said_on(_around(text, draft), published, rules)
    bare = statement(printed, draft.how, draft.rule, speakers, rules)
    return Proposal(
        sentence=draft.sentence,
        content=draft.content,
        exact=exact(text, *draft.content),
        statement=before if draft.how == "alone" and before and draft.rule.force == "affirming" else bare,
        kind=qualities.kind(draft.rule.kind, words, rules, otherwise=draft.rule.otherwise),
        stance=stance,
        attribution=_attribution(draft.steps, stance),
        steps=tuple(_short(step) for step in draft.steps),
        part=draft.stretch.kind.value,
        paragraph=draft.stretch.paragraph,
        cue=draft.cue,
        rule=draft.rule.name,
        reason=reason(_why(draft), draft.steps[-1].verb, speakers, rules),
        confidence=_confidence(draft),
        language=rules.language,
        hedge=qualities.hedge(words, rules)[:_LONGEST_LABEL],
        condition=qualities.condition(text, words, rules),
        asserted=asserted,
        asserted_basis=basis,
        amounts=_amounts(text, draft, rules),
        negated=qualities.negated(words, rules),
    )


def _amounts(text: str, draft: Draft, rules: Lexicon) -> tuple[Amount, ...]:
    """Those of the content, and the votes by which it was decided, which stand before it."""
    found = amounts(text, *draft.content, rules)
    return (*votes(text, draft.sentence.start, draft.content.start, rules), *found)


def _short(step: Step) -> Step:
    speakers = tuple(each._replace(label=each.label[:_LONGEST_LABEL]) for each in step.speakers)
    return step._replace(speakers=speakers, verb=step.verb[:_LONGEST_VERB])


def _around(text: str, draft: Draft) -> str:
    """The words between verb and content, or behind the verb that ends the sentence, where the day stands."""
    if draft.is_continued:
        return ""
    end = draft.content.start if draft.content.start >= draft.cue.end else draft.sentence.end
    return " ".join(text[draft.cue.end : end].split())


def _stance(draft: Draft, printed: str) -> str:
    if draft.is_mentioned:
        return "mentions"
    if draft.rule.stance:
        return draft.rule.stance
    return "quotes" if draft.how == "quote" or any(mark in printed for mark in '“”"«»„') else "reports"


def _attribution(steps: Sequence[Step], stance: str) -> str:
    if any(speaker.naming in _UNNAMED for step in steps for speaker in step.speakers):
        return "anonymous"
    return "on_record" if stance == "quotes" else "reported"


def _why(draft: Draft) -> str:
    if draft.is_continued:
        return "continued"
    return "quote" if draft.how == "quote" and draft.rule.group == "verb" else draft.rule.group


def _confidence(draft: Draft) -> Confidence:
    speakers = [speaker for step in draft.steps for speaker in step.speakers]
    if any(step.inferred for step in draft.steps) or any(speaker.naming == "not_stated" for speaker in speakers):
        return Confidence.LOW
    if draft.rule.group == "verb" and draft.how in _SURE and not any(speaker.inferred for speaker in speakers):
        return Confidence.HIGH
    return Confidence.MODERATE
