"""robots.txt (RFC 9309): read for our own name, remembered, and kept to, also for a link that a person gave.

A site that refuses programs is told to the desk, where somebody can read the page and paste its text.
"""

import re
from collections.abc import Sequence

from django.conf import settings
from protego import Protego

from archive.ingest.fetching.addresses import Address
from archive.ingest.fetching.asking import Exchange, ask
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.faults import Unavailable
from archive.ingest.fetching.links import Link
from archive.ingest.fetching.looking_up import look_up
from archive.ingest.fetching.policy import Policy
from archive.ingest.fetching.statuses import refusal_of
from archive.ingest.fetching.unpacking import unpack
from archive.ingest.shapes import Refusal

LARGEST_ROBOTS = 500 * 1024  # as RFC 9309 has it; what follows is not read
HOPS = 5
AGENT_LINE = re.compile(r"user[- ]?agent\s*[:\s]\s*([^\s#/]*)", re.IGNORECASE)
EVERYBODY = "*"
OTHERS = "others"


def admit(link: Link, found: Sequence[Address], policy: Policy, clock: Clock) -> float | None:
    """The pause in seconds that a site wants between visits; None if it names none.

    ``found``: the addresses of the link's host. Raises Refusal when the page is not for programs, and Unavailable
    when that cannot be known now.
    """
    rules = policy.manners.recall(link.origin)
    if rules is None:
        text = robots_of(link, found, policy, clock)
        rules = parsed(text)
        policy.manners.remember(link.origin, rules, size=len(text))
    if not rules.can_fetch(link.url, our_name()):
        raise Refusal(
            f"{link.host} asks programs not to fetch this page (in its robots.txt). "
            "Open it in a browser and paste its text instead."
        )
    return rules.crawl_delay(our_name())


def our_name() -> str:
    """The word by which robots.txt calls us: the first of the User-Agent."""
    return str(settings.FETCH_USER_AGENT).partition("/")[0].lower()


def robots_of(link: Link, found: Sequence[Address], policy: Policy, clock: Clock) -> str:
    """The text of a site's robots.txt; empty where there is none. Raises Refusal when that cannot be known."""
    at = link._replace(target="/robots.txt")
    exchange = ask(at, found, policy, clock)
    for _ in range(HOPS):
        if not exchange.is_redirect:
            break
        at = exchange.leads_to(policy)
        exchange = ask(at, look_up(at.host, policy, clock), policy, clock)
    return text_of(exchange)


def text_of(exchange: Exchange) -> str:
    answer = exchange.answer
    if answer.has_text:
        return unpack(answer.body, answer.codings)[:LARGEST_ROBOTS].decode("utf-8-sig", errors="replace")
    refusal = refusal_of(exchange, wanted="its robots.txt, which says what programs may fetch")
    if isinstance(refusal, Unavailable):
        raise refusal
    return ""


def parsed(text: str) -> Protego:
    """The rules. The names of others are made one: with thousands, each rule would be kept for each of them."""
    return Protego.parse("\n".join(plain(line.strip()) for line in text.splitlines()))


def plain(line: str) -> str:
    named = AGENT_LINE.match(line)
    if not named:
        return line
    name = named[1].lower()
    return f"User-agent: {name if name in (EVERYBODY, our_name()) else OTHERS}"
