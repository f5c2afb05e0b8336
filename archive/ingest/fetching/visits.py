"""Visits in rows: the bytes by their hash, once however often they come, and the exchange that brought them."""

from django.db import transaction

from archive.editorial.originals import keep
from archive.ingest.fetching.following import Fetched
from archive.models import Visit

WARC = "application/warc"


def store_visit(fetched: Fetched) -> Visit:
    """Keep what was fetched, all or nothing; the same bytes are kept once, however often and at once they come.

    A visit that found nothing changed has no body.
    """
    with transaction.atomic():
        return Visit.objects.create(
            url=fetched.url,
            final_url=fetched.final_url,
            status=fetched.status,
            fetched_at=fetched.fetched_at,
            body=None if fetched.is_unchanged else keep(fetched.body),
            warc=keep(fetched.warc, WARC),
        )


def warc_of(visit: Visit) -> bytes:
    """The exchange as a gzipped WARC, for people to keep and replay; empty when none is kept. Causes a query."""
    return bytes(visit.warc.data) if visit.warc else b""
