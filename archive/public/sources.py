"""The pages of sources."""

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.listing import list_page
from archive.public.records import history_page, record_page


@page
def source_list(request: HttpRequest) -> Answer:
    """Everybody who speaks in the archive."""
    return list_page(request, "source", "archive/source_list.html", "sources")


@page
def source_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One source: what it said, for whom it speaks, and where its statements differ."""
    return record_page(request, "source", uid, slug)


@page
def source_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on a source, and what each version changed, word by word."""
    return history_page(request, "source", uid, slug)
