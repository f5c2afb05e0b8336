"""The pages of claims."""

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.listing import list_page
from archive.public.records import history_page, record_page


@page
def claim_list(request: HttpRequest) -> Answer:
    """Every claim, filtered, newest first."""
    return list_page(request, "claim", "archive/claim_list.html", "claims")


@page
def claim_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One claim: both judgements of it, and how they are known."""
    return record_page(request, "claim", uid, slug)


@page
def claim_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on a claim, and what each version changed, word by word."""
    return history_page(request, "claim", uid, slug)
