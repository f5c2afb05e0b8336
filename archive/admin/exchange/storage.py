"""An uploaded table between its preview and its confirmation: under a name nobody can guess, for one session.

It lies with the files of the archive, which nothing serves, and goes when it was imported or
put aside; what people simply left goes with the next upload.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone

FOLDER = "imports"
KEPT = "imports"  # the session's name for what it may open
TOKEN = re.compile("[A-Za-z0-9_-]{43}")
LONGEST_WAIT = timedelta(hours=2)
MOST_KEPT = 5


def keep(request: HttpRequest, type: str, name: str, content: bytes) -> str:
    """Store a table of ``type`` that was called ``name``; the token opens it again in this session."""
    sweep()
    token = secrets.token_urlsafe(32)
    default_storage.save(_path(token), ContentFile(content))
    kept: dict[str, Any] = request.session.get(KEPT, {})
    for old in list(kept)[: -MOST_KEPT + 1]:
        default_storage.delete(_path(old))
        del kept[old]
    request.session[KEPT] = {**kept, token: {"type": type, "name": name[:100]}}
    return token


def opened(request: HttpRequest, type: str, token: str) -> tuple[str, bytes] | None:
    """The name and content of a table that this session stored; None when it is gone, or another's."""
    kept = request.session.get(KEPT, {}).get(token)
    if kept is None or kept["type"] != type or not TOKEN.fullmatch(token):
        return None
    try:
        with default_storage.open(_path(token)) as file:
            return kept["name"], file.read()
    except FileNotFoundError:
        return None


@contextmanager
def claimed(token: str) -> Iterator[bool]:
    """Whether the table is still here and nobody else imports it; then nobody does before this ends."""
    claim = f"{_path(token)}.claim"
    made = default_storage.save(claim, ContentFile(b""))
    try:
        # A name that was taken is made another.
        yield made == claim and default_storage.exists(_path(token))
    finally:
        default_storage.delete(made)


def drop(request: HttpRequest, token: str) -> None:
    """Forget a table; nothing happens when it is not this session's."""
    kept = dict(request.session.get(KEPT, {}))
    if kept.pop(token, None) is not None:
        default_storage.delete(_path(token))
        request.session[KEPT] = kept


def sweep() -> None:
    """Delete what nobody came back for."""
    for name in _names():
        try:
            if default_storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - LONGEST_WAIT:
                default_storage.delete(f"{FOLDER}/{name}")
        except FileNotFoundError:
            continue  # another request swept it


def _names() -> Iterator[str]:
    try:
        yield from default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return


def _path(token: str) -> str:
    return f"{FOLDER}/{token}"
