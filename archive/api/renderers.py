"""Two forms of an answer: JSON, joined out of ready documents and never parsed, and a page to read it on."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rest_framework.renderers import BaseRenderer

from archive.api.explaining import explained
from archive.reading_room.addresses import absolute

Json = dict[str, Any]
# An address, alone in its string; escaped text has no quotation marks of its own.
_ADDRESS = re.compile(r"&quot;(https?://[^\s&]+(?:&amp;[^\s&;]+)*)&quot;")


class Ready(NamedTuple):
    """JSON text whose own addresses are site-relative; of a list, ``results`` go into its end one by one."""

    text: str
    results: Sequence[str] | None = None

    def sent(self) -> bytes:
        """What goes out. Each result is made ready alone: half a megabyte at once would be copied three times."""
        if self.results is None:
            return absolute(self.text)
        pieces = [absolute(each) for each in self.results] or [b""]
        pieces[0] = absolute(self.text) + pieces[0]
        pieces[-1] += b"]}"
        return b",".join(pieces)


def ready(value: Json) -> Ready:
    return Ready(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def listed(names: Mapping[str, str | None], results: Sequence[str]) -> Ready:
    """An object of ``names`` and, under ``results``, the ready texts."""
    return Ready(f'{ready(dict(names)).text[:-1]},"results":[', results)


class DocumentsRenderer(BaseRenderer):
    """JSON. Problems go under their own media type."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return data.sent() if isinstance(data, Ready) else b""


class PageRenderer(BaseRenderer):
    """The same on a page, for somebody who follows a link to it."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> str:
        if not isinstance(data, Ready):
            return ""
        context = renderer_context or {}
        view, response, request = context["view"], context["response"], context["request"]
        found = json.loads(data.sent())
        return render_to_string(
            "archive/api.html",
            {
                "about": view.described(),
                "parameters": explained(view, request.query_params),
                # In a shell it stands between quotation marks of this kind.
                "address": f"{settings.SITE_URL}{request.get_full_path()}".replace("'", "%27"),
                "status": f"{response.status_code} {response.status_text}",
                "is_problem": response.exception,
                "previous": found.get("previous"),
                "next": found.get("next"),
                "content": _linked(found),
                "unlisted": True,
            },
        )


def _linked(found: Json) -> SafeString:
    """Indented JSON as HTML, its addresses as links."""
    indented = json.dumps(found, ensure_ascii=False, indent=2)
    linked = _ADDRESS.sub(r'&quot;<a href="\1" rel="nofollow">\1</a>&quot;', escape(indented))
    return mark_safe(linked)  # noqa: S308  # escaped above; only links were added
