"""A mark alone may attribute: a colon before words in quotation marks, the dash at the end of a headline."""

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


def _by_colon(line: Line) -> Iterator[Attribution]:
    """ "Ann Bell was more careful: “…”": the words are those of the subject."""
    at = min(line.speech)
    rule = line.lexicon.punctuation.get(line.low(at - 1))
    group = main_subject(line, 0, at - 1)
    if rule is None or group is None or not any(line.finite(each) for each in range(group.end, at - 1)):
        return
    speakers = speakers_of(line, group, rule)
    if speakers and all(each.sort in _SPEAKERS for each in speakers):
        verb = line.words(max(group.end, group.tail_end), at - 1).lstrip(" ,")
        content = Content(at, max(line.speech) + 1, "quote")
        yield Attribution(rule, verb, (at - 1, at), group.start, speakers, content, "phrase")


def _by_dash(line: Line) -> Iterator[Attribution]:
    """ "Port to close in May - minister"."""
    at = next((at for at in range(len(line) - 2, 0, -1) if line.isa(at, "dashes")), 0)
    rule = line.lexicon.punctuation.get(line.low(at))
    if rule is None or at < _FEWEST or len(line) - at > _MOST or line.tokens[-1].capital:
        return
    found = tuple(parties(line, Group(at + 1, len(line))))
    if all(each.sort in _NAMED_BY_NOUN and not each.name for each in found):
        yield Attribution(rule, line.low(at), (at, at + 1), at, found, Content(0, at, "trail"), "phrase")
