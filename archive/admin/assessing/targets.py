"""Records as evidence: found by words, and known by uid. Protected sources are none: they are never published."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, JsonResponse

from archive.admin.hiding import person
from archive.editorial.permissions import may
from archive.models import RECORDS, Record, Source
from archive.text.ids import is_uid

OF_A_TYPE = 5
MOST_WORDS = 6
LONGEST = 200


class Target(NamedTuple):
    """A record that evidence may be."""

    type: str
    uid: str
    title: str


def search(request: HttpRequest, text: str) -> list[Target]:
    """The newest records of each type that hold all the words in their title, or have that uid."""
    words = text.replace("\0", "")[:LONGEST].split()[:MOST_WORDS]
    found: list[Target] = []
    for type, model in RECORDS.items() if words else ():
        if may(person(request), f"view_{type}"):
            matching = models.Q(uid=words[0]) if len(words) == 1 and is_uid(words[0]) else models.Q(pk=None)
            held = models.Q()
            for word in words:
                held &= models.Q(**{f"{model.label_field}__icontains": word})
            rows = _open(model).filter(matching | held).order_by("-pk")[:OF_A_TYPE]
            found += [Target(type, row.uid, str(row)) for row in rows]
    return found


def known(request: HttpRequest, uids: Collection[str]) -> dict[str, Target]:
    """Those of ``uids`` that this person may name as evidence (four queries, or none)."""
    wanted = [uid for uid in uids if is_uid(uid)]
    found: dict[str, Target] = {}
    for type, model in RECORDS.items() if wanted else ():
        if may(person(request), f"view_{type}"):
            rows: Iterable[Record] = _open(model).filter(uid__in=wanted)
            found.update((row.uid, Target(type, row.uid, str(row))) for row in rows)
    return found


def view(model_admin: Any, request: HttpRequest) -> JsonResponse:
    """The search as the script asks it: ``?q=`` words. Raises PermissionDenied for whoever may not see claims."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = search(request, request.GET.get("q", ""))
    return JsonResponse({"results": [each._asdict() for each in found]})


def _open(model: type[Record]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.all()
    # Somebody unnamed belongs to one article and has no page that a reader could look at.
    return rows.filter(protected=False).exclude(kind=Source.Kind.UNNAMED) if model is Source else rows
