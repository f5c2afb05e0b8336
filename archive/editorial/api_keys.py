"""Keys for programs that ask more often than others: made and revoked by chiefs, recognised by everybody's requests.

A key is 256 random bits. Nobody can try so many, so its hash needs neither salt nor slowness, which
protect what people choose; and a slow one would make every request with a key a slow one.
"""

import datetime
import secrets
from contextlib import suppress
from hashlib import sha256
from hmac import compare_digest

from django.db import OperationalError, connection
from django.utils import timezone

from archive.editorial.permissions import check_may
from archive.models import ApiKey, User

# Tells programs that look for leaked secrets what they have found.
BEGINNING = "attest_"
SHOWN = len(BEGINNING) + 5
BYTES = 32


def make_key(key: ApiKey, *, by: User) -> str:
    """Save ``key``, and give what it is to be shown with: to be had here and now, and never again.

    Raises PermissionDenied.
    """
    check_may(by, "add_apikey")
    secret = BEGINNING + secrets.token_urlsafe(BYTES)
    key.prefix, key.sha256 = secret[:SHOWN], hashed(secret)
    key.created_by, key.created_at = by, timezone.now()
    key.save(force_insert=True)
    return secret


def revoke(key: ApiKey, *, by: User) -> None:
    """From now on nobody is recognised by it. Raises PermissionDenied."""
    check_may(by, "change_apikey")
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())


def recognised(secret: str) -> ApiKey | None:
    """Whose key it is, if it is good today (one query; the first time on a day it is written down)."""
    if not secret.startswith(BEGINNING) or not secret.isascii() or "\0" in secret:
        return None
    today = timezone.now().date()
    found = ApiKey.objects.good_on(today).filter(prefix=secret[:SHOWN]).first()
    # The comparison takes as long whatever they have in common.
    if found is None or not compare_digest(found.sha256, hashed(secret)):
        return None
    if found.last_used != today:
        _note_use(found, today)
    return found


def hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _note_use(key: ApiKey, today: datetime.date) -> None:
    """Unless somebody writes on SQLite just now: nobody waits for this, and the next request will do."""
    row = ApiKey.objects.filter(pk=key.pk)
    with suppress(OperationalError):
        if connection.vendor != "sqlite":
            row.update(last_used=today)
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            [usual] = cursor.fetchone()
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                row.update(last_used=today)
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
