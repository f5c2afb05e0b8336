"""One record for a page or an answer: today, as of a day, or as recorded at a moment."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max

from archive.ledger.view import Published, closed_by, seq_at
from archive.models import Document, Link
from archive.reading_room.compose import compose, tombstone
from archive.reading_room.compose.cards import PLURALS, address, slug_of
from archive.reading_room.composing import card, text_of
from archive.reading_room.look_up import LookUp

Json = dict[str, Any]
NEWEST = 50
# Which relation leads from a claim to a record of the type.
CLAIMS_BY = {"source": "claimant", "event": "event", "article": "article"}

_NEWEST_BY_RELATION = """
SELECT * FROM (
  SELECT link.relation, document.card, CASE WHEN link.relation IN ('reversal', 'article') THEN document.body ELSE '' END AS body
  FROM archive_link link
  JOIN archive_document document ON document.uid = link.from_uid AND document.state = 'public'
  WHERE link.relation = %s AND link.to_uid = %s AND link.until_seq IS NULL
  ORDER BY link.position DESC LIMIT %s
) AS newest
"""
_COUNT_BY_RELATION = """
SELECT relation, COUNT(*) FROM archive_link
WHERE to_uid = %s AND until_seq IS NULL AND relation IN (%s, 'publisher') GROUP BY relation
"""


class Detail(NamedTuple):
    """What there is to say of a record.

    ``state`` is public, withdrawn, suppressed or merged. ``body`` is the document's JSON text,
    its own addresses site-relative; a tombstone unless public. ``head`` is the newest change
    number, for an ETag; ``slug`` the one its address ends in; ``successor`` the address of the
    record it was merged into.
    """

    state: str
    body: str
    slug: str
    head: int
    rule: str = ""
    successor: str = ""


def head() -> int:
    """The newest change number: the ETag of everything that gathers records is made of it."""
    return Document.objects.aggregate(last=Max("change"))["last"] or 0


def detail(type: str, uid: str, *, on: date | None = None, at: datetime | None = None) -> Detail | None:
    """The record, or None when there is none of that name (then, or by that day).

    ``on`` asks for what was known in the world by a day, ``at`` for what this archive said at
    a moment; not both. Today's takes at most three queries.
    """
    if at is not None:
        return _recorded(type, uid, seq_at(at))
    with_head = Document.objects.filter(uid=uid, type=type)
    row = with_head.extra(select={"head": "SELECT MAX(change) FROM archive_document"}).first()
    if row is None:
        return None
    newest: int = row.head
    if row.state != Document.State.PUBLIC:
        return _closed(row, newest)
    if on is None:
        body = row.body if type == "claim" else splice(row.body, gathered(type, uid))
        return Detail("public", body, row.slug, newest)
    return _known(type, row, on.toordinal(), newest)


def _closed(row: Document, newest: int) -> Detail:
    body = json.loads(row.body)
    successor = address(row.type, row.successor, "-") if row.state == Document.State.MERGED else ""
    return Detail(row.state, row.body, row.slug, newest, body.get("rule") or "", successor)


def splice(body: str, more: Json) -> str:
    """``body``, a JSON object as text, with more keys at its end."""
    return f"{body[:-1]},{text_of(more)[1:]}"


def _known(type: str, row: Document, on: int, newest: int) -> Detail | None:
    if type != "claim":
        return Detail("public", splice(row.body, gathered_on(type, row.uid, on)), row.slug, newest)
    document = known([row.uid], on).get(row.uid)
    return Detail("public", text_of(document), row.slug, newest) if document else None


def known(uids: Sequence[str], on: int) -> dict[str, Json]:
    """The documents of public claims as known by an ordinal day, in three queries."""
    look_up = LookUp()
    look_up.prime_known(uids)
    found = {}
    for uid in uids:
        published = look_up(uid)
        document = compose(published, look_up, on) if published and published.record else None
        if document is not None:
            found[uid] = document
    return found


def gathered(type: str, uid: str) -> Json:
    """What names a source, event or article now: two queries."""
    relation = CLAIMS_BY[type]
    rows = _newest(uid, [relation, "reversal"] if type == "source" else [relation])
    counts = _counts(uid, relation)
    claims = [_card(type, uid, text, body) for kind, text, body in rows if kind == relation]
    pairs = [json.loads(body) for kind, _, body in rows if kind == "reversal"]
    return _gathered(type, uid, claims, counts.get(relation, 0), pairs, counts.get("publisher", 0))


def _card(type: str, uid: str, text: str, body: str) -> Json:
    """A claim in the list of what names ``uid``."""
    return card_in(type, uid, json.loads(body)) if type == "article" else json.loads(text)


def card_in(type: str, uid: str, document: Json) -> Json:
    """A claim's card; an article's claims come with their appearances in it."""
    made = card(document)
    if type == "article":
        made["appearances"] = [each for each in document["appearances"] if each["article"]["uid"] == uid]
    return made


def _gathered(type: str, uid: str, claims: list[Json], count: int, pairs: list[Json], published: int) -> Json:
    more: Json = {
        "claims": claims,
        "claims_count": count,
        "claims_url": f"/api/v1/claims/?{CLAIMS_BY[type]}={uid}",
    }
    if type == "source":
        more |= {"reversals": reversals(pairs), "publishes_count": published}
    return more


def _newest(uid: str, relations: list[str]) -> list[tuple[str, str, str]]:
    """(relation, card, body) of the newest claims that name ``uid``; bodies where the card does not say enough."""
    query = " UNION ALL ".join([_NEWEST_BY_RELATION] * len(relations))
    with connection.cursor() as cursor:
        cursor.execute(query, [value for relation in relations for value in (relation, uid, NEWEST)])
        return list(cursor.fetchall())


def _counts(uid: str, relation: str) -> dict[str, int]:
    """How many claims and published articles name ``uid``."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_BY_RELATION, [uid, relation])
        return dict(cursor.fetchall())


