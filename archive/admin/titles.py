"""Names of records by uid, for pages that show payloads to people."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from archive.admin.hiding import PROTECTED
from archive.models import RECORDS, Record, Source
from archive.records.walk import references

UIDS_AT_ONCE = 900  # below SQLite's limit of variables in one statement


def titles(uids: Iterable[str], *, sees_protected: bool) -> dict[str, str]:
    """What the desk calls these records; unknown uids are left out (four queries for 900)."""
    wanted = sorted(set(uids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), UIDS_AT_ONCE):
        for model in RECORDS.values():
            rows = model._default_manager.filter(uid__in=wanted[start : start + UIDS_AT_ONCE])
            found.update((row.uid, _title(row, sees_protected)) for row in rows)
    return found


def _title(row: Record, sees_protected: bool) -> str:
    return str(row) if row.may_be_named or sees_protected else PROTECTED


def named_in(type: str, *bodies: Mapping[str, Any]) -> Iterator[str]:
    """The uids that record bodies name."""
    for body in bodies:
        yield from references(RECORDS[type], dict(body))


def title_of(uid: str, *, sees_protected: bool) -> Coalesce:
    """An expression: the title of the record whose uid stands in the column ``uid``; "" where it is hidden."""
    return Coalesce(
        *(
            models.Subquery(
                _visible(model, sees_protected).filter(uid=models.OuterRef(uid)).values(model.label_field)[:1],
                output_field=models.TextField(),
            )
            for model in RECORDS.values()
        ),
        models.Value(""),
        output_field=models.TextField(),
    )


def _visible(model: type[Record], sees_protected: bool) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.all()
    return rows.filter(protected=False) if model is Source and not sees_protected else rows
