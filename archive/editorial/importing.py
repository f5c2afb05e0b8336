"""Rows of a table that people confirmed → records, each with its revision; all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from archive.editorial.permissions import check_may, may
from archive.editorial.saving import Refused, saving_many
from archive.models import Record, User
from archive.models.bulk import uncollected
from archive.records.load import Directory, MissingLink, create_bare, load_many

REASON = "imported"
AT_ONCE = 500
AT_THIS_MOMENT = "Somebody saved one of these, or something they name, at this very moment. Nothing was imported."


class Incoming(NamedTuple):
    """A whole record as it is to stand; ``base`` is the revision it was made from, 0 for a new one."""

    uid: str
    base: int
    data: Mapping[str, Any]


class Imported(NamedTuple):
    """How many records are new, and how many were changed."""

    new: int
    changed: int


def check_import(model: type[Record], by: User) -> None:
    """Raise PermissionDenied unless ``by`` may import records of this type."""
    check_may(by, "import")
    if not (may(by, f"add_{model.type}") and may(by, f"change_{model.type}")):
        raise PermissionDenied(f"You may not write {model._meta.verbose_name_plural}.")


def bring_in(model: type[Record], items: Sequence[Incoming], *, by: User) -> Imported:
    """Write ``items``, which passed the checks of a plan, in one transaction.

    Raises PermissionDenied, Conflict when one was saved since, or Refused; then nothing is written.
    """
    check_import(model, by)
    directory = Directory()
    try:
        with uncollected(), transaction.atomic():
            for some in _slices([item for item in items if not item.base]):
                create_bare(model, {item.uid: item.data for item in some}, directory)
            for some in _slices(items):
                _write(model, some, directory, by)
    except (IntegrityError, MissingLink) as fault:
        raise Refused([AT_THIS_MOMENT]) from fault
    new = sum(not item.base for item in items)
    return Imported(new, len(items) - new)


def _write(model: type[Record], items: Sequence[Incoming], directory: Directory, by: User) -> None:
    found = {row.uid: row for row in model._default_manager.filter(uid__in=[item.uid for item in items])}
    if len(found) != len(items):
        raise Refused([AT_THIS_MOMENT])
    rows = [found[item.uid] for item in items]
    bases = [item.base for item in items]
    with saving_many(list(zip(rows, bases, strict=True)), by=by, reason=REASON):
        load_many(rows, [item.data for item in items], directory, private=True)


def _slices(items: Sequence[Incoming]) -> Iterator[Sequence[Incoming]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
