"""What is given as a link, and what is asked for; every odd form is refused before anything is looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.fetching.links import follow, parse
from archive.ingest.shapes import Refusal

WEB = frozenset({80, 443})


def parsed(text):
    return parse(text, ports=WEB)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://news.example", "http://news.example/"),
        ("  https://News.Example/A?b=C#d  ", "https://news.example/A?b=C"),
        ("HTTPS://news.example:443/", "https://news.example/"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("http://news.example:/x", "http://news.example/x"),
        ("http://news.example?q=1", "http://news.example/?q=1"),
        ("http://news.example#top", "http://news.example/"),
        ("http://news.example./x", "http://news.example/x"),
        ("https://новини.example/в", "https://xn--b1amarcd.example/%D0%B2"),
        ("https://XN--B1AMARCD.example/", "https://xn--b1amarcd.example/"),
        ("http://news.example/a b", "http://news.example/a%20b"),
        ("http://news.example/a%20b%zz", "http://news.example/a%20b%zz"),
        ('http://news.example/"<x>', "http://news.example/%22%3Cx%3E"),
        ("http://news.example/@user:x@y", "http://news.example/@user:x@y"),
        ("http://my_paper.news.example/", "http://my_paper.news.example/"),
        ("http://a--b.news.example/", "http://a--b.news.example/"),
        ("http://8.8.8.8/x", "http://8.8.8.8/x"),
        ("http://[2A00:1450:4001:0:0::1]/x", "http://[2a00:1450:4001::1]/x"),
    ],
)
def test_a_usual_link_is_asked_for_in_one_form(written, asked):
    assert parsed(written).url == asked
    assert parsed(asked).url == asked


@pytest.mark.parametrize(
    "host",
    [
        # Numbers that resolvers and browsers take for addresses.
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0x7F.0x0.0x0.0x1",
        "017700000001",
        "0177.0.0.1",
        "0177.0.0.01",
        "127.1",
        "127.0.1",
        "127.0.0.1.0",
        "127.0.0.256",
        "1.2.3.0x4",
        "1.2.3.0x",
        "00000000000000000000000000000177.1",
        "127.0.0.1..",
        "①②⑦.0.0.1",
        "１２７.０.０.１",
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
        "ⓛocalhost",
        "ｌｏｃａｌｈｏｓｔ",
        "𝟏𝟐𝟕.0.0.1",
        # Names of the inside.
        "localhost",
        "LOCALHOST",
        "localhost.",
        "foo.localhost",
        "localhost.localdomain",
        "printer.local",
        "metadata.google.internal",
        "wiki.corp",
        "nas.lan",
        "router.home",
        "box.home.arpa",
        "1.0.0.127.in-addr.arpa",
        "abc.onion",
        "x.i2p",
        "intranet",
        "db",
        # No names at all.
        "",
        ".",
        "..",
        ".news.example",
        "news..example",
        "news.example..",
        "-news.example",
        "news-.example",
        "news!.example",
        "news,example.example",
        "ne ws.example",
        "a" * 64 + ".example",
        ".".join(["a" * 50] * 6),
        "a" * 300,
        "é" * 300 + ".example",
        "%6c%6f%63alhost",
        "127.0.0.1%2f.news.example",
        "news.example%00",
        "a\u202eb.example",
        "a\u00adb\u200b",
        "ne\u200dws.example",
        "straße.example",
        "xn--\u0430.example",
        # Brackets that hold something else.
        "[",
        "[]",
        "[::1",
        "::1",
        "[127.0.0.1]",
        "[fe80::1%eth0]",
        "[fe80::1%25eth0]",
        "[v1.fe80]",
        "[[::1]]",
        "[::1]x",
        "[::ffff:127.0.0.1",
        "[::1].news.example",
        # Somebody's credentials, and hosts behind them.
        "user@news.example",
        "user:password@news.example",
        "news.example@127.0.0.1",
        "news.example:80@127.0.0.1",
        "@news.example",
        # What some programs take for the end of the host, and others do not.
        "news.example\\@127.0.0.1",
        "127.0.0.1\\.news.example",
        "news.example\t",
        "lo\tcalhost.example",
        "news\n.example",
        "news.example\r\nHost: x",
        "news.example\x00.example",
        "news.example\u2028",
        "news.example\ud800",
        # Ports.
        "news.example:8080",
        "news.example:22",
        "news.example:0",
        "news.example:65536",
        "news.example:99999999999999999999",
        "news.example:-80",
        "news.example:8０",
        "news.example:80x",
        "news.example:80:80",
    ],
)
def test_an_odd_host_is_refused_in_a_sentence(host):
    for link in (f"http://{host}/x", f"https://{host}/"):
        with pytest.raises(Refusal) as refusal:
            parsed(link)
        assert refusal.value.sentence.endswith(".")
        assert len(refusal.value.sentence) < 200


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://me:secret@news.example/", "user name or password"),
        ("http://127.1/", "a number written in an unusual way"),
        ("http://①②⑦.0.0.1/", "look-alike"),
        ("http://printer.local/", "“.local” are not on the public web"),
        ("http://intranet/", "has a dot in it"),
        ("ftp://news.example/", "begin with http:// or https://"),
        ("http://news.example:22/", "port 22"),
        ("http://news.example\\x/", "backslash"),
        ("http://news.exa\nmple/", "line break"),
    ],
)
def test_a_refusal_says_what_to_change(link, words):
    with pytest.raises(Refusal) as refusal:
        parsed(link)
    assert words in refusal.value.sentence
    assert "secret" not in refusal.value.sentence


@pytest.mark.parametrize(
    "link",
    [
        "",
        "news.example/x",
        "//news.example/x",
        "/x",
        "http:news.example",
        "http:/news.example",
        "http:\\\\news.example",
        "http//news.example",
        "https:",
        "http://",
        "http:///news.example/",
        "http://?x",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example:70/_x",
        "dict://news.example:11211/",
        "data:text/html,x",
        "javascript:alert(1)",
        "jar:http://news.example!/",
        "ｈttp://news.example/",
        "ht\ttp://news.example/",
        "http:\n//news.example/",
        "view-source:http://news.example/",
        "http://news.example/" + "a" * 2_000,
        "http://news.example/" + "я" * 400,
    ],
)
def test_what_is_no_link_to_the_web_is_refused(link):
    with pytest.raises(Refusal):
        parsed(link)


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/b", "http://news.example/b"),
        ("b", "http://news.example/a/b"),
        ("../b?c#d", "http://news.example/b?c"),
        ("?c", "http://news.example/a/x?c"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example", "https://other.example/"),
        ("/новини", "http://news.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
        ("/a b", "http://news.example/a%20b"),
    ],
)
def test_a_redirect_leads_on_from_where_it_stands(location, asked):
    assert follow(parsed("http://news.example/a/x"), location, ports=WEB).url == asked


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "gopher://news.example/",
        "ftp://news.example/",
        "http://localhost/",
        "//127.1/",
        "http://user@news.example/",
        "http://news.example:6379/",
        "/\\localhost",
        "\\\\localhost\\",
        "/a\tb",
        "/a\x00b",
        "http://[::1",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_to_elsewhere_than_the_web_is_refused(location):
    with pytest.raises(Refusal):
        follow(parsed("http://news.example/"), location, ports=WEB)


@given(
    st.text() | st.text().map("http://{}".format) | st.text(alphabet="ht p:/[]@.%\\0x①。1é-").map("http://{}".format)
)
def test_any_text_is_one_plain_link_or_refused(text):
    try:
        link = parsed(text)
    except Refusal:
        return
    assert link.url.isascii()
    assert link.url.isprintable()
    assert " " not in link.url
    assert parsed(link.url) == link
