"""What readers ask, timed inside one process through the whole of Django, one request after another."""

import io
import itertools
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from archive.models import Document
from archive.reading_room.listing import lists
from tests.bench.generate import KINDS, STANDINGS, Archive, date_of

# Planned for pages of one record, of lists and of what was found; and for lists with exact counts beside each value.
PLAIN, COUNTED = 25, 35
SECONDS = 1.5
LEAST, MOST = 15, 400
SAMPLE = 100  # different records of each sort that are asked for in turn


class Asked(NamedTuple):
    """A question: addresses that are asked for in turn. ``within``: milliseconds that nineteen of twenty shall take."""

    name: str
    urls: list[str]
    headers: dict[str, str] = {}
    status: int = 200
    within: int | None = None


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    size: int


class Site:
    """The archive's WSGI application, asked without a network."""

    def __init__(self) -> None:
        self.application = WSGIHandler()

    def get(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        status, told, parts = self._asked(url, headers)
        return Answer(status, told, sum(len(part) for part in parts))

    def body(self, url: str) -> bytes:
        """What is answered, whole."""
        return b"".join(self._asked(url, None)[2])

    def _asked(self, url: str, headers: dict[str, str] | None) -> tuple[int, dict[str, str], list[bytes]]:
        parts = urlsplit(url)
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            **(headers or {}),
        }
        told: list[Any] = []
        response = self.application(environ, lambda status, headers: told.extend((status, headers)))
        body = list(response)
        response.close()
        return int(told[0].split()[0]), {name.lower(): value for name, value in told[1]}, body


def measured(site: Site, asked: Asked) -> dict[str, Any]:
    """Speed, queries and size; or the status, when it is not the one expected."""
    queries: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    site.get(asked.urls[0], asked.headers)
    with connection.execute_wrapper(note):
        answer = site.get(asked.urls[-1], asked.headers)
    if answer.status != asked.status:
        return {"name": asked.name, "url": asked.urls[-1], "status": answer.status}
    times = list(_times(site, asked))
    return {
        "name": asked.name,
        "url": asked.urls[0],
        "status": answer.status,
        "requests_per_second": len(times) / sum(times),
        "p50_ms": statistics.median(times) * 1_000,
        "p95_ms": statistics.quantiles(times, n=20)[-1] * 1_000,
        "within_ms": asked.within,
        "queries": len(queries),
        "kb": answer.size / 1_024,
    }


def _times(site: Site, asked: Asked) -> Iterator[float]:
    spent = 0.0
    for number, url in zip(range(MOST), itertools.cycle(asked.urls), strict=False):
        started = time.perf_counter()
        site.get(url, asked.headers)
        took = time.perf_counter() - started
        spent += took
        yield took
        if spent > SECONDS and number >= LEAST:
            return


def questions(archive: Archive, site: Site) -> Iterator[Asked]:
    """Every sort of page and answer, in the words of this archive."""
    claims = sample("claim")
    yield Asked("claim page", [f"/claims/{uid}/{slug}/" for uid, slug in claims], within=PLAIN)
    yield Asked("article page", [f"/articles/{uid}/{slug}/" for uid, slug in sample("article")], within=PLAIN)
    yield Asked("source page", [f"/sources/{uid}/{slug}/" for uid, slug in sample("source")], within=PLAIN)
    yield Asked("event page", [f"/events/{uid}/{slug}/" for uid, slug in sample("event")], within=PLAIN)
    yield Asked("list of claims, page", ["/claims/"], within=COUNTED)
    yield from narrowed(archive)
    yield from searched(archive)
    yield Asked("claim, feed", [f"/api/v1/claims/{uid}/" for uid, _ in claims])
    yield Asked("50 claims, feed", ["/api/v1/claims/"])
    yield unchanged(site, "50 claims, unchanged (304)", "/api/v1/claims/")
    yield Asked("half way down", [feed(cursor=cursor(position)) for position in positions()])
    yield Asked("at the end", [feed(cursor=cursor(last()))])
    yield Asked("standing=refuted", [feed(standing="refuted")])
    people = archive.by_kind["person"]
    yield Asked("claimant, often named", [feed(claimant=people[0])])
    yield Asked("claimant, seldom named", [feed(claimant=uid) for uid in people[-20:]])
    yield Asked("kind and subject", [feed(kind="denial", subject=archive.by_kind["government"][0])])
    yield Asked("as of a day", [feed(as_of=date_of(day)) for day in (700, 1_500, 2_500)])
    yield Asked("as of a day, refuted", [feed(as_of=date_of(2_500), standing="refuted")])
    yield Asked("as of a day, claimant", [feed(as_of=date_of(2_500), claimant=people[0])])
    for clock, query in (
        ("as of a day", f"as_of={date_of(2_500)}"),
        ("recorded", f"recorded={datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"),
    ):
        yield Asked(f"claim, {clock}", [f"/api/v1/claims/{uid}/?{query}" for uid in early()])
        yield Asked(f"source, {clock}", [f"/api/v1/sources/{people[0]}/?{query}"])
    yield Asked("search: commonest word", [found(archive.words.commonest)])
    yield Asked("search: two common words", [found(f"{archive.words.commonest} {archive.words.second}")])
    yield Asked("search: rarest word", [found(archive.rarest)])
    yield Asked("search: in old claims only", [found(archive.words.only_old)])
    yield Asked("changes, first 100", ["/api/v1/changes/?after=0&page_size=100"])


