"""Withdraw, suppress, merge: one chief, at once. None of them can be undone silently."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from archive.editorial import mirroring, originals, traits
from archive.editorial.admin_log import log_named
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused, saving
from archive.ledger import append as ledger
from archive.ledger.lock import lock
from archive.ledger.view import Published, read
from archive.models import (
    RECORDS,
    Annotation,
    Article,
    Assignment,
    CaptureText,
    LedgerEntry,
    Payload,
    Record,
    Revision,
    Source,
    Submission,
    SubmissionItem,
    Suggestion,
    User,
)
from archive.reading_room.projecting.project import project
from archive.records import payload as payloads
from archive.records.shape import Sort, shape

REDACTED = "[suppressed]"
PROTECTION = "protection"
RULES = ("law", "privacy", PROTECTION, "error")


def withdraw(type: str, uid: str, *, by: User, note: str, successor: str = "") -> LedgerEntry:
    """Take a record out of public view with a public reason; its page answers 410 and says why."""
    check_may(by, "withdraw")
    return _close("withdraw", type, uid, by=by, note=note, successor=successor)


def merge(type: str, uid: str, *, into: str, by: User, note: str) -> LedgerEntry:
    """Let ``into`` stand for ``uid``, whose address redirects from now on."""
    check_may(by, "merge")
    if uid == into:
        raise Refused(["A record is not merged into itself."])
    return _close("merge", type, uid, by=by, note=note, successor=into)


def _close(action: str, type: str, uid: str, *, by: User, note: str, successor: str) -> LedgerEntry:
    if not note.strip():
        raise Refused(["Say why, in words the public will read."])
    with transaction.atomic():
        lock()
        standing = _standing(type, uid, ("public",))
        if successor:
            _standing(type, successor, ("public",))
        entry = _enter(action, standing, payloads.body_of(None, note=note, successor=successor), standing.version)
        named = [(type, uid), *([(type, successor)] if action == "merge" else [])]
        log_named(named, f"{entry.get_action_display()}: entry {entry.seq} of the ledger", by=by)
        return entry


def _standing(type: str, uid: str, states: tuple[str, ...]) -> Published:
    standing = read([uid]).get(uid)
    if standing is None or standing.type != type or standing.state not in states:
        raise Refused([f"There is no {type} {uid} in public."])
    return standing


def _enter(action: str, standing: Published, body: str, version: int) -> LedgerEntry:
    frozen = payloads.freeze(body)
    Payload.objects.create(**frozen._asdict())
    [entry] = ledger.append([ledger.Act(action, standing.type, standing.uid, version, frozen.commitment)])
    project([entry])
    mirroring.closed(entry)
    return entry


def suppress(type: str, uid: str, *, by: User, rule: str, note: str = "", version: int | None = None) -> LedgerEntry:
    """Destroy the text of every version up to ``version`` (None: all), naming the rule.

    Payloads, revisions, captured texts with the bytes they were made from, unpublished submissions
    and the admin's log of the record go with it. The desk's own text of the last version is redacted, whether it is still
    public or was withdrawn or merged; but under the rule ``protection``, which is for sources, it
    keeps its name and is protected from then on.
    """
    check_may(by, "suppress")
    if rule not in RULES:
        raise Refused([f"Name the rule: {', '.join(RULES)}."])
    with transaction.atomic():
        lock()
        standing = _standing(type, uid, ("public", "withdrawn", "merged", "suppressed"))
        version = version or standing.version
        if not 1 <= version <= standing.version:
            raise Refused([f"{uid} has the versions 1 to {standing.version}."])
        frozen = payloads.freeze(payloads.body_of(None, note=note, rule=rule))
        Payload.objects.create(**frozen._asdict())
        # Entered first: the database lets nothing go that no act suppresses.
        [entry] = ledger.append([ledger.Act("suppress", type, uid, version, frozen.commitment)])
        held = _held(type, uid)
        if rule == PROTECTION:
            _protect(type, uid, by)
        else:
            _redact_desk(type, uid, by, whole=version == standing.version)
        _destroy(entry, by)
        if held is not None:
            originals.destroy(held)
            traits.forget(held.article)
        project([entry])
        mirroring.closed(entry)
        log_named([(type, uid)], f"{entry.get_action_display()}: entry {entry.seq} of the ledger", by=by)
        return entry


def _destroy(act: LedgerEntry, by: User) -> None:
    _return_submissions(act, by)
    named = LedgerEntry.objects.filter(uid=act.uid, seq__lt=act.seq, version__lte=act.version)
    Payload.objects.filter(commitment__in=list(named.values_list("commitment", flat=True))).delete()
    submitted = SubmissionItem.objects.filter(uid=act.uid)
    public = LedgerEntry.objects.filter(uid=act.uid).values("commitment")
    unpublished = submitted.exclude(commitment__in=public).values_list("commitment", flat=True)
    Payload.objects.filter(commitment__in=list(unpublished)).delete()
    revisions = Revision.objects.filter(uid=act.uid)
    last = revisions.aggregate(last=models.Max("number"))["last"]
    revisions.exclude(number=last).delete()
    _destroy_aside(act)


def _return_submissions(act: LedgerEntry, by: User) -> None:
    """None waits with a record that is gone from it, and no reviewer's reason goes on quoting it."""
    submissions = Submission.objects.filter(items__uid=act.uid)
    submissions.exclude(reason="").update(reason="")
    waiting = list(submissions.filter(state=Submission.State.OPEN).values_list("pk", flat=True))
    SubmissionItem.objects.filter(submission__in=waiting).update(is_open=False)
    Submission.objects.filter(pk__in=waiting).update(
        state=Submission.State.RETURNED, decided_at=act.at, decided_by=by, reason=f"{act.uid} in it was suppressed."
    )


