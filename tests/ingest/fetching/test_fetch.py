"""What is asked of a site, and what is taken of its answer."""

import datetime

import pytest

from archive.ingest.fetching import Unavailable, fetch
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import loopback, page, redirect, serving

TEXT = "<p>Тест</p>".encode()


def test_a_page_is_taken_as_it_is():
    with serving({"/x?y=1": page(TEXT, "Content-Type: text/html; charset=utf-8", 'ETag: "v1"')}) as site:
        fetched = fetch(site.url("/x?y=1#z"), policy=loopback())
    assert (fetched.url, fetched.final_url) == (site.url("/x?y=1"), site.url("/x?y=1"))
    assert (fetched.status, fetched.body, fetched.media_type) == (200, TEXT, "text/html")
    assert fetched.header("etag") == '"v1"'
    assert fetched.header("none") == ""
    assert not fetched.is_unchanged
    assert abs(fetched.fetched_at - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(seconds=5)


def test_the_request_says_who_asks_and_nothing_else(monkeypatch, settings):
    """No cookies, no credentials, no way that led there, whatever the machine's own settings are."""
    settings.FETCH_USER_AGENT = "Attest/9 (+https://archive.example/)"
    pages = {"/": redirect("/next"), "/next": page(TEXT, "Set-Cookie: a=b", "Set-Cookie: c=d")}
    pages["/"] = pages["/"].replace(b"\r\n\r\n", b"\r\nSet-Cookie: id=1; Path=/\r\n\r\n")
    with serving(pages) as site:
        fetch(site.url(), policy=loopback())
        fetch(site.url("/next"), policy=loopback())
    for request in site.asked:
        lines = request.split("\r\n")
        assert lines[0].endswith(" HTTP/1.1")
        assert [line.partition(":")[0] for line in lines[1:-2]] == [
            "Host",
            "User-Agent",
            "Accept",
            "Accept-Encoding",
            "Connection",
        ]
        assert lines[1] == f"Host: news.example:{site.port}"
        assert lines[4] == "Accept-Encoding: gzip"
        assert lines[2] == "User-Agent: Attest/9 (+https://archive.example/)"


def test_what_no_text_has_is_no_part_of_a_header():
    with serving({"/": page(TEXT, 'ETag: "a\0b"')}) as site:
        assert fetch(site.url(), policy=loopback()).header("etag") == '"a b"'


def test_proxies_of_the_environment_are_passed_by(monkeypatch, tmp_path):
    with serving({}) as proxy, serving({"/": page(TEXT)}) as site:
        for name in ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv(name.upper(), f"http://127.0.0.1:{proxy.port}")
        netrc = tmp_path / ".netrc"
        netrc.write_text("machine news.example login me password secret")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HOME", str(tmp_path))
        assert fetch(site.url(), policy=loopback()).body == TEXT
    assert proxy.asked == []
    assert "Authorization" not in "".join(site.asked)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(status):
    pages = {"/": redirect("a/b", status=status), "/a/b": redirect("?c", status=status), "/a/b?c": page(TEXT)}
    with serving(pages) as site:
        fetched = fetch(site.url(), policy=loopback())
    assert (fetched.url, fetched.final_url, fetched.body) == (site.url(), site.url("/a/b?c"), TEXT)


def test_five_redirects_are_followed_and_six_are_not():
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(10_000)}
    with serving({**pages, "/6": page(TEXT)}) as site:
        assert fetch(site.url("/1"), policy=loopback()).body == TEXT
        with pytest.raises(Refusal, match="leads on and on"):
            fetch(site.url("/0"), policy=loopback())
    with serving(pages) as site:
        with pytest.raises(Refusal, match="leads on and on"):
            fetch(site.url("/0"), policy=loopback())
        assert len(site.paths) == 6


def test_a_circle_is_seen_at_once():
    with serving({"/": redirect("/b"), "/b": redirect("/#again")}) as site:
        with pytest.raises(Refusal, match="in a circle"):
            fetch(site.url(), policy=loopback())
        assert site.paths == ["/", "/b"]


def test_a_redirect_written_in_utf_8_is_understood():
    with serving({"/": redirect("/в".encode().decode("latin-1")), "/%D0%B2": page(TEXT)}) as site:
        assert fetch(site.url(), policy=loopback()).final_url == site.url("/%D0%B2")


