"""Words that are spelt almost alike: what a misspelt word in a query was meant to be.

Words that one slip of the hand makes of each other (a letter too many, too few, another one, two
changed over) have a key in common, and so have words with the same consonants: who writes down a
name by ear mostly gets the vowels wrong. So a table of keys finds the few that are worth measuring.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.text.words import fold, tokens

# Shorter words are too much alike; a syllable of Hangul says more than a letter.
SHORTEST, SHORTEST_SYLLABLES, LONGEST = 4, 3, 24
# Marks keys of consonants, which no word begins with.
SOUND = "~"
_LEAST_CONSONANTS = 3
_SILENT = str.maketrans("cqzw", "kksv", "aeiouyhj")
_DOUBLED = re.compile(r"(.)\1+")


def is_spelt(word: str) -> bool:
    """Whether a folded word is one that spelling can be told of: letters only, neither short nor endless."""
    shortest = SHORTEST if word.isascii() else SHORTEST_SYLLABLES
    return shortest <= len(word) <= LONGEST and word.isalpha()


@lru_cache(maxsize=16_384)
def words_of(text: str) -> frozenset[str]:
    """The words of a text as they are spelt, folded and not stemmed; names stand in one text after the other."""
    return frozenset(word for _, _, word in written(text))


def written(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word that `is_spelt` stands in a text, in code points, and the word, folded."""
    for token in tokens(text):
        word = fold(text[token.start : token.end])
        if is_spelt(word):
            yield token.start, token.end, word


def keys(word: str) -> set[str]:
    """What a folded word has in common with those that are spelt almost alike."""
    found = {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
    consonants = _DOUBLED.sub(r"\1", word.replace("ph", "f").translate(_SILENT))
    if word.isascii() and len(consonants) >= _LEAST_CONSONANTS:
        found.add(SOUND + consonants)
    return found


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str | None:
    """The known word that is spelt most like ``word``; of equals one that begins alike, then the more frequent one.

    ``known`` are (word, how many records hold it). None when none is near enough.
    """
    most = 1 if len(word) < 5 else 2 if len(word) < 8 else 3
    best = min(
        ((_slips(word, each, most), each[0] != word[0], -number, each) for each, number in known),
        default=None,
    )
    return best[3] if best is not None and best[0] <= most else None


def _slips(one: str, other: str, most: int) -> int:
    """How many letters are to be put in, left out, replaced or changed over; counted to ``most`` and one more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            least = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, last = last, line
    return min(last[-1], most + 1)
