"""A page read: one tree, walked once, with trafilatura asked which of it is the article."""

import logging
import re
from collections.abc import Sequence

import trafilatura
from lxml import etree, html

from archive.ingest.reading.decoding import decode
from archive.ingest.reading.documents import Parts, Source, Worded, laid_out, remarks, titled, value_of
from archive.ingest.reading.limits import MOST_MARKUP
from archive.ingest.reading.page import choosing, hints
from archive.ingest.reading.page.nodes import Candidate, Element, Walk
from archive.ingest.reading.sniffing import Sort
from archive.ingest.shapes import Hint, Read, Refusal

# Characters; a page with less of them has hidden its article.
_LITTLE = 300
_TAG = re.compile(r"</?(?:p|br|div|h\d)\b[^>]{0,200}>", re.IGNORECASE)

READER = f"trafilatura {trafilatura.__version__}"

# It tells on standard error what concerns nobody.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def parts(source: Source, sort: Sort) -> Parts:
    yield lambda: _read(source, sort)


def _read(source: Source, sort: Sort) -> Read:
    if len(source.data) > MOST_MARKUP:
        raise Refusal(f"The page is larger than {MOST_MARKUP // 1_000_000} MB, and was left.")
    decoded = decode(source.data, source.media_type, is_markup=True)
    try:
        found, said = read_page(decoded.text, source.url)
    except etree.LxmlError as error:
        raise Refusal("The page is too large or too damaged to be read, and was left.") from error
    said += remarks(decoded.remark)
    return Read(
        source.name, source.data, sort.value, found.text, decoded.encoding, READER, source.url, found.blocks, said
    )


def read_page(markup: str, url: str = "") -> tuple[Worded, list[Hint]]:
    """The article of a page with its blocks, and what the page says of itself. Raises `Refusal`."""
    root = parsed(markup)
    walk = Walk(root)
    said = hints.hints_of(root, url)
    if not any(each.is_prose for each in walk.candidates):
        walk = Walk(root, shows_hidden=True)
    titles, authors = ([hint.value for hint in said if hint.field == field] for field in ("title", "author"))
    chosen = choosing.choose(walk.nodes, walk.candidates, extracted(root, url), titles, authors)
    if sum(len(each.text) for each in chosen) < _LITTLE and (stated := _stated(root)):
        return titled(stated, value_of(said, "title")), said
    if not chosen:
        raise Refusal(_nothing(walk.candidates))
    return laid_out([(each.text, each.role) for each in chosen]), said


def _stated(root: Element) -> Worded | None:
    """The article as the page's JSON-LD holds it: pages that scripts put together show less than they say."""
    body = hints.stated_body(root)
    if len(body) < _LITTLE:
        return None
    if _TAG.search(body):
        return read_markup(body)
    return laid_out([(paragraph, "p") for paragraph in body.split("\n") if paragraph.strip()])


def read_markup(markup: str) -> Worded:
    """All that can be seen of a stretch of HTML, as of a feed's entry. Raises `Refusal`."""
    walk = Walk(parsed(markup))
    return laid_out([(each.text, each.role) for each in walk.candidates])


def parsed(markup: str) -> Element:
    """The tree of a page. Raises `Refusal` for what is too deep."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("The page has no elements that can be read, or too many of them.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "xcessive depth" in entry.message for entry in parser.error_log):
        raise Refusal("The page nests its elements deeper than any article does, and was left.")
    if root is None:
        raise Refusal("There is nothing to read on this page.")
    return root


def extracted(root: Element, url: str) -> str:
    """What trafilatura holds for the article, as text; empty when it finds none."""
    # Whatever it stumbles over: the page can be read without it.
    try:
        document = trafilatura.bare_extraction(root, url=url or None, fast=True, include_comments=False)
    except Exception:  # noqa: BLE001
        return ""
    return document.text or "" if isinstance(document, trafilatura.metadata.Document) else ""


def _nothing(candidates: Sequence[Candidate]) -> str:
    if candidates:
        return "No article was found on this page: it holds links and short labels, but no paragraphs."
    return "There are no words on this page. It is perhaps put together by scripts; save it from the browser and try again."
