"""The first page of the desk: what waits, counted, each count a link to the list of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from archive.admin import queues
from archive.admin.hiding import person, sees_protected, without_hidden
from archive.admin.titles import title_of
from archive.editorial.permissions import may
from archive.models import RECORDS, Claim, Revision, Submission

MOST_COUNTED = 1_000
LATEST = 10


class Waiting(NamedTuple):
    """One line of the desk: a count and the list it leads to."""

    words: str
    many: int
    url: str

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED:,}+" if self.many > MOST_COUNTED else f"{self.many:,}"


class Group(NamedTuple):
    """Lines under one heading."""

    heading: str
    lines: list[Waiting]


def groups(request: HttpRequest) -> list[Group]:
    """What waits for this person and for the desk; lists they may not see are left out."""
    found = [
        Group("Review", list(_review(request))),
        Group("Not public yet", list(_unpublished(request))),
        Group("Claims to look at", list(_claims(request))),
    ]
    return [group for group in found if group.lines]


def _review(request: HttpRequest) -> Iterator[Waiting]:
    user, rows = person(request), Submission.objects.all()
    if not may(user, "view_submission"):
        return
    if may(user, "review"):
        yield _line("Waiting for your review", queues.for_review_by(user, rows), "submission", turn="me")
    mine = rows.filter(created_by=user, state=Submission.State.OPEN)
    yield _line("Yours, waiting for somebody else", mine, "submission", turn="mine")
    yield _line("Sent back to you", queues.sent_back_to(user, rows), "submission", turn="back")


def _unpublished(request: HttpRequest) -> Iterator[Waiting]:
    for type, model in RECORDS.items():
        if may(person(request), f"view_{type}"):
            words = f"{str(model._meta.verbose_name_plural).capitalize()} with unpublished changes"
            rows = queues.in_state(queues.with_public_state(model._default_manager.all()), "unpublished")
            yield _line(words, rows, type, state="unpublished")


def _claims(request: HttpRequest) -> Iterator[Waiting]:
    if not may(person(request), "view_claim"):
        return
    rows = Claim.objects.all()
    yield _line("Without an assessment", queues.not_assessed(rows), "claim", queue="not_assessed")
    yield _line("Predictions and pledges past their date", queues.past_their_date(rows), "claim", queue="past_date")
    contradictory = queues.in_confirmed_contradiction(rows)
    yield _line(
        "In a contradiction of which both sides stand as confirmed", contradictory, "claim", queue="contradictions"
    )
    yield _line("Due for another look", queues.to_be_looked_at(rows), "claim", queue="review")


def _line(words: str, rows: models.QuerySet[Any], model: str, **query: str) -> Waiting:
    address = QueryDict(mutable=True)
    address.update(query)
    url = f"{reverse(f'admin:archive_{model}_changelist')}?{address.urlencode()}"
    return Waiting(words, rows.order_by()[: MOST_COUNTED + 1].count(), url)


def latest(request: HttpRequest) -> list[Any]:
    """The person's latest changes, each with the present ``title`` of its record."""
    rows = without_hidden(request, Revision.objects.filter(user=person(request)))
    titled = rows.annotate(title=title_of("uid", sees_protected=sees_protected(request)))
    return list(titled.order_by("-pk")[:LATEST])
