"""A new text of an article: pasted or uploaded, looked at, taken in."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from archive.admin.forms.declared import PlainText
from archive.admin.forms.widgets import Line
from archive.admin.hiding import person
from archive.admin.saving.comparing import shortened
from archive.admin.saving.pages import AT_ONCE, posted_base
from archive.editorial.capturing import (
    FORBIDDEN,
    MOST_BYTES,
    Taken,
    already,
    capture,
    check_taken,
    may_take,
    newest,
    original,
)
from archive.editorial.carrying import Anchor, Original, plan
from archive.editorial.saving import Conflict, Refused
from archive.models import Article
from archive.text.dates import DateError, span
from archive.text.diff import Piece, text_diff

SALT = "archive.capture"
UPLOADED, PASTED = "uploaded", "pasted"
MOST_SHOWN = 50

NOTHING_NEW = "Nothing new: this text stands here already. Nothing was changed."
MEANWHILE = (
    "Somebody saved this article, or a claim in it, meanwhile. Look at the preview again, then take the text in."
)
ANOTHER = "This is not the text that the preview showed. Look at it again, then take it in."


class TextForm(forms.Form):
    """A text, and when and where it was taken."""

    text = forms.CharField(
        required=False,
        strip=False,
        label="Text",
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField capture-text", "spellcheck": "false"}),
        help_text="The whole article as it reads now: title, text, captions; without advertisements and comments.",
    )
    file = forms.FileField(
        required=False,
        label="Or a file",
        help_text="Plain text in UTF-8. Its bytes are not kept, but their hash is.",
        widget=forms.FileInput(attrs={"accept": ".txt,.md,text/plain"}),
    )
    captured_at = PlainText(
        required=False,
        max_length=64,
        label="When it was taken",
        help_text="A day, as 2022-11-08, or what is known of it in EDTF.",
        widget=Line(),
    )
    captured_at_basis = PlainText(
        required=False,
        max_length=1_000,
        label="How that is known",
        help_text="Needed when there is no date.",
        widget=Line(),
    )
    fetched_from = PlainText(
        required=False,
        max_length=1_000,
        label="From where",
        help_text="An address, or what it was copied from.",
        widget=Line(),
    )

    def clean_captured_at(self) -> str:
        value: str = self.cleaned_data["captured_at"]
        try:
            span(value)
        except DateError as error:
            raise forms.ValidationError(str(error)) from error
        return value

    def clean_file(self) -> bytes | None:
        upload = self.cleaned_data.get("file")
        if upload is None:
            return None
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(f"A text has {MOST_BYTES:,} bytes at most.")
        if upload.name.lower().endswith((".html", ".htm", ".xml", ".pdf", ".doc", ".docx", ".rtf", ".odt")):
            raise forms.ValidationError("Take the text out of it first: only plain text is read here.")
        return bytes(upload.read())


class Said(NamedTuple):
    """What was pasted or uploaded; ``token`` vouches for the bytes of a file that was uploaded before."""

    found: Original
    typed: str
    extractor: str
    token: str


class Seen(NamedTuple):
    """What taking the text in would do."""

    carried: int
    orphaned: list[Anchor]
    more: int
    pieces: list[Piece]
    is_first: bool
    words: int


def page(model_admin: ModelAdmin[Any], request: HttpRequest, article: Article) -> HttpResponse:
    """Ask for a text; show what it would change; take it in. Raises PermissionDenied for whoever may not."""
    if not model_admin.has_view_permission(request, article) or not may_take(person(request)):
        raise PermissionDenied(FORBIDDEN)
    if request.method != "POST":
        form = TextForm(initial={"captured_at": timezone.now().date(), "fetched_from": article.original_url})
        return _shown(model_admin, request, article, form)
    base = posted_base(request)
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(model_admin, request, article, form)
    try:
        said = read(form.cleaned_data, request.POST.get("token", ""))
        if base != article.revision:
            messages.warning(request, MEANWHILE)
        elif "_take" in request.POST and request.POST.get("previewed") != said.found.text_sha256:
            messages.warning(request, ANOTHER)
        elif "_take" in request.POST:
            return _taken(request, article, form.cleaned_data, said, base)
        return _shown(model_admin, request, article, form, said, status=200 if base == article.revision else 409)
    except Refused as refused:
        for sentence in refused.reasons:
            form.add_error(None, sentence)
    except (Conflict, IntegrityError) as fault:
        messages.warning(request, MEANWHILE if isinstance(fault, Conflict) else AT_ONCE)
        article.refresh_from_db()
        return _shown(model_admin, request, article, form, said, status=409)
    return _shown(model_admin, request, article, form)


def read(cleaned: dict[str, Any], token: str) -> Said:
    """The text of a form; an uploaded file goes before what is in the field. Raises Refused."""
    data: bytes | None = cleaned.get("file")
    if data is not None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused(["The file is not plain text in UTF-8."]) from error
        found = original(text, data)
        return Said(found, found.text, UPLOADED, signing.dumps([found.sha256, found.text_sha256], salt=SALT))
    # A form sends line feeds as CRLF, whatever was pasted.
    text = cleaned["text"].replace("\r\n", "\n")
    found = original(text)
    try:
        sha256, text_sha256 = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return Said(found, text, PASTED, "")
    if text_sha256 != found.text_sha256:
        return Said(found, text, PASTED, "")
    return Said(found._replace(sha256=sha256), text, UPLOADED, token)


def _taken(
    request: HttpRequest, article: Article, cleaned: dict[str, Any], said: Said, base: int
) -> HttpResponseRedirect:
    done = capture(
        article,
        said.typed,
        by=person(request),
        base=base,
        captured_at=cleaned["captured_at"],
        captured_at_basis=cleaned["captured_at_basis"],
        fetched_from=cleaned["fetched_from"],
        extractor=said.extractor,
        sha256=said.found.sha256 if said.token else "",
    )
    if not done.is_new:
        messages.info(request, NOTHING_NEW)
    else:
        messages.success(request, f"Taken in. Anchors carried over: {done.carried}; orphaned: {done.orphaned}.")
    to = "orphans" if done.orphaned else "change"
    return HttpResponseRedirect(reverse(f"admin:archive_article_{to}", args=[article.pk]))


def seen(article: Article, said: Said, cleaned: dict[str, Any]) -> Seen | None:
    """What taking the text in would do; None when it stands here already. Raises Refused."""
    standing = already(article, said.found, is_copy=not said.token)
    if standing is None:
        check_taken(article, Taken(cleaned["captured_at"], cleaned["captured_at_basis"]))
    elif standing.text_stands:
        return None
    moves = plan(article, said.found)
    lost = [move.anchor for move in moves if move.place is None]
    last = newest(article)
    old = last.content.text if last is not None else ""
    return Seen(
        carried=len(moves) - len(lost),
        orphaned=lost[:MOST_SHOWN],
        more=max(0, len(lost) - MOST_SHOWN),
        pieces=shortened(text_diff(old, said.found.text)) if last is not None else [],
        is_first=last is None,
        words=len(said.found.text.split()),
    )


def _shown(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    article: Article,
    form: TextForm,
    said: Said | None = None,
    status: int = 200,
) -> HttpResponse:
    preview = None
    if said is not None:
        try:
            preview = seen(article, said, form.cleaned_data)
            if preview is None:
                messages.info(request, NOTHING_NEW)
        except Refused as refused:
            for sentence in refused.reasons:
                form.add_error(None, sentence)
        # A browser does not send a file twice: from now on its text stands in the field.
        form.data = QueryDict(mutable=True)
        form.data.update({name: request.POST.get(name, "") for name in form.fields} | {"text": said.typed})
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "New text",
        "opts": model_admin.opts,
        "original": article,
        "form": form,
        "base": article.revision if said is not None or request.method != "POST" else posted_base(request),
        "last": newest(article),
        "said": said,
        "seen": preview,
    }
    return TemplateResponse(request, "admin/archive/captures/new.html", context, status=status)
