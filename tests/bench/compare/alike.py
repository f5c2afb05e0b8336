"""Whether the rival answers the same: whatever it says of a claim, the feed says too, in the same words."""

from collections.abc import Iterator
from typing import Any

Json = Any


def differences(ours: Json, theirs: Json, where: str = "") -> Iterator[str]:
    """Where ``theirs`` says what ``ours`` does not. Ours may say more: other names, and relations of other claims."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name, value in theirs.items():
            yield from differences(ours.get(name), value, f"{where}.{name}")
    elif isinstance(theirs, list) and isinstance(ours, list):
        if len(theirs) > len(ours) or (len(theirs) < len(ours) and not where.endswith(".relations")):
            yield f"{where}: {len(ours)} and {len(theirs)} of them"
        for number, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(one, other, f"{where}[{number}]")
    elif ours != theirs:
        yield f"{where}: {ours!r} and {theirs!r}"


def objects(value: Json) -> int:
    """How many objects are nested in it, itself included."""
    if isinstance(value, dict):
        return 1 + sum(map(objects, value.values()))
    return sum(map(objects, value)) if isinstance(value, list) else 0
