"""Which stretch of the new text a person chose: a candidate, a selection, or words that they typed."""

import re
from typing import NamedTuple

from archive.admin.captures.showing import paragraph_of, paragraph_span
from archive.editorial.saving import Refused
from archive.text.canonical import TextError, clean

STRETCH = re.compile("([0-9]{1,9})-([0-9]{1,9})")
PARAGRAPH = re.compile("[0-9]{1,6}")

WORDS, IS_GONE = "words", "gone"
CHOOSE = "Choose a candidate, give the words, or say that they are gone."


class Chosen(NamedTuple):
    """What a person said, as it was sent."""

    where: str
    words: str
    paragraph: str
    start: str
    end: str


NOTHING = Chosen("", "", "", "", "")


def stretch(text: str, said: Chosen) -> tuple[int, int, str]:
    """Where it begins and ends in ``text``, and the words that were meant. Raises Refused."""
    candidate = STRETCH.fullmatch(said.where)
    if candidate:
        start, end = int(candidate[1]), int(candidate[2])
        return start, end, text[start:end]
    if said.where != WORDS:
        raise Refused([CHOOSE])
    words = _typed(said.words)
    return *(_selected(text, words, said) or _sought(text, words, said.paragraph.strip())), words


def _typed(words: str) -> str:
    try:
        found = clean(words).strip()
    except TextError as error:
        raise Refused([str(error)]) from error
    if not found:
        raise Refused(["Give the words as they stand in the new text."])
    return found


def _selected(text: str, words: str, said: Chosen) -> tuple[int, int] | None:
    """The stretch that was selected in the text, if the words are still those."""
    found = STRETCH.fullmatch(f"{said.start}-{said.end}")
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if text[start:end].strip() == words else None


def _sought(text: str, words: str, paragraph: str) -> tuple[int, int]:
    """The one place where the words stand, in one paragraph if it is named. Raises Refused."""
    first, last = 0, len(text)
    if paragraph:
        found = paragraph_span(text, int(paragraph)) if PARAGRAPH.fullmatch(paragraph) else None
        if found is None:
            raise Refused([f"The new text has no paragraph {paragraph[:20]}."])
        first, last = found
    start = text.find(words, first, last)
    if start < 0:
        raise Refused(["These words do not stand there in the new text, letter for letter."])
    second = text.find(words, start + 1, last)
    if second >= 0:
        numbers = f"{paragraph_of(text, start)} and {paragraph_of(text, second)}"
        raise Refused([f"These words stand there more than once, as in the paragraphs {numbers}: add more of them."])
    return start, start + len(words)
