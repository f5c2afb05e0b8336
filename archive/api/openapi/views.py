"""Where the document is had, and the page to read it on."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from archive.api.feed import Feed
from archive.api.openapi.made import text
from archive.api.openapi.reading import whole
from archive.api.renderers import DocumentsRenderer, PageRenderer, Ready
from archive.reading_room.parameters import strict


class Schema(Feed):
    """Everything about the feed, for programs."""

    title = "Schema"
    text = "This feed as OpenAPI 3.1: every address, parameter and answer, with the JSON Schema of every document."
    renderer_classes: tuple[type[BaseRenderer], ...] = (DocumentsRenderer,)

    def answer(self, request: Request) -> Ready:
        strict(request.query_params, ())
        return text()


class DocsRenderer(PageRenderer):
    """The document as a page; what went wrong as on every page of the feed."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> str:
        context = renderer_context or {}
        if context["response"].exception:
            return super().render(data, accepted_media_type, renderer_context)
        shown = {"whole": whole(), "site_url": settings.SITE_URL, "unlisted": True}
        return render_to_string("archive/api_docs.html", shown)


class Docs(Schema):
    """The same for people, with forms to try it. Complete without the script, which only answers in place."""

    title = "How to use the data"
    text = "Every address of the feed, to read and to try."
    renderer_classes = (DocsRenderer,)
