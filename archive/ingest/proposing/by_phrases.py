"""Phrases and adverbs that attribute without a verb: "according to", "in a report by", "in its view", "reportedly"."""

from collections.abc import Iterator

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.groups import Group, before_verb, leftwards, rightwards
from archive.ingest.proposing.lexicon import Rule
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.parties import Party, Sort, parties, possessor
from archive.ingest.proposing.scope import Content

_FAR = 14  # tokens of a phrase up to its comma
_NEAR = 6
_LONGEST = 2  # words of a phrase that names whoever follows, roughly


def by_phrases(line: Line) -> Iterator[Attribution]:
    """All by phrases, in order."""
    for at in range(len(line)):
        for words, rule in line.lexicon.phrases.get(line.low(at), ()):
            if tuple(line.low(at + step) for step in range(len(words))) == words and at not in line.scare:
                attribution = _of_phrase(line, at, at + len(words), rule)
                if attribution is not None:
                    yield attribution
                break


def by_adverbs(line: Line) -> Iterator[Attribution]:
    """The first of the adverbs that say that something is only said."""
    for at in range(len(line)):
        rule = line.lexicon.adverbs.get(line.low(at))
        if rule is not None and at not in line.scare:
            content = Content(0, len(line), "adverb")
            yield Attribution(rule, line.low(at), (at, at + 1), 0, (), content, "adverb", stated=False)
            return


def by_drafts(line: Line) -> Iterator[Attribution]:
    """What a bill or a draft "would" do, which it says itself."""
    rule = line.lexicon.punctuation.get("would")
    verb = next((at for at in range(1, len(line)) if line.finite(at)), 0)
    group = before_verb(line, verb, 0) if verb else None
    if rule is None or group is None or not any(line.isa(at, "drafts") for at in range(group.start, group.end)):
        return
    head = parties(line, group)[-1]
    if line.low(verb) == "would" and head.sort is Sort.DOCUMENT and not head.name:
        content = Content(group.start, len(line), "trail")
        yield Attribution(rule, line.low(verb), (verb, verb + 1), group.start, (head,), content, "adverb")


def _of_phrase(line: Line, at: int, after: int, rule: Rule) -> Attribution | None:
    group, speakers = _named(line, after, rule)
    if not speakers or (rule.name == "citing" and line.low(at - 1) not in (",", "")):
        return None
    end = max(group.end, group.tail_end)
    content = _around(line, at, end)
    if content is None:
        return None
    return Attribution(rule, rule.verb or _noun(line, after, end), (at, end), at, speakers, content, "phrase")


def _named(line: Line, after: int, rule: Rule) -> tuple[Group, tuple[Party, ...]]:
    """Who is named: behind the phrase, within it, or as whose view it is."""
    nobody = Group(after, after)
    if "view" in rule.takes:
        return _viewer(line, after)
    group = rightwards(line, after, len(line)) if rule.verb else _by_whom(line, after)
    if group is None:
        return nobody, ()
    last = group.tail_end >= len(line) - 1 or (group.tail_end > 0 and line.isa(group.tail_end + 1, "conjunctions"))
    if last and _opens(line, after - _LONGEST):
        group = group._replace(tail=0, tail_end=0)  # it is what they say, and no apposition
    found = parties(line, group)
    if rule.speakers and any(each.sort is Sort.THING for each in found):
        return nobody, ()  # "citing rising costs" is a reason
    return group, tuple(
        each for each in found if each.sort is not Sort.AUTHOR and not line.isa(each.start, "that_words")
    )


def _viewer(line: Line, at: int) -> tuple[Group, tuple[Party, ...]]:
    """Of "in her view", "in the bank's words": whose."""
    for index in range(at, min(len(line), at + _NEAR)):
        if line.isa(index, "views"):
            if line.isa(at, "possessives") and index - at <= 2:
                return Group(at, index + 1), possessor(line, at)
            if line.kind(index - 1) == "possessive" and (group := leftwards(line, index - 1, at)):
                return Group(at, index + 1), tuple(parties(line, group))
    return Group(at, at), ()


def _noun(line: Line, after: int, end: int) -> str:
    """The noun of "in an analysis by"."""
    nouns = (line.low(each) for each in range(after - 1, end) if line.isa(each, "documents"))
    return next(nouns, line.low(after - 1))


def _by_whom(line: Line, at: int) -> Group | None:
    """Behind "in an analysis": "by X", "from X"; or who is named within: "in an X report"."""
    comma = next((index for index in range(at, min(len(line), at + _FAR)) if line.low(index) == ","), None)
    if comma is None:
        return None
    for index in range(at, comma):
        if line.isa(index, "from_words") and not line.isa(index + 1, "time_words"):
            return rightwards(line, index + 1, comma)
    start = at + line.isa(at, "determiners")
    end = start
    while end < comma and line.capital(end):
        end += 1
    return Group(start, end, comma, comma) if end > start else None


def _around(line: Line, at: int, end: int) -> Content | None:
    """What a phrase is about: what follows it at the head of a clause, else what stands before."""
    if _opens(line, at):
        start = end + (line.low(end) == ",")
        return Content(start, len(line), "front") if start < len(line) else None
    floor = at - (line.low(at - 1) == ",")
    if end + 1 < len(line) and line.low(end) == "," and not any(line.finite(index) for index in range(floor)):
        return Content(0, len(line), "middle")
    return Content(0, floor, "trail") if floor > 0 else None


def _opens(line: Line, at: int) -> bool:
    """Whether nothing stands before a token but words that open a sentence."""
    return all(
        line.isa(each, "openers") or line.isa(each, "conjunctions") or line.low(each) == "," for each in range(at)
    )
