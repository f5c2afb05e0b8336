"""Orphaned anchors: the text they stood in beside the newest one, and a person who says where they stand now."""

import re
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.admin.agenda.walking import in_walk
from archive.admin.captures.choosing import IS_GONE, NOTHING, Chosen, stretch
from archive.admin.captures.showing import Bit, Mark, bits, paragraph_of
from archive.admin.hiding import person
from archive.admin.saving.pages import AT_ONCE, posted_base
from archive.editorial.capturing import (
    FORBIDDEN,
    GONE,
    PLACED,
    give_up,
    may_take,
    newest,
    orphans,
    place,
    record_of,
)
from archive.editorial.carrying import Anchor, anchors
from archive.editorial.saving import Conflict, Refused
from archive.models import Article, Capture, CaptureText, Passage
from archive.text.diff import Piece, text_diff, word_diff
from archive.text.near import near

NAME = re.compile("[pn][0-9]{1,18}")
AROUND = 60

MEANWHILE = "Somebody saved {} meanwhile. Nothing of yours is lost, and nothing was saved: look again, then save."
NEWER = "A newer text was taken in meanwhile. Look for the words in it."


class Sought(NamedTuple):
    """What an orphan was anchored to: all its words, what stood around them, and the text if it is still here."""

    words: str
    prefix: str
    suffix: str
    old: CaptureText | None
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it in its paragraph."""
        return before(self.prefix, len(self.prefix))

    @property
    def after(self) -> str:
        """What stands after it in its paragraph."""
        return after(self.suffix, 0)


class Candidate(NamedTuple):
    """A stretch of the new text that may be it; ``pieces`` mark what differs from the words that are sought."""

    number: int
    start: int
    end: int
    percent: int
    paragraph: int
    before: str
    pieces: list[Piece]
    after: str

    @property
    def value(self) -> str:
        """What the form sends."""
        return f"{self.start}-{self.end}"


def name_of(anchor: Anchor) -> str:
    """What a page calls an anchor: a letter for its sort and its number."""
    return f"{'p' if isinstance(anchor, Passage) else 'n'}{anchor.pk}"


def page(model_admin: ModelAdmin[Any], request: HttpRequest, article: Article) -> HttpResponse:
    """One orphan of the article; on POST put it in its place. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_view_permission(request, article) or not may_take(person(request)):
        raise PermissionDenied(FORBIDDEN)
    rows, last = orphans(article), newest(article)
    if request.method == "POST":
        return _posted(model_admin, request, article, rows, last)
    wanted = request.GET.get("anchor", "")
    index = next((index for index, row in enumerate(rows) if name_of(row) == wanted), 0)
    return _shown(model_admin, request, article, rows, index, last)


def _posted(
    model_admin: ModelAdmin[Any], request: HttpRequest, article: Article, rows: list[Anchor], last: Capture | None
) -> HttpResponse:
    post, base = request.POST, posted_base(request)
    name = post.get("anchor", "")
    if not NAME.fullmatch(name):
        raise BadRequest("The form does not say which anchor it is about.")
    index = next((index for index, row in enumerate(rows) if name_of(row) == name), None)
    if index is None or last is None:
        stands = any(name_of(row) == name for row in anchors(article))
        messages.warning(request, PLACED if stands else GONE)
        return HttpResponseRedirect(_address(request, article))
    said = Chosen(*(post.get(each, "") for each in Chosen._fields))
    refusals, status = [], 200
    try:
        if post.get("capture") != last.sha256:
            raise Refused([NEWER])
        _put(rows[index], last, said, request, base)
    except Refused as refused:
        refusals = refused.reasons
    except (Conflict, IntegrityError) as fault:
        record = record_of(rows[index])
        record.refresh_from_db()
        refusals, status = [MEANWHILE.format(f"this {record.type}") if isinstance(fault, Conflict) else AT_ONCE], 409
    else:
        done = "The words are gone: the anchor stays with its old text." if said.where == IS_GONE else "Placed."
        messages.success(request, done)
        left = [*rows[index + 1 :], *rows[:index]]
        return HttpResponseRedirect(_address(request, article, left[0] if left else None))
    return _shown(model_admin, request, article, rows, index, last, said, refusals, status)


