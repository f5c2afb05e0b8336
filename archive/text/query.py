"""What people type into the search box, read as a query. There is no wrong input.

shells korea        both words, anywhere
"artillery shells"  these words, one after the other
-denied -"so far"   not with this
artil*              words that begin so
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archive.text.words import NO_ALIASES, fold, terms, tokens, units

MOST_CHARACTERS = 500
MOST_TERMS = 32

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(r'(?P<not>-?)"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')


class Query(NamedTuple):
    """A query in terms, as `words.terms` makes them; false when it asks for nothing.

    phrases   terms that stand one after the other
    excluded  terms or phrases that must not occur; a single word is a phrase of one
    words     terms that occur anywhere
    prefix    beginnings of terms
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(map(len, self))

    @property
    def marks(self) -> frozenset[str]:
        """What `words.highlight` should mark: every term asked for, beginnings with a * after them."""
        sought = {*self.words, *(f"{beginning}*" for beginning in self.prefix)}
        return frozenset(sought.union(*self.phrases))


class _Part(NamedTuple):
    """A part of the query: one of the four kinds, and its terms."""

    kind: str
    terms: tuple[str, ...]


def parse_query(text: str, aliases: Mapping[tuple[str, ...], str] = NO_ALIASES) -> Query:
    """Read what somebody typed. Never fails; reads `MOST_CHARACTERS` and keeps `MOST_TERMS`.

    What is not a word, a closed quotation, or a sign in its place is passed over: a quotation that
    is not closed runs to the end. Give it the aliases that the index was built with.
    """
    found: dict[str, dict[tuple[str, ...], None]] = {"phrases": {}, "excluded": {}, "words": {}, "prefix": {}}
    left = MOST_TERMS
    for part in _parts(text[:MOST_CHARACTERS].translate(_QUOTES), aliases):
        kept = part.terms[:left]
        left -= len(kept)
        if kept:
            found[part.kind][kept] = None
    return Query(
        tuple(found["phrases"]),
        tuple(found["excluded"]),
        tuple(dict.fromkeys(term for part in found["words"] for term in part)),
        tuple(beginning for part in found["prefix"] for beginning in part),
    )


def _parts(text: str, aliases: Mapping[tuple[str, ...], str]) -> Iterator[_Part]:
    loose: list[str] = []
    for piece in _PIECE.finditer(text):
        word = piece["word"]
        if word and word[0] != "-" and word[-1] != "*":
            loose.append(word)
            continue
        yield from _loose(loose, aliases)
        loose.clear()
        if word is None:
            phrase = tuple(terms(piece["phrase"], aliases))
            yield _Part("excluded", phrase) if piece["not"] else _together(phrase)
        elif word[0] == "-":
            yield _Part("excluded", tuple(terms(word, aliases)))
        else:
            yield from _beginning(word)
    yield from _loose(loose, aliases)


def _loose(written: list[str], aliases: Mapping[tuple[str, ...], str]) -> Iterator[_Part]:
    """Words outside quotes. They are read as one text, since a name may be several of them."""
    group: list[str] = []
    end = -1
    for unit in units(" ".join(written), aliases):
        # Terms that touch are one word of a script that writes without spaces.
        if unit.tokens[0].start != end:
            yield _together(tuple(group))
            group = []
        group.append(unit.term)
        end = unit.tokens[-1].end
    yield _together(tuple(group))


def _together(phrase: tuple[str, ...]) -> _Part:
    return _Part("phrases" if len(phrase) > 1 else "words", phrase)


def _beginning(word: str) -> Iterator[_Part]:
    """`artil*`: the last word is a beginning. Of a stemmed word it is what both spellings share."""
    found = tokens(word)
    for token in found[:-1]:
        yield _Part("words", (token.text,))
    for token in found[-1:]:
        beginning, written = token.text, fold(word[token.start : token.end])
        while not written.startswith(beginning):
            beginning = beginning[:-1]
        yield _Part("prefix" if len(beginning) > 1 else "words", (beginning,))
