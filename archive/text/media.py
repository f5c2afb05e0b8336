"""What sort of file some bytes are, by their content alone: a name and a header say what they like."""

import re

_UNKNOWN = "application/octet-stream"
_BEGINNING = 4_096
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"WARC/", "application/warc"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|main)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\s|<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes) -> str:
    """The media type: one of a few, "text/plain" for what can be read as text, else octets."""
    head = data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            return found
    if _XML.match(head) and not _HTML.search(head):
        return "application/xml"
    if _HTML.search(head):
        return "text/html"
    return "text/plain" if data.startswith(_MARKS) or b"\0" not in data[:_BEGINNING] else _UNKNOWN
