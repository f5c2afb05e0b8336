"""Where it was published, and the address that it gives for itself."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from archive.ingest.describing.names import site
from archive.ingest.describing.page import Page, Place
from archive.ingest.describing.settling import (
    ADDRESS,
    JSON_LD,
    OF_A_FORMAT,
    Candidate,
    of_hint,
    settle,
)
from archive.ingest.describing.tables import any_of, table
from archive.ingest.shapes import Guess

LONGEST = 1_000

_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]{4,1000}")


def canonical_url(page: Page) -> list[Guess]:
    found = []
    for hint in page.hints("canonical_url"):
        address = whole(hint.value)
        if address and not is_front(address):
            found.append(of_hint(hint, address))
    return settle("canonical_url", found, _same)


def original_url(page: Page) -> list[Guess]:
    return settle("original_url", _originals(page), _same)


def whole(address: str) -> str:
    """The address without fragment; empty when it is none that a reader could follow."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host or parts.username is not None:
        return ""
    if len(address) > LONGEST or any(character.isspace() for character in address):
        return ""
    return parts._replace(fragment="").geturl()


def host_of(address: str) -> str:
    """The host that a page is from; empty for archives, search engines and platforms, which show pages of others."""
    if not (address := whole(address)):
        return ""
    host = site(urlsplit(address).hostname or "")
    others = table("boilerplate")["through_hosts"]
    return "" if any(host == other or host.endswith(f".{other}") for other in others) else host


def is_front(address: str) -> bool:
    """Whether it is a site's front page, which templates give for every article."""
    parts = urlsplit(address)
    return parts.path.strip("/").casefold() in ("", "index.html", "index.php", "home") and not parts.query


def addresses(page: Page) -> Iterator[str]:
    """Where the document is from, by all that is known."""
    yield from (hint.value for hint in page.hints("canonical_url", "url"))
    if page.read.url:
        yield page.read.url


def _originals(page: Page) -> Iterator[Candidate]:
    if address := whole(page.read.url):
        yield Candidate(address, JSON_LD + 5, "The document was fetched from there.", "the address it was fetched from")
    for hint in page.hints("url"):
        if (address := whole(hint.value)) and not is_front(address):
            yield of_hint(hint, address)
    for line in page.short_lines:
        if line.place is Place.BODY:
            continue
        match = _labelled(page.words).match(line.text)
        if match and (address := whole(match["url"].rstrip(".,;:!?"))):
            yield Candidate(
                address,
                ADDRESS,
                f"A line {line.place.value} gives the address.",
                "a printed address",
                line.part(match, "url"),
            )
        elif line.place is Place.TOP and _URL.fullmatch(line.text) and (address := whole(line.text)):
            yield Candidate(
                address, OF_A_FORMAT - 20, "An address stands above the text.", "a printed address", line.extent
            )


@cache
def _labelled(language: str) -> re.Pattern[str]:
    words = table("words", language).get("sources", ())
    return re.compile(rf"^(?:{any_of(words)})\s*(?P<url>{_URL.pattern})", re.IGNORECASE)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(address: str) -> str:
    parts = urlsplit(address)
    return f"{site(parts.netloc)}{parts.path.rstrip('/')}?{parts.query}"
