"""The pages of articles."""

from typing import Any

from django.http import HttpRequest

from archive.public.answers import Answer, page
from archive.public.clock import Clock
from archive.public.listing import list_page
from archive.public.records import history_page, record_page
from archive.reading_room.details import Detail
from archive.reading_room.telling.chains import STANCES

Json = dict[str, Any]
PARTS = ("title", "standfirst", "body", "caption", "note")


@page
def article_list(request: HttpRequest) -> Answer:
    """Every article in the archive, filtered, newest first."""
    return list_page(request, "article", "archive/article_list.html", "articles")


@page
def article_detail(request: HttpRequest, uid: str, slug: str | None = None) -> Answer:
    """One article: what is known of it, and the claims in it in its own order."""
    return record_page(request, "article", uid, slug, told)


@page
def article_history(request: HttpRequest, uid: str, slug: str) -> Answer:
    """Every act on an article, and what each version changed, word by word."""
    return history_page(request, "article", uid, slug)


def told(article: Json, clock: Clock, found: Detail) -> Json:
    """The article's claims with where they stand in it."""
    rows = [(each, each["appearances"]) for each in article["claims"]]
    return {"rows": sorted(rows, key=lambda row: place(row[1])), "stances": STANCES}


def place(appearances: list[Json]) -> tuple[int, int]:
    """Where in the article a claim stands first: the part, then the paragraph; last when not stated."""
    passages = [passage for each in appearances for passage in each["passages"]]
    return min(((PARTS.index(each["part"]), each["n"] or 0) for each in passages), default=(len(PARTS), 0))
