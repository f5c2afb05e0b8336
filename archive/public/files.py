"""Files of a record beside its page, by the same clocks.

``/claims/<uid>/<slug>.json`` is the document of the page; ``.bib``, ``.ris`` and ``.csl.json`` are
citations of it.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.formats import citing
from archive.public import errors
from archive.public.answers import Answer, file, moved, unchanged
from archive.public.citations import WRITERS, file_address, read_by
from archive.public.clock import Clock, clock_of
from archive.public.records import address_of, closed, state_of
from archive.reading_room.addresses import absolute
from archive.reading_room.programs import CROSS_ORIGIN
from archive.reading_room.showing.details import Detail, detail, path_of
from archive.reading_room.showing.settled import settled
from archive.reading_room.tags import etag

DOCUMENT = "json"
JSON = "application/json"


@file
def record_file(request: HttpRequest, type: str, uid: str, slug: str, form: str) -> Answer:
    """A file of one record: its document, or a citation of it."""
    clock = clock_of(request)
    found = detail(type, uid, on=clock.on, at=clock.at)
    if found is None:
        return errors.not_found(request, type=type, clock=clock, today=f"/{path_of(type)}/{uid}/{slug}/")
    if found.state != "public":
        return _closed(request, type, found, clock, form)
    address = address_of(type, uid, found)
    if slug != found.slug:
        return moved(file_address(address, form), clock.query)
    state = state_of(found)
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    answer = _written(found, uid, clock, form)
    answer.headers["ETag"] = etag(request, state)
    answer.headers["Link"] = f'<{settings.SITE_URL}{citing.percent(address)}>; rel="canonical"'
    for name, value in CROSS_ORIGIN.items():
        answer.headers[name] = value
    return answer


def _written(found: Detail, uid: str, clock: Clock, form: str) -> HttpResponse:
    if form == DOCUMENT:
        return HttpResponse(absolute(found.body), content_type=JSON)
    write, media_type = WRITERS[form]
    document = found.document
    read = read_by(clock, "" if clock.query else settled(document["type"], uid).since)
    made = citing.citation(document, site=settings.SITE_URL, clock=read)
    name = {"Content-Disposition": f'inline; filename="attest-{uid}.{form}"'}
    return HttpResponse(write(made).encode(), content_type=media_type, headers=name)


def _closed(request: HttpRequest, type: str, found: Detail, clock: Clock, form: str) -> Answer:
    """As its page answers; a program that asks for the document gets what is left of it."""
    if found.state == "merged":
        return moved(file_address(found.successor, form), clock.query)
    answer = closed(request, type, found, clock)
    if form != DOCUMENT:
        return answer
    left = HttpResponse(absolute(found.body), content_type=JSON, status=answer.status_code)
    left.headers["ETag"] = answer.headers["ETag"]
    return left
