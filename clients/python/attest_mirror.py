#!/usr/bin/env python3
"""Mirror an Attest archive into one SQLite file, and keep it in step. Python 3.9 or newer, nothing else.

    python attest_mirror.py https://archive.example mirror.sqlite3
    python attest_mirror.py https://archive.example refuted.sqlite3 type=claim standing=refuted
    sqlite3 mirror.sqlite3 "SELECT asserted, headline, standing FROM claim ORDER BY asserted DESC LIMIT 10"

Run it again (from cron, or with --watch) to bring the file in step: only what changed is asked for,
and nothing at all is sent when nothing did. It may be stopped or killed at any point, and several may
work on one file: each page is one transaction, together with the place where to go on.

In the file:
    record  uid, type, change, data: every public record, ``data`` byte for byte as the archive serves it
    gone    what is public no more (or, with filters, what this file had and does not match any more):
            action says how, note why, successor what it was merged into
    claim, article, event, source    views of ``record`` with the columns that people ask for

Filters are those of the archive's lists (/api/v1/docs/ names them); without type= they are of claims.

Exit codes: 0 in step. 1 the archive was not reached or did not answer as it should, or the file cannot
be written: what was applied stays, run again. 2 wrong usage. 3 the archive has lost what this file has seen, so it was restored from
an older backup or is another one: nothing was changed; look into it, then start anew with --restart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

CHANGES, LEDGER = "/api/v1/changes/", "/api/v1/ledger/"
PAGE_SIZE = 1000
TRIES, LONGEST_WAIT, TIMEOUT = 6, 300.0, 60.0  # seconds; a whole hour of patience is the business of cron
PASSING = (429, 500, 502, 503, 504)

Json = dict[str, Any]
_decode = json.JSONDecoder().raw_decode


class Unreachable(Exception):
    """The archive was not reached, or did not answer as it should. Exit code 1."""


class Misused(Exception):
    """What was asked for cannot be. Exit code 2."""


class Forked(Exception):
    """The archive's past is not the one that this mirror has seen. Exit code 3."""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes


Fetch = Callable[[str, Mapping[str, str]], Answer]


class Straight(HTTPRedirectHandler):
    """Follows nobody elsewhere, least of all from https to http."""

    def redirect_request(self, *asked: Any) -> None:
        return None


def fetch(url: str, headers: Mapping[str, str]) -> Answer:
    """GET over the network; TLS certificates are verified. Raises OSError or HTTPException."""
    try:
        response = build_opener(Straight).open(Request(url, headers=dict(headers)), timeout=TIMEOUT)  # noqa: S310
    except HTTPError as refused:
        response = refused  # which is an answer too
    with response:
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, told, response.read())


class Archive:
    """The feed of an archive, asked politely: compressed, again after a while, and no sooner than it says."""

    def __init__(self, url: str, fetch: Fetch = fetch, sleep: Callable[[float], None] = time.sleep) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise Misused(f"{url!r} is no address of an archive; write it as https://archive.example")
        self.site = f"{parts.scheme}://{parts.netloc}"
        self._fetch, self._sleep = fetch, sleep

    def get(self, path: str, etag: str = "", *, fresh: bool = False) -> Answer:
        """The answer, 200 or (to who has ``etag``) 304. ``fresh``: not out of some cache. Raises Unreachable."""
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "attest-mirror/1"}
        headers.update({"If-None-Match": etag} if etag else {})
        headers.update({"Cache-Control": "no-cache"} if fresh else {})
        for attempt in range(TRIES):
            wait = random.uniform(0.5, 1.0) * 2**attempt  # noqa: S311 - so that not all mirrors come back at once
            try:
                answer = self._fetch(self.site + path, headers)
                if answer.status == 200:
                    return answer._replace(body=_unpacked(answer))
                if answer.status == 304:
                    return answer
                fault = f"it answered {answer.status}{_detail(answer)}"
                if answer.status == 400:
                    raise Misused(f"{self.site}{path}: {fault}")
                if answer.status not in PASSING:
                    break
                wait = max(wait, _retry_after(answer.headers.get("retry-after", "")))
            except (OSError, EOFError, HTTPException, zlib.error) as error:
                fault = str(error) or type(error).__name__
            if wait > LONGEST_WAIT or attempt == TRIES - 1:
                break
            self._sleep(wait)
        raise Unreachable(f"{self.site}{path}: {fault}")


