"""The first page of the desk: what waits, counted, each count a link to the list of it."""

from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from archive.admin.hiding import person, sees_protected, without_hidden
from archive.admin.titles import title_of
from archive.admin.work.table import Queue, open_to
from archive.models import Revision

MOST_COUNTED = 1_000
LATEST = 10


class Waiting(NamedTuple):
    """One line of the desk: a count, the list it leads to, and where the walk begins ("" when nothing waits)."""

    words: str
    many: int
    url: str
    walk: str

    @property
    def shown(self) -> str:
        return f"{MOST_COUNTED:,}+" if self.many > MOST_COUNTED else f"{self.many:,}"


class Group(NamedTuple):
    """Lines under one heading."""

    heading: str
    lines: list[Waiting]


def groups(request: HttpRequest) -> list[Group]:
    """What waits for this person and for the desk (one query a line; queues they may not see are left out)."""
    together = groupby(open_to(request), key=lambda queue: queue.heading)
    return [Group(heading, [_line(request, queue) for queue in queues]) for heading, queues in together]


def _line(request: HttpRequest, queue: Queue) -> Waiting:
    many = count(request, queue)
    walk = reverse("admin:archive_work_walk", args=[queue.slug]) if many else ""
    return Waiting(queue.words, many, queue.list_url(), walk)


def count(request: HttpRequest, queue: Queue) -> int:
    """How many wait, counted no further than is shown."""
    return queue.waiting(request).order_by()[: MOST_COUNTED + 1].count()


def latest(request: HttpRequest) -> list[Any]:
    """The person's latest changes, each with the present ``title`` of its record."""
    rows = without_hidden(request, Revision.objects.filter(user=person(request)))
    titled = rows.annotate(title=title_of("uid", sees_protected=sees_protected(request)))
    return list(titled.order_by("-pk")[:LATEST])
