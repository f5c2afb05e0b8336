"""Words, numbers and marks of a text with their places."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<acronym>   [^\W\d_](?:\.[^\W\d_]){1,6}\.? )
  | (?P<number>    [$€£¥₴₹₦₩₽₺₪₱]? \d{1,18} (?:[.,]\d{1,9}){0,7} (?:(?:st|nd|rd|th|bn|tn|m|k|s|am|pm)\b)? %? )
  | (?P<possessive>['’]s\b | (?<=s)['’](?=\s) )
  | (?P<word>      [^\W\d_]{1,60} (?:(?:['’](?!s\b)|-|&)[^\W_]{1,60}){0,8} | [^\W_]{1,60} )
  | (?P<mark>      [^\w\s] )
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word, number or mark. ``low`` is the word in lower case; ``kind`` the name of its pattern."""

    text: str
    low: str
    start: int
    end: int
    kind: str

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind in ("word", "acronym") and self.text[0].isupper()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of a text."""
    return [
        Token(match[0], match[0].lower().replace("’", "'"), *match.span(), match.lastgroup or "")
        for match in _TOKEN.finditer(text, start, end)
    ]