def _unpacked(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body


def _detail(answer: Answer) -> str:
    """What a problem document (RFC 9457) says, or where it is instead."""
    try:
        return f": {json.loads(_unpacked(answer))['detail']}"
    except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error):
        return f": see {answer.headers['location']}" if "location" in answer.headers else ""


def _retry_after(text: str) -> float:
    """Seconds, out of a number of them or a date."""
    try:
        return float(text) if text.isdigit() else parsedate_to_datetime(text).timestamp() - time.time()
    except (TypeError, ValueError):
        return 0.0


def changes_of(page: str) -> tuple[str, list[tuple[Json, str]]]:
    """``next`` of a page of changes, and each change with the text of its ``data`` just as it was served.

    Raises LookupError, TypeError or ValueError when it is no such page.
    """
    place = page.index('"results":[') + len('"results":[')
    following, changes = json.loads(f"{page[:place]}]}}")["next"], []
    while page[place] != "]":
        change, end = _decode(page, place + (page[place] == ","))
        # Its last name; a quotation mark inside an earlier text would be escaped.
        data = page.index('"data":', place) + len('"data":')
        changes.append((change, page[data : end - 1]))
        place = end
    return str(following), changes


# The columns of a view, each by its path in a document and named by the beginning of that.
COLUMNS = {
    "claim": "headline statement kind weight standing.value outcome.value attribution.value origins.attributed "
    "asserted.earliest language",
    "article": "title publisher.name published.earliest genre language original_url",
    "event": "title status.value date.earliest place",
    "source": "name kind role wikidata",
}
TABLES = """
CREATE TABLE IF NOT EXISTS record (
    uid TEXT PRIMARY KEY, type TEXT NOT NULL, change INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gone (
    uid TEXT PRIMARY KEY, type TEXT NOT NULL, change INTEGER NOT NULL, action TEXT NOT NULL, note TEXT, successor TEXT);
CREATE TABLE IF NOT EXISTS place (
    url TEXT PRIMARY KEY, next TEXT NOT NULL, etag TEXT NOT NULL, change INTEGER NOT NULL,
    seq INTEGER NOT NULL, hash TEXT NOT NULL);
"""


def views() -> Iterator[str]:
    """The statements that make a table to look at of each type."""
    for type, paths in COLUMNS.items():
        columns = (
            f"json_extract(data, '$.{path}') AS {path.split('.')[0]}"
            for path in f"{paths} version modified_at url".split()
        )
        yield f"CREATE VIEW IF NOT EXISTS {type} AS SELECT uid, {', '.join(columns)} FROM record WHERE type = '{type}'"  # noqa: S608


class Place(NamedTuple):
    """Where to go on, and what was seen last: a change, and the newest act of the ledger with its hash."""

    url: str
    next: str
    etag: str = ""
    change: int = 0
    seq: int = 0
    hash: str = ""


