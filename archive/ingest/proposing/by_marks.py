"""A mark alone may attribute: a colon before words in quotation marks, dash or colon in a headline."""

from collections.abc import Iterator, Sequence

from archive.ingest.proposing.attribution import Attribution
from archive.ingest.proposing.groups import Group, main_subject
from archive.ingest.proposing.lines import Line
from archive.ingest.proposing.parties import Sort, parties
from archive.ingest.proposing.scope import Content
from archive.ingest.proposing.subjects import speakers_of

_FEWEST = 3  # tokens that a headline has before its dash
_MOST = 5  # … and behind it
_SPEAKERS = (Sort.PERSON, Sort.OFFICE, Sort.CROWD, Sort.PRONOUN)
_NAMED_BY_NOUN = (Sort.OFFICE, Sort.CROWD, Sort.DOCUMENT, Sort.BODY)


def by_marks(line: Line, before: Sequence[Attribution]) -> Iterator[Attribution]:
    """What a mark attributes beside those found ``before``."""
    if line.speech and not any(each.content.how == "quote" for each in before):
        yield from _by_colon(line)
    if line.is_headline:
        yield from _by_dash(line)
        if not before:
            yield from _by_prefix(line)


def _by_colon(line: Line) -> Iterator[Attribution]:
    """ "Ann Bell was more careful: “…”": the words are those of the subject."""
    at = min(line.speech)
    rule = line.lexicon.punctuation.get(line.low(at - 1))
    group = main_subject(line, 0, at - 1)
    if rule is None or line.kind(at - 1) != "mark" or group is None:
        return
    if not any(line.finite(each) for each in range(group.end, at - 1)):
        return
    speakers = speakers_of(line, group, rule)
    if speakers and all(each.sort in _SPEAKERS for each in speakers):
        verb = line.words(max(group.end, group.tail_end), at - 1).lstrip(" ,")
        content = Content(at, max(line.speech) + 1, "quote")
        yield Attribution(rule, verb, (at - 1, at), at - 1, speakers, content, "phrase")


def _by_prefix(line: Line) -> Iterator[Attribution]:
    """ "Police: Stolen boat washed up near the lighthouse"; also by letters that the text explains in brackets."""
    rule = line.lexicon.punctuation.get("prefix")
    at = next((at for at in range(1, min(len(line), _MOST)) if line.low(at) == ":"), 0)
    if rule is None or not at or len(line) - at <= _FEWEST or line.speech:
        return
    found = tuple(parties(line, Group(0, at)))
    short = at == 1 and line.tokens[0].text.isupper() and f"({line.tokens[0].text})" in line.text
    named = all(each.sort in _NAMED_BY_NOUN and not each.name for each in found) and _is_speaker(line, at - 1)
    if (short or named) and _tells(line, at) and not line.isa(at + 1, "wh_words"):
        yield Attribution(rule, ":", (at, at + 1), 0, found, Content(at + 1, len(line), "clause"), "phrase")


def _is_speaker(line: Line, at: int) -> bool:
    return any(line.isa(at, name) for name in ("unnamed", "roles", "bodies", "documents"))


def _tells(line: Line, at: int) -> bool:
    """Whether what follows a token has a verb, as a headline tells it."""
    after = range(at + 1, len(line))
    return any(line.finite(each) or line.isa(each, "plain_verbs") or line.low(each).endswith("ed") for each in after)


def _by_dash(line: Line) -> Iterator[Attribution]:
    """ "Port to close in May - minister"."""
    at = next((at for at in range(len(line) - 2, 0, -1) if line.isa(at, "dashes")), 0)
    rule = line.lexicon.punctuation.get(line.low(at))
    if rule is None or at < _FEWEST or len(line) - at > _MOST or line.tokens[-1].capital:
        return
    found = tuple(parties(line, Group(at + 1, len(line))))
    if all(each.sort in _NAMED_BY_NOUN and not each.name for each in found):
        yield Attribution(rule, line.low(at), (at, at + 1), at, found, Content(0, at, "trail"), "phrase")
