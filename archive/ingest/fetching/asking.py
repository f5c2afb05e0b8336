"""One question over one connection, and what came of it."""

import datetime
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException

from django.conf import settings

from archive.ingest.fetching.addresses import Address
from archive.ingest.fetching.answers import Answer, read_answer
from archive.ingest.fetching.clock import Clock
from archive.ingest.fetching.faults import Unavailable
from archive.ingest.fetching.links import Link, follow
from archive.ingest.fetching.policy import Policy
from archive.ingest.fetching.wire import TooLong, Wire, connect
from archive.ingest.shapes import Refusal

PRINTABLE = re.compile(r"[ -~]+\Z")


@dataclass(frozen=True)
class Exchange:
    """What was asked of whom, when, and the answer."""

    link: Link
    address: Address
    at: datetime.datetime
    request: bytes
    answer: Answer

    @property
    def is_redirect(self) -> bool:
        return bool(self.answer.location)

    def leads_to(self, policy: Policy) -> Link:
        """Where a redirect leads. Raises Refusal."""
        return follow(self.link, self.answer.location, ports=policy.ports)


def ask(
    link: Link, found: Sequence[Address], policy: Policy, clock: Clock, conditions: Mapping[str, str] | None = None
) -> Exchange:
    """GET what a link names, from the first that answers of the addresses that were ``found`` for its host.

    No cookies, no credentials, no proxy; nothing is looked up or followed. Raises Refusal.
    """
    connection, address = connect(link, found, policy, clock)
    request = written(link, conditions or {})
    at = datetime.datetime.now(datetime.UTC)
    with closing(connection):
        try:
            connection.settimeout(clock.left())
            connection.sendall(request)
            answer = read_answer(Wire(connection, clock))
        except TimeoutError:
            raise clock.late() from None
        except TooLong as fault:
            raise Refusal(f"{link.host} answers with more than {fault}, which is more than is taken.") from None
        except (HTTPException, ValueError):
            raise Refusal(f"{link.host} does not answer as a web server does.") from None
        except OSError:
            raise Unavailable(f"{link.host} broke off the connection.") from None
    return Exchange(link, address, at, request, answer)


def written(link: Link, conditions: Mapping[str, str]) -> bytes:
    headers = {
        "Host": link.netloc,
        "User-Agent": settings.FETCH_USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.8",
        # What else there is can be unpacked here; not every tool that replays a WARC can.
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **{name: value for name, value in conditions.items() if PRINTABLE.match(value)},
    }
    lines = [f"GET {link.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii")
