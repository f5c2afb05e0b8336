"""One record for a page or an answer: today, as of a day, or as recorded at a moment. Two queries at most."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Max

from archive.models import Document
from archive.models.bulk import uncollected
from archive.reading_room.compose import compose, tombstone
from archive.reading_room.compose.cards import PLURALS, address, slug_of
from archive.reading_room.freshness import named
from archive.reading_room.projecting.composing import text_of
from archive.reading_room.projecting.links import position_of
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.timeline import Moment, moments
from archive.reading_room.showing import gathering
from archive.reading_room.showing.gathering import CLAIMS_BY, NEWEST, Gathered, Row, card_in

Json = dict[str, Any]
# On a page, an article's claims stand in its own order, so all are wanted that a page can hold.
ON_A_PAGE = {"article": 120}


class Detail(NamedTuple):
    """What there is to say of a record.

    ``state`` is public, withdrawn, suppressed or merged. ``own`` is its JSON text, own addresses
    site-relative, a tombstone unless public; ``more`` are the keys that what names it adds to that. ``head`` is the newest change
    number, for an ETag; ``slug`` the one its address ends in; ``successor`` the address of the
    record it was merged into. ``moments``: of a claim recorded at a moment, what became known when.
    ``newest`` is what ``freshness.newest`` says; empty as recorded at a moment. ``parts``: how many
    events are part of this one; 0 as recorded at a moment.
    """

    state: str
    own: str
    slug: str
    head: int
    rule: str = ""
    successor: str = ""
    moments: Sequence[Moment] = ()
    newest: str = ""
    parts: int = 0
    more: Json | None = None

    @property
    def body(self) -> str:
        """The whole document as JSON text."""
        return f"{self.own[:-1]},{text_of(self.more)[1:]}" if self.more else self.own

    @property
    def document(self) -> Json:
        """The whole document."""
        return {**json.loads(self.own), **(self.more or {})}


def head() -> int:
    """The newest change number: the ETag of everything that gathers records is made of it."""
    return Document.objects.aggregate(last=Max("change"))["last"] or 0


def detail(
    type: str, uid: str, *, on: date | None = None, at: datetime | None = None, most: int = NEWEST
) -> Detail | None:
    """The record, or None when there is none of that name (then, or by that day).

    ``on`` asks for what was known in the world by a day, ``at`` for what this archive said at
    a moment; not both. ``most``: claims that come with it, but as recorded at a moment. Today's
    takes one query, the others two.
    """
    if at is not None:
        return _recorded(type, uid, gathering.then(type, uid, at))
    found = gathering.known(type, uid, on.toordinal(), most) if on else gathering.now(type, uid, most)
    row = found.record
    if row is None:
        return None
    if row.state != Document.State.PUBLIC:
        return _closed(type, row)
    if on is not None:
        return _known(type, row, found, on.toordinal())
    more = None if type == "claim" else gathering.shown(type, uid, found)
    return Detail("public", row.body, row.slug, row.number, newest=_newest(row), parts=_parts(found), more=more)


def _newest(row: Row) -> str:
    return named(row.number, row.card)


def _parts(found: Gathered) -> int:
    return found.counts.get("part_of", 0)


def _closed(type: str, row: Row) -> Detail:
    successor = address(type, row.successor, "-") if row.state == Document.State.MERGED else ""
    return Detail(row.state, row.body, row.slug, row.number, json.loads(row.body).get("rule") or "", successor)


def _known(type: str, row: Row, found: Gathered, on: int) -> Detail | None:
    if type == "claim":
        document = known([row.uid], on).get(row.uid)
        return Detail("public", text_of(document), row.slug, row.number, newest=_newest(row)) if document else None
    claims, pairs = found.uids(CLAIMS_BY[type]), found.uids("reversal")
    documents = known(list(dict.fromkeys([*claims, *pairs])), on)
    cards = [card_in(type, row.uid, documents[uid]) for uid in claims if uid in documents]
    reversed_ones = [documents[uid] for uid in pairs if uid in documents]
    more = gathering.told(type, row.uid, cards, reversed_ones, found.counts)
    return Detail("public", row.body, row.slug, row.number, newest=_newest(row), parts=_parts(found), more=more)


@uncollected()
def known(uids: Sequence[str], on: int) -> dict[str, Json]:
    """The documents of public claims as known by an ordinal day, in one query."""
    look_up = LookUp()
    look_up.prime_known(uids)
    found = {}
    for uid in uids:
        published = look_up(uid)
        document = compose(published, look_up, on) if published and published.record else None
        if document is not None:
            found[uid] = document
    return found


@uncollected()
def _recorded(type: str, uid: str, found: Gathered) -> Detail | None:
    """What this archive said when its ledger had as many entries as at the moment of ``found``."""
    seq = found.moment
    look_up = LookUp(at=seq)
    claims = found.uids(CLAIMS_BY[type]) if type in CLAIMS_BY else []
    look_up.prime_known([uid, *claims])
    published = look_up(uid)
    if published is None or published.type != type:
        return None
    if published.state == "merged":
        return Detail("merged", "", "-", seq, successor=address(type, published.successor, "-"))
    if published.record is None:
        return Detail(published.state, text_of(tombstone(published)), "-", seq, published.rule)
    body = text_of(compose(published, look_up))
    if type == "claim":
        return Detail("public", body, slug_of(published), seq, moments=moments(published, look_up))
    more = _gathered_then(type, uid, claims, found, look_up)
    return Detail("public", body, slug_of(published), seq, more=more)


def _gathered_then(type: str, uid: str, claims: list[str], found: Gathered, look_up: LookUp) -> Json:
    records = [each for each in map(look_up, claims) if each and each.record]
    # In the order of that time, whatever day they have been moved to since.
    records = sorted(records, key=lambda each: position_of(each, look_up), reverse=True)[: gathering.NEWEST]
    documents = [document for document in (compose(each, look_up) for each in records) if document is not None]
    reversed_ones = [each for each in documents if each["reversed"]]
    cards = [card_in(type, uid, each) for each in documents]
    return gathering.told(type, uid, cards, reversed_ones, found.counts)


def path_of(type: str) -> str:
    """The first part of the addresses of a type."""
    return PLURALS[type]