def _put(anchor: Anchor, last: Capture, said: Chosen, request: HttpRequest, base: int) -> None:
    """Do what was said. Raises Refused, Conflict."""
    by, text = person(request), last.content.text
    if said.where == IS_GONE:
        give_up(anchor, capture=last.sha256, by=by, base=base)
        return
    start, end, words = stretch(text, said)
    place(anchor, capture=last.sha256, start=start, end=end, words=words, by=by, base=base)


def sought(article: Article, anchor: Anchor) -> Sought:
    """What the orphan was anchored to (one query)."""
    texts = CaptureText.objects.filter(capture__article=article, capture__sha256=anchor.capture)
    old = texts.select_related("capture").first() if anchor.capture else None
    start, end = anchor.start or 0, anchor.end or 0
    if old is None or not 0 <= start < end <= len(old.text):
        return Sought(anchor.exact, "", "", None, 0, 0)
    around = old.text[max(0, start - AROUND) : start], old.text[end : end + AROUND]
    return Sought(old.text[start:end], *around, old, start, end)


def before(text: str, place: int) -> str:
    """A little of what stands before a place in its paragraph."""
    found = text[max(0, place - AROUND) : place].rpartition("\n")[2]
    return f"…{found}" if len(found) == AROUND else found


def after(text: str, place: int) -> str:
    """A little of what stands after a place in its paragraph."""
    found = text[place : place + AROUND].partition("\n")[0]
    return f"{found}…" if len(found) == AROUND else found


def candidates(text: str, wanted: Sought) -> list[Candidate]:
    """Where it may stand, the likest first; a person chooses."""
    return [
        Candidate(
            number=number,
            start=found.start,
            end=found.end,
            percent=int(found.likeness * 100),
            paragraph=paragraph_of(text, found.start),
            before=before(text, found.start),
            pieces=word_diff(wanted.words, text[found.start : found.end]),
            after=after(text, found.end),
        )
        for number, found in enumerate(near(text, wanted.words, wanted.prefix, wanted.suffix), start=1)
    ]


def sides(text: str, wanted: Sought, found: list[Candidate]) -> tuple[list[Bit], list[Bit]]:
    """The old text with the words marked, and the new one with the candidates; what differs in both."""
    marks = [Mark(each.start, each.end, str(each.number)) for each in found]
    if wanted.old is None:
        return [], list(bits([Piece("equal", text)], "insert", marks))
    pieces = text_diff(wanted.old.text, text)
    old = bits(pieces, "delete", [Mark(wanted.start, wanted.end, "anchor")])
    return list(old), list(bits(pieces, "insert", marks))


def _address(request: HttpRequest, article: Article, anchor: Anchor | None = None) -> str:
    query = QueryDict(mutable=True)
    if anchor is not None:
        query["anchor"] = name_of(anchor)
    url = reverse("admin:archive_article_orphans", args=[article.pk])
    return in_walk(request, f"{url}?{query.urlencode()}" if query else url)


def _shown(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    article: Article,
    rows: list[Anchor],
    index: int,
    last: Capture | None,
    said: Chosen = NOTHING,
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Orphaned anchors",
        "opts": model_admin.opts,
        "original": article,
        "last": last,
        "many": len(rows),
        "said": said,
        "refusals": refusals or [],
    }
    if rows and last is not None:
        context |= _orphan(request, article, rows, index, last)
    return TemplateResponse(request, "admin/archive/captures/orphans.html", context, status=status)


def _orphan(request: HttpRequest, article: Article, rows: list[Anchor], index: int, last: Capture) -> dict[str, Any]:
    anchor, text = rows[index], last.content.text
    wanted = sought(article, anchor)
    found = candidates(text, wanted)
    old, new = sides(text, wanted, found)
    return {
        "anchor": anchor,
        "is_passage": isinstance(anchor, Passage),
        "name": name_of(anchor),
        "record": record_of(anchor),
        "number": index + 1,
        "previous": _address(request, article, rows[index - 1]) if index else "",
        "next": _address(request, article, rows[index + 1]) if index + 1 < len(rows) else "",
        "sought": wanted,
        "candidates": found,
        "old_bits": old,
        "new_bits": new,
    }
