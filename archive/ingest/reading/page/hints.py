"""What a page says of itself, each with the place where it says so. Contradictions are all told, in their order."""

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from archive.ingest.reading.cleaning import one_line
from archive.ingest.reading.documents import web_address
from archive.ingest.reading.limits import LONGEST_HINT, MOST_HINTS
from archive.ingest.shapes import Hint

Element: TypeAlias = Any  # lxml carries no types

_METAS = {
    "og:title": "title", "twitter:title": "title", "dc.title": "title", "dcterms.title": "title", "title": "title",
    "citation_title": "title", "parsely-title": "title", "sailthru.title": "title", "headline": "title",
    "og:site_name": "publisher", "dc.publisher": "publisher", "dcterms.publisher": "publisher",
    "application-name": "publisher", "publisher": "publisher", "citation_publisher": "publisher",
    "copyright": "publisher",
    "author": "author", "article:author": "author", "og:article:author": "author", "dc.creator": "author",
    "dcterms.creator": "author", "byl": "author", "parsely-author": "author", "sailthru.author": "author",
    "citation_author": "author", "dable:author": "author", "twitter:creator": "author", "book:author": "author",
    "article:published_time": "published", "og:published_time": "published", "og:article:published_time": "published",
    "date": "published", "dc.date": "published", "dc.date.issued": "published", "dcterms.created": "published",
    "dcterms.date": "published", "dcterms.issued": "published", "pubdate": "published", "publish-date": "published",
    "publishdate": "published", "publication_date": "published", "parsely-pub-date": "published",
    "sailthru.date": "published", "datepublished": "published", "citation_publication_date": "published",
    "citation_date": "published", "originalpublicationdate": "published", "article.published": "published",
    "release_date": "published", "article_date_original": "published", "cxenseparse:recs:publishtime": "published",
    "article:modified_time": "modified", "og:updated_time": "modified", "last-modified": "modified",
    "dcterms.modified": "modified", "datemodified": "modified", "lastmod": "modified", "revised": "modified",
    "og:locale": "language", "dc.language": "language", "dcterms.language": "language", "language": "language",
    "content-language": "language", "inlanguage": "language",
    "og:url": "canonical_url", "twitter:url": "canonical_url", "dc.identifier": "canonical_url",
    "og:type": "genre", "dc.type": "genre", "article:section": "section", "section": "section",
    "parsely-section": "section", "cxenseparse:section": "section",
    "description": "description", "og:description": "description", "twitter:description": "description",
    "dc.description": "description",
}  # fmt: skip
_PROPS = {
    "headline": "title", "datepublished": "published", "datemodified": "modified", "datecreated": "published",
    "author": "author", "publisher": "publisher", "inlanguage": "language", "articlesection": "section",
    "genre": "genre", "mainentityofpage": "canonical_url", "sourceorganization": "agency",
}  # fmt: skip
_ARTICLE = re.compile(r"article|posting|report|review|webpage|newsmessage|creativework|liveblog", re.IGNORECASE)
_DEEPEST = 12
_MOST_LINKED_DATA = 1_000_000  # characters
_SLIPS = re.compile(r",(\s*[}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|inLanguage|articleSection)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,500})"'
)
# Not of readers' comments, and not of the pages that are linked from beside the article.
_MICRODATA = etree.XPath(
    "//*[@itemprop and not(self::meta) and not(ancestor::*[contains(@itemtype, 'Comment')])]"
    " | //time[@datetime and not(ancestor::aside or ancestor::nav or ancestor::footer)]"
    " | //a[contains(@rel, 'author')]"
)
_HEAD = etree.XPath("//meta[@content] | //link[@href and @rel] | //title | //html | //script[@type]")


def hints_of(root: Element, url: str = "") -> list[Hint]:
    """What the page says of title, publisher, author, dates, language, address, genre and section, each once a place."""
    found: dict[Hint, None] = {}
    for hint in _all(root, url):
        value = one_line(hint.value)[:LONGEST_HINT]
        if value and len(found) < MOST_HINTS:
            found[Hint(hint.field, value, hint.where)] = None
    return list(found)


def _all(root: Element, base: str) -> Iterator[Hint]:
    for element in _HEAD(root):
        if element.tag == "meta":
            yield from _of_meta(element, base)
        elif element.tag == "script":
            if "ld+json" in element.get("type", ""):
                yield from linked_data(element.text or "", base)
        elif element.tag == "link":
            yield from _of_link(element, base)
        elif element.tag == "title" and element.getparent().tag == "head":
            yield Hint("title", "".join(element.itertext()), "title of the page")
        elif element.tag == "html" and (
            language := element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
        ):
            yield Hint("language", language, "html, lang")
    for element in _MICRODATA(root)[:MOST_HINTS]:
        yield from _of_part(element, base)


