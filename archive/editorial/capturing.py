"""New texts of an article, and what becomes of the anchors in it: carried over for certain, or orphaned.

What an anchor may be is said in ``carrying``. A capture is never changed. Only ``suppress`` destroys its text.
"""

import hashlib
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from archive.editorial import machines, traits
from archive.editorial.carrying import Anchor, Layout, Original, anchors, carry, plan, set_in
from archive.editorial.permissions import may
from archive.editorial.saving import Refused, saving, saving_many
from archive.editorial.stretches import first_words, held_text, hold, newest_text, selected
from archive.models import Annotation, Article, Capture, CaptureText, Claim, Passage, User
from archive.text.canonical import TextError, clean
from archive.text.dates import DateError, Span, span
from archive.text.sketch import Sketch

MOST_BYTES = 2_000_000
PASTED = "pasted"
REASON = "carried over to a new capture"

FORBIDDEN = "Only who may change articles and claims takes a text in or places its anchors."
GONE = "Somebody took this anchor away meanwhile."
PLACED = "Somebody placed this anchor meanwhile."


class Taken(NamedTuple):
    """When, from where and by what a text was taken; ``captured_at`` is EDTF, blank only with a basis."""

    captured_at: str
    captured_at_basis: str = ""
    fetched_from: str = ""
    extractor: str = PASTED


class Carried(NamedTuple):
    """The capture, and how many anchors came along or were orphaned; ``is_new`` is false for a text that was there."""

    capture: Capture
    carried: int
    orphaned: int
    is_new: bool = True


# -- texts -------------------------------------------------------------------------------------


def newest(article: Article) -> Capture | None:
    """The capture whose text is the newest one, with its ``content`` (one query)."""
    text = newest_text(article)
    return text.capture if text is not None else None


def original(text: str, data: bytes | None = None, *, sha256: str = "") -> Original:
    """``text`` as a capture keeps it. Without ``data`` its own UTF-8 is the original. Raises Refused.

    ``sha256`` is the hash of bytes that were seen before, and are not at hand any more.
    """
    if max(len(text), len(data or b"")) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        raise Refused([f"A text has {MOST_BYTES:,} bytes at most."])
    try:
        cleaned = clean(text)
    except TextError as error:
        raise Refused([str(error)]) from error
    if not cleaned.strip():
        raise Refused(["There are no words in this text."])
    found = sha256 or hashlib.sha256(text.encode() if data is None else data).hexdigest()
    return Original(cleaned, hashlib.sha256(cleaned.encode()).hexdigest(), found)


def capture(
    article: Article,
    text: str,
    *,
    by: User,
    captured_at: str,
    base: int,
    captured_at_basis: str = "",
    fetched_from: str = "",
    extractor: str = PASTED,
    data: bytes | None = None,
    sha256: str = "",
    layout: Layout = (),
) -> Carried:
    """Take a text of ``article`` in, and carry every anchor of the article over to it, or orphan it.

    One transaction, with a revision of the article and of each claim whose anchors changed.
    ``base`` is the article's revision that the person saw; the claims are taken as they stand, since
    nothing of what people wrote in them changes. A text that stands here already changes nothing. The
    bytes of a capture without a text give it its text. ``layout`` says what each stretch of the text is, as
    CaptureText keeps it. Raises PermissionDenied, Refused, Conflict.
    """
    _check_may(by)
    taken = Taken(captured_at, captured_at_basis, fetched_from, extractor)
    found = original(text, data, sha256=sha256)._replace(layout=layout)
    with transaction.atomic():
        _lock(article)
        standing = already(article, found, is_copy=data is None and not sha256)
        if standing is not None and standing.text_stands:
            return Carried(standing.capture, 0, 0, is_new=False)
        if standing is None:
            check_taken(article, taken)
        moves = plan(article, found)
        claims = {move.anchor.appearance.claim for move in moves if isinstance(move.anchor, Passage)}
        touched = [(claim, claim.revision) for claim in sorted(claims, key=lambda claim: claim.pk)]
        with saving_many([(article, base), *touched], by=by, reason=REASON):
            kept = _known(standing.capture, found) if standing is not None else _keep(article, found, taken)
            CaptureText.objects.create(capture=kept, text=found.text, fetched_from=fetched_from, layout=list(layout))
            traits.keep_text(article, found.text)
            if newest(article) == kept:
                carry(moves, found)
            else:
                moves = []
    orphaned = sum(move.place is None for move in moves)
    return Carried(kept, len(moves) - orphaned, orphaned)


def capture_first(
    article: Article, text: str, taken: Taken, *, sha256: str, layout: Layout = (), sketched: Sketch | None = None
) -> Capture:
    """The first text of an article that is only being made, of which nobody can know yet: nothing is to be compared.

    Call inside ``saving`` of the article, after its row was written. The bytes with the hash ``sha256`` are kept
    already. ``sketched`` is the text's sketch, if somebody made it. Raises Refused.
    """
    found = original(text, sha256=sha256)
    _check_told(taken)
    kept = _at(article, 0, found, taken)
    CaptureText.objects.create(capture=kept, text=found.text, fetched_from=taken.fetched_from, layout=list(layout))
    traits.keep_text(article, found.text, sketched if found.text == text else None)
    return kept


class Standing(NamedTuple):
    """A capture that a text is of, and whether its text is there."""

    capture: Capture
    text_stands: bool


