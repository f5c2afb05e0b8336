"""Nothing that may be asked is dear: neither what is hostile to a parser, nor the dearest of what is answered."""

import gc
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from archive.public.suggesting import _LAST
from archive.reading_room.parameters import BadParameters, clocks, strict
from archive.reading_room.searching.vocabulary import _KEPT
from archive.text.dates import DateError, span
from archive.text.query import parse_query
from archive.text.words import highlight, tokens
from tests.bench.building import build, people_and_words
from tests.bench.generate import Archive

# As long as the first line of a request may be, and an eighth of it.
LONG, SHORT = 8_000, 1_000
# What makes a backtracking expression try again: nested quotation marks, signs, runs, marks that join, other scripts.
HOSTILE = [
    '"',
    '-"',
    "a",
    "-",
    "*",
    "a-",
    "a*",
    "'a",
    "a'",
    "1.",
    "1,",
    "\u0301",
    "e\u0301",
    "한",
    "й",
    "\u200d",
    "_",
    " ",
    " a",
    "a\N{NO-BREAK SPACE}",
    "..",
    "[",
    "X",
    "1-",
    "1/",
    "~",
    "aA1",
    "\U0001f4f0",
]


def cpu(work: Callable[[], Any]) -> float:
    """The least this thread's processor was busy with it, of a few times."""

    def once() -> float:
        began = time.thread_time()
        work()
        return time.thread_time() - began

    return min(once() for _ in range(4))


def read_date(text: str) -> None:
    try:
        span(text)
    except DateError:
        pass


def read_parameters(text: str) -> None:
    for query in (QueryDict(mutable=True), QueryDict(f"as_of={quote(text)}&recorded={quote(text)}")):
        try:
            clocks(strict(query, ("as_of", "recorded")))
        except BadParameters:
            pass


READERS: dict[str, Callable[[str], Any]] = {
    "query": parse_query,
    "words": tokens,
    "marks": lambda text: highlight(text, {"aaa", "b*"}),
    "date": read_date,
    "parameters": read_parameters,
    "last word": _LAST.search,
    "kept": lambda text: _KEPT.findall(text),
}


@pytest.mark.thorough
@pytest.mark.parametrize("reader", READERS)
def test_what_is_eight_times_as_long_takes_no_more_than_in_proportion(reader):
    read, dear = READERS[reader], {}
    gc.disable()
    try:
        for piece in HOSTILE:
            for end in ("", "!", '"'):
                long, short = piece * (LONG // len(piece)) + end, piece * (SHORT // len(piece)) + end
                # A quarter of a millisecond is the clock's own.
                few, many = cpu(lambda text=short: read(text)) + 0.00025, cpu(lambda text=long: read(text))
                if many > 3 * LONG / SHORT * few:
                    dear[piece + end] = many / few
    finally:
        gc.enable()
    assert dear == {}


# -- the dearest of what is answered -----------------------------------------------------------

DEAR = [
    *(f"/{plural}/?page_size=100" for plural in ("claims", "articles", "events", "sources")),
    *(f"/api/v1/{plural}/?page_size=100" for plural in ("claims", "articles", "events", "sources")),
    "/api/v1/claims/?page_size=100&as_of=2021-01-01&ordering=asserted",
    "/api/v1/claims/?page_size=100&contested=true&min_origins=2&asserted_from=2000-01-01&asserted_to=2030-01-01",
    "/claims/?contested=true&min_origins=1&as_of=2021-01-01",
    "/api/v1/changes/?page_size=1000",
    "/api/v1/ledger/?page_size=1000",
    "/feeds/claims.json?page_size=100",
    "/feeds/claims.atom?page_size=100",
    "/sitemap-1.xml",
    "/",
    "/changes/",
    "/ledger/",
    f"/search/?q={quote(' '.join(f'{letter}*' for letter in 'abcdefghijklmnop'))}",
    f"/search/?q={quote(' '.join(['said', 'that', *(f'-w{number}' for number in range(30))]))}",
    f"/api/v1/claims/?page_size=100&q={quote('s* t* r*')}",
    f"/claims/?q={quote('a* ' * 100)}",
    f"/search/suggest/?q={quote('said a')}",
]
MOST_QUERIES = 16
# Pages of a hundred whole documents, and a thousand changes.
MOST_BYTES = 8_000_000


def asked(address: str) -> tuple[int, int, float]:
    """How many queries, bytes and seconds of the processor an answer took."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    began = time.thread_time()
    with connection.execute_wrapper(note):
        answer = Client().get(address)
        body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code in (200, 302, 400), (address, answer.status_code)
    return len(statements), len(body), time.thread_time() - began


@pytest.mark.thorough
def test_the_dearest_of_an_archive_twice_as_large_costs_hardly_more(made_once):
    author, reviewer = people_and_words()
    build(Archive(2_000, 1), author, reviewer, lambda line: None)
    before = {}
    for address in DEAR:
        asked(address)
        before[address] = min(asked(address) for _ in range(3))
    build(Archive(2_000, 2), author, reviewer, lambda line: None)
    for address in DEAR:
        asked(address)
        queries, size, seconds = min(asked(address) for _ in range(3))
        assert queries == before[address][0] <= MOST_QUERIES, address
        assert size <= MOST_BYTES, address
        assert seconds <= 2.5 * before[address][2] + 0.05, address


@pytest.mark.django_db
def test_what_is_at_fault_is_told_in_few_words():
    many = "&".join(f"a{number}=1" for number in range(1_000))
    for address in ("/api/v1/claims/", "/feeds/claims.json", "/claims/", "/api/v1/ledger/", "/ledger/ledger.jsonl"):
        answer = Client().get(f"{address}?{many}")
        assert answer.status_code == 400
        assert len(answer.content) < 20_000, address
