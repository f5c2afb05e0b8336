"""Everything public, one after another, for whoever takes a copy of it. Read it in ``snapshot.one_moment``."""

from collections.abc import Iterator
from typing import Any

from archive.ledger.export import lines, suppressed
from archive.models import Document
from archive.models.bulk import uncollected

ROWS_AT_ONCE = 500


def documents(type: str) -> Iterator[str]:
    """JSON texts of all documents of a type by their uids, own addresses site-relative. In constant memory."""
    return _bodies(type=type, state=Document.State.PUBLIC)


def tombstones() -> Iterator[str]:
    """What is left of all that is no longer public, likewise."""
    return _bodies(state__in=set(Document.State.values) - {Document.State.PUBLIC})


def ledger(after: int = 0) -> Iterator[str]:
    """The ledger after an entry, as JSON Lines: all payloads but those that name what was suppressed since."""
    return lines(after, withheld=suppressed())


def _bodies(**which: Any) -> Iterator[str]:
    found = Document.objects.filter(**which).order_by("uid").values_list("body", flat=True)
    with uncollected():
        yield from found.iterator(chunk_size=ROWS_AT_ONCE)
