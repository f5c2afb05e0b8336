"""The first page of the desk: what waits, counted, each count a link to the list of it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from archive.admin.agenda.table import OWN, Queue, open_to
from archive.admin.hiding import person, sees_protected, without_hidden
from archive.admin.titles import title_of
from archive.models import Revision

MOST_COUNTED = 1_000
LATEST = 10
# So many revisions are looked through for that many records.
LATEST_REVISIONS = 60
# In what order the first page names the lists; a model that is not named here stands under OTHERS.
TABLES = {
    "Records": ("Claim", "Article", "Source", "Event"),
    "Parts of them": ("Appearance", "Assessment", "Capture"),
    "Coming in": ("Intake", "IntakeItem", "Subscription"),
    "Work": ("Submission", "Assignment", "Suggestion", "Revision"),
    "In public": ("LedgerEntry", "Document", "SiteText", "Signature", "Payload"),
    "Vocabularies": ("Topic", "Quantity", "Country"),
    "People": ("User", "Group"),
}
OTHERS = "Inside the archive"


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

    @property
    def is_own(self) -> bool:
        """Whether it is the person's own work."""
        return self.heading == OWN

    @property
    def waiting(self) -> list[Waiting]:
        return [line for line in self.lines if line.many]

    @property
    def empty(self) -> list[Waiting]:
        return [line for line in self.lines if not line.many]


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
    """The records that the person changed last, each once: its latest revision, with the present ``title``."""
    rows = without_hidden(request, Revision.objects.filter(user=person(request)))
    titled = rows.annotate(title=title_of("uid", sees_protected=sees_protected(request))).defer("body")
    found: dict[str, Any] = {}
    for row in titled.order_by("-pk")[:LATEST_REVISIONS]:
        found.setdefault(row.uid, row)
    return list(found.values())[:LATEST]


def tables(apps: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The lists of Django's ``app_list`` by what they are for: (heading, models)."""
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    groups = [(heading, [models.pop(name) for name in names if name in models]) for heading, names in TABLES.items()]
    return [(heading, some) for heading, some in [*groups, (OTHERS, list(models.values()))] if some]
