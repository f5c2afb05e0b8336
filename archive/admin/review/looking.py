"""A submitted record as its public page would show it, before anybody signs."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.admin.review.preview import drafts_of
from archive.editorial.facts import as_if_public
from archive.models import Submission
from archive.reading_room.compose import compose
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.projecting.timeline import moments
from archive.reading_room.showing import gathering
from archive.reading_room.showing.texts import shown_text
from archive.reading_room.telling.pages import told


def public_page(request: HttpRequest, submission: Submission, uid: str) -> HttpResponse | None:
    """The page that signing would make of one record; None when it is not in the submission or has none."""
    drafts = drafts_of(submission)
    if uid not in drafts or drafts[uid][1].get("kind") == "unnamed":
        return None
    look_up = as_if_public(drafts)
    look_up.prime(drafts)
    published = look_up(uid)
    document: dict[str, Any] | None = compose(published, look_up) if published is not None else None
    if published is None or document is None:
        return None
    type = published.type
    if type != "claim":
        # Lists of what names it hold what is public already: the rest of the submission joins them when signed.
        document = {**document, **gathering.shown(type, uid, gathering.now(type, uid))}
    context = {
        type: document,
        "preview": submission,
        "section": PLURALS[type],
        "unlisted": True,
        "site_url": settings.SITE_URL,
        "path": request.path,
        "today": request.path,
        **told(
            type,
            document,
            moments=moments(published, look_up) if type == "claim" else (),
            last=datetime.now(UTC).date(),
            text=shown_text(document) if type == "article" else "",
        ),
    }
    return render(request, f"archive/{type}_detail.html", context)
