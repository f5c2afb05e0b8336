"""From which day a record had appeared in the world: surely, and perhaps. Pure.

A text of "November 2022" may have been there on the first of the month, and surely was on the last
day. Only what surely was counts by a day; what perhaps was is told apart (see ``perhaps``).
"""

from datetime import date
from typing import NamedTuple

from archive.ledger.view import Published
from archive.reading_room.projecting.links import world_day
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import article_day, first_day
from archive.text.dates import begun, span

# Days between are told apart by powers of this, so that each power can be looked for near a day.
BASE = 4


class Appeared(NamedTuple):
    """Ordinals of days; both are 0 for what stands on every day: sources, and what is closed."""

    perhaps: int = 0
    surely: int = 0

    @property
    def vague(self) -> int:
        """0 for a day that is known; else the least number of which ``BASE`` to its power exceeds the days between."""
        days, power = self.surely - self.perhaps, 0
        while days and BASE**power <= days:
            power += 1
        return power


def appeared(published: Published, look_up: LookUp) -> Appeared:
    """The first days of a record. Without a date it appeared, for all we know, when it was published here."""
    if published.record is None or published.type == "source":
        return Appeared()
    surely = _surely(published, look_up)
    earliest = _earliest(published, look_up)
    return Appeared(surely if earliest is None else min(earliest.toordinal(), surely), surely)


def _surely(published: Published, look_up: LookUp) -> int:
    if published.type == "claim":
        return first_day(published, look_up)
    cap = published.published_at.date().toordinal()
    if published.type == "article":
        day = article_day(published.uid, look_up) or cap
    else:
        latest = begun(_stated(published))
        day = min(latest.toordinal(), cap) if latest else cap
    # A list as of a day ends with the records that stand at it.
    return max(day, world_day(published, look_up))


def _earliest(published: Published, look_up: LookUp) -> date | None:
    """The first day that the dates allow; None when none of them has a beginning."""
    if published.type != "claim":
        return span(_stated(published)).earliest
    assert published.record is not None
    found = []
    for each in published.record.get("appearances", ()):
        article = look_up.follow(each["article"])
        if article is not None and article.record and article_day(article.uid, look_up) is not None:
            found.append(span(article.record.get("published", "")).earliest)
    return min((each for each in found if each), default=None)


def _stated(published: Published) -> str:
    name = "published" if published.type == "article" else "date"
    return str((published.record or {}).get(name, ""))
