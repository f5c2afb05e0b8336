"""What differs between two statements that are much alike: numbers, negations, opposite words."""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = frozenset(path.parent.name for path in HERE.glob("*/words.toml"))
MOST_SHOWN = 4
YEARS = range(1400, 2200)  # written without a comma

_WORD = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[^\W\d_]+(?:['’][^\W\d_]+)*")


def table(language: str = ENGLISH) -> dict[str, Any]:
    """The words of a language; English stands in for one that has none."""
    return _table(language if language in LANGUAGES else ENGLISH)


@cache
def _table(language: str) -> dict[str, Any]:
    return tomllib.loads((HERE / language / "words.toml").read_text(encoding="utf-8"))


def differing(ours: str, theirs: str, language: str = ENGLISH) -> tuple[str, ...]:
    """Sentences that say what differs between a proposed statement and one of the archive."""
    return (*_numbers(ours, theirs, language), *_negation(ours, theirs, language), *_opposites(ours, theirs, language))


def numbers(text: str, language: str = ENGLISH) -> tuple[Decimal, ...]:
    """The numbers of a text in its order: "10,000", "ten thousand" and "10k" are one."""
    words = table(language)
    multipliers, named = words.get("multipliers", {}), words.get("numbers", {})
    found: list[Decimal] = []
    may_grow = False
    for word in _words(text):
        if word[0].isdigit():
            found.append(Decimal(word.replace(",", "")))
            may_grow = True
        elif may_grow and word in multipliers:
            found[-1] *= multipliers[word]
        else:
            may_grow = word in named
            if may_grow:
                found.append(Decimal(named[word]))
    return tuple(found)


def is_negated(text: str, language: str = ENGLISH) -> bool:
    """Whether it says that something is not so; two negations are taken for none."""
    words = table(language)
    ends = tuple(words.get("negating_ends", ()))
    negations = set(words.get("negations", ()))
    return sum(word in negations or word.endswith(ends or ("\0",)) for word in _words(text)) % 2 == 1


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _numbers(ours: str, theirs: str, language: str) -> list[str]:
    mine, known = numbers(ours, language), numbers(theirs, language)
    here = [each for each in dict.fromkeys(mine) if each not in known]
    there = [each for each in dict.fromkeys(known) if each not in mine]
    if here and there:
        return [f"Here it is {_listed(here)}, there {_listed(there)}."]
    if here:
        return [f"Only here: {_listed(here)}."]
    return [f"Only there: {_listed(there)}."] if there else []


def _listed(values: Sequence[Decimal]) -> str:
    return ", ".join(f"{each:f}" if each in YEARS else f"{each:,f}" for each in values[:MOST_SHOWN])


def _negation(ours: str, theirs: str, language: str) -> list[str]:
    here, there = is_negated(ours, language), is_negated(theirs, language)
    if here == there:
        return []
    return ["Here it is negated, there it is not." if here else "There it is negated, here it is not."]


def _opposites(ours: str, theirs: str, language: str) -> list[str]:
    mine, known = set(_words(ours)), set(_words(theirs))
    for one, other in table(language).get("opposites", ()):
        for left, right in ((one, other), (other, one)):
            here, there = sorted(mine.intersection(left) - known), sorted(known.intersection(right) - mine)
            if here and there:
                return [f"Here it says “{here[0]}”, there “{there[0]}”."]
    return []
