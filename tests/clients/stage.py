"""The client as it is, over Django's test client instead of a network; and ways to kill it."""

import json
import math
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.test import Client

from clients.python.attest_mirror import Answer, Archive, Fetch, Mirror

SITE = "http://127.0.0.1:8000"
PLURALS = {"claim": "claims", "article": "articles", "event": "events", "source": "sources"}


class Killed(BaseException):
    """The process is gone: nothing is caught, nothing is tidied up."""


class Mortal(sqlite3.Connection):
    """A connection that is cut after so many statements; nothing is rolled back by hand then."""

    left: float = math.inf

    def execute(self, *statement):
        if self.left <= 0:
            raise Killed
        self.left -= 1
        return super().execute(*statement)

    def rollback(self):
        if self.left <= 0:
            raise Killed
        super().rollback()


class Wire:
    """A way to the server: notes what was asked for, and is cut after so many answers."""

    def __init__(self) -> None:
        self.client, self.left, self.asked = Client(), math.inf, []

    def __call__(self, url: str, headers: Mapping[str, str]) -> Answer:
        if self.left <= 0:
            raise Killed
        self.left -= 1
        parts = urlsplit(url)
        assert url.startswith(f"{SITE}/")
        response = self.client.get(f"{parts.path}?{parts.query}", headers=dict(headers))
        self.asked.append((response.status_code, f"{parts.path}?{parts.query}"))
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, told, response.content)


def opened(path: Path, fetch: Fetch, filters: Mapping[str, str] | None = None, page_size: int = 1000) -> Mirror:
    """The mirror in that file, as after a start of the program."""
    db = sqlite3.connect(path, isolation_level=None, factory=Mortal)
    db.execute("PRAGMA synchronous = OFF")
    return Mirror(db, Archive(SITE, fetch, sleep=lambda seconds: None), filters or {}, page_size)


def held(mirror: Mirror) -> dict[str, str]:
    return dict(mirror.db.execute("SELECT uid, data FROM record"))


def served(client: Client, filters: Mapping[str, str], site: str = SITE) -> dict[str, str]:
    """The very bytes of every document that the lists serve, by uid."""
    types = [filters.get("type", "claim")] if filters else list(PLURALS)
    narrowed = {name: value for name, value in filters.items() if name != "type"}
    found: dict[str, str] = {}
    for type in types:
        address: str | None = f"/api/v1/{PLURALS[type]}/?{urlencode({**narrowed, 'page_size': 100})}"
        while address:
            page = client.get(address).content.decode()
            found |= _texts(page)
            address = json.loads(page)["next"]
            address = address and address.removeprefix(site)
    return found


def _texts(page: str) -> dict[str, str]:
    found, decode = {}, json.JSONDecoder().raw_decode
    place = page.index('"results":[') + len('"results":[')
    while page[place] != "]":
        start = place + (page[place] == ",")
        document, place = decode(page, start)
        found[document["uid"]] = page[start:place]
    return found
