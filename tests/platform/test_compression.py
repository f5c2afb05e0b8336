"""Compressed answers: who asks for which, what is never compressed, and tags and lengths that still fit."""

import gzip
import zlib
from collections.abc import Iterator

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from config.compression import HELD, WORTHWHILE, Compressed, Wanted, asked
from tests.factories import make_claim, publish_all

TEXT = b"who said it, who only repeated it, and is it so? " * 200


def answer(response: HttpResponseBase, coding: str = "br", path: str = "/claims/") -> HttpResponseBase:
    def view(request: HttpRequest) -> HttpResponseBase:
        return response

    return Compressed(view)(RequestFactory().get(path, headers={"accept-encoding": coding}))


def plain(response: HttpResponseBase) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    return unpack[response.headers.get("Content-Encoding")](body)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", ""),
        ("br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP, Deflate, BR", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.4, gzip ; q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("*;q=0, gzip", "gzip"),
        ("zstd, deflate", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("gzip;q=2", ""),
        ("gzip;q=nan", ""),
        ("gzip;q=x", ""),
        (";;,,;q=1", ""),
    ],
)
def test_the_coding_that_is_wanted_most(header: str, wanted: str) -> None:
    assert asked(header).coding == wanted


def test_plain_may_be_refused() -> None:
    assert asked("br, identity;q=0") == Wanted("br", is_needed=True)
    assert asked("br, *;q=0") == Wanted("br", is_needed=True)
    assert asked("br") == Wanted("br")
    # Nothing is left to choose; some answer is better than none.
    assert asked("identity;q=0, *;q=0").coding == ""
    short = answer(HttpResponse(b"short"), "br, identity;q=0")
    assert (short["Content-Encoding"], plain(short)) == ("br", b"short")


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_it_is_the_same_in_fewer_bytes(coding: str) -> None:
    found = answer(HttpResponse(TEXT, headers={"ETag": '"a"', "Vary": "Accept"}), coding)
    assert plain(found) == TEXT
    assert int(found["Content-Length"]) == len(found.content) < len(TEXT) / 10
    # In other bytes it is the same only weakly (RFC 9110, 8.8.1).
    assert (found["ETag"], found["Vary"]) == ('W/"a"', "Accept, Accept-Encoding")
    again = answer(HttpResponse(TEXT), coding)
    assert again.content == found.content


def test_a_stream_arrives_as_it_is_made() -> None:
    for coding, unpack in (("br", brotli.Decompressor().process), ("gzip", zlib.decompressobj(31).decompress)):
        made: list[int] = []

        def pieces(made: list[int] = made) -> Iterator[bytes]:
            for number in range(50):
                made.append(number)
                yield b"%d %s" % (number, TEXT)

        found = answer(StreamingHttpResponse(pieces(), content_type="text/csv", headers={"ETag": '"a"'}), coding)
        assert (found["Content-Encoding"], found["ETag"]) == (coding, 'W/"a"')
        assert "Content-Length" not in found.headers
        got, most = 0, 0
        for piece in found.streaming_content:
            got += len(unpack(piece))
            most = max(most, sum(len(b"%d %s" % (number, TEXT)) for number in made) - got)
        assert got == sum(len(b"%d %s" % (number, TEXT)) for number in range(50))
        assert most <= HELD + len(TEXT) + 10


@pytest.mark.django_db
def test_the_source_of_a_stream_is_closed_when_nobody_listens_any_more() -> None:
    closed = []

    def pieces() -> Iterator[bytes]:
        try:
            while True:
                yield TEXT
        finally:
            closed.append(True)

    found = answer(StreamingHttpResponse(pieces(), content_type="text/csv"))
    next(iter(found.streaming_content))
    found.close()
    assert closed == [True]


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"x" * (WORTHWHILE - 1)),
        HttpResponse(TEXT, content_type="image/png"),
        HttpResponse(TEXT, content_type="application/zip"),
        HttpResponse(TEXT, headers={"Content-Encoding": "gzip"}),
        HttpResponse(TEXT, status=206, headers={"Content-Range": "bytes 0-1/2"}),
        HttpResponse(TEXT, headers={"Cache-Control": "no-transform"}),
    ],
)
def test_what_stays_as_it_is(response: HttpResponse) -> None:
    before = response.content, response.headers.get("Content-Encoding")
    found = answer(response)
    assert (found.content, found.headers.get("Content-Encoding")) == before


def test_the_desk_and_whoever_has_a_cookie_stay_uncompressed() -> None:
    assert "Content-Encoding" not in answer(HttpResponse(TEXT), path="/admin/archive/claim/").headers
    told = HttpResponse(TEXT)
    told.set_cookie("session", "secret")
    assert "Content-Encoding" not in answer(told).headers


@pytest.mark.django_db
def test_over_http_tags_lengths_and_heads_agree(client: Client) -> None:
    publish_all(make_claim("Coal moved"))
    for path in ("/api/v1/claims/", "/claims/", "/feeds/claims.atom", "/claims/?format=csv", "/method/"):
        bare = client.get(path)
        for coding in ("br", "gzip"):
            wanted = {"accept-encoding": coding}
            packed, head = client.get(path, headers=wanted), client.head(path, headers=wanted)
            assert packed["Content-Encoding"] == head["Content-Encoding"] == coding, path
            assert packed["ETag"] == head["ETag"] == f"W/{bare['ETag']}"
            assert packed.headers.get("Content-Length") == head.headers.get("Content-Length")
            assert "Accept-Encoding" in packed["Vary"]
            for tag in (bare["ETag"], packed["ETag"]):
                same = client.get(path, headers={**wanted, "if-none-match": tag})
                assert (same.status_code, same["ETag"], same["Vary"]) == (304, packed["ETag"], packed["Vary"])
            assert plain(packed) == plain(client.get(path))
    admin = client.get("/admin/login/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in admin.headers
