"""The walk over the public addresses: from the sitemap and from link to link, each address once.

What needs a server stays there: lists that are narrowed or in another order, other days, search.
Links to it lead to the live archive.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from archive.exports import assets
from archive.exports.asking import HTML, JSON, Site, body_of, pieces_of
from archive.exports.draft import Draft, Queue
from archive.exports.places import NOT_FOUND, file_of, is_for_programs, way
from archive.exports.rewriting import Named, rewritten
from archive.exports.snapshot import one_moment
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history.register import ON_A_PAGE

Progress = Callable[[int, int], None]
# Where the walk begins; what no page leads to is named here.
START = (
    *("/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/opensearch.xml", "/ledger/checkpoint/"),
    *("/api/v1/", "/feeds/claims.json", "/feeds/claims.atom", "/feeds/claimreview.json", NOT_FOUND),
)
LISTS = ("/api/v1/changes/", "/api/v1/ledger/", *(f"/api/v1/{plural}/" for plural in PLURALS.values()))
ABOUT = "/edition/"
MOST_REDIRECTS = 5
_LOCATION = re.compile("<loc>([^<]+)</loc>")


class Edition(NamedTuple):
    """What was written: numbers of files and bytes, and the ledger's size and head hash at that moment."""

    files: int
    bytes: int
    size: int
    hash: str


class Broken(Exception):
    """An address could not be answered; the message names it."""


class Page(NamedTuple):
    """An address to ask. ``number`` is its place among the pages of a list."""

    address: str
    number: int = 1

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def file(self) -> str:
        return file_of(self.path, self.number)


def export(target: Path, progress: Progress = lambda done, total: None) -> Edition:
    """Write the whole public archive to folder ``target``, in place of an older edition there.

    ``progress`` hears how many addresses were dealt with, out of those found so far. The memory
    needed does not grow with the archive. Raises ``Foreign`` where ``target`` holds anything else,
    and ``Broken``; either way ``target`` stays as it was.
    """
    with Draft(target) as draft, one_moment(), Queue() as queue:
        return _Walk(draft, queue, progress).whole()


