"""The type of a file is seen in its bytes."""

import pytest

from archive.text.media import media_type

SORTS = {
    b"%PDF-1.7\n": "application/pdf",
    b"\x1f\x8b\x08\x00": "application/gzip",
    b"WARC/1.1\r\n": "application/warc",
    b"PK\x03\x04": "application/zip",
    b"\xff\xd8\xff\xe0": "image/jpeg",
    b"\xef\xbb\xbf\n<!DOCTYPE html><title>a</title>": "text/html",
    b"<?xml version='1.0'?><html xmlns='x'>": "text/html",
    b"<?xml version='1.0'?><rss version='2.0'>": "application/xml",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>": "application/xml",
    b"Harbour pilots strike\n": "text/plain",
    "été".encode("cp1252"): "text/plain",
    "\ufeffété".encode("utf-16-le"): "text/plain",
    b"": "text/plain",
    b"\x00\x01\x02": "application/octet-stream",
    b"GIF89a<script>": "image/gif",
}


@pytest.mark.parametrize("data", SORTS)
def test_a_file_is_what_its_bytes_are(data: bytes) -> None:
    assert media_type(data) == SORTS[data]
