"""A whole list as a file: what is selected now, every page of it, however long.

``format=csv``, ``format=json`` or ``format=jsonl`` after the parameters of any list of records:
``/claims/?kind=denial&format=csv``. CSV has a line a record, a heading first; JSON the whole documents
of the feed, JSON Lines one of them a line. None has pages. ``format=csvm`` says what the columns mean.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext

from archive.formats import csvw
from archive.formats.sheet import Sheet
from archive.public.downloads import download, table
from archive.public.narrowing import address
from archive.reading_room.addresses import absolute
from archive.reading_room.compose.cards import LICENSE
from archive.reading_room.listing import lists
from archive.reading_room.listing.whole import whole
from archive.reading_room.parameters import BadParameters
from archive.reading_room.programs import CROSS_ORIGIN
from archive.reading_room.showing.details import path_of
from archive.reading_room.tags import etag
from archive.reading_room.wording.languages import PARAMETER, is_translated

FORMATS = ("csv", "json", "jsonl")
COLUMNS = "csvm"
ANSWERED = (*FORMATS, COLUMNS)


def asked(request: HttpRequest) -> str:
    """The format that is asked for; empty: a page. Raises ``BadParameters``."""
    found = request.GET.getlist("format")
    if len(found) == 1 and found[0] not in ("", *ANSWERED):
        raise BadParameters([("format", gettext("It is one of: {}.").format(", ".join(ANSWERED)))])
    if len(found) == 1 and found[0]:
        refuse_in_file([name for name in ("cursor", "page_size") if name in request.GET])
    return found[0] if len(found) == 1 else ""


def refuse_in_file(pages: Iterable[str]) -> None:
    """Raise ``BadParameters`` for parameters of ``pages``, or a language: a file has neither."""
    problems = [(name, gettext("A file has no pages; leave it out.")) for name in pages]
    if is_translated():
        problems.append((PARAMETER, gettext("A file has no language; leave it out.")))
    if problems:
        raise BadParameters(problems)


def file(
    request: HttpRequest, type: str, query: Any, *, format: str, state: str
) -> HttpResponse | StreamingHttpResponse:
    """The list that ``query`` selects, in its order; ``state`` is the newest public state."""

    def read(state: str) -> Iterator[bytes]:
        wanted = lists.read(type, query, more=("format",), blanks=True, state=state)
        return _WRITERS[format](request, wanted)

    if format == COLUMNS:
        return _columns(request, type, query, state)
    answer = download(request, read, name=path_of(type), format=format, state=state)
    if format == "csv":
        answer.headers["Link"] = f'<{_beside(request, COLUMNS)}>; rel="describedby"; type="{csvw.MEDIA_TYPE}"'
    return answer


def _beside(request: HttpRequest, format: str) -> str:
    """The absolute address of the same list in another format."""
    query = {**request.GET.dict(), "format": format}
    return f"{settings.SITE_URL}{address(request.path, query)}"


def _columns(request: HttpRequest, type: str, query: Any, state: str) -> HttpResponse:
    lists.read(type, query, more=("format",), blanks=True, state=state)
    told = csvw.metadata(type, _beside(request, "csv"), title=f"Attest: {path_of(type)}", license=LICENSE)
    answer = HttpResponse(json.dumps(told, ensure_ascii=False, indent=2), content_type=csvw.MEDIA_TYPE)
    answer.headers["ETag"] = etag(request, state)
    for header, value in CROSS_ORIGIN.items():
        answer.headers[header] = value
    return answer


def _csv(request: HttpRequest, wanted: lists.Wanted) -> Iterator[bytes]:
    sheet = Sheet(wanted.type, settings.SITE_URL)
    return table(wanted.type, whole(wanted, lambda texts: "".join(map(sheet.of, texts)).encode()))


def _json(request: HttpRequest, wanted: lists.Wanted) -> Iterator[bytes]:
    """An object: where it comes from, the day, the licence, and under ``results`` whole documents as in the feed."""
    about = {
        "url": f"{settings.SITE_URL}{request.get_full_path()}",
        "as_of": wanted.on.isoformat() if wanted.on else None,
        "license": LICENSE,
    }
    yield f'{json.dumps(about, ensure_ascii=False, separators=(",", ":"))[:-1]},"results":['.encode()
    comma = b""
    for piece in whole(wanted, lambda texts: absolute(",".join(texts))):
        yield comma + piece
        comma = b","
    yield b"]}"


def _json_lines(request: HttpRequest, wanted: lists.Wanted) -> Iterator[bytes]:
    """A whole document a line, as in the feed."""
    return whole(wanted, lambda texts: absolute("".join(f"{text}\n" for text in texts)))


_WRITERS = {"csv": _csv, "json": _json, "jsonl": _json_lines}
