"""What a record of a WARC holds, as it was before it was packed for the way; and whether it is all of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from archive.ingest.codings import CODINGS, FAULTS, MOST_CODINGS, NO_CODING, Cut
from archive.ingest.reading.digests import differs
from archive.ingest.reading.limits import MOST_MARKUP
from archive.ingest.shapes import Refusal

_STEP = 1 << 16
_LONGEST_HEAD = 1 << 16
_MOST_STORED = 2 * MOST_MARKUP  # with the frames of its chunks
_PARSER = StatusAndHeadersParser(["HTTP/"], verify=False)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,7})[ \t]{0,9}(?:;[^\r\n]{0,1000})?\r\n")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 1024
_BROKEN_OFF = "The end of it is missing: what was recorded breaks off."
_GOES_ON = "The end of it is missing: it goes on in another record, which is not read."
_CUT_OFF = "The end of it is missing: it was cut off when it was recorded{}."
_WHY = {
    "length": ", because it was long",
    "time": ", because it took long",
    "disconnect": ", because the connection broke",
}


@dataclass(frozen=True)
class Head:
    """The status and the headers of an answer; of a resource, which has none, nothing at all."""

    stored: bytes = b""
    parsed: StatusAndHeaders | None = None

    @property
    def status(self) -> str:
        return str(self.parsed.get_statuscode()) if self.parsed else ""

    def values(self, name: str) -> Sequence[str]:
        """What stands in all headers of the name, which is in lower case, between commas."""
        headers = self.parsed.headers if self.parsed else ()
        named = ",".join(value for known, value in headers if known.lower() == name)
        return [value.strip().lower() for value in named.split(",") if value.strip()]


@dataclass(frozen=True)
class Payload:
    """``remark`` says what is missing; empty when nothing is."""

    data: bytes
    remark: str = ""


def head_of(record: Any) -> Head:
    """The head of an answer, off the record's stream. Raises `Refusal`, and what warcio raises."""
    stored = bytearray()
    while line := record.raw_stream.readline(_LONGEST_HEAD - len(stored)):
        stored += line
        if not line.strip():
            break
    if len(stored) >= _LONGEST_HEAD:
        raise Refusal("Its headers are longer than those of any page.")
    return Head(bytes(stored), _PARSER.parse(BytesIO(stored)) if stored.strip() else None)


def payload_of(record: Any, head: Head) -> Payload:
    """What follows the head. Raises `Refusal`, and what warcio raises."""
    stored = _stored(record)
    transfer = head.values("transfer-encoding")
    body, is_whole = _out_of_chunks(stored) if "chunked" in transfer else (stored, _is_all(stored, head))
    remark = _said_of(record)
    _check(record, head, (stored, body), is_whole=not remark)
    codings = [*head.values("content-encoding"), *(each for each in transfer if each != "chunked")]
    data, is_unpacked = _unpacked(body, [each for each in codings if each not in NO_CODING])
    return Payload(data, remark or ("" if is_whole and is_unpacked else _BROKEN_OFF))


def _stored(record: Any) -> bytes:
    found = bytearray()
    while piece := record.raw_stream.read(_STEP):
        found += piece
        if len(found) > _MOST_STORED:
            raise _too_large()
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Refusal("The file ends in the middle of it.")
    return bytes(found)


def _said_of(record: Any) -> str:
    """What the record itself says is missing."""
    if reason := record.rec_headers.get_header("WARC-Truncated"):
        return _CUT_OFF.format(_WHY.get(reason.strip().lower(), ""))
    return _GOES_ON if record.rec_headers.get_header("WARC-Segment-Number") else ""


def _check(record: Any, head: Head, payloads: Sequence[bytes], *, is_whole: bool) -> None:
    """Against the checksums. For the standard, the frames of chunks are no part of the payload; for most tools they are."""
    block = record.rec_headers.get_header("WARC-Block-Digest") or ""
    payload = record.rec_headers.get_header("WARC-Payload-Digest") or ""
    # That of a payload of which a part is missing may be of all of it.
    if differs(block, [head.stored + payloads[0]]) or (is_whole and differs(payload, payloads)):
        raise Refusal("Its bytes are not those that were recorded: the checksum differs.")


def _is_all(body: bytes, head: Head) -> bool:
    """Whether it is as long as was announced; it may be longer, for some tools store what they have unpacked."""
    announced = next(iter(head.values("content-length")), "")
    return not (announced.isascii() and announced.isdigit()) or len(body) >= int(announced[:18])


def _out_of_chunks(stored: bytes) -> tuple[bytes, bool]:
    """The body without the frames of its chunks, and whether its end was there; without any frames, as it stands."""
    found = bytearray()
    place = 0
    while head := _CHUNK.match(stored, place):
        size, start = int(head[1], 16), head.end()
        end = start + size
        if not size:
            return bytes(found), True
        if len(stored) >= end + 2 and stored[end : end + 2] != b"\r\n":
            break
        found += stored[start:end]
        place = end + 2
    return (bytes(found), False) if place else (stored, True)


def _unpacked(body: bytes, codings: Sequence[str]) -> tuple[bytes, bool]:
    """The body without its codings, the last of which was put on last; and whether its end was there."""
    if len(codings) > MOST_CODINGS:
        raise Refusal(f"It is packed {len(codings)} times over; at most {MOST_CODINGS} are taken off.")
    is_whole = True
    for coding in reversed(codings):
        body, is_end = _without(coding, body)
        is_whole = is_whole and is_end
    if len(body) > MOST_MARKUP:
        raise _too_large()
    return body, is_whole


def _without(coding: str, body: bytes) -> tuple[bytes, bool]:
    found = bytearray()
    try:
        for piece in CODINGS[coding](body) if body else ():
            found += piece
            if len(found) > MOST_MARKUP:
                raise _too_large()
    except (KeyError, *FAULTS) as error:
        if _is_bare(body):
            return body, True
        if isinstance(error, Cut):
            return bytes(found), False
        if isinstance(error, KeyError):
            raise Refusal("It is packed in a way that cannot be unpacked here.") from error
        raise Refusal("It is packed and damaged: it cannot be unpacked.") from error
    return bytes(found), True


def _is_bare(body: bytes) -> bool:
    """Whether it is a page that a tool has unpacked before it stored it under the old headers."""
    sample = body[:_LOOKED_AT].lstrip()
    if sample.startswith(b"%PDF-"):
        return True
    is_text = sample.startswith(b"<") or len(sample.decode("utf-8", "ignore").encode()) > len(sample) - 4
    return is_text and not _CONTROLS.search(sample)


def _too_large() -> Refusal:
    return Refusal(f"It is larger than {MOST_MARKUP // 1_000_000} MB, and was left.")
