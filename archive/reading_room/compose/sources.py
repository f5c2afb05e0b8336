"""The document of a source. Its claims and reversals are asked when read, never stored."""

from typing import Any

from archive.ledger.view import Published
from archive.reading_room.compose import cards
from archive.reading_room.look_up import LookUp

Json = dict[str, Any]


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    return {
        "name": record["name"],
        "kind": record["kind"],
        "aliases": record.get("aliases", []),
        "role": record.get("role"),
        "country": record.get("country"),
        "wikidata": record.get("wikidata"),
        "affiliations": [
            {
                "type": cards.word(each["type"]),
                "body": cards.source(each["body"], look_up),
                "start": cards.date(each.get("start", "")),
                "end": cards.date(each.get("end", "")),
                "note": each.get("note"),
            }
            for each in record.get("affiliations", ())
        ],
        # Reliability is judged of an item of evidence, never of a source as a whole.
        "reliability": None,
        "note": record.get("note"),
    }
