"""The one tokeniser: search, highlights, aliases and the query box all read words alike.

Both databases are given these terms instead of text, so both find the same. A word is folded
(compatibility forms, case and accents go) and stemmed lightly; hyphens, dashes and apostrophes
part words, a possessive 's goes, "10,000" is 10000 and "U.S." is "us". Every script works:
Hangul is split at spaces, and each character of Chinese and Japanese is a term, so that a word
is found in a text that is written without spaces.

A name that has aliases becomes one term of its own, whichever way it was written.

Everything is linear in the length of the text, whatever the text is.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from archive.text.stem import stem

# No word is longer: more of one is not read, so that a hostile "word" costs nothing.
LONGEST_WORD = 60
MOST_ALIAS_WORDS = 12

# The blocks that hold marks; a vowel sign must not end a word. Keycaps and the like are no words.
_MARKS = "".join(
    character
    for character in map(chr, chain(range(0x300, 0x1E00), range(0xA000, 0xAC00), range(0x3099, 0x309B)))
    if unicodedata.category(character)[0] == "M"
)
_LETTER = r"[^\W\d_]"
# Kana and Chinese characters, which are written without spaces.
_UNSPACED = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_SPACED = rf"[^\W_ʼ{_UNSPACED}]"
_TOKEN = re.compile(
    rf"""(?:
        (?P<acronym> {_LETTER} (?:\.{_LETTER}){{1,7}} \.? (?!\.?\w) )
      | (?P<number> [0-9]{{1,3}} (?:,[0-9]{{3}})+ (?![0-9]) )
      | (?P<word> {_SPACED}+ (?:[{_MARKS}]+ {_SPACED}*)* | [{_UNSPACED}][{_MARKS}]* )
    )
    (?:['’ʼ][sS](?!\w))?""",
    re.VERBOSE,
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_STROKES = str.maketrans("łđøħı", "ldohi")
_NO_WORD = re.compile(rf"[^\w{_MARKS}]+|_+")


class Token(NamedTuple):
    """A word: its term, and where it stands in the text, in code points."""

    text: str
    start: int
    end: int


class Unit(NamedTuple):
    """A term and the words it was made of, which are several for a name."""

    term: str
    tokens: list[Token]


class Aliases(dict[tuple[str, ...], str]):
    """The names that stand for one term: words as `tokens` reads them, to the term."""

    def __init__(self, terms: Mapping[tuple[str, ...], str] | None = None) -> None:
        super().__init__(terms or {})
        # How far to look, by the first word.
        self.longest: dict[str, int] = {}
        for words in self:
            if 0 < len(words) <= MOST_ALIAS_WORDS:
                self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> "Aliases":
        """From (name as people write it, term). A name given to two terms tells nothing and is left out."""
        found: dict[tuple[str, ...], str] = {}
        ambiguous = set()
        for name, term in names:
            words = tuple(token.text for token in tokens(name))
            if words and found.setdefault(words, term) != term:
                ambiguous.add(words)
        return cls({words: term for words, term in found.items() if words not in ambiguous})


NO_ALIASES = Aliases()


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "word"
        if term := _term(match[kind][:LONGEST_WORD]):
            found.append(Token(term, *match.span(kind)))
    return found


def units(text: str, aliases: Mapping[tuple[str, ...], str] = NO_ALIASES) -> Iterator[Unit]:
    """The terms of a text with the words behind each, in order."""
    table = aliases if isinstance(aliases, Aliases) else Aliases(aliases)
    words = tokens(text)
    at = 0
    while at < len(words):
        size = table.longest.get(words[at].text, 0)
        while size and tuple([word.text for word in words[at : at + size]]) not in table:
            size -= 1
        found = words[at : at + (size or 1)]
        term = table[tuple([word.text for word in found])] if size else found[0].text
        yield Unit(term, found)
        at += len(found)


def terms(text: str, aliases: Mapping[tuple[str, ...], str] = NO_ALIASES) -> list[str]:
    """The terms of a text, in order: the longest name that has an alias is one term."""
    if not aliases:
        return [*_plain_terms(text)]
    return [unit.term for unit in units(text, aliases)]


# The names of those who speak and of what is spoken of stand in one text after the other.
@lru_cache(maxsize=16_384)
def _plain_terms(text: str) -> tuple[str, ...]:
    return tuple([token.text for token in tokens(text)])


def highlight(
    text: str, query_terms: Collection[str], aliases: Mapping[tuple[str, ...], str] = NO_ALIASES
) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether the query found it; joined they are the text again.

    `query_terms` are terms as `Query.marks` gives them: one that ends in * marks every word that
    begins with it.
    """
    prefixes = tuple(term[:-1] for term in query_terms if term.endswith("*"))
    exact = frozenset(query_terms)
    pieces = []
    done = 0
    for token in _found(units(text, aliases), exact, prefixes):
        if done < token.start:
            pieces.append((text[done : token.start], False))
        pieces.append((text[token.start : token.end], True))
        done = token.end
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def _found(units: Iterable[Unit], exact: frozenset[str], prefixes: tuple[str, ...]) -> Iterator[Token]:
    """Where the query's terms stand: a whole name, else single words of it."""
    for unit in units:
        if unit.term in exact:
            yield Token(unit.term, unit.tokens[0].start, unit.tokens[-1].end)
        else:
            yield from (t for t in unit.tokens if t.text in exact or t.text.startswith(prefixes))


@lru_cache(maxsize=65_536)
def _term(word: str) -> str:
    return stem(fold(word))[:LONGEST_WORD]


def fold(word: str) -> str:
    """One word without what writing may vary: compatibility forms, case, accents, dots, commas."""
    if word.isascii() and word.isalnum():
        return word.lower()
    if not word.isascii():
        # Accents are those of Latin, Greek and Cyrillic; the marks of other scripts are letters.
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", word).casefold())
        word = unicodedata.normalize("NFC", plain).translate(_STROKES)
    return _NO_WORD.sub("", word.lower())
