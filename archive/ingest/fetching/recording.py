"""An exchange as WARC 1.1 (ISO 28500): what was asked and answered, byte for byte, for standard tools to replay.

The answer stands as it came, packed and in chunks. Of what came in chunks no payload digest is given: the standard
computes it without their frames, the common tools with them; the block digest means the same to all.
"""

import gzip
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

from django.conf import settings

import archive
from archive.ingest.fetching.asking import Exchange
from archive.ingest.fetching.statuses import NOT_MODIFIED

VERSION = "WARC/1.1"
FORMAT = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def written_as_warc(exchanges: Sequence[Exchange]) -> bytes:
    """A gzipped WARC, one member a record: what wrote it, then the answer and the request of each exchange."""
    return b"".join(gzip.compress(record, mtime=0) for record in records(exchanges))


def records(exchanges: Sequence[Exchange]) -> Iterator[bytes]:
    information = {
        "software": f"Attest/{archive.__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": FORMAT,
        "robots": "obey",
        "http-header-user-agent": settings.FETCH_USER_AGENT,
    }
    block = "".join(f"{name}: {value}\r\n" for name, value in information.items()).encode()
    yield record("warcinfo", "application/warc-fields", block, {"WARC-Date": when(exchanges[0])}, new_id())
    for exchange in exchanges:
        yield from pair(exchange)


def pair(exchange: Exchange) -> Iterator[bytes]:
    answer = exchange.answer
    common = {
        "WARC-Date": when(exchange),
        "WARC-Target-URI": exchange.link.url,
        "WARC-IP-Address": str(exchange.address),
    }
    of_answer = dict(common)
    if not answer.in_chunks:
        of_answer["WARC-Payload-Digest"] = digest(answer.tail)
    if answer.truncated:
        of_answer["WARC-Truncated"] = answer.truncated
    if answer.status == NOT_MODIFIED:
        of_answer["WARC-Profile"] = UNCHANGED
    kind = "revisit" if answer.status == NOT_MODIFIED else "response"
    id = new_id()
    yield record(kind, "application/http; msgtype=response", answer.head + answer.tail, of_answer, id)
    of_request = common | {"WARC-Concurrent-To": id}
    yield record("request", "application/http; msgtype=request", exchange.request, of_request, new_id())


def record(kind: str, media_type: str, block: bytes, more: Mapping[str, str], id: str) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": id,
        **more,
        "WARC-Block-Digest": digest(block),
        "Content-Type": media_type,
        "Content-Length": str(len(block)),
    }
    lines = [VERSION, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def when(exchange: Exchange) -> str:
    return exchange.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
