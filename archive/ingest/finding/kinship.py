"""How much of a paragraph's vocabulary the article has had already."""

import re

from archive.ingest.finding.lines import Line
from archive.ingest.finding.tables import words_of

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
# Without spaces words cannot be told apart so simply; such a paragraph is taken for kindred.
_UNKNOWN = 0.3


class Vocabulary:
    """The beginnings of the longer words of an article."""

    def __init__(self) -> None:
        self._stems: set[str] = set()

    def add(self, line: Line) -> None:
        self._stems |= stems(line.key)

    def share(self, line: Line) -> float:
        """Which part of the words of ``line`` is known."""
        if line.words > 2 * len(line.text.split()):
            return _UNKNOWN
        its = stems(line.key)
        return len(its & self._stems) / len(its) if its else 0.0


def stems(key: str) -> set[str]:
    """The beginnings of the longer words, without those that say nothing of a subject."""
    common, dates = words_of("common"), words_of("date")
    return {word[:_STEM] for word in _WORD.findall(key) if word not in common and word not in dates}
