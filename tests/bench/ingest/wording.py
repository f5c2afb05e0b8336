"""Comparing words whatever their spaces, quotation marks, capitals and line breaks."""

import re
import unicodedata
from typing import NamedTuple

WORD = re.compile(r"\w+")


class Place(NamedTuple):
    """Where letters stand in a text: code points, end exclusive."""

    start: int
    end: int


def shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many code points two stretches have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class Letters:
    """A text reduced to its letters and digits, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._letters, self._places = letters_of(text)

    def places(self, fragment: str) -> list[Place]:
        """Every place where the fragment stands, first one first; none for a fragment without letters."""
        wanted, found, start = letters_of(fragment)[0], [], 0
        while wanted and (start := self._letters.find(wanted, start)) >= 0:
            last = start + len(wanted) - 1
            found.append(Place(self._places[start], self._places[last] + 1))
            start = last + 1
        return found

    def holds(self, fragment: str) -> bool:
        return letters_of(fragment)[0] in self._letters


def letters_of(text: str) -> tuple[str, list[int]]:
    """Letters and digits in lower case, without accents, and the place of each in the text."""
    letters, places = [], []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def words_of(text: str) -> list[str]:
    """The words, in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def spaced(text: str) -> str:
    """The words between single spaces, one of them at each end, so that whole words can be looked for."""
    return f" {' '.join(words_of(text))} "
