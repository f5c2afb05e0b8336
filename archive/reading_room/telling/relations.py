"""How a claim meets others, grouped by what the relation says from this side."""

from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext

from archive.provenance.relations import label

Json = dict[str, Any]
# Quarrel first: it is what a reader of a contested claim looks for.
ORDER = ("denies", "contradicts", "doubts", "supports", "depends_on", "updates", "narrows", "repeats")


class Group(NamedTuple):
    """Claims in one relation to this one; ``title`` reads on from "It …" or "It is …"."""

    kind: str
    title: str
    relations: list[Json]


def groups(relations: list[Json]) -> list[Group]:
    """The relations of a claim, both ways, what others say of it before what it says of them."""
    found: dict[tuple[str, str], list[Json]] = {}
    for relation in relations:
        found.setdefault((relation["kind"], relation["direction"]), []).append(relation)
    keys = sorted(found, key=lambda key: (ORDER.index(key[0]), key[1]))
    return [Group(kind, capfirst(gettext(label(kind, direction))), found[kind, direction]) for kind, direction in keys]
