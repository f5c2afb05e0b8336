"""What the script of the editor sends, read without trust."""

import json
from typing import Any, TypeVar

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from archive.admin.forms.numbers import key
from archive.models import Article, Claim, Record
from archive.text.ids import is_uid

R = TypeVar("R", bound=Record)

LONGEST = 300_000  # bytes of a body


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
    return _named(Article.objects.all(), value)


def claim_named(value: object) -> Claim | None:
    """The same of a claim."""
    return _named(Claim.objects.all(), value)


def _named(rows: QuerySet[R], value: object) -> R | None:
    words = str(value) if isinstance(value, str | int) else ""
    return rows.filter(uid=words).first() if is_uid(words) else rows.filter(pk=key(words) or 0).first()
