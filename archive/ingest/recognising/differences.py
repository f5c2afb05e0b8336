"""What differs between two texts, in a few words for a person who decides what they are to each other."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

from archive.text.sketch import Shared, shared, sketch
from archive.text.words import fold

MOST_LISTED = 30
MOST_COMPARED = 2_000

_NUMBER = re.compile(r"(?<![\w.,])[+\-−]?[$€£¥₩]?\d+(?:[.,]\d+)*(?:\s?%)?(?!\w)")
_QUOTES = re.compile(
    '“([^“”\n]{2,600})”|„([^„“”\n]{2,600})[“”]|«([^«»\n]{2,600})»|「([^「」\n]{2,600})」|"([^"\n]{2,600})"'
)


class Replaced(NamedTuple):
    """What stood in the old text, and what stands in its place; "" for nothing."""

    old: str
    new: str


class Differences(NamedTuple):
    """How much is the same, and which numbers and quotations are not, at most ``MOST_LISTED`` of each."""

    share: Shared
    numbers: list[Replaced]
    quotes_gone: list[str]
    quotes_new: list[str]


def differences(old: str, new: str) -> Differences:
    """The differences that make ``new`` of ``old``."""
    before, after = _quotes(old), _quotes(new)
    return Differences(
        share=shared(sketch(old), sketch(new)),
        numbers=_numbers(old, new)[:MOST_LISTED],
        quotes_gone=[words for key, words in before.items() if key not in after][:MOST_LISTED],
        quotes_new=[words for key, words in after.items() if key not in before][:MOST_LISTED],
    )


def _quotes(text: str) -> dict[str, str]:
    """The quotations by their words, whatever their marks, as they stand."""
    found = (next(filter(None, match.groups())) for match in _QUOTES.finditer(text))
    return {" ".join(map(fold, words.split())): words for words in found}


def _numbers(old: str, new: str) -> list[Replaced]:
    """Numbers that one text has and the other has not, paired where one took the other's place."""
    before, after = (_NUMBER.findall(text)[:MOST_COMPARED] for text in (old, new))
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    found = []
    for op, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "replace" and end - start == last - first:
            pairs = zip(before[start:end], after[first:last], strict=True)
            found += [Replaced(*pair) for pair in pairs if pair[0] in gone and pair[1] in come]
    paired_old, paired_new = Counter(each.old for each in found), Counter(each.new for each in found)
    found += [Replaced(each, "") for each in (gone - paired_old).elements()]
    return found + [Replaced("", each) for each in (come - paired_new).elements()]
