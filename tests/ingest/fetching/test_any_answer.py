"""Whatever a site says, what comes of it is a page or a refusal."""

import socket
from ipaddress import ip_address
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.fetching import asking, fetch
from archive.ingest.fetching.answers import Answer
from archive.ingest.fetching.asking import Exchange
from archive.ingest.fetching.links import parse
from archive.ingest.fetching.statuses import refusal_of
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import EVERY_PORT, loopback

LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 302 Found",
        b"HTTP/1.1 304 Not Modified",
        b"HTTP/1.1 503 Busy",
        b"Location: /x",
        b"Location: //10.0.0.1/",
        b"Location: http://[",
        b"Transfer-Encoding: chunked",
        b"Content-Length: 5",
        b"Content-Encoding: gzip",
        b"Content-Encoding: br",
        b"Content-Encoding: deflate",
        b"Retry-After: 5",
        b" folded",
        b": no name",
        b"5",
        b"0",
        b"hello",
        b"",
    ]
)
ANSWERS = st.one_of(
    st.lists(st.one_of(LINES, st.binary(max_size=20)), max_size=12).map(b"\r\n".join),
    st.lists(LINES, max_size=12).map(lambda lines: b"HTTP/1.1 200 OK\r\n" + b"\r\n".join(lines)),
    st.binary(max_size=200),
)


@given(ANSWERS, ANSWERS, ANSWERS)
def test_any_answer_is_a_page_or_a_refusal(robots, first, second):
    answers = iter([robots, first, second])
    ends = []

    def connect(link, found, policy, clock):
        ours, theirs = socket.socketpair()
        ends.append(theirs)
        theirs.sendall(next(answers, b""))
        theirs.shutdown(socket.SHUT_WR)
        return ours, ip_address("192.0.2.1")

    with patch.object(asking, "connect", connect):
        try:
            fetched = fetch("http://news.example/", policy=loopback())
        except Refusal as refusal:
            sentence = refusal.sentence
        else:
            sentence = "A page." if fetched.body else ""
    for end in ends:
        end.close()
    assert sentence.endswith(".")


@given(st.text())
def test_any_wish_to_be_left_alone_is_a_bounded_time_or_none(wish):
    answer = Answer(503, [("Retry-After", wish)])
    exchange = Exchange(parse("http://news.example/", ports=EVERY_PORT), ip_address("8.8.8.8"), None, b"", answer)
    seconds = refusal_of(exchange).retry_after
    assert seconds is None or 0 <= seconds <= 86_400
