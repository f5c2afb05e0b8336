"""A paragraph in sentences, of the narrator and within what is quoted."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from archive.ingest.proposing.lexicon import Lexicon
from archive.ingest.proposing.quotes import Quote
from archive.ingest.shapes import Extent

LONGEST = 1_500  # characters: what is longer is no sentence of prose and is not read
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]″]{0,4}(?:\[[0-9]{1,3}\]){0,4}(?=\s+\S)")  # with the marks of notes
_LAST_WORD = re.compile(r"[^\W_](?:[^\s]{0,40})\Z")
_NEXT = re.compile(r"\s+([\"'“‘«„(\[]{0,3})([^\s]{0,40})")
_CLOSERS = "\"'”’»)]″"
_INITIAL = re.compile(r"(?:.*[.\-])?[^\W\d_]\Z")


class Sentence(NamedTuple):
    """A sentence of the narrator with the quotations in it."""

    start: int
    end: int
    quotes: tuple[Quote, ...]


def sentences(text: str, start: int, end: int, quoted: Sequence[Quote], lexicon: Lexicon) -> Iterator[Sentence]:
    """The narrator's sentences; a stop within a quotation ends none, one at its end may."""
    at = start
    first = 0  # of the quotations that do not end before the sentence
    near = 0  # of those that do not end before the stop
    for stop in boundaries(text, start, end, lexicon):
        while near < len(quoted) and quoted[near].end < stop:
            near += 1
        inside = near < len(quoted) and quoted[near].start < stop < quoted[near].end
        if inside or _goes_on(text, stop, lexicon):
            continue
        while first < len(quoted) and quoted[first].end <= at:
            first += 1
        yield _sentence(text, at, stop, quoted, first)
        at = stop
    if text[at:end].strip():
        yield _sentence(text, at, end, quoted, first)


def _sentence(text: str, start: int, end: int, quoted: Sequence[Quote], first: int) -> Sentence:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    following = (quoted[at] for at in range(first, len(quoted)))  # no slice: it would copy all the rest each time
    near = takewhile(lambda quote: quote.start < end, following)
    return Sentence(start, end, tuple(quote for quote in near if quote.end > start))


def boundaries(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[int]:
    """Where a sentence may end: behind the stop and the marks that close after it."""
    for match in _STOP.finditer(text, start, end):
        following = _NEXT.match(text, match.end(), end)
        if following is None:
            continue
        opening, word = following.groups()
        if not opening and word[:1].islower():
            continue
        if (
            match[0][0] == "."
            and len(match[0].rstrip(_CLOSERS)) == 1
            and _abbreviated(text, match.start(), start, word, lexicon)
        ):
            continue
        yield match.end()


def within(text: str, quote: Quote, lexicon: Lexicon) -> list[Extent]:
    """The sentences of a quotation."""
    found = []
    at = quote.inner_start
    for stop in [*boundaries(text, quote.inner_start, quote.inner_end, lexicon), quote.inner_end]:
        words = text[at:stop]
        if words.strip():
            found.append(Extent(at + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())))
        at = stop
    return found


def _abbreviated(text: str, stop: int, start: int, following: str, lexicon: Lexicon) -> bool:
    last = _LAST_WORD.search(text, max(start, stop - 42), stop)
    if last is None:
        return False
    word = last[0].rpartition(" ")[2].lstrip("(\"'“‘").lower()
    if word in lexicon.numbered:
        return following[:1].isdigit()
    if word in lexicon.abbreviations:
        return True
    if word not in lexicon.endings and not _INITIAL.fullmatch(word):
        return False
    return following.lower().rstrip(",.") not in lexicon.starters


_WORD = re.compile(r"\s+([^\W\d_][\w'’.-]{0,30})")
_NAME_WORDS = 6


def _goes_on(text: str, stop: int, lexicon: Lexicon) -> bool:
    """Whether "…!" is followed by who said it, which belongs to the same sentence."""
    if text[stop - 1] not in _CLOSERS or text[stop - 2 : stop - 1] not in ("!", "?", "…"):
        return False
    at = stop
    for position in range(_NAME_WORDS):
        word = _WORD.match(text, at)
        if word is None:
            return False
        form = lexicon.forms.get(word[1].rstrip("."))
        if position and form is not None and any("quote" in rule.takes for rule in lexicon.verbs.get(form.lemma, ())):
            return not form.forms.isdisjoint(("past", "s"))
        at = word.end()
    return False
