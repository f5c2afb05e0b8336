"""Every way to write the address of one page is one key; addresses of two pages never are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.address import LONGEST_KEY, canonical_address, canonical_key, site

SAME = {
    "example.org/news/2024/treaty": [
        "https://example.org/news/2024/treaty",
        "http://www.example.org:80/news/2024/treaty/",
        "HTTPS://M.EXAMPLE.org.:443/news//2024/./x/../treaty#comments",
        " https://user:secret@example.org/news/2024/treaty?utm_source=a&utm_medium=b&fbclid=1&gclid=2 ",
        "https://example.org/news/2024/treaty/index.html?amp=1",
        "https://amp.example.org/news/2024/treaty",
        "https://example.org/news/2024/treaty/amp/",
        "https://example.org/news/2024/treaty.amp?outputType=amp",
        "https://example.org/news/2024/%74reaty?&",
        "https://www.google.com/amp/s/www.example.org/news/2024/treaty",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/2024/treaty?amp_js_v=0.1",
        "https://web.archive.org/web/20240101000000id_/http://www.example.org/news/2024/treaty",
        "https://example.org/news/2024/treaty;jsessionid=0AF3?ref=rss",
        "https://example.org/news/2024/treaty?amp;utm_campaign=x",
    ],
    "example.org/?id=5&page=2": ["https://example.org?page=2&id=5", "http://www.example.org/index.php?id=5&amp;page=2"],
    "xn--mnchen-3ya.example/%C3%A9t%C3%A9": [
        "https://mu\u0308nchen.example/e\u0301t\u00e9",
        "https://m\u00fcnchen.example/%c3%a9te%cc%81",
        "https://XN--MNCHEN-3YA.example/%C3%A9t%C3%A9",
    ],
    "example.org/a%20b?q=c%20d": [" https://example.org/a b?q=c d\n", "https://example.org/a%20b?q=c+d"],
    "example.org/%E9t%E9": ["https://example.org/%e9t%e9"],
    "[2001:db8::1]:8080/a": ["http://[2001:DB8::1]:8080/a"],
    "example.org/app/#!/article/5": ["https://example.org/app#!/article/5"],
}
DIFFERENT = [
    "https://example.org/a",
    "https://example.org/A",
    "https://example.org/a?id=1",
    "https://example.org/a?id=2",
    "https://example.org/a?uid=2",
    "https://example.org/a?source=minutes",
    "https://example.org/a?ref=77",
    "https://example.org/a?7",
    "https://example.org/a%2Fb",
    "https://example.org/a/b",
    "https://example.org:8080/a",
    "https://other.example.org/a",
    "https://m.co.uk/a",
    "https://amp.co.uk/a",
    "https://example.org/camp",
    "https://example.org/#!/a",
    "https://example.org/#!/b",
]
NONE = [
    "",
    "nonsense",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "https://",
    "https:///a",
    "http://[::1/a",
    "https://a..b/c",
]


@pytest.mark.parametrize(("address", "url"), [(address, url) for address, urls in SAME.items() for url in urls])
def test_one_page_has_one_address(address: str, url: str) -> None:
    expected = address.replace("/app/", "/app") if "/app/#" in address else address
    assert canonical_address(url) == expected


def test_what_may_tell_pages_apart_stays() -> None:
    assert len({canonical_key(url) for url in DIFFERENT} - {""}) == len(DIFFERENT)


@pytest.mark.parametrize("url", NONE)
def test_what_is_no_address_has_no_key(url: str) -> None:
    assert canonical_key(url) == canonical_address(url) == site(url) == ""


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://www.example.org/?utm_source=x", "https://m.example.org/index.html"]
)
def test_the_front_page_of_a_site_names_no_article(url: str) -> None:
    assert (canonical_key(url), site(url)) == ("", "example.org")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://edition.example.com/a", "example.com"),
        ("https://www.example.com/a", "example.com"),
        ("https://news.example.co.uk:8080/a", "example.co.uk"),
        ("https://one.substack.com/p/a", "one.substack.com"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://[2001:db8::1]:80/a", "[2001:db8::1]"),
        ("http://localhost/a", "localhost"),
    ],
)
def test_a_site_is_what_the_hosts_of_an_outlet_have_in_common(url: str, expected: str) -> None:
    assert site(url) == expected


def test_a_key_is_bounded_and_long_ones_differ() -> None:
    long = [f"https://example.org/{'a' * 5_000}{end}" for end in "bc"]
    keys = [canonical_key(url) for url in long]
    assert len(set(keys)) == 2
    assert max(map(len, keys)) <= LONGEST_KEY


ESCAPES = ("%", "%41", "%25", "%2e", "%c3%a9", "%e9", "e\u0301", "\u037e", "\u212a", "a")
MARKS = ("/", "//", "..", "?", "&", "=", "#!", ":80", "@", "https://", "web.archive.org/web/2020/")
NOTHINGS = ("amp", ".amp", "amp;", "index.html", "www.", ";sid=", "utm_x")
PIECES = st.sampled_from(ESCAPES + MARKS + NOTHINGS)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_the_canonical_address_is_its_own_spelling(rest: str) -> None:
    for url in (rest, f"https://{rest}", f"http://www.example.org/{rest}"):
        found = canonical_address(url)
        assert found.isascii()
        assert len(canonical_key(url)) <= LONGEST_KEY
        if found:
            assert canonical_address(f"https://{found}") == found


@pytest.mark.parametrize(
    "piece", ["a", "/", "%", "%e9", "../", "&", "amp;", "web.archive.org/web/2020/", "/amp", ";sid=", "\u0301"]
)
def test_hostile_addresses_cost_little(piece: str) -> None:
    begun = time.process_time()
    canonical_key("https://example.org/" + piece * 500_000)
    canonical_key("https://" + piece * 500_000)
    assert time.process_time() - begun < 1
