"""The document of an article. What names it (its claims) is asked when read, never stored."""

from typing import Any

from archive.ledger.view import Published
from archive.models import Article
from archive.reading_room.compose import cards
from archive.reading_room.compose.expand import expand
from archive.reading_room.projecting.look_up import LookUp

Json = dict[str, Any]
SHAPED = frozenset({"authors"})


def compose(published: Published, look_up: LookUp, on: int | None) -> Json:
    record = published.record or {}
    authors = [cards.source(each["source"], look_up) for each in record.get("authors", ())]
    return {**expand(Article, record, look_up, SHAPED), "authors": authors}
