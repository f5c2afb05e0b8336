"""Some keys of a document instead of all: the parameter ``fields``."""

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from archive.reading_room.parameters import BadParameters
from archive.reading_room.projecting.composing import text_of
from archive.reading_room.shaping.documents import keys, more_keys

FIELDS = "fields"


def named(type: str, values: Mapping[str, str], *, is_detail: bool = False) -> frozenset[str]:
    """The keys of ``type`` that strict parameters ask for; empty: all. ``is_detail``: those of details as well."""
    if FIELDS not in values:
        return frozenset()
    there, wanted = known(type, is_detail=is_detail), values[FIELDS].split(",")
    names = frozenset(wanted)
    if not names <= set(there) or len(names) < len(wanted):
        sentence = f"Give names with commas between, each once; there are: {', '.join(there)}."
        raise BadParameters([(FIELDS, sentence)])
    return names


@cache
def known(type: str, *, is_detail: bool) -> tuple[str, ...]:
    """The keys to choose from."""
    return tuple(keys(type) + (more_keys(type) if is_detail else []))


def only(text: str, names: Collection[str]) -> str:
    """A document's JSON text with the named keys alone, in its own order."""
    document: dict[str, Any] = json.loads(text)
    return text_of({key: value for key, value in document.items() if key in names})
