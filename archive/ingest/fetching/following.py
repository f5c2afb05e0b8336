"""From a link to what stands there: redirects followed, each as if it were the first link."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from archive.ingest.fetching import links
from archive.ingest.fetching.asking import Exchange, ask
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.links import Link
from archive.ingest.fetching.looking_up import look_up
from archive.ingest.fetching.policy import PUBLIC, Policy
from archive.ingest.fetching.recording import written_as_warc
from archive.ingest.fetching.robots import admit
from archive.ingest.fetching.statuses import NOT_MODIFIED, refusal_of
from archive.ingest.fetching.unpacking import unpack
from archive.ingest.shapes import Refusal

HOPS = 5


@dataclass(frozen=True)
class Fetched:
    """What a link led to. ``body`` is without its content codings; ``warc`` has the whole exchange as it was.

    Both addresses are ASCII and without a fragment. Of status 304, when ``etag`` or ``last_modified`` were given, the
    body is empty: the site says that nothing has changed.
    """

    url: str
    final_url: str
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    fetched_at: datetime.datetime
    warc: bytes

    def header(self, name: str) -> str:
        """The first of that name, however it is written; empty when there is none."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")

    @property
    def media_type(self) -> str:
        """As the server declares it, without parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def is_unchanged(self) -> bool:
        return self.status == NOT_MODIFIED


def fetch(url: str, *, etag: str = "", last_modified: str = "", policy: Policy = PUBLIC) -> Fetched:
    """Get what a link names, from the public web alone.

    ``etag`` and ``last_modified``: what the site said of it at the last visit. Raises Refusal with a sentence for
    people; its kind Unavailable when it is worth trying again. Takes at most ``SECONDS``, whatever the site does.
    """
    clock = Clock(policy.seconds)
    link = links.parse(url, ports=policy.ports)
    exchanges = followed(link, policy, clock, {"If-None-Match": etag, "If-Modified-Since": last_modified})
    last = exchanges[-1]
    answer = last.answer
    unchanged = answer.status == NOT_MODIFIED and bool(etag or last_modified)
    if not (answer.has_text or unchanged):
        raise refusal_of(last)
    body = unpack(answer.body, answer.codings)
    if not (body or unchanged):
        raise Refusal(f"{last.link.host} answered with an empty page.")
    return Fetched(
        url=link.url,
        final_url=last.link.url,
        status=answer.status,
        headers=answer.headers,
        body=body,
        fetched_at=last.at,
        warc=written_as_warc(exchanges),
    )


def followed(link: Link, policy: Policy, clock: Clock, conditions: dict[str, str]) -> list[Exchange]:
    """The exchanges that a link leads through; the last is no redirect. Raises Refusal."""
    exchanges: list[Exchange] = []
    visited: set[Link] = set()
    while len(exchanges) <= HOPS:
        found = look_up(link.host, policy, clock)
        pause = admit(link, found, policy, clock)
        if link.host not in {exchange.link.host for exchange in exchanges}:
            policy.manners.wait(link.host, pause, most=clock.left())
        exchange = ask(link, found, policy, clock, conditions)
        exchanges.append(exchange)
        visited.add(link)
        if not exchange.is_redirect:
            return exchanges
        link = exchange.leads_to(policy)
        if link in visited:
            raise Refusal(f"{link.host} leads in a circle: back to {link.url}.")
    raise Refusal(f"The link leads on and on: more than {HOPS} times to another link.")
