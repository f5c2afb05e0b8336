"""What a page says of itself is told with the place where it says so, contradictions too."""

import pytest
from lxml import etree

from archive.ingest.reading.page.hints import hints_of, linked_data
from archive.ingest.shapes import Hint


def said(head: str, url: str = "") -> dict[tuple[str, str], str]:
    root = etree.fromstring(
        f"<html><head>{head}</head><body></body></html>".encode(), etree.HTMLParser(encoding="utf-8")
    )
    return {(hint.field, hint.where): hint.value for hint in hints_of(root, url)}


def test_metas_of_every_kind() -> None:
    found = said(
        '<title>A – Site</title><meta property="og:title" content="A"><meta name="DC.creator" content="B. Lind">'
        '<meta name="author" content="Bo  Lind"><meta itemprop="datePublished" content="2025-03-04">'
        '<meta http-equiv="content-language" content="da"><meta property="og:type" content="article">'
        '<meta name="Date" content="4. marts 2025"><meta property="article:modified_time" content="2025-03-05">'
    )
    assert found == {
        ("title", "title of the page"): "A – Site",
        ("title", "meta, og:title"): "A",
        ("author", "meta, DC.creator"): "B. Lind",
        ("author", "meta, author"): "Bo Lind",
        ("published", "meta, datePublished"): "2025-03-04",
        ("language", "meta, content-language"): "da",
        ("genre", "meta, og:type"): "article",
        ("published", "meta, Date"): "4. marts 2025",
        ("modified", "meta, article:modified_time"): "2025-03-05",
    }


def test_contradictions_are_all_told() -> None:
    root = etree.fromstring(
        b'<html lang="en"><meta name="author" content="A"><meta name="author" content="B"><meta name="date" content="2024">'
        b'<time datetime="2025-01-02">then</time></html>',
        etree.HTMLParser(),
    )
    hints = hints_of(root)
    assert [hint.value for hint in hints if hint.field == "author"] == ["A", "B"]
    assert [hint.value for hint in hints if hint.field == "published"] == ["2024", "2025-01-02"]


def test_addresses_are_made_whole_and_are_of_the_web() -> None:
    page = "https://a.example/b/c?utm_source=x"
    assert (
        said('<link rel="canonical" href="/b/c">', page)["canonical_url", "link, canonical"] == "https://a.example/b/c"
    )
    assert not said('<link rel="canonical" href="javascript:alert(1)">', page)
    assert said('<link rel="alternate" hreflang="en-GB" href="/b/c?utm_source=x#top">', page) == {
        ("language", "link, hreflang"): "en-GB"
    }


def test_microdata_names_its_people() -> None:
    found = said(
        '<div itemscope><span itemprop="author" itemscope><b itemprop="name">Ana Ruiz</b>, reporter</span>'
        '<time itemprop="datePublished" datetime="2025-03-04">yesterday</time><h1 itemprop="headline">A</h1></div>'
    )
    assert found["author", "microdata, author"] == "Ana Ruiz"
    assert found["published", "microdata, datepublished"] == "2025-03-04"
    assert found["title", "microdata, headline"] == "A"


ARTICLE = '"@type":"NewsArticle","headline":"A","author":{"@type":"Person","name":"B"}'


@pytest.mark.parametrize(
    "text",
    [
        f"{{{ARTICLE}}}",
        f"[{{{ARTICLE}}}]",
        f'{{"@context":"https://schema.org","@graph":[{{"@type":"Organization","name":"Z"}},{{{ARTICLE}}}]}}',
        f"<!-- {{{ARTICLE}}} -->",
        f"//<![CDATA[\n{{{ARTICLE}}}\n//]]>",
        f"{{{ARTICLE},}};",
        '{"@graph":[{"@type":["Article","NewsArticle"],"headline":"A","author":[{"@id":"#b"}]},{"@id":"#b","name":"B"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"A","author":"B"}}',
        f'{{{ARTICLE},"description":"line\nbreak"}}',
    ],
)
def test_linked_data_in_the_shapes_that_sites_give_it(text: str) -> None:
    found = list(linked_data(text))
    assert Hint("title", "A", "JSON-LD, headline") in found
    assert Hint("author", "B", "JSON-LD, author") in found


def test_broken_linked_data_says_what_can_still_be_made_out() -> None:
    found = list(linked_data('{"@type":"NewsArticle","headline":"He said "no"","datePublished":"2025-03-04", oops'))
    assert Hint("published", "2025-03-04", "JSON-LD (broken), datePublished") in found


def test_linked_data_of_other_things_says_nothing() -> None:
    assert not list(linked_data('{"@type":"BreadcrumbList","name":"Home"}'))
    assert not list(linked_data('{"@type":"ImageObject","author":"A photographer"}'))


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, '{"a":' * 50_000, "{" + "," * 200_000 + " " * 200_000, '"' * 200_000]
)
def test_hostile_linked_data_costs_nothing(text: str) -> None:
    assert not list(linked_data(text))
