"""How the claims that name some records fall under each standing and outcome: exact, on any day."""

from collections.abc import Sequence
from datetime import date

from archive.provenance.standing import OUTCOMES, STANDINGS
from archive.reading_room.faceting.facets import KEPT
from archive.reading_room.faceting.inverted import Index, index

# In the order of the method; predictions and pledges have an outcome, opinions neither.
VALUES = (
    *(("standing", row.value) for row in STANDINGS),
    *(("outcome", value) for value in dict.fromkeys(word for words in OUTCOMES.values() for word in words)),
    ("kind", "opinion"),
)
Tally = dict[str, int]  # standing or outcome, or "opinion", to a number above 0, in the order of the method


def tallies(relation: str, uids: Sequence[str], *, on: date | None = None, state: str = "") -> dict[str, Tally]:
    """For each record, its claims by standing or outcome as known by a day, today unless one is given.

    ``state`` is what ``freshness.newest`` said just now. No query once the index stands.
    """
    known = index("claim", state)
    asked = (relation, tuple(uids), on)
    found: dict[str, Tally] | None = known.counted.get(asked)
    if found is None:
        if len(known.counted) >= KEPT:
            known.counted.clear()
        found = known.counted[asked] = _told(known, relation, uids, on.toordinal() if on else None)
    return found


def _told(known: Index, relation: str, uids: Sequence[str], day: int | None) -> dict[str, Tally]:
    """Value by value, so that each set is made ready once for all records."""
    found: dict[str, Tally] = {uid: {} for uid in uids}
    for column, value in VALUES if uids else ():
        rows = known.known(day) & known.valued(column, value)
        counted = known.counting(rows, is_today=day is None) if rows else []
        for uid in uids if counted else ():
            claims = sum(each.number(relation, uid) for each in counted)
            if claims:
                found[uid][value] = claims
    return found
