"""The named sources of the archive, held in memory by their names: read anew when one of them was saved."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from archive.ingest.describing.names import squashed
from archive.models.plain import asked
from archive.text.words import terms

Terms = tuple[str, ...]

# Any save raises the revision of its record; uids are drawn by lot, so that no other archive has the same newest.
_STATE = """
    SELECT COUNT(*), SUM(revision), (SELECT uid FROM archive_source ORDER BY id DESC LIMIT 1)
    FROM archive_source WHERE article_id IS NULL"""
_ROWS = """
    SELECT uid, name, CAST(aliases AS text), kind, role, protected
    FROM archive_source WHERE article_id IS NULL ORDER BY id"""


class Known(NamedTuple):
    """A source; ``names`` are its name and its aliases as people write them, ``words`` as they are compared."""

    uid: str
    kind: str
    role: str
    protected: bool
    names: tuple[str, ...]
    words: tuple[Terms, ...]

    @classmethod
    def of(cls, uid: str, kind: str, role: str, protected: object, *names: str) -> "Known":
        return cls(uid, kind, role, bool(protected), names, tuple(map(named, names)))

    @property
    def name(self) -> str:
        return self.names[0]


class Catalogue:
    """Sources by their names, by the words of these, and by what addresses make of them."""

    def __init__(self, sources: Iterable[Known]) -> None:
        self.sources: Sequence[Known] = [*sources]
        self.by_name: dict[Terms, list[int]] = defaultdict(list)
        self.by_term: dict[str, list[int]] = defaultdict(list)
        self.by_beginning: dict[str, list[str]] = defaultdict(list)
        self.by_label: dict[str, list[int]] = defaultdict(list)
        self.by_role: dict[Terms, list[int]] = defaultdict(list)
        for place, source in enumerate(self.sources):
            self._enter(place, source)

    def _enter(self, place: int, source: Known) -> None:
        entered: set[Any] = set()
        for name, words in zip(source.names, source.words, strict=True):
            if words and words not in entered:
                self.by_name[words].append(place)
            for word in {*words} - entered:
                if word not in self.by_term:
                    self.by_beginning[word[:2]].append(word)
                self.by_term[word].append(place)
            entered |= {words, *words}
            if source.kind == "outlet" and (label := squashed(name)) not in entered:
                self.by_label[label].append(place)
                entered.add(label)
        if source.role:
            self.by_role[named(source.role)].append(place)


def named(name: str) -> Terms:
    """A name as names are compared: folded words without a leading article."""
    words = tuple(terms(name))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def catalogue() -> Catalogue:
    """The catalogue of now (one query, two when a source was saved since)."""
    ((count, revisions, newest),) = asked(_STATE)
    return _catalogue((int(count), int(revisions or 0), str(newest)))


@lru_cache(maxsize=1)
def _catalogue(state: tuple[int, int, str]) -> Catalogue:
    return Catalogue(
        Known.of(uid, kind, role, protected, name, *json.loads(aliases))
        for uid, name, aliases, kind, role, protected in asked(_ROWS)
    )
