"""Give a piece of work to a person, and take it from the list again. Rows are closed, never rewritten."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive.editorial.admin_log import log_named
from archive.editorial.permissions import may
from archive.editorial.saving import Refused
from archive.ledger import clock
from archive.models import RECORDS, Assignment, Submission, User

LONGEST_NOTE = 500


class Item(NamedTuple):
    """A piece of work: the uid of a record, or the number of a submission as text."""

    type: str
    key: str


def assign(
    items: Sequence[Item],
    *,
    to: User,
    by: User,
    due: datetime.date | None = None,
    priority: int = Assignment.Priority.NORMAL,
    note: str = "",
) -> list[Assignment]:
    """Give ``items`` to a person; whoever had one before has it no more.

    Anybody takes work upon themselves; to others editors give it. All of it or nothing: raises
    PermissionDenied, or Refused for what is not there and for people who no longer work here.
    """
    if to != by and not may(by, "assign"):
        raise PermissionDenied("Only editors give work to others.")
    refusals = [f"There is no {item.type} {item.key}." for item in _missing(items)]
    if not items:
        refusals.append("Choose what is to be done.")
    if not (to.is_active and to.is_staff):
        refusals.append(f"{to} has no open account at the desk.")
    if len(note) > LONGEST_NOTE:
        refusals.append(f"A note has {LONGEST_NOTE} characters at most.")
    if refusals:
        raise Refused(refusals)
    with transaction.atomic():
        now = clock.now()
        _close(_open(items), by=by, at=now)
        log_named(_records(items), f"Given to {to.get_username()}", by=by)
        return Assignment.objects.bulk_create(
            Assignment(
                item_type=item.type,
                item=item.key,
                to=to,
                due=due,
                priority=priority,
                note=note,
                made_at=now,
                made_by=by,
            )
            for item in dict.fromkeys(items)
        )


def finish(assignment: Assignment, *, by: User) -> None:
    """The work is done, or taken back: by whoever has it, gave it, or gives work to others."""
    if by.pk not in (assignment.to_id, assignment.made_by_id) and not may(by, "assign"):
        raise PermissionDenied("It is somebody else's work.")
    with transaction.atomic():
        if not _close([assignment.pk], by=by, at=clock.now()):
            raise Refused(["It is off the list already."])
        log_named(_records([Item(assignment.item_type, assignment.item)]), "Off the list of work", by=by)
    assignment.refresh_from_db()


def _records(items: Sequence[Item]) -> list[Item]:
    return [item for item in dict.fromkeys(items) if item.type in RECORDS]


def _open(items: Sequence[Item]) -> list[int]:
    """The open rows of ``items``, locked in one order for all."""
    found: list[int] = []
    for type in sorted({item.type for item in items}):
        keys = [item.key for item in items if item.type == type]
        rows = Assignment.objects.filter(item_type=type, item__in=keys, closed_at=None)
        found += rows.select_for_update().order_by("pk").values_list("pk", flat=True)
    return found


def _close(keys: Sequence[int], *, by: User, at: datetime.datetime) -> int:
    return Assignment.objects.filter(pk__in=keys, closed_at=None).update(closed_at=at, closed_by=by)


def _missing(items: Sequence[Item]) -> list[Item]:
    there: set[Item] = set()
    for type in {item.type for item in items}:
        keys = [item.key for item in items if item.type == type]
        if type == "submission":
            numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 10]
            found = Submission.objects.filter(pk__in=numbers).values_list("pk", flat=True)
            there |= {Item(type, str(pk)) for pk in found}
        elif type in RECORDS:
            rows = RECORDS[type]._default_manager.filter(uid__in=[key for key in keys if "\0" not in key])
            there |= {Item(type, uid) for uid in rows.values_list("uid", flat=True)}
    return [item for item in items if item not in there]
