"""Atom (RFC 4287): the text of the feed in pieces, one for each claim."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from archive.formats import told
from archive.formats.citing import percent
from archive.formats.jsonfeed import DESCRIPTION, Head, content, identity

Json = dict[str, Any]
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# A feed that holds nothing has never changed.
NEVER = "1970-01-01T00:00:00Z"


def atom(head: Head, claims: Sequence[Json]) -> Iterator[str]:
    """The feed of claim documents; other pages of it are linked as RFC 5005 has it."""
    updated = max((claim["modified_at"] for claim in claims), default=NEVER)
    links = (
        ("self", MEDIA_TYPE.partition(";")[0], head.address),
        ("alternate", "text/html", head.home),
        ("next", MEDIA_TYPE.partition(";")[0], head.next),
        ("previous", MEDIA_TYPE.partition(";")[0], head.previous),
    )
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"{_element('id', head.address)}{_element('title', head.title)}{_element('subtitle', DESCRIPTION)}"
        f"{_element('updated', updated)}<author>{_element('name', told.ARCHIVE)}{_element('uri', f'{head.site}/')}"
        f"</author>\n{''.join(_link(*each) for each in links if each[2])}"
    )
    for claim in claims:
        yield "".join(_entry(claim, head.site))
    yield "</feed>\n"


def _entry(claim: Json, site: str) -> Iterator[str]:
    yield "<entry>\n"
    yield _element("id", identity(claim, site))
    yield _element("title", told.name(claim))
    yield _element("updated", claim["modified_at"])
    yield _element("published", claim["published_at"])
    yield _link("alternate", "text/html", f"{site}{percent(claim['url'])}")
    yield _link("alternate", "application/json", f"{site}/api/v1/claims/{claim['uid']}/")
    yield _link("license", "text/html", claim["license"])
    yield from (
        f"<category term={quoteattr(each['slug'])} label={quoteattr(told.plain(each['label']))}/>\n"
        for each in claim["topics"]
    )
    yield _element("summary", told.judgements(claim))
    yield _element("content", content(claim))
    yield "</entry>\n"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n"


def _link(rel: str, type: str, address: str) -> str:
    return f'<link rel="{rel}" type="{type}" href={quoteattr(address)}/>\n'
