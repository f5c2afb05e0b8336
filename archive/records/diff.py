"""What differs between two payloads: paths, and words within texts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.text.diff import Piece, word_diff


class Change(NamedTuple):
    """One differing value; ``pieces`` is a word diff when both sides are texts."""

    path: str
    old: Any
    new: Any
    pieces: list[Piece]


def diff(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """Changes that lead from ``old`` to ``new``, in the order of the names."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            yield from diff(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            before = old[index] if index < len(old) else None
            after = new[index] if index < len(new) else None
            yield from diff(before, after, f"{path}[{index}]")
    else:
        both_texts = isinstance(old, str) and isinstance(new, str)
        yield Change(path, old, new, word_diff(old, new) if both_texts else [])
