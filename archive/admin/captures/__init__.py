"""New texts of an article, and the anchors that were not found in them.

``taking``   paste or upload a text, look at what it changes, take it in
``orphans``  put an anchor where a person finds it, both texts side by side
``choosing`` which stretch that person meant
``showing``  texts in pieces: what differs, what is marked

``urls`` and ``ways`` hang both pages into the article's admin.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse

from archive.admin.base import row_page
from archive.admin.captures import orphans, taking
from archive.admin.hiding import person
from archive.editorial.capturing import may_take
from archive.models import Article


def urls(model_admin: Any) -> list[URLPattern]:
    """The pages of an article's texts."""
    return [
        path("<path:object_id>/capture/", row_page(model_admin, taking.page), name="archive_article_capture"),
        path("<path:object_id>/orphans/", row_page(model_admin, orphans.page), name="archive_article_orphans"),
    ]


def ways(model_admin: ModelAdmin[Any], request: HttpRequest, row: Article) -> Iterator[tuple[str, str]]:
    """(address, words) of the pages that this person may open."""
    if may_take(person(request)):
        yield reverse("admin:archive_article_capture", args=[row.pk]), "New text…"
        yield reverse("admin:archive_article_orphans", args=[row.pk]), "Orphaned anchors"
