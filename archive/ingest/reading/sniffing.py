"""What some bytes are, by what stands in them; a name or a header only decides between sorts of text."""

import re
from enum import StrEnum

from archive.ingest.shapes import Refusal

_HEAD = 16_384


class Sort(StrEnum):
    """What can be read."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    FEED = "application/feed+xml"
    WARC = "application/warc"
    LINES = "application/jsonl"
    GZIP = "application/gzip"


_PICTURE = "a picture. Attest reads text; describe what the picture shows, or add the page that it stands on"
_FILM = "a film or sound recording. Attest reads text; add a transcript of it"
_PROGRAM = "a program. It was not opened"
_PACKED = "packed files ({}). Unpack them and add what is in them"
_OFFICE = "{}. Save it as PDF, HTML or plain text, and add that"
_BINARY = "{}. Attest reads HTML, plain text, Markdown, PDF, RSS, Atom, WARC and JSON Lines"

_REFUSED: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"\x89PNG\r\n\x1a\n", _PICTURE),
    (0, b"GIF87a", _PICTURE),
    (0, b"GIF89a", _PICTURE),
    (0, b"II*\0", _PICTURE),
    (0, b"MM\0*", _PICTURE),
    (0, b"\0\0\1\0", _PICTURE),
    (0, b"8BPS", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (8, b"AVI ", _FILM),
    (8, b"WAVE", _FILM),
    (4, b"ftyp", _FILM),
    (0, b"\x1aE\xdf\xa3", _FILM),
    (0, b"OggS", _FILM),
    (0, b"ID3", _FILM),
    (0, b"fLaC", _FILM),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", _PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", _PROGRAM),
    (0, b"\xce\xfa\xed\xfe", _PROGRAM),
    (0, b"\0asm", _PROGRAM),
    (0, b"#!", _PROGRAM),
    (0, b"7z\xbc\xaf\x27\x1c", _PACKED.format("7z")),
    (0, b"Rar!\x1a\x07", _PACKED.format("RAR")),
    (0, b"BZh", _PACKED.format("bzip2")),
    (0, b"\xfd7zXZ\0", _PACKED.format("xz")),
    (0, b"\x28\xb5\x2f\xfd", _PACKED.format("zstd")),
    (257, b"ustar", _PACKED.format("tar")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OFFICE.format("a document of an older office program")),
    (0, b"{\\rtf", _OFFICE.format("an RTF document")),
    (0, b"AT&TFORM", _OFFICE.format("a DjVu document")),
    (0, b"%!PS", _OFFICE.format("a PostScript document")),
    (0, b"SQLite format 3\0", _BINARY.format("a database")),
    (0, b"wOFF", _BINARY.format("a font")),
    (0, b"wOF2", _BINARY.format("a font")),
    (0, b"bplist00", _BINARY.format("a settings file or web archive of an Apple program")),
)
_DOS_PROGRAM = re.compile(rb"MZ.{0,2000}?(?:This program|PE\0\0)", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)
_MIME = re.compile(rb"(?:From|Subject|Date|MIME-Version|Received|Return-Path|Content-Type|Message-ID): ", re.IGNORECASE)
_ZIPPED = (
    (b"word/document.xml", _OFFICE.format("a Word document")),
    (b"xl/workbook.xml", _OFFICE.format("an Excel workbook")),
    (b"ppt/presentation.xml", _OFFICE.format("a PowerPoint presentation")),
    (b"META-INF/container.xml", _OFFICE.format("an electronic book (EPUB)")),
    (b"application/vnd.oasis.opendocument", _OFFICE.format("an OpenDocument file")),
    (b"datapackage.json", "a web archive in WACZ. Unpack it and add the WARC files that are in its folder archive"),
)
_ZIP_START, _ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_ZIP_TAIL = 66_000

_BLANKS = b" \t\r\n\x0b\x0c"
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|p|article|section|main|h[1-6]|table|span|br|ul|ol|a|script|link"
    r"|figure|header|blockquote|center|font|b|i|em|strong)\b[^<>]{0,2000}>?",
    re.IGNORECASE,
)
_FEED = re.compile(r"<(?:rss|feed|(?:\w{1,9}:)?RDF)[\s>]", re.IGNORECASE)
_XHTML = re.compile(r"<html[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z_][\w:.-]{0,60})[\s/>]")
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]{0,400}>|<\?[^>]{0,400}>|<!--(?:(?!-->).){0,12000}-->)", re.DOTALL)
_FRONT = re.compile(r"(?:---|\+\+\+)[ ]*\r?\n(?=(?:.{0,400}\r?\n){1,200}?(?:---|\+\+\+|\.\.\.)[ ]*(?:\r?\n|$))")
_SETTING = re.compile(r"""(?:---|\+\+\+)\s{0,9}(?:#[^\n]{0,200}\n\s{0,9}){0,9}["']?[\w -]{1,60}["']?\s?[:=]""")


def sort_of(data: bytes, name: str = "", media_type: str = "") -> Sort:
    """What the bytes are. Raises `Refusal` that says what they are and what to do about it."""
    if not data.strip(_BLANKS + b"\0"):
        raise Refusal("The file is empty.")
    _refuse_binary(data)
    if data.startswith(b"\x1f\x8b"):
        return Sort.GZIP
    start = data[:1024].lstrip(_BLANKS)
    if start.startswith(b"%PDF-"):
        return Sort.PDF
    if data.startswith(b"WARC/"):
        return Sort.WARC
    if b"%PDF-" in start and b"%%EOF" in data[-1024:]:
        raise Refusal(_both("a PDF and something else"))
    return _sort_of_text(_head(data), name.lower(), media_type.lower())


def _refuse_binary(data: bytes) -> None:
    if data.startswith((_ZIP_START, _ZIP_END)):
        raise Refusal(f"This is {_zipped(data)}.")
    for offset, magic, what in _REFUSED:
        if data.startswith(magic, offset) and not (magic == b"#!" and b"\0" not in data[:_HEAD]):
            raise Refusal(f"This is {what}.")
    if _DOS_PROGRAM.match(data[:_HEAD]):
        raise Refusal(f"This is {_PROGRAM}.")
    if _BITMAP.match(data[:16]):
        raise Refusal(f"This is {_PICTURE}.")
    if _ZIP_END in data[-_ZIP_TAIL:] and _ZIP_START in data:
        raise Refusal(_both("a ZIP archive and something else"))


def _both(what: str) -> str:
    return f"This is {what} in one file, which nobody makes by accident. It was not opened."


def _zipped(data: bytes) -> str:
    """What sort of ZIP archive it is, by the names in it: nothing is unpacked, and no list of names is made."""
    return next((what for name, what in _ZIPPED if name in data), _PACKED.format("ZIP"))


def _head(data: bytes) -> str:
    """The first characters, as far as they are needed to tell sorts of text apart."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:_HEAD].decode("utf-16", "ignore")
    return data[:_HEAD].replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")


def _sort_of_text(head: str, name: str, media_type: str) -> Sort:
    text = head.lstrip()
    if text.startswith(("MIME-Version:", "From: <Saved by")) or len(_MIME.findall(text[:2000].encode())) > 3:
        raise Refusal("This is an e-mail or a page saved as MHTML. Save the page as HTML, or paste its text.")
    if text.startswith("{") or (text.startswith("[") and re.match(r"\[\s{0,99}\{", text)):
        return Sort.LINES
    if _FRONT.match(text) and _SETTING.match(text):
        return Sort.MARKDOWN
    if text.startswith("<"):
        return _sort_of_markup(text, media_type)
    if "html" in media_type or name.endswith((".html", ".htm", ".xhtml")):
        return Sort.HTML if _MARKUP.search(text) else Sort.TEXT
    if name.endswith((".md", ".markdown")) or "markdown" in media_type:
        return Sort.MARKDOWN
    return Sort.TEXT


def _sort_of_markup(text: str, media_type: str) -> Sort:
    is_xml = text.startswith("<?xml")
    while prologue := _PROLOGUE.match(text):
        text = text[prologue.end() :].lstrip()
    first = _ELEMENT.search(text)
    if first and _FEED.match(text, first.start()):
        return Sort.FEED
    if _MARKUP.match(text) or (not is_xml and (_XHTML.search(text) or "html" in media_type)):
        return Sort.HTML
    if first and first[1].lower().endswith("html"):
        return Sort.HTML
    if first and (is_xml or text.startswith("<!DOCTYPE")):
        if first[1].lower() == "svg":
            raise Refusal(f"This is {_PICTURE}.")
        raise Refusal(f"This is XML of a sort that Attest does not read ({first[1]}). Save it as HTML or plain text.")
    return Sort.HTML if len(_MARKUP.findall(text)) > 2 else Sort.TEXT