def narrowed(archive: Archive) -> Iterator[Asked]:
    """Pages of lists with facets. Few addresses come twice, so little of it is kept from the one before."""
    people, governments = archive.by_kind["person"], archive.by_kind["government"]
    words = [{"standing": standing, "kind": kind} for standing in STANDINGS for kind in KINDS]
    yield Asked("list narrowed by words", [listed(**each) for each in words], within=COUNTED)
    yield Asked("list narrowed by claimant", [listed(claimant=uid) for uid in people], within=COUNTED)
    origins = [listed(origin=uid, min_origins=str(least)) for least in (1, 2) for uid in governments]
    yield Asked("list narrowed by origin", origins, within=COUNTED)
    yield Asked("list as of a day", [listed(as_of=date_of(day)) for day in range(700, 4_000, 30)])
    yield Asked("list of events, page", ["/events/"], within=COUNTED)
    told = {"the commonest": archive.words.commonest, "the rarest": archive.rarest, "an old": archive.words.only_old}
    for name, word in told.items():
        yield Asked(f"list narrowed by {name} word", [listed(q=word, **each) for each in words], within=COUNTED)
    # What the database says of a word is kept in memory, so here it is always another one.
    fresh = [listed(q=word) for word in archive.words.common]
    yield Asked("list narrowed by another word", fresh, within=COUNTED)


def searched(archive: Archive) -> Iterator[Asked]:
    """The search over everything."""
    words = archive.words
    yield Asked("search page, commonest", [f"/search/?{urlencode({'q': words.commonest})}"], within=PLAIN)
    yield Asked("search page, rarest", [f"/search/?{urlencode({'q': archive.rarest})}"], within=PLAIN)
    yield Asked("search page, old claims only", [f"/search/?{urlencode({'q': words.only_old})}"], within=PLAIN)


def listed(**parameters: str) -> str:
    return f"/claims/?{urlencode(parameters)}"


def sample(type: str) -> list[tuple[str, str]]:
    """Uid and slug of records spread over the archive."""
    rows = Document.objects.filter(type=type, state="public").order_by("uid").values_list("uid", "slug")
    return list(rows[:SAMPLE])


def early() -> list[str]:
    """Claims that had appeared soon."""
    claims = Document.objects.filter(type="claim", state="public").order_by("position")
    return list(claims.values_list("uid", flat=True)[:SAMPLE])


def unchanged(site: Site, name: str, url: str) -> Asked:
    """Asked again by somebody who has the answer."""
    tag = site.get(url).headers.get("etag", "")
    return Asked(name, [url], {"HTTP_IF_NONE_MATCH": tag}, status=304)


def feed(**parameters: str) -> str:
    return f"/api/v1/claims/?{urlencode(parameters)}"


def found(words: str) -> str:
    return feed(q=words)


def cursor(position: int) -> str:
    """The cursor that following ``next`` would lead to, in one step."""
    return lists._cursor(position, lists.ORDERED[0], False)


def positions() -> list[int]:
    """Places about the middle of the list of claims."""
    claims = Document.objects.filter(type="claim", state="public").order_by("-position")
    half = claims.count() // 2
    return list(claims.values_list("position", flat=True)[half : half + 20])


def last() -> int:
    claims = Document.objects.filter(type="claim", state="public").order_by("position")
    return max(claims.values_list("position", flat=True)[:51], default=0)
