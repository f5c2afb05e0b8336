"""Some keys of a JSON object, read without the rest: most of a document is chains and quotations nobody asked for."""

import json
from collections.abc import Collection, Iterator
from typing import Any

Json = dict[str, Any]
# What stands between two markers: from the first, up to the second or, where that is empty, the end of the object.
Span = tuple[str, str]


class Skimmer:
    """Reads objects that have their keys in one order, written without spaces, as all documents of a type do.

    ``document = skimmer(text)`` has at least the keys of ``names``. An object that is otherwise is read whole.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._kept: frozenset[str] = frozenset()
        self._spans: list[Span] = []

    def __call__(self, text: str) -> Json:
        if self._kept:
            try:
                found: Json = json.loads("".join(self._pieces(text)))
            except ValueError:
                found = {}
            # Markers found within something else would have left brackets open, or a key too many.
            if found.keys() == self._kept:
                return found
        whole: Json = json.loads(text)
        self._learn(list(whole))
        return whole

    def _learn(self, keys: list[str]) -> None:
        # No comma stands before the first key, so it is kept.
        kept = [key for key in keys if key in self._names or key == keys[0]]
        starts = [key for key, before in zip(keys[1:], keys, strict=False) if key not in kept and before in kept]
        following = {key: next((each for each in keys[keys.index(key) :] if each in kept), "") for key in starts}
        self._kept = frozenset(kept)
        self._spans = [(_marker(start), _marker(end) if end else "") for start, end in following.items()]

    def _pieces(self, text: str) -> Iterator[str]:
        """The text without its spans. Raises ``ValueError`` where one is not found."""
        at = 0
        for start, end in self._spans:
            cut = text.index(start, at)
            yield text[at:cut]
            at = text.index(end, cut) if end else len(text) - 1
        yield text[at:]


def _marker(key: str) -> str:
    return f',"{key}":'
