"""A WARC gives the pages that were recorded in it; what is damaged costs only itself."""

import base64
import gzip
import hashlib
import time
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.reading import read
from archive.ingest.shapes import Hint, Read, Refusal
from tests.ingest.reading.layouts import AMP, BLOG, WIRE
from tests.ingest.reading.making import in_chunks, pdf, warc, warc_of_answer

PAGES = [
    ("https://a.example/1", "text/html; charset=utf-8", AMP.page.encode()),
    ("https://a.example/picture.png", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("https://a.example/2", "text/html; charset=utf-8", BLOG.page.encode()),
    ("https://a.example/style.css", "text/css", b"p {}"),
    ("https://a.example/3", "text/html; charset=utf-8", WIRE.page.encode()),
]


def read_all(data: bytes) -> tuple[list[str], list[str]]:
    """The addresses that were read, and the sentences of those that were not."""
    found = list(read(data, name="a.warc"))
    return [each.url for each in found if isinstance(each, Read)], [
        each.sentence for each in found if isinstance(each, Refusal)
    ]


@pytest.mark.parametrize("is_packed", [True, False])
def test_pages_are_read_and_what_belongs_to_them_is_not(is_packed: bool) -> None:
    data = warc(PAGES, is_packed=is_packed)
    assert read_all(data) == (["https://a.example/1", "https://a.example/2", "https://a.example/3"], [])
    first = next(read(data, name="a.warc"))
    assert isinstance(first, Read)
    assert first.data == AMP.page.encode()
    assert [hint.where for hint in first.hints if hint.field == "captured"] == ["WARC-Date"]
    assert Hint("canonical_url", "https://courier.example/fund", "link, canonical") in first.hints


def test_resources_and_other_formats() -> None:
    data = warc(
        [
            ("https://a.example/t", "text/plain", "Слово.".encode()),
            ("https://a.example/p", "application/pdf", pdf([["Words."]])),
        ],
        kind="resource",
    )
    assert [each.text for each in read(data, name="x") if isinstance(each, Read)] == ["Слово.", "Words."]


@pytest.mark.parametrize("is_packed", [True, False])
def test_the_rest_of_a_damaged_file_is_kept(is_packed: bool) -> None:
    data = bytearray(warc(PAGES, is_packed=is_packed))
    at = data.index(b"\x1f\x8b", 20) + 300 if is_packed else data.index(b"Fund must open")
    data[at : at + 40] = b"\0" * 40
    read_, refused = read_all(bytes(data))
    assert read_ == ["https://a.example/2", "https://a.example/3"]
    assert len(refused) == 1


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_file_that_is_cut_off_gives_what_is_whole(is_packed: bool) -> None:
    read_, refused = read_all(warc(PAGES, is_packed=is_packed)[:-150])
    assert read_ == ["https://a.example/1", "https://a.example/2"]
    assert "ends in the middle" in refused[0]


URL = "https://a.example/"
PAGE = AMP.page.encode()
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "gzip, br": lambda page: brotli.compress(gzip.compress(page)),
    "br, gzip": lambda page: gzip.compress(brotli.compress(page)),
    "GZIP, identity": gzip.compress,
}


def answer(body: bytes, *headers: str, status: str = "200 OK", said: dict[str, str] | None = None) -> Read | Refusal:
    """What is read of a record of one answer."""
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers, "", ""]
    (found,) = read(warc_of_answer(URL, "\r\n".join(head), body, said), name="a.warc")
    return found


def remarks_on(found: Read | Refusal) -> list[str]:
    assert isinstance(found, Read), found
    return [hint.value for hint in found.hints if hint.field == "remark"]


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("comes_in_chunks", [True, False])
def test_an_answer_is_unpacked_as_it_came(coding: str, comes_in_chunks: bool) -> None:
    body = PACKED[coding](PAGE)
    headers = [f"Content-Encoding: {coding}"] if coding else []
    headers += ["Transfer-Encoding: Chunked"] if comes_in_chunks else [f"Content-Length: {len(body)}"]
    found = answer(in_chunks(body) if comes_in_chunks else body, *headers)
    assert isinstance(found, Read), found
    assert found.data == PAGE
    assert not remarks_on(found)


