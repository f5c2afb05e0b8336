"""Two records that are one: what the kept one takes over, the merge itself, and the way back.

Merging is a chief's act, at once. What the kept record takes over is a change at the desk like
any other: it becomes public when a second person signs it. So does the way back, which
publishes both records again.
"""

from typing import Any

from django.db import transaction

from archive.editorial.closing import merge
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused, saving
from archive.ledger.view import read
from archive.models import LedgerEntry, Record, Revision, User
from archive.records.load import Directory, load
from archive.records.shape import Sort, shape
from archive.records.walk import dump

Data = dict[str, Any]
GATHERED = (Sort.LINKS, Sort.TERMS, Sort.PARTS)
# Judgements are of the record that they were made of; captures and notes belong to their article.
LEFT = ("assessments", "captures", "annotations")
NAMED = ("source",)
MERGED = "Took over what was merged into it,"


def gathered(record: Record, into: Record) -> Data:
    """What ``into`` would say if it took over what only ``record`` says, as ``dump`` gives it.

    Lists are joined; what ``into`` leaves blank is filled; where both say something, ``into``'s
    stays. A source's other name becomes an alias.
    """
    theirs, kept = (dump(row, private=True, frozen=False) for row in (record, into))
    found = dict(kept)
    for slot in shape(type(into)):
        if slot.name in LEFT or slot.name not in theirs:
            continue
        if slot.sort in GATHERED:
            more = [each for each in theirs[slot.name] if each not in kept.get(slot.name, []) and _fits(each, into)]
            found[slot.name] = [*kept.get(slot.name, []), *more]
        elif slot.is_public and _fills(slot.name, theirs, kept):
            found[slot.name] = theirs[slot.name]
    if into.type in NAMED:
        found["aliases"] = _aliases(theirs, kept)
    return {name: value for name, value in found.items() if value not in ([], "")}


def _fills(name: str, theirs: Data, kept: Data) -> bool:
    """Whether a plain value is taken over: a basis goes with its value, and of marks only the careful one."""
    if theirs[name] is True:
        return name == "sensitive"
    told = name.removesuffix("_basis")
    return not kept.get(name) and not (told != name and kept.get(told))


def _fits(part: Any, into: Record) -> bool:
    """A record does not relate to itself."""
    return not (isinstance(part, dict) and into.uid in (part.get("target"), part.get("body"))) and part != into.uid


def _aliases(theirs: Data, kept: Data) -> list[str]:
    known = [kept["name"], *kept.get("aliases", [])]
    more = [name for name in (theirs["name"], *theirs.get("aliases", [])) if name not in known]
    return [*kept.get("aliases", []), *dict.fromkeys(more)]


def merge_into(
    record: Record, into: Record, *, by: User, note: str, gather: bool = False, base: int | None = None
) -> LedgerEntry:
    """Let ``into`` stand for ``record`` in public; with ``gather`` it takes over what only that one says.

    ``base`` is the revision of ``into`` that the person saw. Raises PermissionDenied, Refused, Conflict.
    """
    check_may(by, "merge")
    if type(record) is not type(into):
        raise Refused(["Only records of one type are merged."])
    with transaction.atomic():
        entry = merge(record.type, record.uid, into=into.uid, by=by, note=note)
        if gather:
            seen = into.revision if base is None else base
            with saving(into, base=seen, by=by, reason=f"{MERGED} {record.uid}: {note}"):
                load(into, gathered(record, into), Directory(), private=True)
        return entry


def successor_of(record: Record) -> str:
    """The uid of the record that ``record`` is merged into; "" when it is not."""
    published = read([record.uid]).get(record.uid)
    return published.successor if published is not None and published.state == "merged" else ""


def before_merge(record: Record, into: Record) -> int | None:
    """The revision of ``into`` before it took over from ``record``; None when it took nothing over."""
    rows = Revision.objects.filter(uid=into.uid, reason__startswith=f"{MERGED} {record.uid}:")
    number = rows.order_by("-number").values_list("number", flat=True).first()
    return number - 1 if number is not None and number > 1 else None
