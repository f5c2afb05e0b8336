"""Freeze records for review, and take them back or send them back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from archive.editorial import rules
from archive.editorial.admin_log import log_named
from archive.editorial.facts import Refusal, as_if_public, refusals
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.ledger import clock
from archive.ledger.view import Published, read
from archive.models import (
    RECORDS,
    Payload,
    Record,
    Signature,
    Source,
    Submission,
    SubmissionItem,
    User,
)
from archive.models.bulk import insert
from archive.models.plain import Asked, asked, asked_together, marks, unanswered
from archive.records import payload as payloads
from archive.records.walk import Data, by_uid, dump, references


def submit(records: Sequence[Record], *, by: User, note: str = "", of_class: str = "") -> Submission:
    """Put ``records`` forward together; ``note`` will stand in public with each of them.

    ``of_class``, one of ``payload.CLASSES``, says what sort of change it is to those that are public already.

    All who revised one of them since its last version sign as authors, and ``by`` with them:
    none of them can sign as reviewer. Raises PermissionDenied or Refused with every reason.
    """
    check_may(by, "submit")
    with transaction.atomic():
        rows = _rows(records)
        datas = {uid: dump(row) for uid, row in rows.items()}
        uids = set(datas)
        published = read(uids | {name for record in records for name in references(type(record), datas[record.uid])})
        known = _known(uids)
        refusals = [*_faults(records, datas, published, known), *_nothing_new(records, datas, published, note)]
        refusals += _unexplained(note, of_class)
        refusals += [f"{uid} waits for review already." for uid in known.waiting]
        if refusals:
            raise Refused(refusals)
        corrected = {uid for uid, found in published.items() if found.state == "public"}
        items = [
            Draft(
                record.type,
                record.uid,
                payloads.body_of(datas[record.uid], note=note, of_class=of_class if record.uid in corrected else ""),
                rows[record.uid].revision,
            )
            for record in records
        ]
        with unanswered():
            submission = freeze(items, authors=known.revisers | {by.pk}, by=by)
            log_named(((item.type, item.uid) for item in items), f"Submitted for review: {submission}", by=by)
        return submission


def _rows(records: Sequence[Record]) -> dict[str, Any]:
    """As they stand at the desk now, ready for ``dump``."""
    rows: dict[str, Any] = {}
    for model in RECORDS.values():
        rows |= by_uid(model, [record.uid for record in records if type(record) is model], private=False)
    return rows


class Draft(NamedTuple):
    """A record that is put forward: the body of its payload, and the ``revision`` at the desk that it was made of."""

    type: str
    uid: str
    body: str
    revision: int | None = None


def freeze(drafts: Sequence[Draft], *, authors: set[int], by: User) -> Submission:
    """Write payloads, items and the authors' signatures."""
    now = clock.now()
    submission = Submission.objects.create(created_at=now, created_by=by)
    frozen = [payloads.freeze(draft.body) for draft in drafts]
    rows = [
        (submission.pk, draft.type, draft.uid, each.commitment, draft.revision, True)
        for draft, each in zip(drafts, frozen, strict=True)
    ]
    insert(Payload, payloads.Frozen._fields, frozen)
    insert(SubmissionItem, ("submission", "type", "uid", "commitment", "revision", "is_open"), rows)
    sign_as(Signature.Role.AUTHOR, submission, sorted(authors), at=now)
    return submission


def sign_as(role: str, submission: Submission, users: Iterable[int], *, at: datetime) -> None:
    """Write down that ``users`` signed; the database refuses who may not."""
    insert(Signature, ("submission", "user", "role", "at"), [(submission.pk, user, str(role), at) for user in users])


_REVISERS = """
SELECT DISTINCT revision.user_id FROM archive_revision revision
WHERE revision.uid IN ({marks}) AND NOT EXISTS (
  SELECT 1 FROM archive_ledgerentry entry
  WHERE entry.uid = revision.uid AND entry.action IN ('publish', 'correct') AND entry.at >= revision.at)
"""
_OPEN = "SELECT uid FROM archive_submissionitem WHERE is_open AND uid IN ({marks})"


def revisers(uids: set[str]) -> set[int]:
    """The users who revised one of the records since its last version (one query)."""
    return {user for (user,) in asked(_REVISERS.format(marks=marks(uids)), sorted(uids))}


class Known(NamedTuple):
    """What else bears on records that are put forward: who revised them, which wait already, whose names are secret."""

    revisers: set[int]
    waiting: list[str]
    protected: list[str]


