"""A collection directory → the desk, and from there to the public. All of it, or nothing."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from archive.collection import desk as desks
from archive.collection import publication
from archive.collection.checking import Ready, check_all, named
from archive.collection.desk import Desk
from archive.collection.faults import Fault, Faults, in_order
from archive.collection.files import Contents, Report, contents
from archive.collection.normal import Data
from archive.collection.people import AUTHOR, REVIEWER, account
from archive.editorial.publishing import publish_many
from archive.editorial.saving import Conflict, Refused, saving_many
from archive.ledger.lock import lock
from archive.models import RECORDS, LedgerEntry, Record, User
from archive.models.bulk import uncollected
from archive.records import load as rows

# Unnamed sources need their article; every other link is filled in the second pass.
ORDER = ("article", "source", "event", "claim")
REASON = "Loaded from the collection."
AT_ONCE = 100


class Loaded(NamedTuple):
    """How many records were ``new``, ``changed`` or ``unchanged``; and the ``entries`` published.

    ``removed``: on the desk from an earlier load, no longer in the collection, left alone.
    ``held``: not public as they stand, for a person saved them last or they are sensitive: they
    go through review.
    ``closed``: withdrawn, suppressed or merged in public, so not published again.
    """

    new: int
    changed: int
    unchanged: int
    removed: int
    held: int
    closed: int
    entries: list[LedgerEntry]


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def load(directory: Path, *, publish: bool, report: Report = silent) -> Loaded:
    """Bring the desk to what ``directory`` says; with ``publish``, the public too.

    Validates first and raises Faults with every fault, in which case nothing was written. One
    transaction: cut anywhere and run again, it ends as one clean run; run twice, it changes
    nothing. ``report`` is called with a stage, how much of it is done, and out of how much.
    """
    found = contents(directory, report)
    try:
        with uncollected(), transaction.atomic():
            lock()
            return _load(found, publish=publish, report=report)
    except Conflict as conflict:
        raise Faults([Fault(str(directory), 0, "", f"{conflict} Load it again.")]) from conflict
    except Refused as refused:
        raise Faults([Fault(str(directory), 0, "", reason) for reason in refused.reasons]) from refused


def _load(found: Contents, *, publish: bool, report: Report) -> Loaded:
    written = {record.uid for record in found.records if record.uid}
    desk = desks.look(written, named(found))
    ready, faults = check_all(found, desk, report)
    plan = publication.plan(ready if publish else [], desk)
    if found.is_whole:
        fine = {each.written.uid for each in ready if not each.is_protected}
        faults += publication.faults(plan, desk, told={*written, *desk.protected} - fine)
    if faults:
        raise Faults(in_order(faults))
    new = [each for each in ready if each.written.uid not in desk.datas]
    changed = [each for each in ready if desk.datas.get(each.written.uid, each.data) != each.data]
    author = account(AUTHOR)
    _write(new, changed, desk, author, report)
    report("Publishing", 0, len(plan.going))
    items = list(publication.items(plan, desk))
    entries = publish_many(items, author=author, reviewer=account(REVIEWER)) if items else []
    report("Publishing", len(plan.going), len(plan.going))
    return Loaded(
        new=len(new),
        changed=len(changed),
        unchanged=len(ready) - len(new) - len(changed),
        removed=desks.elsewhere(written),
        held=len(plan.held),
        closed=len(plan.closed),
        entries=entries,
    )


def _write(new: Sequence[Ready], changed: Sequence[Ready], desk: Desk, author: User, report: Report) -> None:
    """Rows and revisions of what is new or changed; the rest is not touched."""
    directory = rows.Directory()
    made: dict[str, Record] = {}
    for type in ORDER:
        model = RECORDS[type]
        datas: dict[str, Data] = {each.written.uid: each.data for each in new if each.written.type == type}
        if datas:
            rows.create_bare(model, datas, directory)
            made |= {row.uid: row for row in model._default_manager.filter(uid__in=list(datas))}
    pairs = [(made[each.written.uid], each.data) for each in new]
    pairs += [(desk.rows[each.written.uid], each.data) for each in changed]
    with saving_many([(row, row.revision) for row, _ in pairs], by=author, reason=REASON, is_logged=False):
        done = 0
        for some in _slices(pairs):
            rows.load_many([row for row, _ in some], [data for _, data in some], directory, private=True)
            done += len(some)
            report("Loading", done, len(pairs))


def _slices(pairs: Sequence[tuple[Record, Data]]) -> Iterator[Sequence[tuple[Record, Data]]]:
    """Records of one type together, as many as one statement takes."""
    by_type = sorted(pairs, key=lambda pair: ORDER.index(pair[0].type))
    for _, group in groupby(by_type, key=lambda pair: pair[0].type):
        alike = list(group)
        yield from (alike[start : start + AT_ONCE] for start in range(0, len(alike), AT_ONCE))
