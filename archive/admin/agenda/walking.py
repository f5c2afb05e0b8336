"""From one item of a queue to the next: addresses with ``?walk=`` know the queue they belong to."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from archive.admin.agenda import dashboard
from archive.admin.agenda.table import QUEUES, Queue, Rows, find
from archive.admin.forms.numbers import key
from archive.models import Assignment

WALK, ITEM = "walk", "item"


class Walk(NamedTuple):
    """Where a person is in a queue. ``previous`` and ``next`` are addresses, "" at the ends."""

    words: str
    left: str
    url: str
    previous: str
    next: str


def walk_view(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to an item of the queue: the first, or the one after ``?after=`` or before ``?before=``."""
    queue = find(request, slug)
    if queue is None:
        messages.warning(request, "There is no such queue for you.")
        return HttpResponseRedirect(reverse("admin:index"))
    after, before = key(request.GET.get("after")), key(request.GET.get("before"))
    pk = neighbour(request, queue, before, back=True) if before else neighbour(request, queue, after)
    if pk is None:
        end = "Nothing more before it" if before else "That was the last one"
        messages.info(
            request, f"{end} in “{queue.words}”." if before or after else f"Nothing waits in “{queue.words}”."
        )
        return HttpResponseRedirect(queue.list_url())
    return HttpResponseRedirect(queue.page_url(pk))


def next_url(slug: str, pk: int) -> str:
    """Leads to the item after this one, whether or not this one still waits by then."""
    return f"{reverse('admin:archive_work_walk', args=[slug])}?after={pk}"


def in_walk(request: HttpRequest, address: str, item: int | None = None) -> str:
    """``address`` as a page of the walk that the page at hand is part of, if it is; ``item`` led there if it is named."""
    slug, led = request.GET.get(WALK, ""), item or key(request.GET.get(ITEM))
    if slug not in QUEUES:
        return address
    query = urlencode({WALK: slug, **({ITEM: led} if led else {})})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def walked_on(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """After "save and next": on to the next item of the walk, or to the desk's first page."""
    slug = request.GET.get(WALK, "")
    queue = find(request, slug)
    if queue is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(next_url(slug, _item(request, pk)))


def walk_of(request: HttpRequest) -> Walk | None:
    """The walk that the page at hand is part of: its address has ``walk`` and the number of a row (3 queries)."""
    match = request.resolver_match
    slug = request.GET.get(WALK, "")
    queue = find(request, slug) if slug and match is not None else None
    pk = key(_pk_in(match.kwargs if match else {}))
    if queue is None or pk is None:
        return None
    pk = _item(request, pk)
    previous, following = neighbour(request, queue, pk, back=True), neighbour(request, queue, pk)
    left = dashboard.Waiting("", dashboard.count(request, queue), "", "").shown
    return Walk(
        queue.words,
        left,
        queue.list_url(),
        queue.page_url(previous) if previous else "",
        queue.page_url(following) if following else "",
    )


def neighbour(request: HttpRequest, queue: Queue, pk: int | None, *, back: bool = False) -> int | None:
    """The key of the item after ``pk`` (None: the first), or before it; None at the end of the queue."""
    rows = queue.waiting(request)
    if queue.model is Assignment:
        return _by_urgency(rows, pk, back)
    if pk is not None:
        rows = rows.filter(pk__lt=pk) if back else rows.filter(pk__gt=pk)
    found: int | None = rows.order_by("-pk" if back else "pk").values_list("pk", flat=True).first()
    return found


def _by_urgency(rows: Rows, pk: int | None, back: bool) -> int | None:
    """One person's work is short: its order is by what is urgent, not by one number."""
    ordered = rows.order_by("priority", F("due").asc(nulls_last=True), "pk")
    keys = list(ordered.values_list("pk", flat=True)[: dashboard.MOST_COUNTED])
    if pk is None or pk not in keys:
        return keys[0] if keys and not back else None
    place = keys.index(pk) + (-1 if back else 1)
    return keys[place] if 0 <= place < len(keys) else None


def _item(request: HttpRequest, pk: int) -> int:
    """Where work is done on the page of something else, the address says which item of the queue led there."""
    return key(request.GET.get(ITEM)) or pk


def _pk_in(kwargs: dict[str, Any]) -> str | None:
    found = kwargs.get("object_id", kwargs.get("pk"))
    return None if found is None else str(found)
