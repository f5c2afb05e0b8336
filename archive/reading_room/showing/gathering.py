"""What names a source, event or article: its claims, their number, reversals, publications. One statement each.

Today and as of a day the record itself comes along; as recorded at a moment, the entry that was
the last then.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from archive.ledger.view import among
from archive.reading_room.listing.selecting import DAY_SHIFT
from archive.reading_room.projecting.composing import card, part_of

Json = dict[str, Any]
NEWEST = 50
# Which relation leads from a claim to a record of the type.
CLAIMS_BY = {"source": "claimant", "event": "event", "article": "article"}


class Row(NamedTuple):
    """A row of the answer: the record, a claim that names it, a count, or a moment. ``number`` orders or counts.

    With the record come the newest change, as its number, and the hash of the newest act, as its card.
    """

    kind: str
    uid: str
    slug: str
    state: str
    successor: str
    card: str
    body: str
    number: int


class Asked(NamedTuple):
    """SQL with its parameters."""

    text: str
    values: list[Any]


_RECORD = """
SELECT 'record', uid, slug, state, successor,
  COALESCE((SELECT hash FROM archive_ledgerentry ORDER BY seq DESC LIMIT 1), ''), body,
  (SELECT change FROM archive_document ORDER BY change DESC LIMIT 1)
FROM archive_document WHERE uid = %s AND type = %s
"""
# An event is spoken of before it happens; everything else is not there before it appeared.
_RECORD_KNOWN = f"{_RECORD} AND (type = 'event' OR known_from <= %s)"
# Bodies where the card does not say enough.
_NEWEST = """
SELECT * FROM (
  SELECT link.relation, link.from_uid, '', '', '', document.card,
    CASE WHEN link.relation IN ('reversal', 'article') THEN document.body ELSE '' END, link.position
  FROM archive_link link
  JOIN archive_document document ON document.uid = link.from_uid AND document.state = 'public'
  WHERE link.relation = %s AND link.to_uid = %s AND link.until_seq IS NULL
  ORDER BY link.position DESC LIMIT %s
) AS newest
"""
_COUNTS = """
SELECT 'count', relation, '', '', '', '', '', COUNT(*) FROM archive_link
WHERE to_uid = %s AND until_seq IS NULL AND relation IN (%s, 'publisher', 'part_of') GROUP BY relation
"""
# A link whose day is 0 counts from its claim's first day, which its states know.
_KNOWN = """
link.relation = %s AND link.to_uid = %s AND link.until_seq IS NULL AND link.position < %s AND link.from_day <= %s
AND EXISTS (SELECT 1 FROM archive_claimstate state WHERE state.uid = link.from_uid AND state.valid_from <= %s)
"""
_NEWEST_KNOWN = f"""
SELECT * FROM (
  SELECT link.relation, link.from_uid, '', '', '', '', '', link.position FROM archive_link link
  WHERE {_KNOWN} ORDER BY link.position DESC LIMIT %s
) AS newest
"""  # noqa: S608
_COUNT_KNOWN = f"SELECT 'count', %s, '', '', '', '', '', COUNT(*) FROM archive_link link WHERE {_KNOWN}"  # noqa: S608
# What is no claim: the publications of a source, the parts of an event.
_COUNT_OTHERS = """
SELECT 'count', relation, '', '', '', '', '', COUNT(*) FROM archive_link
WHERE relation IN ('publisher', 'part_of') AND to_uid = %s AND until_seq IS NULL AND position < %s GROUP BY relation
"""
# What was merged into the record by then is spoken of under its old name.
_THEN = """
WITH RECURSIVE moment(seq) AS (
  SELECT COALESCE((SELECT seq FROM archive_ledgerentry WHERE at <= %s ORDER BY at DESC, seq DESC LIMIT 1), 0)),
named(uid) AS (
  SELECT CAST(%s AS text) UNION SELECT CAST(link.from_uid AS text) FROM named CROSS JOIN moment CROSS JOIN archive_link link
  WHERE link.relation = 'merged_into' AND link.to_uid = named.uid
  AND link.since_seq <= moment.seq AND COALESCE(link.until_seq > moment.seq, TRUE)),
naming(relation, uid) AS (
  SELECT DISTINCT link.relation, link.from_uid FROM archive_link link
  WHERE link.relation IN (%s, 'publisher') AND link.to_uid {of_named}
  AND link.since_seq <= (SELECT seq FROM moment) AND COALESCE(link.until_seq > (SELECT seq FROM moment), TRUE))
SELECT 'moment', '', '', '', '', '', '', seq FROM moment
UNION ALL SELECT 'count', relation, '', '', '', '', '', COUNT(*) FROM naming GROUP BY relation
"""
# A claim that has changed since may have stood elsewhere: those are looked for apart, so that none of them is
# missed for where it stands today.
_NEWEST_THEN = """
UNION ALL SELECT * FROM (
  SELECT naming.relation, naming.uid, '', '', '', '', '', document.position
  FROM naming JOIN archive_document document ON document.uid = naming.uid
  WHERE naming.relation = %s AND document.changed_at {when} %s ORDER BY document.position DESC LIMIT %s) AS newest
"""


class Gathered(NamedTuple):
    """The record's row (None: there is none, or a moment was asked for), what names it, and how much of it."""

    record: Row | None
    naming: list[Row]
    counts: dict[str, int]
    moment: int = 0

    def uids(self, relation: str) -> list[str]:
        """The newest claims that name the record so, newest first."""
        return [row.uid for row in self.naming if row.kind == relation]


