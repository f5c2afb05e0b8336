"""Which records of a collection go to the public now, with which note, and what forbids it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from archive.collection.checking import Ready
from archive.collection.desk import Desk
from archive.collection.faults import Fault
from archive.collection.links import names_of_records
from archive.editorial.publishing import Item
from archive.models import RECORDS
from archive.records.walk import references

ORDER = ("source", "article", "event", "claim")


class Plan(NamedTuple):
    """``going`` are published; ``held`` wait for review, as a person saved them last or they are
    sensitive; ``closed`` were withdrawn, suppressed or merged and stay so."""

    going: list[Ready]
    held: list[Ready]
    closed: list[Ready]


def plan(ready: Sequence[Ready], desk: Desk) -> Plan:
    """Sort the records whose public payload is not what the ledger has."""
    made = Plan([], [], [])
    for each in sorted(ready, key=lambda each: ORDER.index(each.written.type)):
        standing = desk.public.get(each.written.uid)
        if each.is_protected or (standing is not None and standing.record == each.payload):
            continue
        if standing is not None and standing.state != "public":
            made.closed.append(each)
        elif each.is_left or each.payload.get("sensitive"):
            made.held.append(each)
        else:
            made.going.append(each)
    return made


def faults(plan: Plan, desk: Desk, *, told: Collection[str]) -> Iterator[Fault]:
    """Records that wait in somebody's submission, and links of what is going to what stays private.

    Links to ``told`` are passed over: those records are faulty or protected, and that was said.
    """
    going = {each.written.uid for each in plan.going}
    for each in plan.going:
        record = each.written
        if record.uid in desk.waiting:
            yield record.fault("", f"{record.uid} waits for review at the desk; that is to be decided first")
        stated = set(references(RECORDS[record.type], each.payload)) - going - set(told)
        for name in names_of_records(record):
            if name.value in stated and (message := _draft(name.value, desk)):
                yield record.fault(name.path, message)


def _draft(uid: str, desk: Desk) -> str:
    standing = desk.public.get(uid)
    if standing is None:
        username = desk.revised[uid].username if uid in desk.revised else ""
        saved = f", last saved by {username}, so that it goes through review" if username else ""
        return f"names {uid}, which is a draft: neither public nor published with the collection{saved}"
    return f"names {uid}, which was suppressed" if standing.state == "suppressed" else ""


def items(plan: Plan, desk: Desk) -> Iterator[Item]:
    """What the loader submits and signs; a correction says which fields changed."""
    for each in plan.going:
        uid = each.written.uid
        before = desk.public[uid].record if uid in desk.public else None
        yield Item(each.written.type, uid, each.payload, _note(before or {}, each.payload) if before else "")


def _note(before: dict[str, object], now: dict[str, object]) -> str:
    names = [name for name in {**now, **before} if before.get(name) != now.get(name)]
    return f"Corrected in the collection: {', '.join(name.replace('_', ' ') for name in names)}."
