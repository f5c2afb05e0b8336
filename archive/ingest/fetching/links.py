"""Links: taken apart once, strictly, so that what is checked is what is asked for."""

import re
from typing import NamedTuple
from urllib.parse import quote, urljoin

from archive.ingest.fetching import names
from archive.ingest.shapes import Refusal

LONGEST_LINK = 2_000
PORTS = {"http": 80, "https": 443}
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# All that may stand in a path and a query; percent signs stay, so that what is encoded is not encoded twice.
KEPT_IN_TARGET = "/?:@!$&'()*+,;=-._~%"


class Link(NamedTuple):
    """Where something is on the web. ``host`` is as ``names.host`` writes it, ``target`` begins with a slash."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and port as a Host header has them: no port where it is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"

    @property
    def origin(self) -> "Link":
        return self._replace(target="/")


def parse(text: str, *, ports: frozenset[int]) -> Link:
    """The link that somebody gave. Raises Refusal, with a sentence for them."""
    text = text.strip(" \t\r\n")
    check_signs(text)
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in PORTS or not rest:
        raise Refusal("Only links that begin with http:// or https:// can be fetched.")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in authority:
        raise Refusal("The link has a user name or password before the site's name; give it without.")
    host, port = host_and_port(authority)
    link = Link(scheme.lower(), names.host(host), port or PORTS[scheme.lower()], target(rest[len(authority) :]))
    if link.port not in ports:
        raise Refusal(f"The link names port {link.port}; only the ordinary ports of the web are asked.")
    if len(link.url) > LONGEST_LINK:
        raise Refusal(f"The link is longer than {LONGEST_LINK} characters.")
    return link


def follow(link: Link, location: str, *, ports: frozenset[int]) -> Link:
    """Where a server's Location header leads from a link. Raises Refusal."""
    check_signs(location)
    try:
        joined = urljoin(link.url, location)
    except ValueError:
        raise Refusal("The site leads on to a link that is none.") from None
    return parse(joined, ports=ports)


def check_signs(text: str) -> None:
    # Programs differ in what they make of these: some drop them, some end the name there.
    if CONTROLS.search(text):
        raise Refusal("The link has a line break, a tab or another invisible sign in it.")
    if "\\" in text:
        raise Refusal("The link has a backslash in it; links have slashes.")


def host_and_port(authority: str) -> tuple[str, int]:
    """The two as written; port 0 if none is. Raises Refusal."""
    host, colon, port = authority.rpartition(":")
    if not colon or port.endswith("]"):
        return authority, 0
    if port == "":
        return host, 0
    if not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65_536):
        raise Refusal("The link has a port that is no number up to 65535.")
    return host, int(port)


def target(rest: str) -> str:
    """Path and query in ASCII, without the fragment, which no server is told."""
    rest = rest.partition("#")[0]
    return quote(rest if rest.startswith("/") else f"/{rest}", safe=KEPT_IN_TARGET)