def already(article: Article, found: Original, *, is_copy: bool) -> Standing | None:
    """The capture of these bytes; of a copy, the newest one if it reads the same. Raises Refused."""
    last = newest(article)
    if last is not None and (last.sha256 == found.sha256 or (is_copy and last.text_sha256 == found.text_sha256)):
        return Standing(last, text_stands=True)
    same = Capture.objects.filter(article=article, sha256=found.sha256).first()
    if same is None:
        return None
    if CaptureText.objects.filter(capture=same).exists():
        raise Refused([f"This text was taken already ({same.captured_at or 'undated'}), and a newer one after it."])
    if same.text_sha256 and same.text_sha256 != found.text_sha256:
        raise Refused(["A capture of these bytes is known here, but its text was another one, by its hash."])
    return Standing(same, text_stands=False)


def may_take(by: User) -> bool:
    """Whether ``by`` takes texts in and places anchors: both change the article and its claims."""
    return (may(by, "change_article") and may(by, "change_claim")) or machines.takes_in(by)


def _check_may(by: User) -> None:
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)


def _lock(article: Article) -> None:
    """The article, then its claims by number: the order in which ``saving_many`` locks them too."""
    hold(article)
    claims = Claim.objects.filter(pk__in=Claim.objects.filter(appearances__article=article).values("pk"))
    list(claims.held().values_list("pk"))


def check_taken(article: Article, taken: Taken) -> None:
    """Raise Refused for a new text without a time, or from before the newest one."""
    latest = _check_told(taken).latest
    last = newest(article)
    before = span(last.captured_at).earliest if last is not None else None
    if latest is not None and before is not None and latest < before:
        raise Refused(["The text that stands here is newer than this one: only newer texts are taken in."])


def _check_told(taken: Taken) -> Span:
    """The days on which it may have been taken. Raises Refused when nothing is said of them."""
    if not taken.captured_at and not taken.captured_at_basis:
        raise Refused(["Say when the text was taken, or in the basis why that is not known."])
    try:
        return span(taken.captured_at)
    except DateError as error:
        raise Refused([str(error)]) from error


def _keep(article: Article, found: Original, taken: Taken) -> Capture:
    last = Capture.objects.filter(article=article).aggregate(last=models.Max("position"))["last"]
    return _at(article, 0 if last is None else last + 1, found, taken)


def _at(article: Article, position: int, found: Original, taken: Taken) -> Capture:
    return Capture.objects.create(
        article=article,
        position=position,
        captured_at=taken.captured_at,
        captured_at_basis=taken.captured_at_basis,
        extractor=taken.extractor,
        sha256=found.sha256,
        text_sha256=found.text_sha256,
    )


def _known(capture: Capture, found: Original) -> Capture:
    """A capture of which only the bytes were known, with the hash of its text."""
    if not capture.text_sha256:
        capture.text_sha256 = found.text_sha256
        capture.save(update_fields=["text_sha256"])
    return capture


def renew(claim: Claim) -> None:
    """Carry anchors that came back with an earlier revision over to the newest texts, or orphan them.

    Call inside ``saving`` of the claim, with the articles held.
    """
    found: dict[Article, list[Anchor]] = {}
    for row in Passage.objects.filter(appearance__claim=claim).select_related("appearance__article"):
        found.setdefault(row.appearance.article, []).append(row)
    for article, rows in found.items():
        text = newest_text(article)
        if text is not None:
            original = Original(text.text, text.capture.text_sha256, text.capture.sha256)
            carry(plan(article, original, rows), original)


# -- orphans -----------------------------------------------------------------------------------


def orphans(article: Article) -> list[Anchor]:
    """The anchors that wait for a person, in the order of the text they stood in (two queries)."""
    found = [each for each in anchors(article) if each.is_orphaned]
    return sorted(found, key=lambda each: (each.start is None, each.start or 0))


def record_of(anchor: Anchor) -> Claim | Article:
    """The record that the anchor is saved with."""
    return anchor.appearance.claim if isinstance(anchor, Passage) else anchor.article


def place(anchor: Anchor, *, capture: str, start: int, end: int, words: str, by: User, base: int) -> None:
    """Put an orphan where a person found it: ``words`` from ``start`` to ``end`` of the newest text.

    ``capture`` is the hash of the capture that the person saw, ``base`` the revision of the anchor's
    record. The public words stay, if they are among the new ones. Raises as ``capture`` does.
    """
    _check_may(by)
    with held_text(_article_of(anchor), capture) as text:
        found = selected(text, capture, start, end, words)
        with saving(record_of(anchor), base=base, by=by, reason="placed in a new capture"):
            row = _waiting(anchor)
            set_in(row, capture, (found.start, found.end))
            row.exact = _shown(row, found.words)
            row.save()


def give_up(anchor: Anchor, *, capture: str, by: User, base: int) -> None:
    """Say that the words of an orphan are gone: it stays with its last capture, without a place in the text.

    ``capture`` is the hash of the capture that the person looked through, ``base`` as for ``place``.
    """
    _check_may(by)
    reason = "its words are gone from the text"
    with held_text(_article_of(anchor), capture), saving(record_of(anchor), base=base, by=by, reason=reason):
        row = _waiting(anchor)
        row.capture = row.capture or capture
        row.start = row.end = None
        row.is_orphaned = False
        row.save()


def _article_of(anchor: Anchor) -> Article:
    return anchor.appearance.article if isinstance(anchor, Passage) else anchor.article


def _waiting(anchor: Anchor) -> Anchor:
    row = type(anchor)._default_manager.filter(pk=anchor.pk).first()
    if row is None:
        raise Refused([GONE])
    if not row.is_orphaned:
        raise Refused([PLACED])
    return row


def _shown(anchor: Anchor, words: str) -> str:
    """What of the words the anchor says itself: all of them in a note of the desk, a few in public."""
    if isinstance(anchor, Annotation) and not anchor.may_be_public:
        return words
    kept = " ".join(anchor.exact.split())
    return anchor.exact if kept and kept in " ".join(words.split()) else first_words(words)
