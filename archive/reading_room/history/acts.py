"""The acts of the ledger in the order of ``seq``, and the checkpoint a reader keeps to hold it to them."""

from typing import Any

from django.http import QueryDict

from archive.ledger.entries import as_mapping, instant
from archive.models import LedgerEntry, Payload
from archive.reading_room.history.following import Followed, after_and_size, following
from archive.reading_room.projecting.composing import text_of
from archive.records import payload as payloads

Json = dict[str, Any]


def acts(query: QueryDict, *, path: str) -> Followed:
    """The acts after ``after``: every field of their entries, and what their payloads say of them.

    ``note``, ``rule`` and ``successor`` are null where nothing was said or it was suppressed.
    Two queries. Raises BadParameters.
    """
    after, size = after_and_size(query)
    entries = list(LedgerEntry.objects.filter(seq__gt=after).order_by("seq")[:size])
    last = entries[-1].seq if entries else after
    between = LedgerEntry.objects.filter(seq__gt=after, seq__lte=last).values("commitment")
    bodies = dict(Payload.objects.filter(commitment__in=between).values_list("commitment", "body"))
    results = [_text(entry, bodies.get(entry.commitment)) for entry in entries]
    return Followed(results, following(path, last, query))


def _text(entry: LedgerEntry, body: str | None) -> str:
    """An act as the contract has it: whoever takes the three words out again has what was hashed."""
    words = said(body)
    return text_of({**as_mapping(entry), **{name: words[name] for name in ("note", "rule", "successor")}})


def said(body: str | None) -> Json:
    """What a payload says of the act beside its record."""
    payload = payloads.said(body) if body is not None else {}
    return {name: payload.get(name) or None for name in ("note", "class", "rule", "successor")}


def checkpoint() -> Json:
    """Size and head hash of the ledger, and the time of its last entry (null before the first)."""
    head = LedgerEntry.objects.order_by("-seq").first()
    if head is None:
        return {"size": 0, "hash": "0" * 64, "at": None}
    return {"size": head.seq, "hash": head.hash, "at": instant(head.at)}
