"""Since when a page stands as it stands, and what was corrected in it before."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from archive.ledger.entries import instant
from archive.ledger.view import PUBLISHING
from archive.models import Document, LedgerEntry, Payload
from archive.records import payload as payloads

# Of a record that was corrected more often, the history has the rest.
NEWEST = 5


class Correction(NamedTuple):
    """One correction of a record: of which class it is, empty when that was not said, and its note."""

    at: datetime
    version: int
    of_class: str
    note: str


class Settled(NamedTuple):
    """``since``: RFC 3339 of an act from which on today's document is what was recorded; empty without one.

    ``corrections``: the newest of the record, newest first.
    """

    since: str
    corrections: list[Correction]


def settled(type: str, uid: str) -> Settled:
    """What was settled of a public record, and when (one query).

    Of a claim, the last act that changed its document: whatever it names was entered before, or in
    the same act. What other records hold is gathered when they are read, so of them the last act of all.
    """
    of_claim = Document.objects.filter(uid=uid).values("changed_at")
    of_all = LedgerEntry.objects.order_by("-seq").values("at")[:1]
    last = Subquery(of_claim) if type == "claim" else Subquery(of_all)
    body = Payload.objects.filter(commitment=OuterRef("commitment")).values("body")[:1]
    entries = LedgerEntry.objects.filter(type=type, uid=uid, action__in=PUBLISHING).order_by("-seq")[: NEWEST + 1]
    rows = list(entries.annotate(settled=last, body=Subquery(body)))
    corrections = [_correction(row, row.body) for row in rows if row.action == "correct"]
    return Settled(instant(rows[0].settled) if rows and rows[0].settled else "", corrections[:NEWEST])


def _correction(entry: LedgerEntry, body: str | None) -> Correction:
    said = payloads.read(body) if body else {}
    return Correction(entry.at, entry.version, payloads.CLASSES.get(said.get("class", ""), ""), said.get("note", ""))
