"""Every queue of the desk, said once: lists filter by it, the first page counts it, people walk it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from archive.admin.agenda import queues
from archive.admin.hiding import person, visible_sources
from archive.editorial.assessing import outside_the_table
from archive.editorial.permissions import may
from archive.models import RECORDS, Article, Assignment, Claim, IntakeItem, Source, Submission, Suggestion, User

Rows = models.QuerySet[Any]


class Queue(NamedTuple):
    """Rows of ``model`` that wait. ``rows`` narrows a queryset to them, for the user who asks.

    ``list`` are the parameters of the change list that shows them. ``page`` is the admin address,
    taking the row's pk, where the work is done. ``permission`` is what it takes to see the queue.
    """

    slug: str
    heading: str
    words: str
    model: type[models.Model]
    rows: Callable[[Rows, User], Rows]
    list: dict[str, str]
    page: str
    permission: str

    def waiting(self, request: HttpRequest) -> Rows:
        """The rows that wait and that this person may see."""
        rows: Rows = self.model._default_manager.all()
        if self.model is Source:
            rows = visible_sources(request, rows)
        return self.rows(rows, person(request))

    def list_url(self) -> str:
        query = QueryDict(mutable=True)
        query.update(self.list)
        return f"{reverse(f'admin:archive_{self.model._meta.model_name}_changelist')}?{query.urlencode()}"

    def page_url(self, pk: int) -> str:
        """Where an item is worked on; the page knows by the address that the queue is walked."""
        return f"{reverse(self.page, args=[pk])}?walk={self.slug}"


def open_to(request: HttpRequest) -> list[Queue]:
    """The queues that this person may see."""
    user = person(request)
    return [queue for queue in QUEUES.values() if may(user, queue.permission)]


def find(request: HttpRequest, slug: str) -> Queue | None:
    """The queue of that name, if this person may see it."""
    queue = QUEUES.get(slug)
    return queue if queue is not None and may(person(request), queue.permission) else None


OWN, READING, ASSESSING, PUBLISHING = "For you", "Articles", "Claims", "Not public yet"
CLAIM_PAGE = "admin:archive_claim_assess"
ARTICLE_PAGE = "admin:archive_article_workbench"


def _assigned(rows: Rows, user: User) -> Rows:
    return rows.filter(to=user, closed_at=None)


def _claims(slug: str, words: str, rows: Callable[[models.QuerySet[Claim]], Rows]) -> Queue:
    return Queue(
        slug,
        ASSESSING,
        words,
        Claim,
        lambda claims, user: rows(claims),
        {"queue": slug},
        CLAIM_PAGE,
        "view_claim",
    )


def _reviews(slug: str, turn: str, words: str, rows: Callable[[User, Rows], Rows], permission: str) -> Queue:
    return Queue(
        slug,
        OWN,
        words,
        Submission,
        lambda submissions, user: rows(user, submissions),
        {"turn": turn},
        "admin:archive_submission_change",
        permission,
    )


def _unpublished(type: str) -> Queue:
    model = RECORDS[type]
    return Queue(
        f"unpublished_{type}",
        PUBLISHING,
        f"{str(model._meta.verbose_name_plural).capitalize()} with unpublished changes",
        model,
        lambda rows, user: queues.in_state(rows, "unpublished"),
        {"state": "unpublished"},
        f"admin:archive_{type}_change",
        f"view_{type}",
    )


QUEUES: dict[str, Queue] = {
    queue.slug: queue
    for queue in (
        Queue(
            "mine",
            OWN,
            "Given to you",
            Assignment,
            _assigned,
            {"whose": "mine"},
            "admin:archive_assignment_item",
            "view_assignment",
        ),
        _reviews("review", "me", "Waiting for your review", queues.for_review_by, "review"),
        _reviews("returned", "back", "Sent back to you", queues.sent_back_to, "view_submission"),
        Queue(
            "unread",
            READING,
            "Unread articles",
            Article,
            lambda rows, user: queues.unread(rows),
            {"queue": "unread"},
            ARTICLE_PAGE,
            "view_article",
        ),
        Queue(
            "suggestions",
            READING,
            "Suggestions to judge",
            Suggestion,
            lambda rows, user: rows.filter(state=Suggestion.State.OPEN),
            {"state__exact": "open"},
            "admin:archive_suggestion_judge",
            "view_suggestion",
        ),
        Queue(
            "undecided",
            READING,
            "Texts like one that is here already",
            IntakeItem,
            lambda rows, user: rows.filter(state=IntakeItem.State.UNDECIDED),
            {"state__exact": "undecided"},
            "admin:archive_intakeitem_decide",
            "view_intakeitem",
        ),
        Queue(
            "orphans",
            READING,
            "Articles with orphaned anchors",
            Article,
            lambda rows, user: queues.with_orphans(rows),
            {"queue": "orphans"},
            "admin:archive_article_orphans",
            "view_article",
        ),
        _claims("not_assessed", "Without an assessment", queues.not_assessed),
        _claims("contradictions", "Contradictory, and both confirmed", queues.in_confirmed_contradiction),
        _claims("past_date", "Predictions and pledges past their date", queues.past_their_date),
        _claims("outside", "Assessments that no longer fit the facts", outside_the_table),
        _claims("look_again", "Assessments past their review date", queues.to_be_looked_at),
        _reviews(
            "submitted", "mine", "Yours, waiting for somebody else", queues.submitted_by, "view_submission"
        )._replace(heading=PUBLISHING),
        *(_unpublished(type) for type in ("claim", "article", "event", "source")),
    )
}


def of_model(model: type[models.Model]) -> dict[str, Queue]:
    """The queues that a model's list filters by with ``queue=``."""
    return {slug: queue for slug, queue in QUEUES.items() if queue.model is model and "queue" in queue.list}