def _destroy_aside(act: LedgerEntry) -> None:
    """Copies of the text outside the record itself."""
    model = RECORDS[act.type]
    row = model._default_manager.filter(uid=act.uid).first()
    if row is None:
        return
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=str(row.pk)).delete()
    Assignment.objects.filter(item_type=act.type, item=act.uid).update(note="")
    if act.type == "article":
        CaptureText.objects.filter(capture__article__uid=act.uid).delete()
        Suggestion.objects.filter(article__uid=act.uid).delete()


def _held(type: str, uid: str) -> originals.Held | None:
    """The bytes that an article's texts were made from: asked before its captures go."""
    article = Article.objects.filter(uid=uid).first() if type == "article" else None
    return originals.held(article) if article is not None else None


def _protect(type: str, uid: str, by: User) -> None:
    row = Source.objects.filter(uid=uid).first() if type == "source" else None
    if row is None:
        raise Refused(["Protection is for sources."])
    with saving(row, base=row.revision, by=by, reason="protected", destroying=True):
        row.protected = True
        row.save()


def _redact_desk(type: str, uid: str, by: User, *, whole: bool) -> None:
    """The desk's own text of a record goes too, for it is what was public; at least what it quotes from captures."""
    row = RECORDS[type]._default_manager.filter(uid=uid).first()
    if row is None:
        return
    with saving(row, base=row.revision, by=by, reason="suppressed", destroying=True):
        if whole:
            _redact(row)
        else:
            Annotation.objects.filter(article__uid=uid, visibility=Annotation.Visibility.INTERNAL).update(exact="")


def _redact(row: Record) -> None:
    for slot in shape(type(row)):
        if slot.sort is Sort.PARTS:
            getattr(row, slot.name).all().delete()
        elif slot.sort in (Sort.LINKS, Sort.TERMS):
            getattr(row, slot.name).clear()
        elif slot.sort in (Sort.PLAIN, Sort.DATE, Sort.RECORD_LINK):
            field: Any = row._meta.get_field(slot.name)
            if not slot.is_required and not isinstance(field, models.BooleanField):
                setattr(row, slot.name, field.get_default())
            elif not field.flatchoices and not isinstance(field, models.BooleanField):
                setattr(row, slot.name, REDACTED)
    row.save()
