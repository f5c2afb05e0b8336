"""Addresses are replaced where they are addresses, and nowhere else; files have names that every disk takes."""

import pytest

from archive.exports.places import LONGEST, file_of, way
from archive.exports.rewriting import rewritten


def loud(named):
    return named.value.upper()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a class="x" href="/a/?b=1&amp;c=2">/a/</a>', '<a class="x" href="/A/?B=1&amp;C=2">/a/</a>'),
        ("<a\n  href='/a/'>\n", '<a href="/A/">\n'),
        ('<p title="<a href=/a/>">x</p>', '<p title="<a href=/a/>">x</p>'),
        ('<!-- <a href="/a/"> -->', '<!-- <a href="/a/"> -->'),
        ('<script type="application/ld+json">{"a": "<a href=/a/>"}</script>', None),
        ('<img src="/a/" alt>', '<img src="/A/" alt>'),
        ('<use href="#a"/><a href="">x &amp; é</a>', '<use href="#A"/><a href="">x &amp; é</a>'),
        ('<meta http-equiv="refresh" content="0; url=/a/">', '<meta http-equiv="refresh" content="0; url=/A/">'),
        ('<meta name="description" content="/a/">', None),
        ('<form data-suggest="/a/" data-day="2">', '<form data-day="2">'),
    ],
)
def test_only_addresses_are_replaced(text, expected):
    assert rewritten(text, loud) == (text if expected is None else expected)


def test_words_are_put_before_forms_and_into_the_foot():
    text = '<body>é\n<form action="/a/"></form>\n<footer><p>f</p></footer>\n</body>'
    done = rewritten(text, loud, before_forms="<p>!</p>", at_end="<p>e</p>")
    assert done == '<body>é\n<p>!</p><form action="/A/"></form>\n<footer><p>f</p><p>e</p></footer>\n</body>'
    assert rewritten("<body>x</body>", loud, at_end="e") == "<body>xe</body>"


def test_an_address_has_a_file():
    assert file_of("/") == "index.html"
    assert file_of("/claims/") == "claims/index.html"
    assert file_of("/claims/", 3) == "claims/page-3/index.html"
    assert file_of("/api/v1/claims/", 2) == "api/v1/claims/page-2/index.json"
    assert file_of("/claims/a/%ED%8F%AC.csl.json") == "claims/a/포.csl.json"
    assert file_of("/../../etc/passwd") == "etc/passwd"


def test_a_name_too_long_for_a_disk_is_cut_and_stays_its_own():
    first, second = (file_of(f"/claims/a/{'𐤀' * 79}{end}.csl.json") for end in "𐤀𐤁")
    assert first != second
    assert max(len(part.encode()) for name in (first, second) for part in name.split("/")) <= LONGEST
    assert first.endswith(".csl.json")


def test_a_file_leads_to_another():
    assert way("index.html", "claims/index.html") == "claims/index.html"
    assert way("claims/a/b/index.html", "static/x.css") == "../../../static/x.css"
    assert way("claims/a/index.html", "claims/a/포/index.html") == "%ED%8F%AC/index.html"