class Mirror:
    """A file that follows an archive, narrowed by filters if there are any."""

    def __init__(
        self, db: sqlite3.Connection, archive: Archive, filters: Mapping[str, str], page_size: int = PAGE_SIZE
    ) -> None:
        """``db`` commits only when it is told to (``isolation_level=None``). Raises Misused."""
        self.db, self.archive, self.filters = db, archive, filters
        address = f"{CHANGES}?{urlencode(filters)}"
        self.start = Place(archive.site + address, f"{address}{'&' if filters else ''}page_size={page_size}&after=0")
        with self.transaction():
            for statement in (*TABLES.split(";"), *views()):
                db.execute(statement)
            others = db.execute("SELECT url FROM place WHERE url <> ?", [self.start.url]).fetchall()
        if others:
            raise Misused(f"This file mirrors {others[0][0]}; use another one for {self.start.url}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing, whatever happens."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    @property
    def place(self) -> Place:
        row = self.db.execute("SELECT url, next, etag, change, seq, hash FROM place").fetchone()
        return Place(*row) if row else self.start

    def sync(self, told: Callable[[int], None] = lambda count: None) -> int:
        """Apply what changed until there is nothing more; how many changes. Raises Unreachable and Forked."""
        count = 0
        while applied := self.turn():
            count += applied
            told(count)
        return count

    def turn(self) -> int:
        """Fetch and apply one page; how many changes were on it."""
        place = self.place
        answer = self.archive.get(place.next, place.etag)
        if answer.status == 304:
            return 0
        try:
            following, changes = changes_of(answer.body.decode())
            self._check(place, is_empty=not changes)
            acts = [(change["seq"], change["hash"]) for change, _ in changes]
            last = changes[-1][0]["change"] if changes else place.change
            merged = [change for change, _ in changes if change["action"] == "merge"]
            successors = {change["uid"]: self._act(change["seq"])["successor"] for change in merged}
        except (LookupError, TypeError, ValueError) as fault:
            raise Unreachable(f"{self.archive.site}{place.next}: that is no page of changes ({fault})") from fault
        etag = "" if changes else answer.headers.get("etag", "")
        # Of the address to follow only the query is taken: nobody leads a mirror elsewhere.
        then = Place(
            place.url, f"{CHANGES}?{urlsplit(following).query}", etag, last, *max([(place.seq, place.hash), *acts])
        )
        with self.transaction():
            if self.place != place:
                return len(changes)  # somebody else works on this file too, and was quicker
            for change, data in changes:
                self._apply(change, data, successors)
            self.db.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)", then)
        return len(changes)

    def _apply(self, change: Json, data: str, successors: Mapping[str, str]) -> None:
        uid, seen = change["uid"], (change["uid"], change["type"], change["change"])
        had = self.db.execute("DELETE FROM record WHERE uid = ?", [uid]).rowcount
        if change["state"] == "updated":
            self.db.execute("DELETE FROM gone WHERE uid = ?", [uid])
            self.db.execute("INSERT INTO record VALUES (?, ?, ?, ?)", [*seen, data])
        elif had or not self.filters or self.db.execute("SELECT 1 FROM gone WHERE uid = ?", [uid]).fetchone():
            more = [change["action"], change["note"], successors.get(uid)]
            self.db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?, ?, ?, ?, ?)", [*seen, *more])

    def _asked(self, path: str, **query: Any) -> list[Json]:
        """The results of a small page of this very moment."""
        answer = self.archive.get(f"{path}?{urlencode({**query, 'page_size': 1})}", fresh=True)
        return list(json.loads(answer.body)["results"])

    def _act(self, seq: int) -> Json:
        """An act of the ledger; empty if there is none of that number."""
        return next(iter(self._asked(LEDGER, after=seq - 1)), {})

    def _check(self, place: Place, *, is_empty: bool) -> None:
        """Whether the archive still has what was seen last. Raises Forked."""
        if place.seq and self._act(place.seq).get("hash") != place.hash:
            raise Forked(f"{self.archive.site} no longer has act {place.seq} as this file has seen it.")
        if is_empty and place.change and not self._asked(CHANGES, **self.filters, after=place.change - 1):
            raise Forked(f"{self.archive.site} no longer has change {place.change}.")


def opened(path: str) -> sqlite3.Connection:
    """The file, safe against kills, and readable for others meanwhile."""
    db = sqlite3.connect(path, timeout=TIMEOUT, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db


def mirror(options: argparse.Namespace, filters: Mapping[str, str]) -> None:
    """Bring the file in step, with ``watch`` again and again."""
    with closing(opened(options.file)) as db:
        if options.restart:
            db.executescript("DROP TABLE IF EXISTS record; DROP TABLE IF EXISTS gone; DROP TABLE IF EXISTS place;")
        kept = Mirror(db, Archive(options.url), filters)
        while True:
            try:
                count = kept.sync(lambda done: print(f"{done} changes …", end="\r", file=sys.stderr))
                numbers = db.execute("SELECT (SELECT COUNT(*) FROM record), (SELECT COUNT(*) FROM gone)").fetchone()
                print("In step: {} records, {} gone; {} changes applied.".format(*numbers, count), flush=True)
            except Unreachable as fault:
                if not options.watch:
                    raise
                print(fault, file=sys.stderr, flush=True)
            if not options.watch:
                return
            time.sleep(options.watch)


def main(arguments: Sequence[str] | None = None) -> int:
    summary, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="of the archive")
    parser.add_argument("file", help="of SQLite, made when it is not there")
    parser.add_argument("filters", nargs="*", metavar="NAME=VALUE", default=[], help="mirror only what matches")
    parser.add_argument("--watch", type=float, default=0.0, metavar="SECONDS", help="stay, and ask again so often")
    parser.add_argument("--restart", action="store_true", help="empty the file and begin from the beginning")
    options = parser.parse_args(arguments)
    try:
        mirror(options, dict(each.split("=", 1) for each in options.filters))
        return 0
    except (Misused, ValueError) as fault:
        parser.error(str(fault))
    except (Unreachable, sqlite3.Error) as fault:
        print(fault, file=sys.stderr)
        return 1
    except Forked as fault:
        print(f"{fault} It was restored from an older backup, or is another archive: see --restart.", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
