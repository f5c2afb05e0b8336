"""What bytes are is seen from them, whatever they are called."""

import gzip
import io
import zipfile

import pytest

from archive.ingest.reading.sniffing import Sort, sort_of
from archive.ingest.shapes import Refusal
from tests.ingest.reading.making import pdf, warc

PAGE = b"<!doctype html><html><body><p>Words.</p></body></html>"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sort"),
    [
        (PAGE, Sort.HTML),
        (b"\xef\xbb\xbf\n  <HTML><BODY>x", Sort.HTML),
        (PAGE.decode().encode("utf-16"), Sort.HTML),
        (
            b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>x</html>',
            Sort.HTML,
        ),
        (b"<!-- saved from url -->\n<html><p>x", Sort.HTML),
        (b"<p>One.</p><p>Two.</p>", Sort.HTML),
        (b"<3 is how the note began, and < 5 people read it.", Sort.TEXT),
        (b"A headline\n\nWords with a <b>tag</b> pasted in.", Sort.TEXT),
        (b"#!/usr/bin/attest\nnot a program", Sort.TEXT),
        (b"---\ntitle: A\n---\nWords.", Sort.MARKDOWN),
        (b'+++\ntitle = "A"\n+++\nWords.', Sort.MARKDOWN),
        (b"---\nA ruler above, and another below.\n---\n", Sort.TEXT),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', Sort.FEED),
        (
            b'<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- c --><feed xmlns="http://www.w3.org/2005/Atom"/>',
            Sort.FEED,
        ),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', Sort.FEED),
        (b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x"><rss version="0.91">', Sort.FEED),
        (b'{"text": "a"}\n{"text": "b"}', Sort.LINES),
        (b'[\n {"text": "a"}]', Sort.LINES),
        (b"[1] A footnote stands first.", Sort.TEXT),
        (pdf([["x"]]), Sort.PDF),
        (warc([], is_packed=False), Sort.WARC),
        (gzip.compress(PAGE, mtime=0), Sort.GZIP),
    ],
)
@pytest.mark.parametrize("name", ["../../etc/passwd", "a.html;.jpg", "x" * 300, "photo.png", "\0\r\n", ""])
def test_the_bytes_say_what_they_are(data: bytes, sort: Sort, name: str) -> None:
    assert sort_of(data, name) is sort


def test_names_and_headers_decide_between_sorts_of_text() -> None:
    assert sort_of(b"# A heading\n\nWords.", "notes.MD") is Sort.MARKDOWN
    assert sort_of(b"Words <p>and more", "", "text/html; charset=utf-8") is Sort.HTML
    assert sort_of(b"Words alone", "x.html", "text/html") is Sort.TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (b"\0" * 500, "empty"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a picture"),
        (b"\0\0\0\x18ftypmp42", "a film"),
        (b"ID3\x03", "a film or sound"),
        (b"\x7fELF\x02", "a program"),
        (b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run", "a program"),
        (zipped("a.txt", "../b"), "packed files (ZIP)"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (zipped("META-INF/container.xml"), "EPUB"),
        (zipped("archive/data.warc.gz", "datapackage.json"), "WACZ"),
        (b"PK\x03\x04 damaged", "packed files (ZIP)"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older office program"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"%!PS-Adobe-3.0", "PostScript"),
        (b"SQLite format 3\0", "a database"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/", "MHTML"),
        (b"Return-Path: <a@b>\nReceived: x\nFrom: a\nSubject: b\nDate: c\n\nHello", "an e-mail"),
        (b"<?xml version='1.0'?><nitf><body/></nitf>", "XML of a sort that Attest does not read (nitf)"),
        (PAGE + zipped("x.txt"), "ZIP archive and something else"),
        (pdf([["x"]]) + zipped("x.txt"), "ZIP archive and something else"),
        (b"<html>" + pdf([["x"]]), "a PDF and something else"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sort_of(data, "page.html", "text/html")
    assert what in refusal.value.sentence
