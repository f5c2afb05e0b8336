"""Files of other formats, made for the tests."""

import base64
import gzip
import hashlib
import io
import uuid
import zlib
from collections.abc import Iterable, Mapping, Sequence


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of objects that are numbered from 1."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, table))
    return out.getvalue()


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def pdf(pages: Sequence[Sequence[str]], information: Mapping[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * index)
        )
        objects.append(stream(b"BT /F1 11 Tf 14 TL 60 780 Td\n%sET" % b"".join(_shown(line) for line in lines)))
    entries = b" ".join(b"/%s (%s)" % (k.encode(), v.encode("cp1252")) for k, v in (information or {}).items())
    objects.append(b"<< %s >>" % entries)
    return pdf_of(objects, b"/Root 1 0 R /Info %d 0 R" % len(objects))


def _shown(line: str) -> bytes:
    escaped = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(%s) Tj T*\n" % escaped


def warc_of_answer(url: str, head: str, tail: bytes, said: Mapping[str, str] | None = None) -> bytes:
    """A WARC with one response as it came over the wire, with the digest of it; ``said`` of the record, or instead."""
    return _record("response", url, "application/http; msgtype=response", head.encode() + tail, tail, said)


def in_chunks(body: bytes, size: int = 700) -> bytes:
    parts = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def warc(items: Iterable[tuple[str, str, bytes]], *, is_packed: bool = True, kind: str = "response") -> bytes:
    """A WARC with a response or a resource for each address, media type and body."""
    records = [_record("warcinfo", "", "application/warc-fields", b"software: tests\r\n", b"")]
    for url, media_type, body in items:
        if kind == "response":
            head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n" % media_type.encode()
            records.append(_record(kind, url, "application/http; msgtype=response", head + body, body))
        else:
            records.append(_record(kind, url, media_type, body, body))
    return b"".join(gzip.compress(record, mtime=0) if is_packed else record for record in records)


def _record(
    kind: str, url: str, media_type: str, block: bytes, payload: bytes, said: Mapping[str, str] | None = None
) -> bytes:
    digest = base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>",
        "WARC-Date": "2025-03-04T10:00:00Z",
        **({"WARC-Target-URI": url, "WARC-Payload-Digest": f"sha1:{digest}"} if url else {}),
        "Content-Type": media_type,
        "Content-Length": str(len(block)),
        **(said or {}),
    }
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
