"""Everything the reading room keeps of one record, composed together."""

import json
from typing import Any, NamedTuple

from archive.ledger.view import Published
from archive.reading_room.compose import compose, tombstone
from archive.reading_room.compose.cards import address, slug_of
from archive.reading_room.projecting import links
from archive.reading_room.projecting.appearing import Appeared, appeared
from archive.reading_room.projecting.links import Key, Stated
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import Judgement, judgements, states

Json = dict[str, Any]

CARD_KEYS = {
    "claim": (
        *("type", "uid", "url", "headline", "statement", "kind", "weight", "claimants", "asserted"),
        *("attribution", "standing", "outcome", "contested_by", "origins", "reversed"),
    ),
    "article": ("type", "uid", "url", "title", "publisher", "agency", "published", "genre"),
    "event": ("type", "uid", "url", "title", "status", "date", "place"),
    "source": ("type", "uid", "url", "name", "kind", "role", "country"),
}
# Made once: ``json.dumps`` makes another at every call.
_read = json.JSONDecoder().raw_decode
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
TITLES = {"claim": "headline", "article": "title", "event": "title", "source": "name"}


class Composed(NamedTuple):
    """A record as the reading room stores it.

    ``document`` is None for what has no page; ``body`` and ``card`` then are what is left to say
    if it had one.
    """

    published: Published
    document: Json | None
    body: str
    card: str
    title: str
    slug: str
    position: int
    links: dict[Key, int]  # derived ones and the days of all
    states: list[Judgement]
    inherited: frozenset[Key] = frozenset()  # links to what a named record was merged into
    appeared: Appeared = Appeared()

    @property
    def derived(self) -> set[Key]:
        """The links that follow from other records too."""
        return {key for key in self.links if key[0] in links.DERIVED} | self.inherited


def composed(published: Published, look_up: LookUp, stated: Stated | None = None) -> Composed:
    """Compose a record, and what it states unless that is known; the look-up notes its dependents, links too."""
    look_up.begin()
    if published.record is None:
        return _closed(published)
    if stated is None:
        stated = links.stated_of(published, links.stated(published.type, published.record), look_up)
    found: dict[Key, int] = {key: day for key, day in stated.links.items() if day}
    history: list[Judgement] = []
    if published.type == "claim":
        history = judgements(published, look_up)
        found |= links.derived(published, history)
    document = compose(published, look_up)
    days = appeared(published, look_up)
    named = (*stated.links, *found)
    inherited = links.inherited(set(named), found, look_up)
    found |= inherited
    known = {uid for relation, uid in (*named, *inherited) if relation not in links.TO_WORDS}
    for uid in look_up.asked - known - {published.uid}:
        found[("uses", uid)] = 0
    if published.record.get("kind") == "unnamed":
        document, words = None, _nameless(published)
    else:
        words = (
            text_of(document),
            text_of(card(document)),
            str((document or {}).get(TITLES[published.type], "")),
            slug_of(published),
        )
    return Composed(
        published,
        document,
        *words,
        stated.position,
        found,
        states(history),
        frozenset(inherited),
        days,
    )


def _closed(published: Published) -> Composed:
    document = tombstone(published)
    position = published.published_at.date().toordinal() << 32 | published.first_seq
    found: dict[Key, int] = {("uses", published.successor): 0} if published.successor else {}
    return Composed(
        published, document, text_of(document), text_of(closed_card(published)), "", "-", position, found, []
    )


def _nameless(published: Published) -> tuple[str, str, str, str]:
    """Body, card, title and slug of a source without a name: whoever knew it by one is told that it is gone."""
    gone = tombstone(published._replace(state="withdrawn"))
    return text_of(gone), text_of(closed_card(published)), "", "-"


def closed_card(published: Published) -> Json:
    """The card of a closed record: no words of it."""
    return {
        "type": published.type,
        "uid": published.uid,
        "url": address(published.type, published.uid, "-"),
        "withdrawn": True,
    }


def card(document: Json | None) -> Json:
    """The part of a document that lists show."""
    if document is None:
        return {}
    return {key: document[key] for key in CARD_KEYS[document["type"]]}


def text_of(value: Json | None) -> str:
    """The stored form of a document: compact JSON in the contract's order of keys."""
    return _write(value)


def part_of(body: str, key: str) -> Any:
    """The value of one key of a document, out of its JSON text, without reading the rest of that.

    ``key`` is the name of nothing that stands before it, at any depth. Raises ValueError when there is none.
    """
    # A quotation mark inside a text is escaped, so these bytes are the key itself.
    name = f'"{key}":'
    return _read(body, body.index(name) + len(name))[0]
