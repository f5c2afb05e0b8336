"""Claims as they would be if everything the desk says of them now were public.

Not the claims alone: an article's changed date, a source's new affiliation or a denial that nobody
has submitted yet count as much. What was withdrawn, suppressed or merged stays so, and a protected
source stays nameless: a public payload never names it.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from archive.editorial.facts import as_if_public
from archive.ledger.view import Published, read
from archive.models import RECORDS, Affiliation, Article, Claim, ClaimRelation, Event, Link, Source
from archive.reading_room.projecting.look_up import RELATIONS, LookUp
from archive.records.walk import Data, by_uid, dump, references

# Sources and every body that they are tied to, however far above.
_ABOVE = f"""
WITH RECURSIVE above (id) AS (
  SELECT id FROM {Source._meta.db_table} WHERE uid IN ({{marks}})
  UNION
  SELECT tie.body_id FROM {Affiliation._meta.db_table} tie JOIN above ON tie.source_id = above.id)
SELECT source.uid FROM {Source._meta.db_table} source JOIN above ON source.id = above.id WHERE NOT source.protected
"""  # noqa: S608


class Drafts(NamedTuple):
    """The desk's text over the public one.

    ``rows`` are the claims with which it began and those that relate to them; ``data`` has for every
    record the type and the public payload as the desk has it; ``public`` is what was published of them.
    """

    rows: dict[str, Claim]
    data: dict[str, tuple[str, Data]]
    public: dict[str, Published]
    look_up: LookUp

    def differs(self, uid: str) -> bool:
        """Whether the desk says something of the record that the public does not read."""
        found = self.public.get(uid)
        return found is None or found.record != self.data[uid][1]

    def is_closed(self, uid: str) -> bool:
        """Whether the record was public and was taken back."""
        found = self.public.get(uid)
        return found is not None and found.state != "public"


def drafts_of(uids: Collection[str]) -> Drafts:
    """The drafts of some claims and of all that composing and judging them asks.

    The number of queries is bounded: it depends neither on how many claims there are nor on their parts.
    """
    found, data = with_named({*uids, *_related(uids)})
    rows: dict[str, Claim] = {uid: row for uid, row in found.items() if row.type == "claim"}
    public = read(data)
    overlay = {
        uid: draft for uid, draft in data.items() if uid in uids or uid not in public or public[uid].state == "public"
    }
    look_up = as_if_public(overlay, public)
    look_up.prime(uids)
    return Drafts(rows, data, public, look_up)


def with_named(uids: Collection[str]) -> tuple[dict[str, Any], dict[str, tuple[str, Data]]]:
    """Records by uid, their type and public payload, and the same of all that they name, but for further claims.

    In a bounded number of queries: sources come with every body above them, and without protected ones.
    """
    rows: dict[str, Any] = by_uid(Claim, uids, private=False)
    data: dict[str, tuple[str, Data]] = {}

    def named() -> set[str]:
        data.update({uid: (row.type, dump(row)) for uid, row in rows.items() if uid not in data})
        return {*uids, *(name for type, each in data.values() for name in references(RECORDS[type], each))}

    texts = named() - rows.keys()
    rows |= by_uid(Article, texts, private=False) | by_uid(Event, texts, private=False)
    rows |= by_uid(Source, _with_bodies(named() - rows.keys()), private=False)
    named()
    return rows, data


def _related(uids: Collection[str]) -> set[str]:
    """Claims in a relation with one of ``uids``, at the desk or in public (two queries)."""
    rows = ClaimRelation.objects.filter(Q(claim__uid__in=uids) | Q(target__uid__in=uids))
    at_desk = {uid for pair in rows.values_list("claim__uid", "target__uid") for uid in pair}
    links = Link.objects.filter(relation__in=RELATIONS, to_uid__in=uids, until_seq=None)
    return at_desk | set(links.values_list("from_uid", flat=True))


def _with_bodies(uids: Collection[str]) -> set[str]:
    """Those of ``uids`` that are sources, and the bodies above them; no protected ones (one query)."""
    if not uids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE.format(marks=", ".join(["%s"] * len(uids))), sorted(uids))
        return {uid for (uid,) in cursor.fetchall()}
