"""Protected sources: who may not see their names sees that there is one, and no more."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from archive.editorial.permissions import may
from archive.models import Source, User

PROTECTED = "Protected source"


def person(request: HttpRequest) -> User:
    """The account that asks. Raises PermissionDenied for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def sees_protected(request: HttpRequest) -> bool:
    """Whether the names of protected sources may be shown to whoever asks."""
    return may(person(request), "view_protected")


def visible_sources(request: HttpRequest, rows: QuerySet[Source]) -> QuerySet[Source]:
    """``rows`` without the protected ones, unless they may be seen."""
    return rows if sees_protected(request) else rows.filter(protected=False)


def without_hidden(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """``rows`` that carry a uid, without those about protected sources, unless they may be seen."""
    if sees_protected(request):
        return rows
    return rows.exclude(uid__in=Source.objects.filter(protected=True).values("uid"))


def mask(rows: Iterable[Model], *paths: str) -> None:
    """Put PROTECTED in place of the names of protected sources that ``paths`` lead to.

    In memory only, for showing: such rows are never saved. Asks no query when the paths were
    read together with the rows.
    """
    rows = list(rows)
    for path in paths:
        head, _, rest = path.partition("__")
        found = [each for row in rows for each in _related(row, head)]
        if rest:
            mask(found, rest)
        for each in found if not rest else ():
            if isinstance(each, Source) and each.protected:
                each.name, each.aliases, each.role, each.note = PROTECTED, [], "", ""


def _related(row: Model, name: str) -> list[Model]:
    value = getattr(row, name)
    if value is None:
        return []
    return list(value.all()) if hasattr(value, "all") else [value]
