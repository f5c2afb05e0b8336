"""Which records wait for somebody: columns, filters and counts of the desk from one set of questions."""

from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from archive.models import (
    Annotation,
    Appearance,
    Article,
    Assessment,
    Claim,
    ClaimRelation,
    LedgerEntry,
    Passage,
    Revision,
    Signature,
    Source,
    Submission,
    SubmissionItem,
    User,
)
from archive.provenance.standing import RATED_BY

PUBLISHING = ("publish", "correct")
UNDECIDED = ("", "pending")
FORESEEING = tuple(kind for kind, scale in RATED_BY.items() if scale == "outcome")
RATED = tuple(kind for kind, scale in RATED_BY.items() if scale)


class State(NamedTuple):
    """Where a record stands between desk and public; ``css`` names its colour."""

    words: str
    css: str


def with_public_state(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """``rows`` with what ``state_of`` shows beside their own columns: lookups by index, for the rows of a page."""
    published = LedgerEntry.objects.filter(uid=OuterRef("uid"), action__in=PUBLISHING).order_by("-seq")
    revised = Revision.objects.filter(uid=OuterRef("uid")).order_by("-number")
    waiting = SubmissionItem.objects.filter(uid=OuterRef("uid"), is_open=True)
    annotated: models.QuerySet[Any] = rows.annotate(
        public_version=Subquery(published.values("version")[:1]),
        revised_at=Subquery(revised.values("at")[:1]),
        is_waiting=Exists(waiting),
    )
    return annotated


CLOSED = ("withdrawn", "suppressed", "merged")
# How the filter asks what ``state_of`` says.
STATES: dict[str, tuple[str, Q]] = {
    "unpublished": ("Draft or changed", Q(differs=True, public_state__in=["", "public"])),
    "draft": ("Never public", Q(differs=True, public_state="")),
    "changed": ("Changed since public", Q(differs=True, public_state="public")),
    "public": ("Public as it stands", Q(differs=False, public_state="public")),
    "waiting": ("Waiting for review", Q(uid__in=SubmissionItem.objects.filter(is_open=True).values("uid"))),
    "closed": ("Closed", Q(public_state__in=CLOSED)),
}


def state_of(row: Any) -> State:
    """In words, of a row read through ``with_public_state``."""
    if row.public_state in CLOSED:
        return State(row.get_public_state_display(), "closed")
    if row.is_waiting:
        return State("Waiting for review", "waiting")
    if not row.public_state:
        return State("Draft", "draft")
    if row.differs:
        return State(f"Public, version {row.public_version}, changed since", "changed")
    return State(f"Public, version {row.public_version}", "public")


def in_state(rows: models.QuerySet[Any], state: str) -> models.QuerySet[Any]:
    """Of ``rows`` those in one of STATES; all of them for another word."""
    if state not in STATES:
        return rows
    # A protected source never is public, so it waits for nothing.
    rows = rows.filter(protected=False) if state == "unpublished" and rows.model is Source else rows
    return rows.filter(STATES[state][1])


# -- claims ------------------------------------------------------------------------------------


def with_last_assessment(rows: models.QuerySet[Claim]) -> models.QuerySet[Any]:
    """``rows`` with the ``standing`` and the ``outcome`` of their last assessment, null without one."""
    last = Assessment.objects.filter(claim=OuterRef("pk")).order_by("-position")
    return rows.annotate(standing=Subquery(last.values("standing")[:1]), outcome=Subquery(last.values("outcome")[:1]))


def not_assessed(rows: models.QuerySet[Claim]) -> models.QuerySet[Claim]:
    """Claims that somebody could assess and nobody has."""
    return rows.filter(~Exists(Assessment.objects.filter(claim=OuterRef("pk"))), kind__in=RATED)


def past_their_date(rows: models.QuerySet[Claim]) -> models.QuerySet[Any]:
    """Predictions and pledges whose last day is over, and of which nothing was decided."""
    last = Assessment.objects.filter(claim=OuterRef("pk")).order_by("-position").values("outcome")[:1]
    over = rows.filter(kind__in=FORESEEING, resolves_by_latest__lt=timezone.now().date())
    undecided = over.alias(last_outcome=Coalesce(Subquery(last), Value(""))).filter(last_outcome__in=UNDECIDED)
    return undecided.exclude(condition_state__in=["open", "failed"])


def to_be_looked_at(rows: models.QuerySet[Claim]) -> models.QuerySet[Claim]:
    """Claims whose day of review has come."""
    return rows.filter(next_review__lte=timezone.now().date())


def confirmed_contradictions() -> models.QuerySet[ClaimRelation]:
    """Pairs that contradict each other though both stand as confirmed."""
    last = Assessment.objects.order_by("-position").values("standing")
    return (
        ClaimRelation.objects.filter(kind="contradicts")
        .alias(
            one=Subquery(last.filter(claim=OuterRef("claim"))[:1]),
            other=Subquery(last.filter(claim=OuterRef("target"))[:1]),
        )
        .filter(one="confirmed", other="confirmed")
    )


def in_confirmed_contradiction(rows: models.QuerySet[Claim]) -> models.QuerySet[Claim]:
    """The claims of those pairs."""
    pairs = confirmed_contradictions().order_by()
    return rows.filter(pk__in=pairs.values("claim").union(pairs.values("target")))


# -- submissions -------------------------------------------------------------------------------


def for_review_by(user: User, rows: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
    """Open submissions of which the user is no author."""
    signed = Signature.objects.filter(submission=OuterRef("pk"), user=user)
    return rows.filter(~Exists(signed), state=Submission.State.OPEN)


def sent_back_to(user: User, rows: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
    """What was sent back to the user and was not submitted anew."""
    items = SubmissionItem.objects.filter(submission=OuterRef(OuterRef("pk"))).values("uid")
    later = SubmissionItem.objects.filter(submission__gt=OuterRef("pk"), uid__in=items)
    return rows.filter(~Exists(later), created_by=user, state=Submission.State.RETURNED)


def submitted_by(user: User, rows: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
    """The user's own, waiting for somebody else."""
    return rows.filter(created_by=user, state=Submission.State.OPEN)


# -- articles ----------------------------------------------------------------------------------


def unread(rows: models.QuerySet[Article]) -> models.QuerySet[Article]:
    """Articles in which nobody has marked anything, nor said that nothing is to be marked."""
    return rows.filter(~Exists(Appearance.objects.filter(article=OuterRef("pk"))), is_read=False)


def with_orphans(rows: models.QuerySet[Article]) -> models.QuerySet[Article]:
    """Articles with anchors that were not found for certain in the newest text."""
    passages = Passage.objects.filter(is_orphaned=True).values("appearance__article")
    notes = Annotation.objects.filter(is_orphaned=True).values("article")
    return rows.filter(Q(pk__in=passages) | Q(pk__in=notes))
