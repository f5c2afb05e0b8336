"""A light English stem: enough that "denies" finds "denied" and "shells" finds "shell".

It takes off plural and verb endings and nothing more, so that words of different meaning rarely
meet; a stem need not be a word ("purchas"). Other scripts and anything with a digit stay whole.
"""

import re

_VOWEL = re.compile("[aeiouy]")
_AFTER_SIBILANT = ("sses", "shes", "ches", "xes", "zes")
_SINGULAR = ("ss", "us", "is")
_WHOLE = frozenset({"news"})


def stem(word: str) -> str:
    """The stem of one word in lower case."""
    if len(word) < 4 or word in _WHOLE or not (word.isascii() and word.isalpha()):
        return word
    return _without_double(_without_e(_without_verb_ending(_without_plural(word))))


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_AFTER_SIBILANT):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_SINGULAR):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("agreed", "teed")):
        return word[:-1]
    for ending in ("ing", "ed"):
        kept = word.removesuffix(ending)
        # "spring" and "need" only look as if they had an ending.
        if kept != word and len(kept) > 2 and _VOWEL.search(kept) and not word.endswith("eed"):
            return kept
    return word


def _without_e(word: str) -> str:
    """The verb ending took it from "forced", so it goes from "force"; "plane" is not "plan"."""
    silent = word.endswith("e") and (len(word) > 5 or (len(word) > 3 and word[-2] in "cgsvz"))
    return word[:-1] if silent else word


def _without_double(word: str) -> str:
    """ "planned" lost its ending and kept a second n; "shell" ends alike with and without one."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou"
    return word[:-1] if doubled else word
