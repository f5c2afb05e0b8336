"""The document of an event."""

from typing import Any

from archive.ledger.view import Published
from archive.reading_room.compose import cards
from archive.reading_room.look_up import LookUp

Json = dict[str, Any]


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    part_of = record.get("part_of")
    return {
        "title": record["title"],
        "summary": record.get("summary"),
        "status": cards.word(record["status"]),
        "date": cards.date(record.get("date", ""), record.get("date_basis", "")),
        "place": record.get("place"),
        "country": record.get("country"),
        "part_of": cards.event(part_of, look_up) if part_of else None,
        "participants": [
            {**cards.source(each["source"], look_up), "role": each.get("role")}
            for each in record.get("participants", ())
        ],
    }
