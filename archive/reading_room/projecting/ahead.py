"""Which records composing some others will ask for, told in one statement by the links between them.

The links of a document say what it asked for when it was composed. As of a day it asks for more:
when the claims that it relates to appeared. As of an older entry its links of that time are asked,
and what it said then; voices, headlines and mergers are followed to their ends, whatever their depth.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from archive.ledger.view import among, rows_of
from archive.provenance.relations import KINDS

_RELATED = ", ".join(f"'{kind}'" for kind in KINDS)
# Where a card, a voice or a headline leads from a record that is only named.
_ONWARDS = "'publisher', 'agency', 'affiliation', 'claimant', 'merged_into'"

_WANTED = """
WITH RECURSIVE given(uid) AS ({given}),
related(uid) AS (
  SELECT link.to_uid FROM archive_link link
  WHERE link.from_uid {of_given} AND link.relation IN ({related}) AND {stands}
  UNION SELECT link.from_uid FROM archive_link link
  WHERE link.to_uid {of_given} AND link.relation IN ({related}) AND {stands}),
named(uid) AS (
  SELECT uid FROM given UNION SELECT uid FROM related
  UNION SELECT link.to_uid FROM archive_link link WHERE link.from_uid {of_given} AND {stands}
  UNION SELECT link.to_uid FROM archive_link link
  WHERE link.from_uid {of_related} AND link.relation = 'article' AND {stands}
  {mentioned}),
{followed}
"""
_NOT_FOLLOWED = "wanted(uid) AS (SELECT uid FROM named)"
_OPEN = "link.until_seq IS NULL"
# Links that follow from other records have no past: the present ones stand in for it.
_OPEN_THEN = "(link.since_seq <= {at} AND COALESCE(link.until_seq > {at}, TRUE))"
# Of older versions not every link is kept, but what they said is: whatever in it is as long as a uid.
_MENTIONED = {
    "sqlite": """
  UNION SELECT leaf.atom FROM archive_ledgerentry entry
  JOIN archive_payload payload ON payload.commitment = entry.commitment CROSS JOIN json_tree(payload.body) leaf
  WHERE entry.uid {of_given} AND entry.seq <= {at} AND leaf.type = 'text' AND length(leaf.atom) = 10""",
    "postgresql": """
  UNION SELECT leaf #>> '{{}}' FROM archive_ledgerentry entry
  JOIN archive_payload payload ON payload.commitment = entry.commitment
  CROSS JOIN LATERAL jsonb_path_query(payload.body::jsonb, 'strict $.** ? (@.type() == "string")') leaf
  WHERE entry.uid {of_given} AND entry.seq <= {at} AND length(leaf #>> '{{}}') = 10""",
}
# Said so that the database looks links up by the records reached last. SQLite is to ask nothing else of the
# link itself, or it reads all links there are for a filter; what else must hold is asked a step later.
_FOLLOWED = {
    "sqlite": """
walked(uid, relation, since_seq, until_seq) AS (
  SELECT uid, 'publisher', 0, NULL FROM named
  UNION SELECT next.to_uid, next.relation, next.since_seq, next.until_seq
  FROM walked AS link CROSS JOIN archive_link next ON next.from_uid = link.uid
  WHERE link.relation IN ({onwards}) AND {stands}),
wanted(uid) AS (SELECT uid FROM walked AS link WHERE link.relation IN ({onwards}) AND {stands})""",
    "postgresql": """
wanted(uid) AS (
  SELECT CAST(uid AS text) FROM named
  UNION SELECT link.uid FROM wanted CROSS JOIN LATERAL (
    SELECT CAST(link.to_uid AS text) AS uid FROM archive_link link
    WHERE link.from_uid = wanted.uid AND link.relation IN ({onwards}) AND {stands} OFFSET 0) AS link)""",
}


class Wanted(NamedTuple):
    """A WITH clause that ends in a table ``wanted(uid)``, and its parameters."""

    text: str
    values: list[Any]


def wanted(uids: Sequence[str], at: int | None) -> Wanted:
    """``uids`` and what composing them will ask for, as of entry ``at`` (None: now)."""
    vendor = connection.vendor
    names = {"of_given": among("given", vendor), "of_related": among("related", vendor), "related": _RELATED}
    if at is None:
        parts = {"stands": _OPEN, "mentioned": "", "followed": _NOT_FOLLOWED}
    else:
        stands = _OPEN_THEN.format(at=int(at))
        mentioned = _MENTIONED[vendor].format(at=int(at), **names)
        parts = {"stands": stands, "mentioned": mentioned}
        parts["followed"] = _FOLLOWED[vendor].format(onwards=_ONWARDS, stands=stands)
    return Wanted(_WANTED.format(given=rows_of(uids), **names, **parts), list(uids))
