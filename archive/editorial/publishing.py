"""A second person's signature publishes; and the loader's way for many records at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from archive.editorial import mirroring
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.editorial.submitting import dangling, freeze, sign_as
from archive.ledger import append as ledger
from archive.ledger.lock import lock
from archive.ledger.view import Published, published, read
from archive.models import RECORDS, LedgerEntry, Payload, Revision, Signature, Submission, SubmissionItem, User
from archive.models.bulk import uncollected
from archive.reading_room.look_up import LookUp
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
        submission = _locked(submission, by)
        items = list(submission.items.order_by("pk"))
        bodies = _bodies(items)
        submitted = {uid: payloads.read(body)["record"] for uid, body in bodies.items()}
        _check_unchanged(items, submitted)
        if any(record.get("sensitive") for record in submitted.values()):
            check_may(by, "review_sensitive")
        look_up = LookUp()
        standing = _check_links(items, submitted, look_up)
        sign_as(Signature.Role.REVIEWER, submission, [by.pk], at=timezone.now())
        entries = enter(items, bodies, standing, look_up)
        _settle(submission, by)
        return entries


def _locked(submission: Submission, by: User) -> Submission:
    signed = Exists(Signature.objects.filter(submission=OuterRef("pk"), user=by))
    found = Submission.objects.select_for_update().annotate(is_own=signed).get(pk=submission.pk)
    if found.state != Submission.State.OPEN:
        raise Refused(["It was decided meanwhile."])
    if found.is_own:
        raise Refused(["You are one of its authors: somebody else has to sign."])
    return found


def _bodies(items: Sequence[SubmissionItem]) -> dict[str, str]:
    """The payloads as they were submitted, by uid."""
    rows = Payload.objects.filter(commitment__in=[item.commitment for item in items])
    bodies = dict(rows.values_list("commitment", "body"))
    return {item.uid: bodies[item.commitment] for item in items}


def _check_unchanged(items: Sequence[SubmissionItem], submitted: dict[str, Data]) -> None:
    changes = []
    for type, model in RECORDS.items():
        group = [item.uid for item in items if item.type == type]
        rows = by_uid(model, group, private=False)
        for uid in group:
            now = dump(rows[uid])
            if submitted[uid] != now:
                changes.append((uid, submitted[uid], now))
    if changes:
        raise Changed(changes)


def _check_links(items: Sequence[SubmissionItem], submitted: dict[str, Data], look_up: LookUp) -> dict[str, Published]:
    """What is public of ``items`` and of all they name; what was public at submission may have been closed since."""
    together = {item.uid for item in items}
    named = {name for item in items for name in references(RECORDS[item.type], submitted[item.uid])}
    look_up.prime_named(together | named)
    public = {uid: found for uid in sorted(together | named) if (found := look_up(uid)) is not None}
    refusals = [
        f"{item.uid}: {sentence}"
        for item in items
        for sentence in dangling(RECORDS[item.type], submitted[item.uid], together, public)
    ]
    if refusals:
        raise Refused(refusals)
    return public


def enter(
    items: Sequence[SubmissionItem], bodies: Mapping[str, str], standing: Mapping[str, Published], look_up: LookUp
) -> list[LedgerEntry]:
    """Entries and documents for signed items with these ``bodies``, by uid; the ledger is locked.

    ``standing`` is what is public of them; ``look_up`` may know already what they name.
    """
    acts = []
    for item in items:
        before = standing.get(item.uid)
        action = "correct" if before is not None and before.state == "public" else "publish"
        version = before.version + 1 if before is not None else 1
        acts.append(ledger.Act(action, item.type, item.uid, version, item.commitment))
    entries = ledger.append(acts)
    look_up.know(_entered(entry, bodies[entry.uid], standing.get(entry.uid)) for entry in entries)
    project(entries, look_up)
    mirroring.entered(entries)
    return entries


def _entered(entry: LedgerEntry, body: str, before: Published | None) -> Published:
    """The record as the ledger has it from ``entry`` on."""
    found = published([entry], {entry.commitment: body})
    if before is None:
        return found
    return found._replace(first_seq=before.first_seq, published_at=before.published_at)


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
        bodies = {item.uid: payloads.body_of(item.record, note=item.note) for item in items}
        frozen = [(item.type, item.uid, bodies[item.uid]) for item in items]
        submission = freeze(frozen, authors={author.pk}, by=author)
        sign_as(Signature.Role.REVIEWER, submission, [reviewer.pk], at=timezone.now())
        rows = list(submission.items.order_by("pk"))
        entries = enter(rows, bodies, standing, LookUp())
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
