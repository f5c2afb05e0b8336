"""A second person's signature publishes; and the loader's way for many records at once."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.editorial.submitting import dangling, freeze
from archive.ledger import append as ledger
from archive.ledger.lock import lock
from archive.ledger.view import Published, read
from archive.models import RECORDS, LedgerEntry, Payload, Revision, Signature, Submission, SubmissionItem, User
from archive.models.bulk import uncollected
from archive.reading_room.project import project
from archive.records import payload as payloads
from archive.records.walk import Data, by_uid, dump, references


class Changed(Refused):
    """Records were saved after they were submitted: ``changes`` has (uid, submitted, now)."""

    def __init__(self, changes: Sequence[tuple[str, Data, Data]]) -> None:
        super().__init__([f"{uid} was changed after it was submitted." for uid, _, _ in changes])
        self.changes = list(changes)


def sign(submission: Submission, *, by: User) -> list[LedgerEntry]:
    """Sign as reviewer, which publishes the whole submission, or raise and publish nothing.

    Raises PermissionDenied, Refused, or Changed when a record is not what was submitted.
    """
    check_may(by, "review")
    with transaction.atomic():
        lock()
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        if submission.state != Submission.State.OPEN:
            raise Refused(["It was decided meanwhile."])
        if submission.signatures.filter(user=by).exists():
            raise Refused(["You are one of its authors: somebody else has to sign."])
        items = list(submission.items.order_by("pk"))
        bodies = _bodies(items)
        _check_unchanged(items, bodies)
        if any(payloads.read(body)["record"].get("sensitive") for body in bodies.values()):
            check_may(by, "review_sensitive")
        standing = read(item.uid for item in items)
        _check_links(items, bodies)
        Signature.objects.create(submission=submission, user=by, role="reviewer", at=timezone.now())
        entries = enter(items, standing)
        _settle(submission, by)
        return entries


def _bodies(items: Sequence[SubmissionItem]) -> dict[str, str]:
    rows = Payload.objects.filter(commitment__in=[item.commitment for item in items])
    return dict(rows.values_list("commitment", "body"))


def _check_unchanged(items: Sequence[SubmissionItem], bodies: dict[str, str]) -> None:
    changes = []
    for type, model in RECORDS.items():
        group = [item for item in items if item.type == type]
        rows = by_uid(model, [item.uid for item in group], private=False)
        for item in group:
            submitted = payloads.read(bodies[item.commitment])["record"]
            now = dump(rows[item.uid])
            if submitted != now:
                changes.append((item.uid, submitted, now))
    if changes:
        raise Changed(changes)


def _check_links(items: Sequence[SubmissionItem], bodies: dict[str, str]) -> None:
    """What was public at submission may have been closed since."""
    together = {item.uid for item in items}
    datas = {item.uid: payloads.read(bodies[item.commitment])["record"] for item in items}
    named = {name for item in items for name in references(RECORDS[item.type], datas[item.uid])}
    published = read(named - together)
    refusals = [
        f"{item.uid}: {sentence}"
        for item in items
        for sentence in dangling(RECORDS[item.type], datas[item.uid], together, published)
    ]
    if refusals:
        raise Refused(refusals)


def enter(items: Sequence[SubmissionItem], standing: dict[str, Published]) -> list[LedgerEntry]:
    """Entries and documents for signed items; the ledger is locked."""
    acts = []
    for item in items:
        before = standing.get(item.uid)
        action = "correct" if before is not None and before.state == "public" else "publish"
        version = before.version + 1 if before is not None else 1
        acts.append(ledger.Act(action, item.type, item.uid, version, item.commitment))
    entries = ledger.append(acts)
    project(entries)
    return entries


def _settle(submission: Submission, by: User) -> None:
    submission.state = Submission.State.PUBLISHED
    submission.decided_at, submission.decided_by = timezone.now(), by
    submission.save(update_fields=["state", "decided_at", "decided_by"])
    submission.items.update(is_open=False)


class Item(NamedTuple):
    """A record to be published by the loader: its public payload as ``dump`` gives it."""

    type: str
    uid: str
    record: dict[str, Any]
    note: str = ""


def publish_many(items: Iterable[Item], *, author: User, reviewer: User) -> list[LedgerEntry]:
    """Publish records that came whole from the loader, signed by its two accounts.

    ``items`` have been checked by the rules. One submission and one transaction for all of
    them. Refused when anybody else revised one of the records since its last version, and for
    sensitive claims: no chief has seen them.
    """
    items = list(items)
    with uncollected(), transaction.atomic():
        lock()
        uids = {item.uid for item in items}
        _check_own(uids, author)
        _check_harmless(items)
        standing = read(uids)
        bodies = [(item.type, item.uid, payloads.body_of(item.record, note=item.note)) for item in items]
        submission = freeze(bodies, authors={author.pk}, by=author)
        Signature.objects.create(submission=submission, user=reviewer, role="reviewer", at=timezone.now())
        rows = list(submission.items.order_by("pk"))
        entries = enter(rows, standing)
        _settle(submission, reviewer)
        return entries


def _check_harmless(items: Iterable[Item]) -> None:
    sensitive = [item.uid for item in items if item.record.get("sensitive")]
    if sensitive:
        raise Refused([f"{uid} is sensitive: a chief signs it at the desk." for uid in sensitive])


def _check_own(uids: set[str], author: User) -> None:
    since = dict(
        LedgerEntry.objects.filter(uid__in=uids, action__in=["publish", "correct"])
        .order_by("seq")
        .values_list("uid", "at")
    )
    others = Revision.objects.filter(uid__in=uids).exclude(user=author).values_list("uid", "at")
    touched = sorted({uid for uid, at in others if uid not in since or at > since[uid]})
    if touched:
        raise Refused([f"{uid} was revised by a person: it goes through review." for uid in touched])
