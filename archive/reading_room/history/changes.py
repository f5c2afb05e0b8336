"""What changed, for mirrors: each record once, in its latest state, in the order of the changes.

Whoever applies these pages in order and asks again with the last number converges on the archive:
tombstones stay for ever, and a document that changed because a name in it did comes up again.
"""

from typing import Any

from django.http import QueryDict

from archive.ledger.entries import instant
from archive.models import Document
from archive.reading_room.history.acts import said
from archive.reading_room.history.following import Followed, after_and_size, following
from archive.reading_room.projecting.composing import text_of

# One statement, so that no write between two can part a document from its entry.
_CHANGES = """
    SELECT document.*, entry.action, entry.version, entry.hash, payload.body AS payload
    FROM archive_document document
    JOIN archive_ledgerentry entry ON entry.seq = document.seq
    LEFT JOIN archive_payload payload ON payload.commitment = entry.commitment
    WHERE document.change > %s ORDER BY document.change LIMIT %s
"""


def changes(query: QueryDict, *, path: str) -> Followed:
    """The changes after ``after``, in one query. Raises BadParameters."""
    after, size = after_and_size(query)
    rows = list(Document.objects.raw(_CHANGES, [after, size]))
    return Followed([_text(row) for row in rows], following(path, rows[-1].change if rows else after, query))


def _text(row: Any) -> str:
    is_public = row.state == Document.State.PUBLIC
    change = {
        "change": row.change,
        "seq": row.seq,
        "at": instant(row.changed_at),
        "state": "updated" if is_public else "deleted",
        "action": row.action,
        "type": row.type,
        "uid": row.uid,
        "version": row.version,
        "note": said(row.payload)["note"],
        "hash": row.hash,
    }
    return f'{text_of(change)[:-1]},"data":{row.body if is_public else "null"}}}'
