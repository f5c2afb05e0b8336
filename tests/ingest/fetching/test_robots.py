"""What sites ask of programs is kept to, also for a link that a person gave."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.ingest.fetching import NotYet, Unavailable, fetch
from archive.ingest.fetching.links import Link
from archive.ingest.fetching.manners import LARGEST_MEMORY, Manners
from archive.ingest.fetching.robots import parsed
from archive.ingest.shapes import Refusal
from tests.ingest.fetching.site import NOTHING, loopback, page, redirect, serving

TEXT = b"<p>A page.</p>"


def robots(text, *headers):
    return page(text.encode(), "Content-Type: text/plain", *headers)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /page", False),
        ("User-agent: *\nDisallow: /other", True),
        ("User-agent: *\nDisallow: /\nAllow: /page", True),
        ("User-agent: *\nDisallow: /*.html$", True),
        ("User-agent: *\nDisallow: /*age$", False),
        ("User-agent: Attest\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: attest/1.0\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: ATTEST\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: Attestor\nDisallow: /", True),
        ("User-agent: att\nDisallow: /", True),
        ("User-agent: GPTBot\nUser-agent: Other\nDisallow: /", True),
        ("User-agent: GPTBot\nUser-agent: Attest\nDisallow: /", False),
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: *\rDisallow: /", False),
        ("user-agent : * # all\nDISALLOW : /page # this", False),
        ("<html><p>Not found</p></html>", True),
        ("Disallow: /", True),
    ],
)
def test_rules_are_read_as_they_are_meant(rules, allowed):
    with serving({"/robots.txt": robots(rules), "/page": page(TEXT)}) as site:
        if allowed:
            assert fetch(site.url("/page"), policy=loopback()).body == TEXT
            return
        with pytest.raises(Refusal, match="paste its text instead") as refusal:
            fetch(site.url("/page"), policy=loopback())
        assert not isinstance(refusal.value, Unavailable)
        assert site.paths == []


@pytest.mark.parametrize(
    "status", ["400 Bad", "401 Password", "403 Forbidden", "404 Not Found", "410 Gone", "204 None"]
)
def test_a_site_without_rules_may_be_fetched(status):
    with serving({"/robots.txt": page(b"Disallow: /", status=status), "/": page(TEXT)}) as site:
        assert fetch(site.url(), policy=loopback()).body == TEXT


def test_a_site_whose_rules_are_out_of_order_is_left_for_now():
    pages = {"/robots.txt": page(b"", "Retry-After: 60", status="503 Busy"), "/": page(TEXT)}
    with serving(pages) as site:
        with pytest.raises(Unavailable, match=r"503.*robots\.txt") as refusal:
            fetch(site.url(), policy=loopback())
        assert refusal.value.retry_after == 60
        assert site.paths == []


def test_rules_that_are_slow_take_from_the_same_time():
    def slow(connection):
        time.sleep(0.5)

    with (
        serving({"/robots.txt": slow, "/": page(TEXT)}) as site,
        pytest.raises(Unavailable, match=r"broke off|in full"),
    ):
        fetch(site.url(), policy=loopback(seconds=0.2))


def test_rules_are_followed_to_where_they_are():
    pages = {"/robots.txt": redirect("/rules"), "/rules": robots("User-agent: *\nDisallow: /"), "/": page(TEXT)}
    with serving(pages) as site, pytest.raises(Refusal, match="paste"):
        fetch(site.url(), policy=loopback())
    with serving({"/robots.txt": redirect("/robots.txt"), "/": page(TEXT)}) as site:
        assert fetch(site.url(), policy=loopback()).body == TEXT
    with serving({"/robots.txt": redirect("http://10.0.0.1/"), "/": page(TEXT)}) as site:
        with pytest.raises(Refusal, match=r"10\.0\.0\.1"):
            fetch(site.url(), policy=loopback())
        assert site.paths == []


def test_rules_are_asked_for_once():
    policy = loopback()
    with serving({"/robots.txt": NOTHING, "/": page(TEXT)}) as site:
        for _ in range(3):
            fetch(site.url(), policy=policy)
        assert len(site.asked) == 4


def test_each_hop_is_asked_for_its_own_rules():
    with serving({"/robots.txt": robots("User-agent: *\nDisallow: /b"), "/b": page(TEXT)}) as other:
        pages = {"/": redirect(other.url("/b", host="other.example")), "/a": redirect("/b"), "/b": page(TEXT)}
        with serving(pages) as site:
            with pytest.raises(Refusal, match=r"other\.example asks"):
                fetch(site.url(), policy=loopback())
            assert fetch(site.url("/a"), policy=loopback()).body == TEXT
        assert other.paths == []


def test_packed_rules_are_unpacked():
    packed = page(gzip.compress(b"User-agent: *\nDisallow: /"), "Content-Encoding: gzip")
    with serving({"/robots.txt": packed, "/": page(TEXT)}) as site, pytest.raises(Refusal, match="paste"):
        fetch(site.url(), policy=loopback())


def test_the_pause_that_a_site_asks_for_is_kept():
    policy = loopback()
    pages = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.2"), "/": page(TEXT), "/a": redirect("/")}
    with serving(pages) as site:
        fetch(site.url(), policy=policy)
        begin = time.monotonic()
        fetch(site.url("/a"), policy=policy)
        # Once for the visit, and not again for the redirect within it.
        assert 0.19 < time.monotonic() - begin < 0.38


def test_a_long_pause_is_not_waited_for_but_told():
    policy = loopback()
    with serving({"/robots.txt": robots("User-agent: *\nCrawl-delay: 30"), "/": page(TEXT)}) as site:
        fetch(site.url(), policy=policy)
        with pytest.raises(NotYet, match="30 seconds between visits") as refusal:
            fetch(site.url(), policy=policy)
        assert len(site.paths) == 1
    assert 25 <= refusal.value.retry_after <= 31


def test_nobody_waits_longer_than_there_is_time():
    manners = Manners(pause=1)
    manners.wait("news.example", None)
    with pytest.raises(NotYet):
        manners.wait("news.example", None, most=0.5)


def test_visitors_of_one_site_come_in_line():
    manners = Manners(pause=0.1)
    begin = time.monotonic()
    with ThreadPoolExecutor(4) as people:
        list(people.map(lambda _: manners.wait("news.example", None), range(4)))
    assert 0.29 < time.monotonic() - begin < 0.6
    begin = time.monotonic()
    manners.wait("other.example", None)
    assert time.monotonic() - begin < 0.05


def test_what_is_remembered_is_bounded():
    manners = Manners(pause=0)
    rules = parsed("User-agent: *\nDisallow: /")
    links = [Link("http", f"{number}.example", 80, "/") for number in range(1_100)]
    for link in links:
        manners.remember(link, rules, size=10)
        manners.wait(link.host, None)
    assert len(manners.rules) == len(manners.free_at) == 1_000
    assert manners.recall(links[-1]) is rules
    manners.remember(links[0], rules, size=LARGEST_MEMORY - 5)
    assert list(manners.rules) == [links[0]]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: {number}\n" for number in range(15_000)) + "Disallow: /a\n" * 15_000,
        "User-agent: *\n" * 30_000 + "Disallow: /a$b\n",
        "User-agent: *\n" + "".join(f"Disallow: /*{number}*$\n" for number in range(6_000)),
        "User-agent: *\nDisallow: /" + "*a" * 250_000,
        "User-agent: *\nDisallow: /" + "a*" * 250_000 + "$",
        "User-agent: *\nDisallow: /" + "%" * 500_000,
        "user agent" + " " * 500_000,
        "\n" * 500_000,
        "#" * 500_000,
        " " * 250_000 + ":" * 250_000,
    ],
    ids=["names", "one name", "wildcards", "stars", "anchored", "percent", "blank", "lines", "comment", "colons"],
)
def test_odd_rules_without_end_are_read_in_bounded_time(text):
    begin = time.process_time()
    rules = parsed(text)
    rules.can_fetch("http://news.example/" + "a" * 1_900, "attest")
    assert time.process_time() - begin < 2
