"""One document → the rows it becomes, all of them or none, once."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from archive.editorial.capturing import FORBIDDEN, Carried, Taken, capture, capture_first, may_take, original
from archive.editorial.carrying import Layout
from archive.editorial.originals import keep
from archive.editorial.saving import Conflict, Refused
from archive.ingest.matching import known_here, makers, match
from archive.ingest.recognising import Claimed, Recognition, Verdict, add_keys, claim_keys, recognise
from archive.ingest.shapes import Refusal
from archive.ingest.taking import claiming, describing
from archive.ingest.taking.drafting import drafting
from archive.ingest.taking.outcomes import Brought, Outcome, Settle, State
from archive.ingest.understanding import Understood
from archive.models import Article, Suggestion, User

# Somebody may make the same article, or save this one, at the same moment; then it is looked at again.
MOST_TURNS = 4
BUSY = "Somebody else was at the same article again and again."
# Of a suggestion that is made again, what is said anew of the text it stands in and of whom the archive knows.
FOLLOWING = ("proposal", "capture", "start", "end", "findings")
HANDED_OVER = "The day on which it was handed over; when it was taken from its page is not known."


def take(understood: Understood, brought: Brought, *, by: User, settle: Settle) -> Outcome:
    """Make of a document what it is: a new article, a new text of a known one, or nothing.

    One transaction, in which ``settle`` is called with the outcome: either all of it stands, or nothing. What is
    only like an article is ``undecided`` and writes nothing. Raises PermissionDenied, Refusal, and what ``settle``
    raises.
    """
    if not may_take(by):
        raise PermissionDenied(FORBIDDEN)
    _check_text(understood)

    def work() -> Outcome:
        known = recognise(understood.read, understood.found, understood.guesses, understood.sketch)
        return become(understood, brought, known, by=by)

    return once(work, settle)


def _check_text(understood: Understood) -> None:
    """Before it is compared with anything, which takes seconds for a text that is too long. Raises Refusal."""
    try:
        original(understood.found.text, sha256=understood.sha256)
    except Refused as refused:
        raise Refusal(str(refused)) from refused


def once(work: Callable[[], Outcome], settle: Settle) -> Outcome:
    """``work`` and ``settle`` in one transaction, again if somebody was quicker. Raises Refusal."""
    for _ in range(MOST_TURNS):
        try:
            with transaction.atomic():
                outcome = work()
                settle(outcome)
        except (Claimed, Conflict):
            continue
        except Refused as refused:
            raise Refusal(str(refused)) from refused
        return outcome
    raise Refusal(BUSY)


def become(understood: Understood, brought: Brought, known: Recognition, *, by: User) -> Outcome:
    """What it surely is; what is only like an article is undecided. Call inside ``once``."""
    findings = known.as_json()
    if known.verdict is Verdict.ALIKE:
        return Outcome(State.UNDECIDED, known.reason, findings=findings)
    if known.verdict is Verdict.NEW:
        return make(understood, brought, known.keys, by=by, reason=known.reason, findings=findings)
    article = Article.objects.get(uid=known.uid)
    if known.verdict in (Verdict.SAME_BYTES, Verdict.SAME_TEXT):
        return Outcome(State.DUPLICATE, known.reason, article, findings=findings)
    return renew(article, understood, brought, known, by=by)


def make(
    understood: Understood,
    brought: Brought,
    keys: Iterable[str],
    *,
    by: User,
    reason: str,
    note: str = "",
    findings: dict[str, Any] | None = None,
) -> Outcome:
    """A new article with its first text. Raises Claimed when somebody made it meanwhile."""
    keep(understood.read.data, understood.read.media_type)
    with drafting(understood, by=by, url=brought.url, note=note) as article:
        claim_keys(article, list(keys))
        capture_first(
            article,
            understood.found.text,
            _taken(understood, brought),
            sha256=understood.sha256,
            layout=_layout(understood),
            sketched=understood.sketch,
        )
    proposed = _suggest(article, understood, is_new=True)
    return Outcome(State.NEW, reason, article, proposed, findings=findings or {})


def renew(article: Article, understood: Understood, brought: Brought, known: Recognition, *, by: User) -> Outcome:
    """A new text of a known article; its anchors are carried over, and what it does not say yet is proposed."""
    carried = _capture(article, understood, brought, by)
    if not carried.is_new:
        return Outcome(State.DUPLICATE, known.reason, article, findings=known.as_json())
    add_keys(article, list(known.keys))
    proposed = _suggest(article, understood, is_new=False)
    counts = (proposed, carried.carried, carried.orphaned)
    return Outcome(State.CHANGED, known.reason, article, *counts, known.as_json())


def _capture(article: Article, understood: Understood, brought: Brought, by: User) -> Carried:
    keep(understood.read.data, understood.read.media_type)
    return capture(
        article,
        understood.found.text,
        by=by,
        base=article.revision,
        sha256=understood.sha256,
        layout=_layout(understood),
        **_taken(understood, brought)._asdict(),
    )


def _taken(understood: Understood, brought: Brought) -> Taken:
    return Taken(
        captured_at=brought.at.date().isoformat(),
        captured_at_basis=brought.basis or ("" if brought.is_fetched else HANDED_OVER),
        fetched_from=brought.url,
        extractor=understood.read.reader[:80],
    )


def _layout(understood: Understood) -> Layout:
    return [[str(each.kind), each.start, each.end, each.raw_start, each.paragraph] for each in understood.found.layout]


def _suggest(article: Article, understood: Understood, *, is_new: bool) -> int:
    """Write what is proposed and was not proposed before, nor stands in the article; how many."""
    given, who = understood.proposals, makers(understood.guesses)
    stand = set() if is_new else known_here(article, understood.found, given, sha256=understood.sha256)
    fresh = [each for number, each in enumerate(given) if number not in stand]
    rows = [
        *describing.suggestions(article, understood, who, is_new=is_new),
        *claiming.suggestions(article, understood, match(article, fresh), who),
    ]
    return _keep(article, {row.fingerprint: row for row in rows})


def _keep(article: Article, rows: dict[str, Suggestion]) -> int:
    """What was proposed before, and waits still, stands in the newest text from now on."""
    before = {row.fingerprint: row for row in Suggestion.objects.filter(article=article, fingerprint__in=rows)}
    moved = [row for row in before.values() if row.state == Suggestion.State.OPEN]
    for row in moved:
        for field in FOLLOWING:
            setattr(row, field, getattr(rows[row.fingerprint], field))
    Suggestion.objects.bulk_update(moved, FOLLOWING, batch_size=100)
    new_rows = [row for name, row in rows.items() if name not in before]
    Suggestion.objects.bulk_create(new_rows, batch_size=100)
    return len(new_rows)