def test_codings_may_be_named_in_headers_of_their_own_and_be_of_the_transfer() -> None:
    twice = brotli.compress(gzip.compress(PAGE))
    for found in (
        answer(twice, "Content-Encoding: gzip", "Content-Encoding: br"),
        answer(in_chunks(twice), "Transfer-Encoding: br, chunked", "Content-Encoding: gzip"),
    ):
        assert isinstance(found, Read), found
        assert found.data == PAGE


@pytest.mark.parametrize("tail", [b"", b"\n", b"\0" * 512, b"<!-- made in 1 ms -->"])
def test_all_members_of_a_gzip_are_one_page(tail: bytes) -> None:
    members = b"".join(gzip.compress(PAGE[start : start + 40]) for start in range(0, len(PAGE), 40))
    found = answer(members + tail, "Content-Encoding: gzip")
    assert isinstance(found, Read), found
    assert found.data == PAGE
    assert not remarks_on(found)


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "utf-8"])
@pytest.mark.parametrize("transfer", ["", "Transfer-Encoding: chunked"])
def test_a_page_that_its_tool_has_unpacked_under_its_old_headers(coding: str, transfer: str) -> None:
    found = answer(PAGE, f"Content-Encoding: {coding}", *([transfer] if transfer else []), "Content-Length: 9")
    assert isinstance(found, Read), found
    assert found.data == PAGE


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_what_is_packed_and_damaged_is_refused(coding: str) -> None:
    body = bytearray(PACKED[coding](PAGE * 20))
    body[30:60] = b"\xff" * 30
    found = answer(bytes(body), f"Content-Encoding: {coding}")
    assert isinstance(found, Refusal)
    assert found.sentence == f"{URL}: It is packed and damaged: it cannot be unpacked."


def test_a_damaged_member_of_a_gzip_is_not_left_in_silence() -> None:
    second = bytearray(gzip.compress(PAGE))
    second[-8:] = bytes(8)  # its checksum
    found = answer(gzip.compress(PAGE) + second, "Content-Encoding: gzip")
    assert isinstance(found, Refusal)
    assert "damaged" in found.sentence


def test_what_cannot_be_unpacked_is_told() -> None:
    strange = answer(b"\x28\xb5\x2f\xfd" + bytes(90), "Content-Encoding: zstd")
    thrice = answer(gzip.compress(PACKED["gzip, br"](PAGE)), "Content-Encoding: gzip, br, gzip")
    assert isinstance(strange, Refusal)
    assert isinstance(thrice, Refusal)
    assert strange.sentence == f"{URL}: It is packed in a way that cannot be unpacked here."
    assert "3 times over" in thrice.sentence


@pytest.mark.parametrize("coding", ["gzip", "br", "gzip, br"])
def test_a_bomb_in_an_answer_costs_little(coding: str) -> None:
    body = PACKED[coding](bytes(60_000_000)) if coding != "br" else brotli.compress(bytes(60_000_000), quality=2)
    begun = time.monotonic()
    found = answer(body, f"Content-Encoding: {coding}")
    assert time.monotonic() - begun < 2
    assert isinstance(found, Refusal)
    assert "larger than 8 MB" in found.sentence


@given(
    st.binary(max_size=200) | st.integers(0, len(PAGE)).map(lambda end: gzip.compress(PAGE)[:end]),
    st.sampled_from([*PACKED, "zstd", ",", "br, br, br"]),
    st.sampled_from(["", "chunked", "gzip", "gzip, chunked", "chunked, chunked"]),
    st.booleans(),
)
def test_any_bytes_under_any_headers_are_read_or_refused(
    body: bytes, coding: str, transfer: str, comes_in_chunks: bool
) -> None:
    stored = in_chunks(body, 7) if comes_in_chunks else body
    assert isinstance(answer(stored, f"Content-Encoding: {coding}", f"Transfer-Encoding: {transfer}"), Read | Refusal)


