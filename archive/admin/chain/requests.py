"""What the script of the editor sends, read without trust."""

import json
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest

from archive.models import Article, Claim
from archive.text.ids import is_uid

LONGEST = 300_000  # bytes of a body
LONGEST_KEY = 18  # digits of a primary key


def writers_only(request: HttpRequest, *models: str) -> None:
    """Raise PermissionDenied for whoever may write none of ``models``."""
    if not any(request.user.has_perm(f"archive.{verb}_{model}") for model in models for verb in ("add", "change")):
        raise PermissionDenied


def body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was posted. Raises BadRequest."""
    if request.method != "POST" or len(request.body) > LONGEST:
        raise BadRequest("Send one JSON object of at most 300 kB.")
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("This is no JSON.") from error
    if not isinstance(sent, dict):
        raise BadRequest("This is no JSON object.")
    return sent


def text(sent: dict[str, Any], name: str) -> str:
    """A text of the object; "" where there is none, or something else."""
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""


def article_named(value: object) -> Article | None:
    """An article by its uid, or by the key that a form has for it (one query)."""
    words = str(value) if isinstance(value, str | int) else ""
    if is_uid(words):
        return Article.objects.filter(uid=words).first()
    return Article.objects.filter(pk=int(words)).first() if is_key(words) else None


def claim_named(value: object) -> Claim | None:
    """A claim by its uid, or by the key that a form has for it (one query)."""
    words = str(value) if isinstance(value, str | int) else ""
    if is_uid(words):
        return Claim.objects.filter(uid=words).first()
    return Claim.objects.filter(pk=int(words)).first() if is_key(words) else None


def is_key(words: str) -> bool:
    """Whether this may be a primary key."""
    return words.isascii() and words.isdigit() and len(words) <= LONGEST_KEY
