"""Bring back what a record said in an earlier revision; the way there stays in its history."""

import json
from typing import Any

from django.db import IntegrityError, transaction

from archive.editorial.capturing import renew
from archive.editorial.saving import Refused, saving
from archive.ledger.view import read
from archive.models import Article, Claim, Record, Revision, User
from archive.records.check import check
from archive.records.load import Directory, MissingLink, load
from archive.records.shape import shape
from archive.records.walk import dump

Data = dict[str, Any]
# Captures are what was fetched, not what somebody wrote; notes are their authors', of whom a revision says nothing;
# whether a name is secret is not undone in passing.
KEPT = ("captures", "annotations", "protected")


def restore(record: Record, number: int, *, base: int, by: User, reason: str = "") -> None:
    """Save ``record`` as its revision ``number`` had it; ``base`` is the revision the person saw.

    A claim's anchors are carried over to the texts that were taken in since. Raises Conflict, or Refused when that
    text is no longer kept or cannot stand today.
    """
    data = restored(record, number)
    model = type(record)
    faults = [f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in check(model, data, private=True)]
    if faults:
        raise Refused(faults)
    said = f"Restored revision {number}" + (f": {reason}" if reason else "")
    try:
        with transaction.atomic():
            list(Article.objects.filter(uid__in=[each["article"] for each in data.get("appearances", ())]).held())
            with saving(record, base=base, by=by, reason=said):
                load(record, data, Directory(), private=True)
                if isinstance(record, Claim):
                    renew(record)
    except MissingLink as missing:
        raise Refused([f"{missing}: the revision names what is no longer there."]) from missing
    except IntegrityError as fault:
        raise Refused([f"The record could not stand like that today: {fault}"]) from fault


def restored(record: Record, number: int) -> Data:
    """What ``record`` would say: the revision's text, with what is never undone. Raises Refused."""
    body = Revision.objects.filter(uid=record.uid, number=number).values_list("body", flat=True).first()
    if body is None:
        raise Refused([f"Revision {number} is not kept."])
    names = {slot.name for slot in shape(type(record))}
    old = {name: value for name, value in json.loads(body).items() if name in names}
    now = dump(record, private=True, frozen=False)
    kept = {name: now[name] for name in KEPT if name in now}
    without = {name: value for name, value in old.items() if name not in KEPT}
    return {**without, **kept, **_assessments(record, old)}


def _assessments(record: Record, old: Data) -> Data:
    """Published assessments stay where they are; what the old text had beside them comes after."""
    published = read([record.uid]).get(record.uid) if record.type == "claim" else None
    standing = (published.record or {}).get("assessments", []) if published else []
    if not standing:
        return {}
    return {"assessments": [*standing, *(each for each in old.get("assessments", []) if each not in standing)]}