def _known(uids: Collection[str]) -> Known:
    among, some = marks(uids), sorted(uids)
    both = [Asked(statement.format(marks=among), some) for statement in (_REVISERS, _OPEN)] if uids else []
    *found, protected = asked_together([*both, rules.PROTECTED_NAMES])
    users, waiting = ([value for (value,) in rows] for rows in found or ([], []))
    return Known(set(users), waiting, rules.names_in(protected))


def _faults(
    records: Sequence[Record], datas: dict[str, Data], published: dict[str, Published], known: Known
) -> list[str]:
    found = []
    for record in records:
        data = datas[record.uid]
        if isinstance(record, Source) and record.protected:
            found.append(rules.PROTECTED.format(record.uid))
        found += [f"{record.uid}: {sentence}" for sentence in rules.faults(record.type, data)]
        found += rules.naming_protected(record.type, record.uid, data, known.protected)
        found += [f"{record.uid}: {sentence}" for sentence in dangling(type(record), data, set(datas), published)]
    drafts = {record.uid: (record.type, datas[record.uid]) for record in records}
    if not found:
        told = refusals(drafts, as_if_public(drafts, published))
        found += [f"{each.uid}: {each.sentence}" for each in told if not _stands(each, published.get(each.uid))]
    larger = any("part_of" in data for data in datas.values())
    cycle = rules.part_of_a_circle(set(datas)) if larger else None
    if cycle:
        found.append(f"These events are part of each other in a circle: {', '.join(cycle)}.")
    narrows = any(each["kind"] == "narrows" for data in datas.values() for each in data.get("relations", ()))
    cycle = rules.narrows_in_a_circle(set(datas)) if narrows else None
    if cycle:
        found.append(f"These claims narrow each other in a circle: {', '.join(cycle)}.")
    return found


def _stands(refusal: Refusal, public: Published | None) -> bool:
    """Whether it speaks of an assessment that is public: what fell outside the table since stays, and is queued."""
    given = (public.record or {}).get("assessments", ()) if public else ()
    return refusal.part == "assessments" and refusal.place < len(given)


def dangling(model: type[Record], data: Data, together: set[str], published: dict[str, Published]) -> list[str]:
    """Links to what is neither public nor submitted together with it."""
    return [
        f"it names {uid}, which is neither public nor submitted with it."
        for uid in sorted(set(references(model, data)) - together)
        if uid not in published or published[uid].state in ("suppressed",)
    ]


def _unexplained(note: str, of_class: str) -> list[str]:
    if of_class and of_class not in payloads.CLASSES:
        return [f"A change is one of these: {', '.join(payloads.CLASSES)}."]
    if of_class and not note:
        return ["Say in the public note what was changed and why."]
    return []


def _nothing_new(
    records: Sequence[Record], datas: dict[str, Data], published: dict[str, Published], note: str
) -> list[str]:
    return [
        f"{record.uid} is public as it stands."
        for record in records
        if record.uid in published and published[record.uid].record == datas[record.uid] and not note
    ]


def lacks(records: Sequence[Record]) -> dict[str, list[str]]:
    """What would refuse each of ``records``, were they submitted together now, by uid; nothing is written."""
    datas = {uid: dump(row) for uid, row in _rows(records).items()}
    named = {name for record in records for name in references(type(record), datas[record.uid])}
    known = _known(datas)
    sentences = _faults(records, datas, read({*datas, *named}), known)
    sentences += [f"{uid}: it waits for review already." for uid in known.waiting]
    return {uid: [each.removeprefix(f"{uid}: ") for each in sentences if each.startswith(uid)] for uid in datas}


def give_back(submission: Submission, *, by: User, reason: str) -> None:
    """A reviewer asks for changes; the reason goes to the authors."""
    check_may(by, "review")
    if not reason.strip():
        raise Refused(["Say what should change."])
    _close(submission, Submission.State.RETURNED, by, reason)


def take_back(submission: Submission, *, by: User) -> None:
    """The one who submitted takes it back."""
    if submission.created_by_id != by.pk:
        raise Refused(["Only the one who submitted takes it back."])
    _close(submission, Submission.State.WITHDRAWN, by, "")


def _close(submission: Submission, state: Submission.State, by: User, reason: str) -> None:
    with transaction.atomic():
        rows = Submission.objects.filter(pk=submission.pk, state=Submission.State.OPEN)
        if rows.update(state=state, decided_at=timezone.now(), decided_by=by, reason=reason) != 1:
            raise Refused(["It was decided meanwhile."])
        submission.items.update(is_open=False)
        log_named(submission.items.values_list("type", "uid"), f"{state.label}: {submission}", by=by)
    submission.refresh_from_db()
