"""The document of a source. Its claims and reversals are asked when read, never stored."""

from typing import Any

from archive.ledger.view import Published
from archive.models import Affiliation, Source
from archive.reading_room.compose import cards
from archive.reading_room.compose.expand import expand
from archive.reading_room.projecting.look_up import LookUp

Json = dict[str, Any]
SHAPED = frozenset({"affiliations"})
TYPE = frozenset({"type"})


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    return {
        **expand(Source, record, look_up, SHAPED),
        "affiliations": [
            {"type": cards.word(each["type"]), **expand(Affiliation, each, look_up, TYPE)}
            for each in record.get("affiliations", ())
        ],
        # Reliability is judged of an item of evidence, never of a source as a whole.
        "reliability": None,
    }