def reversals(documents: list[Json]) -> list[Json]:
    """Pairs of statements that differ, out of the claims that stand in one; the earlier day first."""
    by_uid = {each["uid"]: each for each in documents}
    found: dict[tuple[str, str], Json] = {}
    for document in documents:
        for relation in document["relations"]:
            other = by_uid.get(relation["claim"]["uid"])
            if relation["confirmed"] and other is not None:
                earlier, later = sorted([document, other], key=_said)
                pair = {"earlier": card(earlier), "later": card(later), "note": relation["note"]}
                found[(earlier["uid"], later["uid"])] = pair
    return [found[key] for key in sorted(found)]


def _said(document: Json) -> tuple[str, str]:
    return (document["asserted"]["earliest"] or "9999", document["uid"])


def gathered_on(type: str, uid: str, on: int) -> Json:
    """``gathered`` as known in the world by an ordinal day."""
    relation = CLAIMS_BY[type]
    links = Link.objects.filter(to_uid=uid, until_seq=None, from_day__lte=on)
    # A link whose day is 0 counts from its claim's first day, which its state knows.
    rows = list(links.filter(relation=relation).order_by("-position").values_list("from_uid", flat=True))
    documents = known(rows[: NEWEST * 2], on)
    pairs = list(links.filter(relation="reversal").values_list("from_uid", flat=True)) if type == "source" else []
    published = links.filter(relation="publisher").count() if type == "source" else 0
    cards = [card_in(type, uid, each) for each in documents.values()]
    count = len(cards) if len(rows) <= NEWEST * 2 else len(rows)
    return _gathered(type, uid, cards[:NEWEST], count, list(known(pairs, on).values()), published)


def _recorded(type: str, uid: str, seq: int) -> Detail | None:
    """What this archive said when its ledger had ``seq`` entries."""
    look_up = LookUp(at=seq)
    look_up.prime([uid])
    published = look_up(uid)
    if published is None or published.type != type:
        return None
    if published.state == "merged":
        return Detail("merged", "", "-", seq, successor=address(type, published.successor, "-"))
    if published.record is None:
        return _closed_then(published, seq)
    document = compose(published, look_up)
    body = text_of(document)
    if type != "claim":
        body = splice(body, _gathered_then(type, uid, look_up))
    return Detail("public", body, slug_of(published), seq)


def _closed_then(published: Published, seq: int) -> Detail:
    """Closed at that moment, or open then and suppressed since: the suppression says why."""
    act = closed_by(published) if published.state == "suppressed" else None
    said = act or published
    return Detail(said.state, text_of(tombstone(said)), "-", seq, said.rule)


def _gathered_then(type: str, uid: str, look_up: LookUp) -> Json:
    relation = CLAIMS_BY[type]
    seq = look_up.at or 0
    links = Link.objects.filter(to_uid=uid, since_seq__lte=seq).exclude(until_seq__lte=seq)
    uids = list(links.filter(relation=relation).values_list("from_uid", flat=True))
    newest = list(
        Document.objects.filter(uid__in=uids[:900]).order_by("-position").values_list("uid", flat=True)[:NEWEST]
    )
    look_up.prime(newest)
    documents = [compose(each, look_up) for each in (look_up(name) for name in newest) if each and each.record]
    published = links.filter(relation="publisher").count() if type == "source" else 0
    shown = [each for each in documents if each is not None]
    reversed_ones = [each for each in shown if each["reversed"]]
    return _gathered(type, uid, [card_in(type, uid, each) for each in shown], len(uids), reversed_ones, published)


def path_of(type: str) -> str:
    """The first part of the addresses of a type."""
    return PLURALS[type]