ALGORITHMS = [("sha1", "sha1"), ("sha256", "sha256"), ("sha-512", "sha512"), ("MD5", "md5"), ("SHA-256", "sha256")]
SPELLINGS: list[Callable[[bytes], str]] = [
    bytes.hex,
    lambda digest: digest.hex().upper(),
    lambda digest: base64.b32encode(digest).decode(),
    lambda digest: base64.b32encode(digest).decode().rstrip("=").lower(),
    lambda digest: base64.urlsafe_b64encode(digest).decode(),
]


@pytest.mark.parametrize(("named", "algorithm"), ALGORITHMS)
@pytest.mark.parametrize("spelled", SPELLINGS)
def test_checksums_in_their_spellings(named: str, algorithm: str, spelled: Callable[[bytes], str]) -> None:
    digest = f"{named}:{spelled(hashlib.new(algorithm, PAGE).digest())}"
    other = f"{named}:{spelled(hashlib.new(algorithm, PAGE + b' ').digest())}"
    assert isinstance(answer(PAGE, said={"WARC-Payload-Digest": digest}), Read)
    for header in ("WARC-Payload-Digest", "WARC-Block-Digest"):
        found = answer(PAGE, said={header: other})
        assert isinstance(found, Refusal)
        assert "checksum differs" in found.sentence


@pytest.mark.parametrize("said", ["blake3:00ff", "tiger:AAAA", "shake_128:00", "sha1", "sha1:", "", ":", "ünknown:x"])
def test_a_checksum_that_cannot_be_computed_belies_nothing(said: str) -> None:
    assert isinstance(answer(PAGE, said={"WARC-Payload-Digest": said, "WARC-Block-Digest": said}), Read)


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_the_checksum_of_what_came_in_chunks_is_with_their_frames_or_without(coding: str) -> None:
    body = PACKED[coding](PAGE)
    headers = ["Transfer-Encoding: chunked", *([f"Content-Encoding: {coding}"] if coding else [])]
    for payload in (body, in_chunks(body)):
        said = {"WARC-Payload-Digest": f"sha256:{hashlib.sha256(payload).hexdigest()}"}
        assert isinstance(answer(in_chunks(body), *headers, said=said), Read)
    found = answer(in_chunks(body + b" "), *headers, said=said)
    assert isinstance(found, Refusal)
    assert "checksum differs" in found.sentence


@pytest.mark.parametrize(
    ("reason", "why"),
    [("length", ", because it was long."), ("disconnect", ", because the connection broke."), ("x", "recorded.")],
)
def test_a_record_that_says_it_was_cut_off_is_read_with_a_remark(reason: str, why: str) -> None:
    whole = f"sha1:{hashlib.sha1(PAGE, usedforsecurity=False).hexdigest()}"
    found = answer(PAGE[:-300], said={"WARC-Truncated": reason, "WARC-Payload-Digest": whole})
    (remark,) = remarks_on(found)
    assert remark.startswith("The end of it is missing: it was cut off when it was recorded")
    assert remark.endswith(why)


def test_a_record_that_goes_on_in_another_says_so() -> None:
    (remark,) = remarks_on(answer(PAGE, said={"WARC-Segment-Number": "1"}))
    assert "goes on in another record" in remark


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, br"])
@pytest.mark.parametrize("comes_in_chunks", [True, False])
def test_a_packed_page_without_its_end_is_read_with_a_remark(coding: str, comes_in_chunks: bool) -> None:
    page = PAGE.replace(b"</body>", b"<!-- %s --></body>" % hashlib.shake_128(b"").hexdigest(20_000).encode())
    body = PACKED[coding](page)[:-4000]
    headers = [f"Content-Encoding: {coding}", *(["Transfer-Encoding: chunked"] if comes_in_chunks else [])]
    found = answer(in_chunks(body) if comes_in_chunks else body, *headers)
    assert remarks_on(found) == ["The end of it is missing: what was recorded breaks off."]
    assert isinstance(found, Read)
    assert page.startswith(found.data)
    assert len(found.data) > len(PAGE)