def _of_meta(element: Element, base: str) -> Iterator[Hint]:
    for key in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(key) or "").strip()
        field = _METAS.get(name.lower()) or (_PROPS.get(name.lower()) if key == "itemprop" else None)
        if field:
            value = element.get("content", "")
            yield _addressed(Hint(field, value, f"meta, {name}"), base)
            return


def _of_link(element: Element, base: str) -> Iterator[Hint]:
    rel = element.get("rel", "").lower().split()
    if "canonical" in rel:
        yield _addressed(Hint("canonical_url", element.get("href", ""), "link, canonical"), base)
    elif (
        "alternate" in rel
        and element.get("hreflang")
        and base
        and _same(web_address(element.get("href", ""), base), base)
    ):
        yield Hint("language", element.get("hreflang", ""), "link, hreflang")


def _of_part(element: Element, base: str) -> Iterator[Hint]:
    prop = (element.get("itemprop") or "").split(" ")[0].lower()
    rel = element.get("rel") or ""
    if "author" in rel:
        yield Hint("author", "".join(element.itertext()), "link, author")
    elif field := _PROPS.get(prop):
        value = (
            element.get("content")
            or element.get("datetime")
            or _named(element)
            or element.get("href")
            or "".join(element.itertext())
        )
        yield _addressed(Hint(field, value[:LONGEST_HINT], f"microdata, {prop}"), base)
    elif element.tag == "time" and element.get("datetime"):
        where = "time, pubdate" if "pubdate" in element.attrib else "time, datetime"
        yield Hint("published", element.get("datetime", ""), where)


def _named(element: Element) -> str:
    """The name within an author or publisher that is a thing of its own."""
    names = element.xpath(".//*[@itemprop='name']")
    return (names[0].get("content") or "".join(names[0].itertext())) if names else ""


def _addressed(hint: Hint, base: str) -> Hint:
    if hint.field != "canonical_url":
        return hint
    return hint._replace(value=web_address(hint.value, base))


def _same(one: str, other: str) -> bool:
    return one.split("#")[0].rstrip("/") == other.split("#")[0].rstrip("/")


def linked_data(text: str, base: str = "") -> Iterator[Hint]:
    """What a script of JSON-LD says; where it is broken, what can still be made out."""
    text = _WRAPPING.sub("", text[:_MOST_LINKED_DATA].strip()).strip()
    try:
        data = _parsed(text)
    except (ValueError, RecursionError):
        for match in list(_FIELD.finditer(text))[:20]:
            value = re.sub(r"\\(.)", r"\1", match[2])
            yield Hint(_PROPS[match[1].lower()], value, f"JSON-LD (broken), {match[1]}")
        return
    things = list(_things(data, 0))
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and len(thing) > 1}
    for thing in things:
        if any(_ARTICLE.search(str(each)) for each in _list(thing.get("@type"))):
            yield from _of_thing(thing, known, base)
        elif "WebSite" in _list(thing.get("@type")):
            yield from (Hint("publisher", name, "JSON-LD, name of the site") for name in _names(thing, known))


def stated_body(root: Element) -> str:
    """The article's text as JSON-LD gives it; empty where it does not."""
    found = ""
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "") and "articleBody" in (script.text or ""):
            with contextlib.suppress(ValueError, RecursionError):
                for thing in _things(_parsed(_WRAPPING.sub("", script.text[:_MOST_LINKED_DATA]).strip()), 0):
                    body = thing.get("articleBody")
                    found = max(found, body if isinstance(body, str) else "", key=len)
    return found


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_SLIPS.sub(r"\1", text.rstrip(";")), strict=False)


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Objects that may describe the page: in arrays, in @graph, in mainEntity."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:500]:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "itemReviewed"):
            if key in data:
                yield from _things(data[key], depth + 1)


def _of_thing(thing: dict[str, Any], known: dict[str, Any], base: str) -> Iterator[Hint]:
    sort = " or ".join(str(each) for each in _list(thing.get("@type"))[:3])
    is_page = sort == "WebPage"
    for key, value in thing.items():
        field = _PROPS.get(key.lower())
        if field is None or not value:
            continue
        where = f"JSON-LD, {key}" + (" of the page" if is_page else "")
        if field == "canonical_url":
            yield from (_addressed(Hint(field, each, where), base) for each in _addresses(value))
        else:
            for each in _list(value)[:50]:
                yield from (Hint(field, name, where) for name in _names(each, known))
    if not is_page:
        yield Hint("genre", sort, "JSON-LD, @type")
        if isinstance(thing.get("url"), str):
            yield _addressed(Hint("canonical_url", thing["url"], "JSON-LD, url"), base)


def _names(value: Any, known: dict[str, Any]) -> list[str]:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, dict):
        named = value if "name" in value else known.get(str(value.get("@id")), {})
        return [str(each) for each in _list(named.get("name"))[:20] if isinstance(each, str)]
    return []


def _addresses(value: Any) -> list[str]:
    found = [each.get("@id") if isinstance(each, dict) else each for each in _list(value)[:5]]
    return [each for each in found if isinstance(each, str)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
