"""The document of an event."""

from typing import Any

from archive.ledger.view import Published
from archive.models import Event, Participant
from archive.reading_room.compose import cards
from archive.reading_room.compose.expand import expand
from archive.reading_room.projecting.look_up import LookUp

Json = dict[str, Any]
SHAPED = frozenset({"status", "participants"})
BY_CARD = frozenset({"source"})


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    return {
        **expand(Event, record, look_up, SHAPED),
        "status": cards.word(record["status"]),
        "participants": [
            {**cards.source(each["source"], look_up), **expand(Participant, each, look_up, BY_CARD)}
            for each in record.get("participants", ())
        ],
    }
