"""Sitemaps (sitemaps.org, protocol 0.9): an index of sitemaps, and a sitemap of pages."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MEDIA_TYPE = "application/xml"


def index(addresses: Iterable[str]) -> str:
    """The index of sitemaps at absolute ``addresses``."""
    return _whole("sitemapindex", (f"<sitemap><loc>{escape(each)}</loc></sitemap>" for each in addresses))


def urlset(pages: Iterable[tuple[str, datetime | None]]) -> str:
    """Pages by absolute address, each with when it last changed, if that is known."""
    return _whole("urlset", (_url(*page) for page in pages))


def _url(address: str, changed_at: datetime | None) -> str:
    modified = f"<lastmod>{changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""
    return f"<url><loc>{escape(address)}</loc>{modified}</url>"


def _whole(root: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n{body}\n</{root}>\n'
