"""Everything that a load writes, without its salts, hashes and times."""

from typing import Any

from archive.ledger.verify import faults
from archive.models import RECORDS, Document, LedgerEntry, Payload, Revision, Signature, User


def state() -> dict[str, Any]:
    """Equal for two archives exactly when the same was loaded into both, in the same order."""
    bodies = dict(Payload.objects.values_list("commitment", "body"))
    entries = LedgerEntry.objects.order_by("seq").values_list("seq", "action", "type", "uid", "version", "commitment")
    rows = [model._default_manager.order_by("uid").values_list("uid", "revision") for model in RECORDS.values()]
    return {
        "rows": [list(map(list, each)) for each in rows if each],
        "revisions": _lists(Revision.objects.order_by("pk").values_list("uid", "number", "user__username", "body")),
        "entries": [[*rest, bodies.pop(commitment)] for *rest, commitment in entries],
        "payloads of no entry": sorted(bodies.values()),
        "documents": _lists(Document.objects.order_by("uid").values_list("uid", "change", "position", "card")),
        "signatures": _lists(Signature.objects.order_by("pk").values_list("user__username", "role")),
        "users": _lists(User.objects.order_by("pk").values_list("username", "is_active")),
        "faults": [str(fault) for fault in faults()],
    }


def _lists(rows: Any) -> list[list[Any]]:
    return [list(row) for row in rows]
