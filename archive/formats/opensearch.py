"""OpenSearch 1.1: how a browser may search the archive from its own address bar."""

from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/opensearchdescription+xml"
LONGEST_NAME = 16


def description(*, name: str, text: str, site: str, search: str, icon: str) -> str:
    """The document. ``search`` is the site-relative address of the search page, whose parameter is ``q``;
    ``name`` has sixteen characters at most (ValueError)."""
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{name!r} has more than {LONGEST_NAME} characters")
    template = quoteattr(f"{site}{search}?q={{searchTerms}}")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(name)}</ShortName>\n"
        f"<Description>{escape(text)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml" width="16" height="16">{escape(site + icon)}</Image>\n'
        f'<Url type="text/html" method="get" template={template}/>\n'
        "</OpenSearchDescription>\n"
    )
