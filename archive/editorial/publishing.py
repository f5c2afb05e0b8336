"""A second person's signature publishes; and the loader's way for many records at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from archive.editorial import mirroring, rules
from archive.editorial.admin_log import log_named
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.editorial.submitting import Draft, dangling, freeze, sign_as
from archive.ledger import append as ledger
from archive.ledger.lock import lock
from archive.ledger.view import Published, published, read
from archive.models import RECORDS, LedgerEntry, Revision, Signature, Source, Submission, User
from archive.models.bulk import uncollected
from archive.models.plain import Asked, asked, asked_together, done, marks, unanswered
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.project import project
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
        items = _locked(submission, by)
        submitted = {item.uid: payloads.read(item.body)["record"] for item in items}
        with unanswered():
            # First, since it locks the rows: who saves one meanwhile comes before what follows, or after all of it.
            mirroring.entered((item.type, item.uid) for item in items)
            saved, protected = _meanwhile(items)
        _check_unchanged(saved, submitted)
        _check_protected(items, submitted, protected)
        if any(record.get("sensitive") for record in submitted.values()):
            check_may(by, "review_sensitive")
        look_up = LookUp()
        standing = _check_links(items, submitted, look_up)
        _check_not_closed(items, standing, submission)
        with unanswered():
            sign_as(Signature.Role.REVIEWER, submission, [by.pk], at=timezone.now())
            entries = enter(items, standing, look_up)
            _settle(submission, by)
            log_named(((item.type, item.uid) for item in items), f"Signed and published: {submission}", by=by)
        return entries


class Submitted(NamedTuple):
    """A record as it was submitted; the ``body`` of its payload."""

    type: str
    uid: str
    commitment: str
    body: str
    revision: int | None = None


_LOCKED = """
SELECT submission.state, EXISTS (
  SELECT 1 FROM archive_signature signed WHERE signed.submission_id = submission.id AND signed.user_id = %s),
item.type, item.uid, item.commitment, payload.body, item.revision
FROM archive_submission submission
JOIN archive_submissionitem item ON item.submission_id = submission.id
LEFT JOIN archive_payload payload ON payload.commitment = item.commitment
WHERE submission.id = %s ORDER BY item.id
"""


def _locked(submission: Submission, by: User) -> list[Submitted]:
    """The records of a submission that waits for somebody else's signature; its row is locked (one query)."""
    of_its_row = (
        connection.ops.for_update_sql(of=["submission"]) if connection.features.has_select_for_update_of else ""
    )
    rows = asked(_LOCKED + of_its_row, [by.pk, submission.pk])
    if not rows:
        raise Submission.DoesNotExist(f"{submission} has no records.")
    state, is_own, *_ = rows[0]
    if state != Submission.State.OPEN:
        raise Refused(["It was decided meanwhile."])
    if is_own:
        raise Refused(["You are one of its authors: somebody else has to sign."])
    if any(body is None for *_, body, _ in rows):
        raise Refused(["What was submitted was suppressed meanwhile."])
    return [Submitted(*row[2:]) for row in rows]


_REVISIONS = "SELECT uid, revision FROM {table} WHERE uid IN ({marks})"


def _meanwhile(items: Sequence[Submitted]) -> tuple[list[Submitted], list[str]]:
    """The records that have another revision now than the one submitted, and the names that are secret now."""
    uids: dict[str, list[str]] = {}
    for item in items:
        uids.setdefault(item.type, []).append(item.uid)
    questions = [
        Asked(_REVISIONS.format(table=RECORDS[type]._meta.db_table, marks=marks(some)), some)
        for type, some in uids.items()
    ]
    *found, protected = asked_together([*questions, rules.PROTECTED_NAMES])
    now = dict(row for rows in found for row in rows)
    saved = [item for item in items if item.revision is None or now[item.uid] != item.revision]
    return saved, rules.names_in(protected)


