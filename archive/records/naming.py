"""Which records of the desk name a row in what they publish."""

from collections.abc import Collection, Iterator
from functools import cache

from archive.models import RECORDS, Record, Walked
from archive.records.shape import shape


def naming(target: type[Record], keys: Collection[int]) -> dict[type[Record], list[str]]:
    """The uids of records that lead to one of the rows ``keys`` of ``target``, by model (a query for each way there)."""
    found: dict[type[Record], list[str]] = {}
    for model in RECORDS.values():
        rows = model._default_manager.order_by()
        uids = {
            uid
            for way in ways(model, target)
            for uid in rows.filter(**{f"{way}__in": keys}).values_list("uid", flat=True)
        }
        if uids:
            found[model] = sorted(uids)
    return found


@cache
def ways(model: type[Walked], target: type[Record]) -> tuple[str, ...]:
    """The public names by which a row of ``model``, or a part of it, leads to ``target``, as lookups."""
    return tuple(_ways(model, target))


def _ways(model: type[Walked], target: type[Record]) -> Iterator[str]:
    for slot in shape(model):
        if slot.is_public and slot.target is target:
            yield slot.name
        elif slot.is_public and slot.part is not None:
            yield from (f"{slot.name}__{way}" for way in ways(slot.part, target))