@pytest.mark.parametrize("lost", [1, 4, 6, 300])
def test_chunks_without_their_end_are_read_with_a_remark(lost: int) -> None:
    found = answer(in_chunks(PAGE)[:-lost], "Transfer-Encoding: chunked")
    assert remarks_on(found) == (["The end of it is missing: what was recorded breaks off."] if lost > 2 else [])


def test_less_than_was_announced_is_read_with_a_remark_and_more_is_not_one() -> None:
    assert "breaks off" in remarks_on(answer(PAGE, f"Content-Length: {len(PAGE) + 1}"))[0]
    assert not remarks_on(answer(PAGE, f"Content-Length: {len(PAGE) - 1}"))
    assert not remarks_on(answer(PAGE, "Content-Length: ²"))


@pytest.mark.parametrize("body", [b"", b"<html><body>"])
def test_when_nothing_is_left_the_refusal_says_that_it_was_cut_off(body: bytes) -> None:
    found = answer(body, said={"WARC-Truncated": "time"})
    assert isinstance(found, Refusal)
    assert found.sentence.endswith("it was cut off when it was recorded, because it took long.")


def test_an_answer_that_was_changed_on_its_way_is_read() -> None:
    assert isinstance(answer(PAGE, status="203 Non-Authoritative Information"), Read)


@pytest.mark.parametrize("status", ["206 Partial Content", "404 Not Found", "403 Forbidden", "503", "202 Accepted"])
def test_a_page_with_another_status_is_refused_with_it(status: str) -> None:
    found = answer(PAGE, status=status)
    assert isinstance(found, Refusal)
    assert status[:3] in found.sentence
    assert found.sentence.endswith("and it was left.")


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        ("404 Not Found", "text/html", b""),
        ("404 Not Found", "image/png", PAGE),
        ("301 Moved Permanently", "text/html", PAGE),
        ("304 Not Modified", "text/html", b""),
        ("204 No Content", "text/html", b""),
    ],
)
def test_what_holds_no_article_is_passed_over(status: str, media_type: str, body: bytes) -> None:
    data = warc_of_answer(URL, f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n", body)
    assert not list(read(data, name="a.warc"))
    assert not list(read(warc_of_answer("dns:a.example", "20250304\na.example. 60 IN A 192.0.2.1\n", b""), name="a"))


@pytest.mark.parametrize("head", ["nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 20_000, "\0" * 99])
def test_a_head_that_is_none_costs_its_own_record(head: str) -> None:
    data = warc_of_answer(URL, head, PAGE) + warc(PAGES[:1], is_packed=False)
    read_, refused = read_all(data)
    assert read_ == ["https://a.example/1"]
    assert len(refused) == 1
    assert refused[0].startswith(f"{URL}: Its ")


def test_a_changed_byte_is_told() -> None:
    data = warc(PAGES, is_packed=False).replace(b"Posted on", b"Posted 0n")
    read_, refused = read_all(data)
    assert read_ == ["https://a.example/1", "https://a.example/3"]
    assert refused == ["https://a.example/2: Its bytes are not those that were recorded: the checksum differs."]


@pytest.mark.parametrize("length", [b"9999999999", b"-5", b"x", b""])
def test_a_wrong_length_does_not_end_the_reading(length: bytes) -> None:
    data = warc(PAGES, is_packed=False)
    head, tail = data.split(b"Content-Length: ", 2)[:2], data.split(b"Content-Length: ", 2)[2]
    wrong = b"Content-Length: ".join([*head, length + b"\r\n" + tail.split(b"\r\n", 1)[1]])
    assert isinstance(read_all(wrong), tuple)


def test_a_bad_page_in_a_file_is_one_refusal() -> None:
    data = warc([PAGES[0], ("https://a.example/b", "text/html", b"<div>" * 9000 + b"x"), PAGES[2]])
    read_, refused = read_all(data)
    assert read_ == ["https://a.example/1", "https://a.example/2"]
    assert "nests" in refused[0]
