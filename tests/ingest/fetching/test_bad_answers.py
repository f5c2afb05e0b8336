"""Answers that are wrong, late or endless: told in a sentence, in bounded time and memory."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.ingest.fetching import Unavailable, fetch, wire
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import loopback, page, serving

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def taken(answer, **policy):
    with serving({"/": answer}) as site:
        return fetch(site.url(), policy=loopback(**policy))


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (OK + b"\r\nuntil the end", b"until the end"),
        (OK + b"Content-Length: 3\r\n\r\nabcdef", b"abc"),
        (OK + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", b"abc"),
        (CHUNKED + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n", b"abcde"),
        (OK + b"Transfer-Encoding: Chunked\r\nContent-Length: 99\r\n\r\n1\r\na\r\n0\r\n\r\n", b"a"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 1\r\n\r\na", b"a"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 3 + OK + b"Content-Length: 1\r\n\r\na", b"a"),
        (b"HTTP/1.0 200\r\n\r\na", b"a"),
        (b"HTTP/1.1 203 Changed\r\nContent-Length: 1\r\n\r\na", b"a"),
    ],
)
def test_what_is_unusual_and_clear_is_taken(answer, body):
    assert taken(answer).body == body


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n\r\n",
        b"<p>no head</p>\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 -200 OK\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\na",
        OK + b"Content-Length: -1\r\n\r\na",
        OK + b"Content-Length: 1e3\r\n\r\na",
        OK + b"Content-Length: 0x10\r\n\r\na",
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        OK + b"Content-Length: 1, 2\r\n\r\nab",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: xchunked\r\n\r\na",
        OK + b"X: y\r\n" * 200 + b"\r\na",
        OK + b"X: " + b"y" * 70_000 + b"\r\n\r\na",
        OK + b"X: y\r\n" * 20_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000,
        b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10_000,
        CHUNKED + b"xyz\r\nabc",
        CHUNKED + b"-1\r\nabc\r\n0\r\n\r\n",
        CHUNKED + b"-5\r\nabcdefgh\r\n0\r\n\r\n",
        CHUNKED + b"f" * 70_000,
        CHUNKED + b"fffffffffffffffffffffffff\r\nabc",
        CHUNKED + b"3\r\nabc",
        CHUNKED + b"3\r\nabc\r\n",
        CHUNKED,
        OK + b"Content-Length: 10\r\n\r\nabc",
        OK + b"Content-Length: 10000001\r\n\r\nabc",
        OK + b"Content-Length: 99999999999999999999999\r\n\r\nabc",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_what_is_wrong_is_refused_in_a_sentence(answer):
    begin = time.monotonic()
    with pytest.raises(Refusal) as refusal:
        taken(answer)
    assert refusal.value.sentence.endswith(".")
    assert time.monotonic() - begin < 2


def test_an_answer_that_breaks_off_may_come_whole_later():
    for answer in (OK + b"Content-Length: 10\r\n\r\nabc", CHUNKED + b"3\r\nabc\r\n"):
        with pytest.raises(Unavailable, match="broke off"):
            taken(answer)


def test_a_reset_connection_may_be_better_later():
    def reset(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        connection.close()

    with pytest.raises(Unavailable, match="broke off"):
        taken(reset)


def dripping(head, drop):
    """Says a little, again and again, for as long as somebody listens."""

    def speak(connection):
        connection.sendall(head)
        while True:
            connection.sendall(drop)
            time.sleep(0.02)

    return speak


DAWDLERS = [
    (b"", b"H"),
    (b"HTTP/1.1 200 ", b"O"),
    (OK, b"X: y\r\n"),
    (OK + b"X: ", b"y"),
    (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    (OK + b"\r\n", b"a"),
    (OK + b"Content-Length: 1000000\r\n\r\n", b"a"),
    (CHUNKED, b"1\r\na\r\n"),
    (CHUNKED, b"0"),
    (CHUNKED + b"0\r\n", b"X: y\r\n"),
    (b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", b"a"),
]


def test_a_site_that_dawdles_is_left_when_the_time_is_over():
    def left(path):
        begin = time.monotonic()
        with pytest.raises(Unavailable, match=r"within 0\.4 seconds"):
            fetch(site.url(path), policy=loopback(seconds=0.4))
        return time.monotonic() - begin

    pages = {f"/{number}": dripping(*dawdler) for number, dawdler in enumerate(DAWDLERS)}
    with serving(pages) as site, ThreadPoolExecutor(len(pages)) as people:
        times = list(people.map(left, pages))
    assert len(times) == len(DAWDLERS)
    assert all(0.35 < taken < 1.5 for taken in times), times


def test_a_site_that_is_silent_is_left_when_the_time_is_over():
    released = threading.Event()
    with pytest.raises(Unavailable, match=r"within 0\.3 seconds"):
        taken(lambda connection: released.wait(5), seconds=0.3)
    released.set()


def endless(head, piece):
    def speak(connection):
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return speak


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK + b"\r\n", b"a" * 65_536),
        (CHUNKED, b"10000\r\n" + b"a" * 65_536 + b"\r\n"),
        (OK, b"X: y\r\n" * 1_000),
        (b"", b"a" * 65_536),
    ],
)
def test_an_endless_answer_is_left_when_it_is_too_long(head, piece):
    with pytest.raises(Refusal) as refusal:
        taken(endless(head, piece))
    assert not isinstance(refusal.value, Unavailable)


def test_ten_megabytes_are_taken_and_one_byte_more_is_not():
    assert len(taken(page(b"a" * 10_000_000)).body) == 10_000_000
    assert len(taken(OK + b"\r\n" + b"a" * 10_000_000).body) == 10_000_000
    for answer in (page(b"a" * 10_000_001), OK + b"\r\n" + b"a" * 10_000_001):
        with pytest.raises(Refusal, match="more than 10 MB"):
            taken(answer)


def test_a_body_in_the_smallest_chunks_is_left_soon(monkeypatch):
    monkeypatch.setattr(wire, "MOST_LINES", 10_000)
    with pytest.raises(Refusal, match="more than 10,000 chunks"):
        taken(endless(CHUNKED, b"1\r\na\r\n" * 1_000))
    assert len(taken(CHUNKED + b"1\r\na\r\n" * 9_000 + b"0\r\n\r\n").body) == 9_000