class _Walk:
    """One walk: what is still to be asked stands in ``queue``, what was found in ``draft``."""

    def __init__(self, draft: Draft, queue: Queue, progress: Progress) -> None:
        self.draft, self.queue, self.progress = draft, queue, progress
        self.site = Site()
        with self.site.asked("/ledger/checkpoint/", JSON) as answer:
            self.point: dict[str, Any] = json.loads(body_of(answer))
        self.words = {"point": self.point, "site_url": settings.SITE_URL, "about_url": ABOUT, "path": ABOUT}
        self.foot = render_to_string("exports/foot.html", self.words)
        self.form_note = render_to_string("exports/form_note.html", self.words)

    def whole(self) -> Edition:
        self._about()
        for address in START:
            self.find(Page(address))
        while (line := self.queue.take()) is not None:
            self._visit(Page(*json.loads(line)))
            self.progress(self.queue.taken, self.queue.added)
        return Edition(self.draft.files, self.draft.bytes, self.point["size"], self.point["hash"])

    def find(self, page: Page) -> None:
        """Ask it in its turn, unless that was said before."""
        if self.draft.claim(page.file):
            self.queue.add(json.dumps(page))

    def _about(self) -> None:
        """The page that says what an edition is, and how to hold it to the ledger."""
        page = Page(ABOUT)
        self.draft.claim(page.file)
        text = render_to_string("exports/about.html", {**self.words, "unlisted": True})
        self.draft.write(page.file, [self._page(page, text)])

    def _visit(self, page: Page) -> None:
        with self.site.asked(page.address, JSON if is_for_programs(page.path) else HTML) as answer:
            if answer.status_code >= 500 or answer.status_code == 400:
                raise Broken(f"{page.address} answered {answer.status_code}.")
            self.draft.write(page.file, self._content(page, answer))

    def _content(self, page: Page, answer: HttpResponseBase) -> Iterator[bytes]:
        if 300 <= answer.status_code < 400:
            yield self._moved(page, answer)
        elif page.path in LISTS:
            yield self._piece(page, body_of(answer))
        elif page.file.endswith(".html"):
            yield self._page(page, body_of(answer).decode())
        else:
            yield from self._listened(page, answer)

    # Pages.

    def _page(self, page: Page, text: str) -> bytes:
        def replaced(named: Named) -> str:
            return self._way(page, named)

        foot = rewritten(self.foot, replaced)
        return rewritten(text, replaced, before_forms=self.form_note, at_end=foot).encode()

    def _way(self, page: Page, named: Named) -> str:
        """Where a link of ``page`` leads within the edition, or to the live archive."""
        whole = urljoin(page.address, named.value)
        address, fragment = urldefrag(whole)
        if address.startswith(f"{settings.SITE_URL}{settings.STATIC_URL}"):
            assets.keep(self.draft, address.removeprefix(settings.SITE_URL))
        # Addresses elsewhere, and permanent ones, which say where the archive itself stands.
        if named.value.startswith("#") or not address.startswith("/"):
            return named.value
        there = None if named.tag == "form" else self._file(page, Named(named.tag, address, named.rel))
        if there is None:
            return f"{settings.SITE_URL}{whole}"
        if page.path == NOT_FOUND:
            # It is shown at any depth.
            return whole
        return f"{way(page.file, there)}{'#' if fragment else ''}{fragment}"

    def _file(self, page: Page, named: Named) -> str | None:
        """The file of the edition that stands for an address on ``page``; None when it needs a server."""
        found = urlsplit(named.value)
        if found.path.startswith(settings.STATIC_URL):
            return assets.keep(self.draft, found.path)
        if not found.query:
            there = Page(found.path)
            self.find(there)
            return there.file
        if "prev" in named.rel.split():
            return file_of(found.path, page.number - 1)
        if "next" in named.rel.split():
            there = Page(named.value, page.number + 1)
            self.find(there)
            return there.file
        return self._act(found.path, parse_qs(found.query))

    def _act(self, path: str, query: dict[str, list[str]]) -> str | None:
        """The page of the ledger, newest first, on which an act stands that a link asks for."""
        if path != "/ledger/" or query.keys() != {"before"}:
            return None
        newer = self.point["size"] - int(query["before"][0]) + 1
        return file_of(path, newer // ON_A_PAGE + 1)

    def _moved(self, page: Page, answer: HttpResponseBase) -> bytes:
        """A small page that leads on; a program gets what it would have been led to."""
        there = answer.headers["Location"].removeprefix(settings.SITE_URL)
        if not page.file.endswith(".html"):
            return self._followed(there)
        text = render_to_string("exports/moved.html", {**self.words, "there": there})
        return self._page(page, text)

    def _followed(self, address: str) -> bytes:
        for _ in range(MOST_REDIRECTS):
            with self.site.asked(address, JSON) as answer:
                if not 300 <= answer.status_code < 400:
                    return body_of(answer)
                address = answer.headers["Location"].removeprefix(settings.SITE_URL)
        raise Broken(f"{address} leads on and on.")

    # Files for programs.

    def _listened(self, page: Page, answer: HttpResponseBase) -> Iterator[bytes]:
        """A file as it is, and the addresses that only it names."""
        if page.path.startswith("/sitemap"):
            text = body_of(answer).decode()
            for found in _LOCATION.findall(text):
                self._located(unescape(found).removeprefix(settings.SITE_URL))
            yield text.encode()
        elif page.path == "/api/v1/":
            text = body_of(answer).decode()
            for found in json.loads(text).values():
                self.find(Page(found.removeprefix(settings.SITE_URL)))
            yield text.encode()
        else:
            yield from pieces_of(answer)

    def _located(self, address: str) -> None:
        """An address of the sitemap; a record has its permanent one too, without a slug."""
        self.find(Page(address))
        parts = address.split("/")
        if len(parts) == 5:
            self.find(Page(f"/{parts[1]}/{parts[2]}/"))

    def _piece(self, page: Page, body: bytes) -> bytes:
        """A page of a list, its neighbours under the names they have as files."""
        told = json.loads(body)
        for each in told["results"]:
            if each.get("state") == "deleted":
                self.find(Page(f"/{PLURALS[each['type']]}/{each['uid']}/"))
                self.find(Page(f"/api/v1/{PLURALS[each['type']]}/{each['uid']}/"))
        following = told["next"]
        if following and told["results"]:
            there = Page(following.removeprefix(settings.SITE_URL), page.number + 1)
            self.find(there)
        else:
            # Whoever follows changes asks for the same again when nothing is new.
            there = page
        for name, neighbour in (("next", there), ("previous", Page(page.path, page.number - 1))):
            if told.get(name):
                old, new = (f'"{name}":{json.dumps(address)}' for address in (told[name], _live(neighbour)))
                body = body.replace(old.encode(), new.encode(), 1)
        return body


def _live(page: Page) -> str:
    return f"{settings.SITE_URL}/{page.file}"
