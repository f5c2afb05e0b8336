"""The exchange as a WARC: byte for byte what went over the wire, and read by the tools that others use."""

import gzip
import hashlib
import re
import subprocess
import sys
import zlib
from io import BytesIO

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.ingest.fetching import fetch
from tests.ingest.fetching.site import loopback, page, redirect, serving

TEXT = "<p>Тест</p>".encode()
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
PACKED = gzip.compress(TEXT, mtime=0)
IN_CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PACKED), PACKED)
ODD = b"HTTP/1.0 200  Fine\r\nx-odd:  two  spaces \r\nX-Fold: a\r\n b\r\ncontent-length:5\r\n\r\n12345"


def warc(pages, path="/", **asked):
    with serving(pages) as site:
        return site, fetch(site.url(path), policy=loopback(), **asked).warc


def read(data):
    """Type, headers and whole block of each record."""
    records = ArchiveIterator(BytesIO(data), no_record_parse=True)
    return [
        (record.rec_headers.get_header("WARC-Type"), dict(record.rec_headers.headers), record.raw_stream.read())
        for record in records
    ]


def payload(data, number):
    """What warcio makes of a record: without head, chunks and codings, its digests checked."""
    for index, record in enumerate(ArchiveIterator(BytesIO(data), check_digests="raise")):
        if index == number:
            return record.content_stream().read()


def test_each_hop_is_a_record_of_its_own():
    site, data = warc({"/": redirect("/next"), "/next": page(TEXT, "Content-Type: text/html")})
    kinds = [(kind, headers.get("WARC-Target-URI")) for kind, headers, _ in read(data)]
    assert kinds == [
        ("warcinfo", None),
        ("response", site.url()),
        ("request", site.url()),
        ("response", site.url("/next")),
        ("request", site.url("/next")),
    ]


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (page(TEXT, "Content-Type: text/html"), TEXT),
        (page(PACKED, "Content-Encoding: gzip"), TEXT),
        (page(zlib.compress(TEXT), "Content-Encoding: deflate"), TEXT),
        (CHUNKED + IN_CHUNKS, TEXT),
        (ODD, b"12345"),
    ],
    ids=["plain", "gzip", "deflate", "chunked", "odd"],
)
def test_the_answer_stands_as_it_came(answer, text):
    _, data = warc({"/": answer})
    assert read(data)[1][2] == answer
    assert payload(data, 1) == text


def test_an_answer_packed_as_was_not_asked_for_stands_as_it_came():
    answer = page(brotli.compress(TEXT), "Content-Encoding: br")
    _, data = warc({"/": answer})
    assert read(data)[1][2] == answer


def test_what_follows_an_answer_is_no_part_of_it():
    _, data = warc({"/": page(TEXT) + b"HTTP/1.1 200 OK\r\n\r\nanother"})
    assert read(data)[1][2] == page(TEXT)


def test_the_request_stands_as_it_went():
    site, data = warc({"/": page(TEXT)})
    kind, headers, block = read(data)[2]
    assert kind == "request"
    assert block.decode() == site.asked[-1]
    assert headers["WARC-Concurrent-To"] == read(data)[1][1]["WARC-Record-ID"]


def test_records_say_when_where_and_what():
    _, data = warc({"/": page(TEXT)})
    information, answer, request = read(data)
    assert b"software: Attest/" in information[2]
    assert answer[1]["WARC-IP-Address"] == "127.0.0.1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", answer[1]["WARC-Date"])
    ids = {headers["WARC-Record-ID"] for _, headers, _ in (information, answer, request)}
    assert len(ids) == 3
    assert all(re.fullmatch(r"<urn:uuid:[0-9a-f-]{36}>", id) for id in ids)
    assert answer[1]["WARC-Block-Digest"] == f"sha256:{hashlib.sha256(page(TEXT)).hexdigest()}"
    assert answer[1]["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(TEXT).hexdigest()}"


def test_of_chunks_no_payload_digest_is_given():
    """The standard and the tools take it of different bytes, and either would find the other's wrong."""
    _, data = warc({"/": CHUNKED + IN_CHUNKS})
    headers = read(data)[1][1]
    assert "WARC-Payload-Digest" not in headers
    assert "WARC-Block-Digest" in headers


def test_what_is_left_of_a_long_redirect_is_said_to_be_cut():
    long = redirect("/x").replace(b"Content-Length: 0", b"Content-Length: 99999999") + b"a" * 100_000
    broken = redirect("/x").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked") + b"3\r\nabc\r\nxyz\r\n"
    pages = {"/long": long, "/broken": broken, "/x": page(TEXT)}
    for path, why in (("/long", "length"), ("/broken", "disconnect")):
        _, data = warc(pages, path)
        kind, headers, block = read(data)[1]
        assert (kind, headers["WARC-Truncated"]) == ("response", why)
        assert pages[path].startswith(block)
        assert len(block) < 66_000


def test_what_has_not_changed_is_a_visit_again():
    answer = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
    _, data = warc({"/": answer}, etag='"v1"')
    kind, headers, block = read(data)[1]
    assert (kind, block) == ("revisit", answer)
    assert headers["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def test_each_record_is_a_gzip_member_of_its_own():
    _, data = warc({"/": page(TEXT)})
    starts = []
    rest = data
    while rest:
        starts.append(len(data) - len(rest))
        member = zlib.decompressobj(wbits=31)
        assert member.decompress(rest).startswith(b"WARC/1.1\r\n")
        rest = member.unused_data
    iterator = ArchiveIterator(BytesIO(data))
    assert [iterator.get_record_offset() for _ in iterator] == starts
    assert len(starts) == 3


def test_the_command_line_of_warcio_finds_nothing_wrong(tmp_path):
    file = tmp_path / "visit.warc.gz"
    _, data = warc({"/": redirect("/c"), "/c": CHUNKED + IN_CHUNKS})
    file.write_bytes(data)

    def warcio(*arguments):
        command = [sys.executable, "-m", "warcio.cli", *arguments, str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout

    assert warcio("check") == ""
    assert warcio("index", "-f", "warc-type,http:status").splitlines()[3] == (
        '{"warc-type": "response", "http:status": "200"}'
    )
