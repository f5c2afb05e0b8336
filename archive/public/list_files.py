"""A whole list as a file: what is selected now, every page of it, however long.

``format=csv`` or ``format=json`` after the parameters of any list of records: ``/claims/?kind=denial&format=csv``.
CSV has a line a record, a heading first; JSON the whole documents of the feed. Neither has pages.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext

from archive.formats import sheet
from archive.reading_room.addresses import absolute
from archive.reading_room.listing import lists
from archive.reading_room.parameters import BadParameters
from archive.reading_room.showing.details import path_of
from archive.reading_room.tags import etag
from archive.reading_room.wording.languages import PARAMETER, is_translated

FORMATS = ("csv", "json")
MEDIA_TYPES = {"csv": f"{sheet.MEDIA_TYPE}; charset=utf-8", "json": "application/json"}
# Documents that go out in one piece.
AT_ONCE = 100
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def asked(request: HttpRequest) -> str:
    """The format that is asked for; empty: a page. Raises ``BadParameters``."""
    found = request.GET.getlist("format")
    if len(found) == 1 and found[0] not in ("", *FORMATS):
        raise BadParameters([("format", gettext("It is one of: {}.").format(", ".join(FORMATS)))])
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


def file(request: HttpRequest, type: str, query: Any, *, format: str, state: str) -> StreamingHttpResponse:
    """The list that ``query`` selects, in its order; ``state`` is the newest public state."""
    wanted = lists.read(type, query, more=("format",), blanks=True, state=state)
    pieces = _csv(type, wanted) if format == "csv" else _json(request, wanted)
    # Nobody reads the body of an answer to HEAD.
    answer = StreamingHttpResponse(pieces if request.method == "GET" else [], content_type=MEDIA_TYPES[format])
    day = f"-as-of-{wanted.on}" if wanted.on else ""
    answer.headers["Content-Disposition"] = f'attachment; filename="attest-{path_of(type)}{day}.{format}"'
    answer.headers["ETag"] = etag(request, state)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _csv(type: str, wanted: lists.Wanted) -> Iterator[bytes]:
    lines = (sheet.line(type, json.loads(text), settings.SITE_URL) for text in lists.whole(wanted))
    yield (sheet.BEGINNING + sheet.headings(type)).encode()
    while some := "".join(islice(lines, AT_ONCE)):
        yield some.encode()


def _json(request: HttpRequest, wanted: lists.Wanted) -> Iterator[bytes]:
    """An object: where it comes from, the day, the licence, and under ``results`` whole documents as in the feed."""
    about = {
        "url": f"{settings.SITE_URL}{request.get_full_path()}",
        "as_of": wanted.on.isoformat() if wanted.on else None,
        "license": LICENSE,
    }
    yield f'{json.dumps(about, ensure_ascii=False, separators=(",", ":"))[:-1]},"results":['.encode()
    texts, comma = lists.whole(wanted), ""
    while some := list(islice(texts, AT_ONCE)):
        yield absolute(comma + ",".join(some))
        comma = ","
    yield b"]}"
