"""The tables of words beside the code: one folder for each language, and those that hold in all."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENGLISH = "en"

# Between two words of one line. Bounded, so that a hostile line costs nothing.
GAP = r"[^\S\n]{1,4}"
MAYBE_GAP = r"[^\S\n]{0,4}"
NOTHING = "(?!)"


@cache
def table(name: str, language: str = "") -> dict[str, Any]:
    """The table ``name`` of a language, or of all. English stands in for a language that has none of its own."""
    folder = language if language in languages(name) else ENGLISH if language else ""
    file = HERE / folder / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def languages(name: str) -> tuple[str, ...]:
    """The languages that have a table ``name``."""
    return tuple(sorted(file.parent.name for file in HERE.glob(f"*/{name}.toml")))


def primary(language: str) -> str:
    """The language of a BCP 47 tag, without script and region."""
    return language.partition("-")[0].lower()


def any_of(words: Iterable[str], gap: str = GAP) -> str:
    """A pattern for one of the words, the longest first; a space in them is a ``gap``. Of no words it finds none."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", gap) for word in longest_first) or NOTHING
