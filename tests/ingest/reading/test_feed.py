"""Entries of feeds are documents; what is built to harm is refused before a parser unfolds it."""

import pytest

from archive.ingest.reading import Entry, entries, read
from archive.ingest.shapes import Read, Refusal

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Varde Post</title><link>https://v.example/</link>
<language>en-gb</language><item><title>Bridge &amp; ferry</title><link>/a/1</link><dc:creator>Ana Ruiz</dc:creator>
<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><category>Roads</category><description>In short.</description>
<content:encoded><![CDATA[<p>First.</p><figure><img src=x><figcaption>A pier</figcaption></figure><p>Second <b>one</b>.</p>
<script>alert(1)</script>]]></content:encoded></item><item><title>Two</title><guid>tag:2</guid>
<description>&lt;p&gt;Told &lt;i&gt;briefly&lt;/i&gt;&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da"><title>Nyt</title><entry>
<title type="html">A &lt;i&gt;b&lt;/i&gt;</title><link href="javascript:x"/><link rel="alternate" href="https://v.example/q"/>
<id>urn:1</id><updated>2025-03-04T00:00:00Z</updated><author><name>X Y</name></author><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Body.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel
rdf:about="x"><title>C</title></channel><item rdf:about="y"><title>I</title><link>http://v.example/y</link>
<description>Words.</description></item></rdf:RDF>"""


def found(feed: str, url: str = "https://v.example/feed/rss.xml") -> list[Read]:
    return [each for each in read(feed.encode(), name="feed.xml", url=url) if isinstance(each, Read)]


def test_an_entry_is_a_document_with_what_the_feed_says_of_it() -> None:
    first, second = found(RSS)
    assert first.text == "Bridge & ferry\n\nFirst.\n\nA pier\n\nSecond one."
    assert [block.role for block in first.blocks] == ["h1", "p", "figcaption", "p"]
    assert {(hint.field, hint.value) for hint in first.hints} >= {
        ("title", "Bridge & ferry"),
        ("author", "Ana Ruiz"),
        ("published", "Tue, 04 Mar 2025 10:00:00 GMT"),
        ("publisher", "Varde Post"),
        ("language", "en-gb"),
        ("section", "Roads"),
        ("canonical_url", "https://v.example/a/1"),
    }
    assert (first.url, first.name) == ("https://v.example/a/1", "feed.xml, entry 1")
    assert first.data.startswith(b"<item><title>Bridge &amp; ferry")
    assert first.data.endswith(b"</item>")
    assert second.text == "Two\n\nTold briefly"


def test_atom_and_rdf() -> None:
    (atom,) = found(ATOM)
    assert (atom.text, atom.url, atom.media_type) == ("A b\n\nBody.", "https://v.example/q", "application/atom+xml")
    (rdf,) = found(RDF)
    assert rdf.text == "I\n\nWords."


def test_entries_for_a_subscription() -> None:
    assert entries(RSS.encode(), "https://v.example/feed/rss.xml") == [
        Entry("https://v.example/a/1", "Bridge & ferry", "Tue, 04 Mar 2025 10:00:00 GMT", "In short.", ""),
        Entry("", "Two", "", "Told briefly", "tag:2"),
    ]
    with pytest.raises(Refusal, match="no RSS or Atom feed at this address"):
        entries(b"<html><p>Not a feed.</p></html>")


def test_a_feed_in_another_encoding() -> None:
    feed = '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>Вишні</title></item></channel></rss>'
    (entry,) = read(feed.encode("cp1251"), name="x")
    assert isinstance(entry, Read)
    assert entry.text == "Вишні"


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (f"{BOMB}]><rss><channel><title>&a8;</title></channel></rss>", "XML entities"),
        (
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item>',
            "XML entities",
        ),
        ("<rss>" + "<a>" * 100_000, "nests its elements"),
        ('<rss version="2.0"><channel></channel></rss>', "no entries"),
        ("<rss>" + "x" * 9_000_000, "larger than 8 MB"),
        (
            f'<rss version="2.0"><channel>{"<item><title>a</title></item>" * 6000}</channel></rss>',
            "more than 5,000 entries",
        ),
    ],
    ids=["entities", "external", "nested", "empty", "large", "many"],
)
def test_hostile_feeds_are_refused(feed: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        list(read(feed.encode(), name="x"))