def now(type: str, uid: str, most: int = NEWEST) -> Gathered:
    """What names a record today, with their cards."""
    newest = [Asked(_NEWEST, [relation, uid, most]) for relation in _relations(type)]
    parts = [Asked(_RECORD, [uid, type]), *newest]
    if type in CLAIMS_BY:
        parts.append(Asked(_COUNTS, [uid, CLAIMS_BY[type]]))
    return _gathered(parts)


def known(type: str, uid: str, on: int, most: int = NEWEST) -> Gathered:
    """What names a record as known in the world by an ordinal day."""
    end = (on + 1) << DAY_SHIFT
    newest = [Asked(_NEWEST_KNOWN, [relation, uid, end, on, on, most]) for relation in _relations(type)]
    parts = [Asked(_RECORD_KNOWN, [uid, type, on]), *newest]
    if type in CLAIMS_BY:
        parts.append(Asked(_COUNT_KNOWN, [CLAIMS_BY[type], CLAIMS_BY[type], uid, end, on, on]))
    if type in ("source", "event"):
        parts.append(Asked(_COUNT_OTHERS, [uid, end]))
    return _gathered(parts)


def then(type: str, uid: str, at: datetime) -> Gathered:
    """The last entry at a moment, and what named a record by it: the newest, and the newest that changed since."""
    moment = connection.ops.adapt_datetimefield_value(at)
    relation = CLAIMS_BY.get(type, "")
    text = _THEN.format(of_named=among("named", connection.vendor))
    newest = [relation, moment, NEWEST]
    text += _NEWEST_THEN.format(when="<=") + _NEWEST_THEN.format(when=">")
    return _gathered([Asked(text, [moment, uid, relation, *newest, *newest])])


def _relations(type: str) -> list[str]:
    return ["claimant", "reversal"] if type == "source" else [CLAIMS_BY[type]] if type in CLAIMS_BY else []


def _gathered(parts: list[Asked]) -> Gathered:
    with connection.cursor() as cursor:
        text = " UNION ALL ".join(part.text for part in parts)
        cursor.execute(text, [value for part in parts for value in part.values])
        rows = [Row(*row) for row in cursor.fetchall()]
    single = {row.kind: row for row in rows if row.kind in ("record", "moment")}
    return Gathered(
        single.get("record"),
        sorted((row for row in rows if row.kind not in ("record", "moment", "count")), key=_newest_first),
        {row.uid: row.number for row in rows if row.kind == "count"},
        single["moment"].number if "moment" in single else 0,
    )


def _newest_first(row: Row) -> tuple[str, int]:
    return (row.kind, -row.number)


def told(type: str, uid: str, claims: list[Json], pairs: Iterable[Json], counts: dict[str, int]) -> Json:
    """The keys that tell of it in a document: ``claims`` are cards, ``pairs`` documents that may stand in reversals."""
    relation = CLAIMS_BY[type]
    more: Json = {
        "claims": claims,
        "claims_count": counts.get(relation, 0),
        "claims_url": f"/api/v1/claims/?{relation}={uid}",
    }
    if type == "source":
        more |= {"reversals": reversals(list(pairs)), "publishes_count": counts.get("publisher", 0)}
    return more


def shown(type: str, uid: str, gathered: Gathered) -> Json:
    """``told`` of what stands today."""
    claims = [_card(type, uid, row) for row in gathered.naming if row.kind == CLAIMS_BY[type]]
    pairs = [json.loads(row.body) for row in gathered.naming if row.kind == "reversal"]
    return told(type, uid, claims, pairs, gathered.counts)


def _card(type: str, uid: str, row: Row) -> Json:
    found: Json = json.loads(row.card)
    return found | _appeared(part_of(row.body, "appearances"), uid) if type == "article" else found


def card_in(type: str, uid: str, document: Json) -> Json:
    """A claim's card; an article's claims come with their appearances in it."""
    made = card(document)
    return made | _appeared(document["appearances"], uid) if type == "article" else made


def _appeared(appearances: list[Json], article: str) -> Json:
    return {"appearances": [each for each in appearances if each["article"]["uid"] == article]}


def reversals(documents: list[Json]) -> list[Json]:
    """Pairs of statements that differ, out of the claims that stand in one; the earlier day first."""
    by_uid = {each["uid"]: each for each in documents}
    found: dict[tuple[str, str], Json] = {}
    for document in documents:
        for relation in document["relations"]:
            other = by_uid.get(relation["claim"]["uid"])
            if relation["confirmed"] and other is not None:
                earlier, later = sorted([document, other], key=_said)
                pair = {"earlier": _quoted(earlier), "later": _quoted(later), "note": relation["note"]}
                found[(earlier["uid"], later["uid"])] = pair
    return [found[key] for key in sorted(found)]


def _quoted(document: Json) -> Json:
    """A claim's card with the words of the articles that carry it."""
    passages = [
        {"quote": passage["quote"], "article": each["article"]}
        for each in document["appearances"]
        for passage in each["passages"]
        if passage["quote"]
    ]
    return {**card(document), "quotes": passages}


def _said(document: Json) -> tuple[str, str]:
    return (document["asserted"]["earliest"] or "9999", document["uid"])
