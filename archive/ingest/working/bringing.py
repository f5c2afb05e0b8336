"""From a link or some bytes to what is in them: no database, so that it can be done in any thread."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from archive.ingest.confining import Confined
from archive.ingest.fetching import Fetched, fetch
from archive.ingest.reading import entries
from archive.ingest.reading.documents import Entry
from archive.ingest.reading.sniffing import Sort, sort_of
from archive.ingest.shapes import Refusal
from archive.ingest.understanding import Understood, understand
from archive.ingest.working.naming import is_link

MOST_LINKS = 100  # of a feed at once
GONE = "The bytes of this item are gone; hand it over again."


class Wanted(NamedTuple):
    """Bytes, or a link to fetch them from; ``fetched_on`` is the day they were fetched, if they were.

    The first ``after`` documents in them are not wanted.
    """

    name: str
    data: bytes | None = None
    url: str = ""
    media_type: str = ""
    fetched_on: date | None = None
    after: int = 0


@dataclass(frozen=True)
class Listed:
    """It was the link of a feed: these are the links in it, ``MOST_LINKS`` at most and at least one."""

    entries: Sequence[Entry]


Event = Fetched | Listed | Understood | Refusal


def bring(wanted: Wanted, child: Confined) -> Generator[Event, None, None]:
    """What was fetched, if it had to be, and then each document in it, or the links of a feed.

    Raises Refusal, of which Unavailable may be over later, and Fault.
    """
    if wanted.data is None:
        if not wanted.url or wanted.after:
            raise Refusal(GONE)
        fetched = fetch(wanted.url)
        yield fetched
        wanted = of(wanted, fetched)
    data = wanted.data or b""
    if wanted.fetched_on is not None and sort_of(data, wanted.name, wanted.media_type) is Sort.FEED:
        yield Listed(_links(child.call(entries, data, wanted.url)))
        return
    yield from child.each(
        understand,
        data,
        name=wanted.name,
        url=wanted.url,
        media_type=wanted.media_type,
        taken_on=wanted.fetched_on,
        after=wanted.after,
    )


def _links(listed: Sequence[Entry]) -> Sequence[Entry]:
    found = [entry for entry in listed if is_link(entry.link)][:MOST_LINKS]
    if not found:
        raise Refusal("No entry of this feed has a link to a page on the web.")
    return found


def of(wanted: Wanted, fetched: Fetched) -> Wanted:
    """The same thing with the bytes that were fetched."""
    return wanted._replace(
        data=fetched.body,
        url=fetched.final_url,
        media_type=fetched.media_type,
        fetched_on=fetched.fetched_at.date(),
    )
