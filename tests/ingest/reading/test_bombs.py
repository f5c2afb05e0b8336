"""What is built to harm costs its own refusal, within the time and the memory that it may have; the rest is read."""

import gzip
import time
from collections.abc import Iterator

import pytest

from archive.ingest.confining import Confined
from archive.ingest.reading import READERS, read
from archive.ingest.shapes import Read, Refusal
from tests.ingest.reading.layouts import AMP
from tests.ingest.reading.making import warc

pytestmark = pytest.mark.thorough

BOMBS = {
    "closing tags": b"</p>" * 500_000,
    "paragraphs": b"<p>x" * 1_000_000,
    "nested": b"<div>" * 1_000_000,
    "nested inline": b"<b>" * 300_000 + b"x",
    "rows": b"<table>" + b"<tr><td>x" * 100_000,
    "items": b"<ul>" + b"<li><a href=x>link</a>" * 100_000,
    "breaks": b"<div>" + b"word word. <br> " * 120_000,
    "angles": b"<html>" + b"<" * 2_000_000,
    "attributes": b"<p " + b"x=1 " * 1_000_000 + b">t",
    "class": b'<p class="' + b"share " * 1_000_000 + b'">text is here.</p>',
    "linked data": b'<script type="application/ld+json">' + b"[" * 900_000 + b"</script><p>x",
    "headings": b"".join(b"<h1>number %d</h1><p>%s</p>" % (each, b"word " * 20) for each in range(19_000)),
    "one line": b"a" * 10_000_000,
    "blanks": b" " * 5_000_000 + b"x",
    "zalgo": ("a" + "\u0301" * 300).encode() * 3000,
    "wrongly decoded": "Ã©".encode() * 400_000,
    "brackets": b"---\ntitle: x\n---\n" + b"[" * 1_000_000,
    "stars": b"---\ntitle: x\n---\n" + b"*a " * 500_000,
    "gzip": gzip.compress(b"<p>" * 20_000_000),
    "entities": b"<html><p>" + b"&amp;" * 1_000_000,
    "JSON": b'{"a":' * 200_000,
    "number": b'{"text":"a","date":' + b"9" * 500_000 + b"}\n" * 2,
    "comments": b"<?xml version='1.0'?>" + b"<!-- x " * 200_000,
    "mail": b"From: a\n" * 200_000,
    "PDF objects": b"%PDF-1.7\n" + b"1 0 obj<<" * 100_000,
    "PDF brackets": b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
}


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined(imports=READERS) as confined:
        list(confined.each(read, b"warm", name="a.txt"))
        yield confined


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_read_or_refused_in_time(confined: Confined, data: bytes) -> None:
    confined.call(len, b"")  # It runs, whatever became of it before.
    begun = time.monotonic()
    answer: Read | Refusal
    try:
        answer = next(confined.each(read, data, name="bomb"))
    except Refusal as refusal:
        answer = refusal
    assert time.monotonic() - begun < 6
    assert isinstance(answer, Read) or answer.sentence.endswith(".")


def test_a_bomb_among_pages_costs_none_of_them(confined: Confined) -> None:
    page = AMP.page.encode()
    pages = [("https://a.example/1", page), ("https://a.example/2", BOMBS["paragraphs"]), ("https://a.example/3", page)]
    data = warc((url, "text/html", body) for url, body in pages)
    answers = list(confined.each(read, data, name="a.warc"))
    assert [type(each) for each in answers] == [Read, Refusal, Read]


def test_a_long_file_of_small_articles_is_read_in_little_memory(confined: Confined) -> None:
    line = b'{"title":"A","text":"%s"}\n' % (b"word " * 1000)
    answers = confined.each(read, line * 10_000, name="many.jsonl")
    assert all(isinstance(next(answers), Read) for _ in range(500))


def test_records_without_a_page_are_walked_through_within_bounds(confined: Confined) -> None:
    data = warc([("https://a.example/p.png", "image/png", b"")], is_packed=False) * 30_000
    begun = time.monotonic()
    answers = list(confined.each(read, data, name="a.warc"))
    assert time.monotonic() - begun < 6
    assert all(isinstance(each, Refusal) for each in answers)
