"""The files that programs look for at addresses everybody knows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static

from archive.formats import notices, opensearch, sitemap
from archive.public.answers import Answer, file, unchanged
from archive.public.downloads import download
from archive.public.errors import CACHE
from archive.reading_room.freshness import newest
from archive.reading_room.parameters import LARGEST, number, strict
from archive.reading_room.sitemap import piece, pieces
from archive.reading_room.tags import etag
from archive.reading_room.verifier import verifier as text_of_verifier
from archive.reading_room.whole import ledger as lines_of_ledger
from archive.reading_room.wording.languages import PARAMETER, translations

# The desk is nobody's to index, and every list has more addresses with parameters than it has records.
CLOSED = ("/admin/", "/search/", "/*?")
# A page in another language is a page of its own. The longer rule wins.
OPENED = tuple(f"/*?{PARAMETER}={language}$" for language in translations())
# Pages that are no record.
FIXED = (
    "/",
    "/claims/",
    "/events/",
    "/sources/",
    "/articles/",
    "/figures/",
    "/changes/",
    "/ledger/",
    "/method/",
    "/about/",
)
# RFC 9116 wants less than a year; counted from the first of a month, so that the file changes monthly.
GOOD_FOR = timedelta(days=180)
# Lines of the ledger that go out in one piece.
AT_ONCE = 100


def _written(request: HttpRequest, text: str, media_type: str, head: str) -> Answer:
    """``text`` as a file that may be kept for a minute."""
    strict(request.GET, ())
    answer = HttpResponse(text, content_type=media_type)
    answer.headers["ETag"] = etag(request, head)
    answer.headers["Cache-Control"] = CACHE
    return answer


@file
def robots(request: HttpRequest) -> Answer:
    text = notices.robots(closed=CLOSED, opened=OPENED, sitemap=f"{settings.SITE_URL}/sitemap.xml")
    return _written(request, text, notices.MEDIA_TYPE, text)


@file
def security(request: HttpRequest) -> Answer:
    """Whom to tell of a weakness: the owner's own words say how."""
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    text = notices.security(
        contact=f"{settings.SITE_URL}/about/#contact",
        expires=month + GOOD_FOR,
        canonical=f"{settings.SITE_URL}/.well-known/security.txt",
        languages=["en"],
    )
    return _written(request, text, notices.MEDIA_TYPE, text)


@file
def search_description(request: HttpRequest) -> Answer:
    text = opensearch.description(
        name="Attest",
        text="Who said it, who only repeated it, and is it so? Search an archive of contested claims.",
        site=settings.SITE_URL,
        search="/search/",
        icon=static("archive/attest.svg"),
    )
    return _written(request, text, opensearch.MEDIA_TYPE, text)


@file
def sitemap_index(request: HttpRequest) -> Answer:
    """Where the pages are listed."""
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    names = ["pages", *(str(number) for number in range(1, pieces() + 1))]
    text = sitemap.index(f"{settings.SITE_URL}/sitemap-{name}.xml" for name in names)
    return _written(request, text, sitemap.MEDIA_TYPE, state)


@file
def sitemap_pages(request: HttpRequest) -> Answer:
    """The pages that are no record."""
    text = sitemap.urlset((f"{settings.SITE_URL}{path}", None) for path in FIXED)
    return _written(request, text, sitemap.MEDIA_TYPE, text)


@file
def sitemap_piece(request: HttpRequest, number: int) -> Answer:
    """Ten thousand acts' worth of records."""
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    if not 1 <= number <= pieces():
        raise Http404
    listed = ((f"{settings.SITE_URL}{each.path}", each.changed_at) for each in piece(number))
    return _written(request, sitemap.urlset(listed), sitemap.MEDIA_TYPE, state)


@file
def verifier(request: HttpRequest) -> Answer:
    """The verifier of the ledger, to take away."""
    text = text_of_verifier()
    return _written(request, text, "text/x-python; charset=utf-8", text)


@file
def ledger_file(request: HttpRequest) -> Answer:
    """The whole ledger for the verifier, as JSON Lines; with ``after`` what followed that entry."""
    state = newest()
    not_modified = unchanged(request, state)
    if not_modified:
        return not_modified
    return download(request, lambda state: _ledger(request), name="ledger", format="jsonl", state=state)


def _ledger(request: HttpRequest) -> Iterator[bytes]:
    after = number("after", strict(request.GET, ("after",)).get("after", "0"), low=0, high=LARGEST)
    return _in_pieces(lines_of_ledger(after))


def _in_pieces(lines: Iterator[str]) -> Iterator[bytes]:
    while some := list(islice(lines, AT_ONCE)):
        yield ("\n".join(some) + "\n").encode()