def test_the_body_of_a_redirect_may_be_anything():
    endless = redirect("/x").replace(b"Content-Length: 0", b"Content-Length: 9999999999") + b"a" * 200_000
    broken = redirect("/x").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked") + b"xyz\r\n"
    with serving({"/a": endless, "/b": broken, "/x": page(TEXT)}) as site:
        assert fetch(site.url("/a"), policy=loopback()).body == TEXT
        assert fetch(site.url("/b"), policy=loopback()).body == TEXT


def test_what_has_not_changed_is_not_sent_again():
    unchanged = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nContent-Encoding: br\r\n\r\n'
    with serving({"/": unchanged}) as site:
        fetched = fetch(site.url(), etag='"v1"', last_modified="Sun, 22 Nov 2026 10:00:00 GMT", policy=loopback())
        assert (fetched.status, fetched.body, fetched.is_unchanged) == (304, b"", True)
        assert 'If-None-Match: "v1"\r\nIf-Modified-Since: Sun, 22 Nov 2026 10:00:00 GMT\r\n' in site.asked[-1]
        with pytest.raises(Refusal, match="304"):
            fetch(site.url(), policy=loopback())


def test_what_a_site_said_before_cannot_add_to_a_request():
    with serving({"/": page(TEXT)}) as site:
        fetch(site.url(), etag='"\r\nCookie: a=b', last_modified="é", policy=loopback())
    assert "Cookie" not in "".join(site.asked)
    assert "If-" not in "".join(site.asked)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("204 No Content", "answered 204 (No Content)"),
        ("206 Partial Content", "206"),
        ("300 Multiple Choices", "300"),
        ("302 Without Location", "302 (Found)"),
        ("400 Bad", "400"),
        ("401 Password", "401 (Unauthorized)"),
        ("403 <b>No</b>", "403 (Forbidden) instead of a page. If you can read it in a browser, paste its text"),
        ("404 Not Found", "404 (Not Found)"),
        ("410 Gone", "410 (Gone)"),
        ("451 Law", "451 (Unavailable For Legal Reasons)"),
        ("101 Switching", "101"),
        ("299 Odd", "answered 299 instead"),
        ("999 Denied", "answered 999 instead"),
    ],
)
def test_an_answer_without_a_page_is_told_and_final(status, words):
    with serving({"/": page(TEXT, status=status)}) as site, pytest.raises(Refusal) as refusal:
        fetch(site.url(), policy=loopback())
    assert words in refusal.value.sentence
    assert "<b>" not in refusal.value.sentence
    assert isinstance(refusal.value, Unavailable) == status.startswith("999")


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        ("500 Error", "X: y", None),
        ("502 Bad Gateway", "Retry-After: soon", None),
        ("503 Busy", "Retry-After: 120", 120),
        ("503 Busy", "Retry-After: 99999999999999", None),
        ("503 Busy", "Retry-After: 999999999", 86_400),
        ("503 Busy", "Retry-After: -1", None),
        ("503 Busy", "Retry-After: Sun, 22 Nov 2020 10:00:00 GMT", 0),
        ("503 Busy", "Retry-After: Sun, 22 Nov 2099 10:00:00 GMT", 86_400),
        ("503 Busy", "Retry-After: Sun, 22 Nov 2099 10:00:00 -0000", 86_400),
        ("503 Busy", "Retry-After: Sun, 99 Nov 2099 10:00:00 GMT", None),
        ("429 Slower", "Retry-After: 7", 7),
        ("408 Timeout", "X: y", None),
        ("425 Too Early", "X: y", None),
    ],
)
def test_an_answer_that_may_be_another_later_says_when(status, header, seconds):
    with serving({"/": page(b"", header, status=status)}) as site, pytest.raises(Unavailable) as refusal:
        fetch(site.url(), policy=loopback())
    assert refusal.value.retry_after == seconds
    assert status[:3] in refusal.value.sentence


def test_an_empty_page_is_none():
    with serving({"/": page(b"")}) as site, pytest.raises(Refusal, match="an empty page"):
        fetch(site.url(), policy=loopback())


def test_a_site_that_is_not_there_may_be_later():
    with serving({}) as site:
        pass
    with pytest.raises(Unavailable, match="cannot be reached now"):
        fetch(site.url(), policy=loopback())
