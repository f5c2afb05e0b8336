"""Compressed answers, in brotli or gzip, as Accept-Encoding asks (RFC 9110, section 12.5.3).

Django has gzip alone, takes ``gzip;q=0`` for a wish, and takes more than twice as long at it.
"""

import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

import brotli  # type: ignore[import-untyped]
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from config.middleware import DESK, GetResponse

# Fifty claims, some 270 kB, in kB and ms. brotli 1: 24.2, 0.5; 3: 21.8, 0.7; 4: 20.3, 0.9; 5: 17.9, 1.6.
# gzip 1: 36.9, 0.9; 3: 32.4, 1.0; 4: 27.4, 1.4; 6: 24.0, 2.3. Beyond 4 either costs more than making the page does.
BROTLI_QUALITY = 4
GZIP_LEVEL = 4
# With gzip's own header instead of zlib's; it holds no time, so the same is compressed to the same.
GZIP_HEADER = zlib.MAX_WBITS + 16
# What is shorter goes in one packet either way.
WORTHWHILE = 1_000
# Of a stream, what is held back at most, so that it compresses well and yet arrives as it is made.
HELD = 16_384
TEXTS = ("json", "jsonl", "xml", "javascript", "x-bibtex", "x-research-info-systems")


class Wanted(NamedTuple):
    """The coding that is wanted most, empty for none; ``is_needed``: without one it is not wanted at all."""

    coding: str
    is_needed: bool = False


class Compressor(Protocol):
    def process(self, piece: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...

    def finish(self) -> bytes: ...


class Gzip:
    """gzip in the words of brotli."""

    def __init__(self) -> None:
        self.stream = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_HEADER)

    def process(self, piece: bytes, /) -> bytes:
        return self.stream.compress(piece)

    def flush(self) -> bytes:
        return self.stream.flush(zlib.Z_SYNC_FLUSH)

    def finish(self) -> bytes:
        return self.stream.flush()


def brotli_compressor() -> Compressor:
    found: Compressor = brotli.Compressor(quality=BROTLI_QUALITY)
    return found


# Of equals the first.
COMPRESSORS: dict[str, Callable[[], Compressor]] = {"br": brotli_compressor, "gzip": Gzip}


class Compressed:
    """Compresses what is public and is text, streams included.

    Not the desk: whoever can put words on a page and see how short it gets could guess the
    secrets on it (BREACH); public pages have none. The ETag becomes a weak one, which still
    answers If-None-Match, for it names the same words in other bytes.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith(DESK) or not may_be_compressed(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        wanted = asked(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if wanted.coding and compress(response, wanted):
            _weaken(response)
        return response


def may_be_compressed(response: HttpResponseBase) -> bool:
    """Whether it depends on Accept-Encoding how the answer goes out; an answer that has no body tells of one that may."""
    if response.status_code == 304:
        return True
    if response.has_header("Content-Encoding") or response.has_header("Content-Range") or response.cookies:
        return False
    if "no-transform" in response.headers.get("Cache-Control", ""):
        return False
    main, _, sub = response.headers.get("Content-Type", "").partition(";")[0].strip().partition("/")
    return main == "text" or sub.rpartition("+")[2] in TEXTS


def compress(response: HttpResponseBase, wanted: Wanted) -> bool:
    """Compress the body; False: it goes as it is."""
    if response.status_code == 304:
        # Nobody knows any more how long it was, and a weak tag stands for both.
        return True
    compressor = COMPRESSORS[wanted.coding]()
    if isinstance(response, StreamingHttpResponse):
        pieces = response.streaming_content
        if not isinstance(pieces, Iterator):
            return False
        response.streaming_content = compressed(pieces, compressor)
        del response.headers["Content-Length"]
    elif isinstance(response, HttpResponse):
        if len(response.content) < WORTHWHILE and not wanted.is_needed:
            return False
        response.content = compressor.process(response.content) + compressor.finish()
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = wanted.coding
    return True


def compressed(pieces: Iterator[bytes], compressor: Compressor) -> Iterator[bytes]:
    """The pieces, compressed as they come. The first leaves at once."""
    held = HELD
    for piece in pieces:
        held += len(piece)
        out = compressor.process(piece)
        if held >= HELD:
            out += compressor.flush()
            held = 0
        if out:
            yield out
    yield compressor.finish()


def _weaken(response: HttpResponseBase) -> None:
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"


@lru_cache(maxsize=64)
def asked(header: str) -> Wanted:
    """What an Accept-Encoding asks for. Where it is malformed, it asks for nothing."""
    qualities = dict(_quality(part) for part in header.lower().split(",") if part.strip())
    qualities.setdefault("gzip", qualities.get("x-gzip", -1.0))
    others = qualities.get("*", -1.0)
    found = {coding: qualities.get(coding, -1.0) for coding in COMPRESSORS}
    found = {coding: others if quality < 0 else quality for coding, quality in found.items()}
    best = max(found, key=lambda coding: found[coding])
    plain = qualities.get("identity", others)
    # Unless something is said of it, plain is what is taken rather than refused.
    if found[best] <= 0 or (found[best] < plain and "identity" in qualities):
        return Wanted("")
    return Wanted(best, is_needed=plain == 0)


def _quality(part: str) -> tuple[str, float]:
    """A coding and how much it is wanted, from 0 to 1."""
    coding, *parameters = (each.strip() for each in part.split(";"))
    if not parameters:
        return coding, 1.0
    name, _, value = parameters[0].partition("=")
    try:
        quality = float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return coding, 0.0
    return coding, quality if 0 <= quality <= 1 else 0.0
