"""Is everything as promised? The chain, its payloads, the guards, the revisions, the authors, the captured texts and their bytes."""

import hashlib
from collections.abc import Iterator

from archive.ledger import guards
from archive.ledger.entries import as_mapping
from archive.ledger.standalone import Entry, chain_faults, payload_faults, weighed
from archive.ledger.view import PUBLISHING
from archive.models import RECORDS, Blob, CaptureText, LedgerEntry, Payload, Revision, Signature, SubmissionItem
from archive.records.walk import dump, prefetched
from archive.text.canonical import canonical

ROWS_AT_ONCE = 200
# They may have many megabytes each.
BLOBS_AT_ONCE = 4
LAST_HASH = 16**64


def faults() -> Iterator[str]:
    """Every broken promise found, a sentence each. Reads the whole database."""
    for name in guards.missing():
        yield f"the guard {name} does not stand in the database; run migrate"
    chain = list(chain_faults(_entries()))
    yield from chain
    if not chain:
        payloads = {each.commitment: weighed(_as_line(each)) for each in Payload.objects.iterator()}
        yield from payload_faults(_entries(), payloads, _entries(action="suppress"))
    yield from unsigned()
    yield from unrevised()
    yield from unsigned_revisers()
    yield from altered_texts()
    yield from altered_bytes()


def _entries(**wanted: str) -> Iterator[Entry]:
    return (as_mapping(entry) for entry in LedgerEntry.objects.filter(**wanted).order_by("seq").iterator())


def _as_line(payload: Payload) -> dict[str, str]:
    return {"commitment": payload.commitment, "salt": payload.salt, "body": payload.body}


def unsigned() -> Iterator[str]:
    """Publications that are not signed by an author and another person as reviewer."""
    signed: dict[tuple[str, str], set[int]] = {}
    for uid, commitment, submission in SubmissionItem.objects.values_list("uid", "commitment", "submission"):
        signed.setdefault((uid, commitment), set()).add(submission)
    authors, reviewers = _signers("author"), _signers("reviewer")
    rows = LedgerEntry.objects.filter(action__in=PUBLISHING).values_list("seq", "uid", "commitment")
    for seq, uid, commitment in rows.order_by("seq").iterator():
        submissions = signed.get((uid, commitment), set())
        if not any(_two_people(authors.get(each, set()), reviewers.get(each, set())) for each in submissions):
            yield f"entry {seq}: {uid} was published without an author's and another person's signature"


def _two_people(authors: set[int], reviewers: set[int]) -> bool:
    return bool(authors) and bool(reviewers - authors)


def _signers(role: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for submission, user in Signature.objects.filter(role=role).values_list("submission", "user"):
        found.setdefault(submission, set()).add(user)
    return found


def unrevised() -> Iterator[str]:
    """Desk records whose rows are not what their last revision says."""
    for model in RECORDS.values():
        rows = prefetched(model._default_manager.order_by("pk"), private=True)
        for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
            last = Revision.objects.filter(uid=row.uid, number=row.revision).values_list("body", flat=True).first()
            if last is None:
                yield f"{row.type} {row.uid}: its revision {row.revision} is missing"
            elif last != canonical(dump(row, private=True, frozen=False)):
                yield f"{row.type} {row.uid}: its rows were changed without a revision"


def unsigned_revisers() -> Iterator[str]:
    """People who revised what was published and did not sign it as authors."""
    entries = {
        (uid, commitment): seq
        for seq, uid, commitment in LedgerEntry.objects.filter(action__in=PUBLISHING).values_list(
            "seq", "uid", "commitment"
        )
    }
    revised = set(Revision.objects.values_list("uid", flat=True).distinct())
    for item in SubmissionItem.objects.filter(submission__state="published").select_related("submission").iterator():
        seq = entries.get((item.uid, item.commitment))
        if seq is not None and item.uid in revised:
            for name in _revisers_without_signature(item, seq):
                yield f"entry {seq}: {name} revised {item.uid} and did not sign as its author"


def altered_texts() -> Iterator[str]:
    """Captured texts that are not the ones whose hash was kept when they were taken."""
    texts = CaptureText.objects.exclude(capture__text_sha256="").order_by("pk")
    for uid, sha256, text in texts.values_list("capture__article__uid", "capture__text_sha256", "text").iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield f"article {uid}: a captured text is not the one that was taken"


def altered_bytes(part: int = 1, of: int = 1) -> Iterator[str]:
    """Kept bytes whose hash is not their name any more; in one ``part`` ``of`` several equal ones, from 1.

    Which part a blob is in is said by its hash: whoever checks one after the other has checked them all.
    """
    first, end = (f"{LAST_HASH * place // of:064x}" for place in (part - 1, part))
    rows = Blob.objects.filter(sha256__gte=first).order_by("pk")
    rows = rows.filter(sha256__lt=end) if part < of else rows
    for sha256, data in rows.values_list("sha256", "data").iterator(chunk_size=BLOBS_AT_ONCE):
        if hashlib.sha256(data).hexdigest() != sha256:
            yield f"original {sha256}: its bytes are not the ones that were kept"


def _revisers_without_signature(item: SubmissionItem, seq: int) -> list[str]:
    earlier = LedgerEntry.objects.filter(uid=item.uid, seq__lt=seq, action__in=PUBLISHING).order_by("-seq")
    before = earlier.values_list("at", flat=True).first()
    revisions = Revision.objects.filter(uid=item.uid, at__lte=item.submission.created_at)
    if before is not None:
        revisions = revisions.filter(at__gt=before)
    signed = Signature.objects.filter(submission=item.submission_id, role="author").values("user")
    return list(revisions.exclude(user__in=signed).values_list("user__username", flat=True).distinct())
