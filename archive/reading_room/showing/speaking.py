"""How a source speaks in the archive: what becomes of its word, and who cites whom around it.

Counted exactly, for today and for a day; the numbers are those of the lists that their links
lead to. Who cites whom is read off the newest claims in whose chains the source stands.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from django.db import connection

from archive.models import FOREVER
from archive.reading_room.listing.selecting import DAY_SHIFT
from archive.reading_room.projecting.composing import part_of

Json = dict[str, Any]
# Chains are read of so many claims; what was found is kept until something is published.
NEWEST, KEPT = 100, 200

# A link whose day is 0 counts from its claim's first day, which its states know.
_KNOWN = """
link.to_uid = %s AND link.until_seq IS NULL AND link.position < %s AND link.from_day <= %s AND (link.from_day > 0
OR EXISTS (SELECT 1 FROM archive_claimstate state WHERE state.uid = link.from_uid AND state.valid_from <= %s))
"""
# Joined so that SQLite walks the links, and looks the states up by their positions. EXCEPT, because both databases
# take hundreds of thousands of positions from each other in one pass.
_SPOKEN = f"""
WITH newest AS (
  SELECT link.from_uid, link.position FROM archive_link link
  WHERE link.relation = 'source' AND {_KNOWN} ORDER BY link.position DESC LIMIT {NEWEST})
SELECT 'claim' AS what, state.kind AS one, state.outcome AS other, '' AS body, COUNT(*) AS number
FROM archive_link link CROSS JOIN archive_claimstate state
WHERE link.relation = 'claimant' AND link.to_uid = %s AND link.until_seq IS NULL AND link.position < %s
AND state.position = +link.position AND state.valid_from <= %s AND state.valid_to >= %s
GROUP BY state.kind, state.outcome
UNION ALL SELECT 'origin', '', '', '', COUNT(*) FROM archive_link link WHERE link.relation = 'origin' AND {_KNOWN}
UNION ALL SELECT 'echo', '', '', '', COUNT(*) FROM (
  SELECT link.position FROM archive_link link WHERE link.relation = 'source' AND {_KNOWN}
  EXCEPT SELECT own.position FROM archive_link own
  WHERE own.relation IN ('origin', 'claimant') AND own.to_uid = %s AND own.until_seq IS NULL AND own.from_day <= %s
) AS passing
UNION ALL SELECT 'chains', newest.from_uid, '', document.body, newest.position
FROM newest JOIN archive_document document ON document.uid = newest.from_uid AND document.state = 'public'
UNION ALL SELECT 'day', newest.from_uid, link.to_uid, '', link.from_day
FROM newest JOIN archive_link link
ON link.from_uid = newest.from_uid AND link.relation = 'article' AND link.until_seq IS NULL
"""  # noqa: S608


class Cited(NamedTuple):
    """One who cites the source, or whom it cites, in ``number`` claims. Without a uid: all who have no name."""

    uid: str
    name: str
    url: str
    number: int


class Speaking(NamedTuple):
    """``claims``: how many of the source's own, by kind and outcome (empty for those without one).

    ``origins``: claims it is an origin of. ``echoes``: claims in whose chains it stands, without being
    their origin or their claimant. ``citing`` cite it and ``cited`` are cited by it, the most often first, in
    the ``read`` newest claims in whose chains it stands; ``is_cut``: there are older ones.
    """

    claims: dict[tuple[str, str], int]
    origins: int
    echoes: int
    citing: list[Cited]
    cited: list[Cited]
    read: int
    is_cut: bool

    def of(self, kind: str) -> int:
        """How many of its own claims are of a kind."""
        return sum(number for (each, _), number in self.claims.items() if each == kind)


@lru_cache(maxsize=KEPT)
def speaking(uid: str, on: date | None, state: str) -> Speaking:
    """How a public source speaks, as known in the world by a day, or today (one query).

    ``state`` is what ``freshness.newest`` says; what was found in the same is not asked again.
    """
    day = on.toordinal() if on else FOREVER
    known: list[Any] = [uid, (day + 1) << DAY_SHIFT, day, day]
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN, [*known, *known, *known, *known, uid, day])
        rows = cursor.fetchall()
    read = sorted(((row[4], row[1], row[3]) for row in rows if row[0] == "chains"), reverse=True)
    days = {(row[1], row[2]): row[4] for row in rows if row[0] == "day"}
    counts = {row[0]: row[4] for row in rows if row[0] in ("origin", "echo")}
    chains_of = [list(_chains(claim, part_of(body, "appearances"), days, day)) for _, claim, body in read]
    return Speaking(
        {(row[1], row[2]): row[4] for row in rows if row[0] == "claim"},
        counts["origin"],
        counts["echo"],
        _most(uid, (_before(uid, chains) for chains in chains_of)),
        _most(uid, (_after(uid, chains) for chains in chains_of)),
        len(read),
        len(read) == NEWEST,
    )


def _chains(claim: str, appearances: list[Json], days: dict[tuple[str, str], int], day: int) -> Iterator[list[Json]]:
    """The chains of a claim's appearances that were known by a day."""
    for appearance in appearances:
        if days.get((claim, appearance["article"]["uid"]), 0) <= day:
            yield appearance["chain"]


def _before(uid: str, chains: Iterable[list[Json]]) -> list[Json]:
    """Who cites the source in them: those of the step before its own."""
    return [source for step, following in _steps(chains) if _speaks(uid, following) for source in step["sources"]]


def _after(uid: str, chains: Iterable[list[Json]]) -> list[Json]:
    """Whom the source cites in them."""
    return [source for step, following in _steps(chains) if _speaks(uid, step) for source in following["sources"]]


def _steps(chains: Iterable[list[Json]]) -> Iterator[tuple[Json, Json]]:
    """Who cites, and who is cited: a step, and the one it looks to. Whoever denies the word of another does not cite it."""
    for chain in chains:
        yield from ((step, further) for step, further in pairwise(chain) if step["force"] != "denying")


def _speaks(uid: str, step: Json) -> bool:
    return any(source["uid"] == uid for source in step["sources"])


def _most(itself: str, claims: Iterable[list[Json]]) -> list[Cited]:
    """Everybody named but the source itself, with the number of claims; who has no name, or only a label, is one with all others such."""
    found: dict[str, Cited] = {}
    for sources in claims:
        for uid, source in {each["uid"] or "": each for each in sources if each["uid"] != itself}.items():
            name, url = (source["name"] or "", source["url"] or "") if uid else ("", "")
            before = found.get(uid)
            found[uid] = Cited(uid, name, url, before.number + 1 if before else 1)
    return sorted(found.values(), key=lambda each: (-each.number, not each.uid, each.name, each.uid))