def _check_unchanged(saved: Sequence[Submitted], submitted: dict[str, Data]) -> None:
    """Nothing is saved without a revision, and a saving of private fields alone is no change."""
    changes = []
    for type, model in RECORDS.items():
        rows = by_uid(model, [item.uid for item in saved if item.type == type], private=False)
        for uid, row in rows.items():
            if not mirroring.says(row, submitted[uid]):
                changes.append((uid, submitted[uid], dump(row)))
    if changes:
        raise Changed(changes)


def _check_protected(items: Sequence[Submitted], submitted: dict[str, Data], names: list[str]) -> None:
    """Nothing of a source goes out that was protected after it was submitted, nor its name with another record."""
    sources = [item.uid for item in items if item.type == Source.type]
    secret = Source.objects.filter(uid__in=sources, protected=True) if sources else ()
    refusals = [rules.PROTECTED.format(row.uid) for row in secret]
    refusals += [
        sentence
        for item in items
        for sentence in rules.naming_protected(item.type, item.uid, submitted[item.uid], names)
    ]
    if refusals:
        raise Refused(refusals)


def _check_links(items: Sequence[Submitted], submitted: dict[str, Data], look_up: LookUp) -> dict[str, Published]:
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


def _check_not_closed(items: Sequence[Submitted], standing: Mapping[str, Published], made: Submission) -> None:
    """Whoever submitted a record did not know that a chief would take it back: that is not undone in passing."""
    closed = [found for item in items if (found := standing.get(item.uid)) is not None and found.state != "public"]
    # A submission is later than every entry before it.
    late = [found for found in closed if found.modified_at >= made.created_at]
    if late:
        raise Refused([f"{each.uid} was {each.state} after it was submitted: submit it anew." for each in late])


def enter(items: Sequence[Submitted], standing: Mapping[str, Published], look_up: LookUp) -> list[LedgerEntry]:
    """Entries and documents for signed items; the ledger is locked.

    ``standing`` is what is public of them; ``look_up`` may know already what they name.
    """
    acts = []
    for item in items:
        before = standing.get(item.uid)
        action = "correct" if before is not None and before.state == "public" else "publish"
        version = before.version + 1 if before is not None else 1
        acts.append(ledger.Act(action, item.type, item.uid, version, item.commitment))
    entries = ledger.append(acts)
    both = zip(entries, items, strict=True)
    look_up.know(_entered(entry, item.body, standing.get(entry.uid)) for entry, item in both)
    project(entries, look_up)
    return entries


def _entered(entry: LedgerEntry, body: str, before: Published | None) -> Published:
    """The record as the ledger has it from ``entry`` on."""
    found = published([entry], {entry.commitment: body})
    if before is None:
        return found
    return found._replace(first_seq=before.first_seq, published_at=before.published_at)


_DECIDED = "UPDATE archive_submission SET state = %s, decided_at = %s, decided_by_id = %s WHERE id = %s"


def _settle(submission: Submission, by: User) -> None:
    decided_at = connection.ops.adapt_datetimefield_value(timezone.now())
    done(_DECIDED, [Submission.State.PUBLISHED, decided_at, by.pk, submission.pk])
    done("UPDATE archive_submissionitem SET is_open = FALSE WHERE submission_id = %s", [submission.pk])


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
        mirroring.entered((item.type, item.uid) for item in items)
        _check_own(uids, author)
        _check_harmless(items)
        standing = read(uids)
        bodies = {item.uid: payloads.body_of(item.record, note=item.note) for item in items}
        drafts = [Draft(item.type, item.uid, bodies[item.uid]) for item in items]
        submission = freeze(drafts, authors={author.pk}, by=author)
        sign_as(Signature.Role.REVIEWER, submission, [reviewer.pk], at=timezone.now())
        rows = submission.items.order_by("pk").values_list("type", "uid", "commitment")
        entries = enter([Submitted(*row, bodies[row[1]]) for row in rows], standing, LookUp())
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
