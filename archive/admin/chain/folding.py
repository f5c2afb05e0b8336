"""Names compared as people type them: without accents, case and marks; and asked of the database so."""

import re
from functools import cache, lru_cache

from archive.text.words import fold

# Latin with its accents, Greek and Cyrillic: the letters that ``fold`` brings together.
_RANGES = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
_ESCAPED = r"\\u[0-9a-f]{4}"
LONGEST = 100


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The words of ``text``, folded, one space between them."""
    return " ".join(filter(None, map(fold, re.split(r"[\s\-–—/]+", text))))


@cache
def _alike() -> dict[str, str]:
    """Every letter that is written in several ways, to all of them."""
    found: dict[str, list[str]] = {}
    for start, end in _RANGES:
        for code in range(start, end):
            plain = fold(chr(code))
            if len(plain) == 1 and plain != chr(code):
                found.setdefault(plain, []).append(chr(code))
    return {plain: "".join(ways) for plain, ways in found.items()}


def pattern(words: str, *, in_json: bool = False) -> str:
    """A regular expression, for either database, that finds ``words`` however they are accented.

    ``in_json`` also lets through any letter that a JSON text has escaped; so does punctuation
    that folding leaves out, in either case. What is found is to be compared by ``folded``.
    """
    letters = folded(words)[:LONGEST]
    return "".join(_letter(letter, in_json) for letter in letters)


def _letter(letter: str, in_json: bool) -> str:
    if letter == " ":
        return r"[\s\-–—/.,'’]+"
    ways = re.escape(letter) + _alike().get(letter, "")
    one = f"[{ways}]" if len(ways) > 1 and not ways.startswith("\\") else ways
    # A dot or an apostrophe inside a word is folded away.
    return rf"(?:{one}|{_ESCAPED})[.'’]*" if in_json else rf"{one}[.'’]*"
