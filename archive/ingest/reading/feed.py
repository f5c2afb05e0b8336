"""RSS 0.9x, 1.0, 2.0 and Atom: each entry a document, with its own words or at least its summary.

The XML is looked at before feedparser sees it, which would otherwise spend seconds on a kilobyte of entities.
"""

import re
from collections.abc import Sequence
from typing import Any

import feedparser
from lxml import etree

from archive.ingest.reading.cleaning import one_line
from archive.ingest.reading.decoding import decode
from archive.ingest.reading.documents import (
    STUMBLES,
    Entry,
    Part,
    Parts,
    Source,
    Worded,
    hint,
    laid_out,
    remarks,
    titled,
    web_address,
)
from archive.ingest.reading.limits import MOST_MARKUP
from archive.ingest.reading.page import read_markup
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Hint, Read, Refusal

READER = f"feedparser {feedparser.__version__}"

MOST_ENTRIES = 5_000
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")
_ITEMS = re.compile(rb"<(?P<tag>(?:\w{1,20}:)?(?:item|entry))(?:\s[^>]{0,2000})?>.*?</(?P=tag)\s{0,20}>", re.DOTALL)


def parts(source: Source, sort: Sort) -> Parts:
    text, remark = _vetted(source)
    feed = _parsed(text, source)
    stretches = [match[0] for match in _ITEMS.finditer(source.data)]
    for number, entry in enumerate(feed.entries):
        data = stretches[number] if len(stretches) == len(feed.entries) else source.data
        yield _part(source, feed, entry, data, number + 1, remarks(remark))


def entries(source: Source) -> list[Entry]:
    """What the feed announces."""
    text, _ = _vetted(source)
    found = (_entry(each, source.url) for each in _parsed(text, source).entries)
    return [each for each in found if each.link or each.id]


def _vetted(source: Source) -> tuple[str, str]:
    """The feed's characters and what is to be remarked on them. Raises `Refusal` for what is built to harm."""
    if len(source.data) > MOST_MARKUP:
        raise Refusal(f"The feed is larger than {MOST_MARKUP // 1_000_000} MB, and was left.")
    decoded = decode(source.data, source.media_type, is_markup=True)
    text = _DECLARATION.sub("", decoded.text.replace("\0", ""))
    if _ENTITY.search(text):
        raise Refusal("The feed defines abbreviations of its own (XML entities), as no feed needs to. It was not read.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Refusal("The feed is damaged: it holds no XML that can be read.")
    if any("xcessive depth" in error.message or "huge" in error.message.lower() for error in parser.error_log):
        raise Refusal("The feed nests its elements deeper, or has longer values, than any feed does. It was not read.")
    return text, decoded.remark


def _parsed(text: str, source: Source) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": source.url}
    data = text.encode("utf-8", "replace")
    try:
        feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except STUMBLES as error:
        raise Refusal("The feed is damaged: it cannot be told where its entries begin and end.") from error
    if not feed.version and not feed.entries:
        raise Refusal("There is no RSS or Atom feed in it.")
    if not feed.entries:
        raise Refusal("The feed has no entries.")
    if len(feed.entries) > MOST_ENTRIES:
        raise Refusal(f"The feed has more than {MOST_ENTRIES:,} entries, and was left.")
    return feed


def _entry(entry: Any, base: str) -> Entry:
    return Entry(
        link=web_address(entry.get("link") or _permalink(entry), base),
        title=_line(entry.get("title") or ""),
        published=one_line(entry.get("published") or _updated(entry) or entry.get("created") or ""),
        summary=_line(entry.get("summary") or ""),
        id=one_line(entry.get("id") or ""),
    )


def _part(source: Source, feed: Any, entry: Any, data: bytes, number: int, said: list[Hint]) -> Part:
    def read() -> Read:
        known = _entry(entry, source.url)
        found = _words(entry, known.title)
        hints = [*_hints(feed, entry, known), *said]
        name = f"{source.name}, entry {number}"
        sort = "application/atom+xml" if feed.version.startswith("atom") else "application/rss+xml"
        return Read(name, data, sort, found.text, "utf-8", READER, known.link, found.blocks, hints)

    return read


def _words(entry: Any, title: str) -> Worded:
    """The entry's own words, or its summary; its title above them, unless they begin with it."""
    bodies = [*(each.get("value") or "" for each in entry.get("content", [])), entry.get("summary") or ""]
    body = max(bodies[:-1], key=len, default="") or bodies[-1]
    found = _shown(body) if body.strip() else Worded("")
    if not title and not found.text:
        raise Refusal("The entry has neither a title nor a text.")
    return titled(found, title)


def _shown(body: str) -> Worded:
    try:
        if "<" in body or "&" in body:
            return read_markup(body)
        return laid_out([(each, "p") for each in body.split("\n\n")])
    except Refusal as refusal:
        if "no text" in refusal.sentence:
            return Worded("")
        raise


def _hints(feed: Any, entry: Any, known: Entry) -> list[Hint]:
    names: Sequence[Any] = [each.get("name") for each in entry.get("authors", [])] or [entry.get("author")]
    tags = [each.get("term") or each.get("label") for each in entry.get("tags", [])[:3]]
    found = [
        hint("title", known.title, "feed, title"),
        *(hint("author", name, "feed, author") for name in names[:50]),
        hint("published", entry.get("published") or entry.get("created"), "feed, published"),
        hint("modified", _updated(entry), "feed, updated"),
        hint("canonical_url", known.link, "feed, link"),
        hint(
            "publisher",
            _line((entry.get("source") or {}).get("title") or feed.feed.get("title") or ""),
            "feed, title of the feed",
        ),
        hint("language", _language(feed, entry), "feed, language"),
        *(hint("section", tag, "feed, category") for tag in tags),
    ]
    return [each for some in found for each in some]


def _language(feed: Any, entry: Any) -> str:
    """What the feed says of itself, or its entry of its words, if that is in the source at all."""
    said = [each.get("language") for each in entry.get("content", [])]
    return next((each for each in said if each), None) or feed.feed.get("language") or ""


def _line(markup: str) -> str:
    """Markup on one line, as a title or a summary is shown."""
    if "<" not in markup and "&" not in markup:
        return one_line(markup)
    try:
        return one_line(read_markup(markup[:20_000]).text)
    except Refusal:
        return ""


def _updated(entry: Any) -> str:
    """What the feed itself says; feedparser would give the day of publication where it says nothing."""
    return dict.get(entry, "updated") or ""


def _permalink(entry: Any) -> str:
    return next((each.get("href") or "" for each in entry.get("links", []) if each.get("rel") == "alternate"), "")
