"""Since when a page stands as it stands: the moment that a citation of its exact text names."""

from archive.ledger.entries import instant
from archive.models import Document, LedgerEntry


def since(type: str, uid: str) -> str:
    """RFC 3339 of an act from which on today's document is what was recorded; empty without one (one query).

    Of a claim, the last act that changed its document: whatever it names was entered before, or in
    the same act. What other records hold is gathered when they are read, so of them the last act of all.
    """
    if type == "claim":
        moment = Document.objects.filter(uid=uid).values_list("changed_at", flat=True).first()
    else:
        moment = LedgerEntry.objects.order_by("-seq").values_list("at", flat=True).first()
    return instant(moment) if moment else ""
