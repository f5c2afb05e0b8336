"""The pages of articles."""

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.listing import list_page
from archive.public.records import history_page, record_page


@page
def article_list(request: HttpRequest) -> Answer:
    """Every article in the archive, filtered, newest first."""
    return list_page(request, "article", "archive/article_list.html", "articles")


@page
def article_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One article: what is known of it, and the claims in it in its own order."""
    return record_page(request, "article", uid, slug)


@page
def article_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on an article, and what each version changed, word by word."""
    return history_page(request, "article", uid, slug)
