"""Feeds that are followed: asked when due, as politely as they ask for, and what is new put up for the worker."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from archive.editorial.admin_log import log
from archive.editorial.machines import INTAKE, account
from archive.editorial.permissions import check_may
from archive.editorial.saving import Refused
from archive.ingest.confining import Confined, Fault
from archive.ingest.fetching import Fetched, NotYet, Unavailable, fetch
from archive.ingest.reading import entries
from archive.ingest.reading.documents import Entry
from archive.ingest.shapes import Refusal
from archive.ingest.working import confined
from archive.ingest.working.handing import Thing, handed_over
from archive.ingest.working.items import OURS
from archive.ingest.working.leasing import LONGEST_WAIT
from archive.ingest.working.naming import is_link
from archive.models import ArticleKey, Intake, IntakeItem, Subscription, User
from archive.text.address import canonical_key

logger = logging.getLogger(__name__)

MOST_FAILURES = 5
MOST_NEW = 50  # of one visit; the others come with the next
FOLLOWED = "This feed is followed already."
NO_LINK = "This is no link to a feed on the web."


# -- what people do ----------------------------------------------------------------------------


def follow(url: str, *, by: User, every: int = 60) -> Subscription:
    """Follow a feed from now on, asking it every so many minutes. Raises PermissionDenied, Refused."""
    check_may(by, "add_subscription")
    if not is_link(url):
        raise Refused([NO_LINK])
    row = Subscription(url=url, every=every, next_at=timezone.now(), added_by=by)
    try:
        row.clean_fields()
        with transaction.atomic():
            row.save()
            log([row], "Followed", by=by)
    except ValidationError as error:
        raise Refused(error.messages) from error
    except IntegrityError as error:
        raise Refused([FOLLOWED]) from error
    return row


def set_active(subscription: Subscription, *, active: bool, by: User) -> None:
    """Follow it again, from now on and with a clean slate, or no more."""
    check_may(by, "change_subscription")
    fresh = {"failures": 0, "fault": "", "next_at": timezone.now()} if active else {}
    with transaction.atomic():
        Subscription.objects.filter(pk=subscription.pk).update(is_active=active, **fresh)
        log([subscription], "Followed again" if active else "No longer followed", by=by)
    subscription.refresh_from_db()


# -- what the worker does ----------------------------------------------------------------------


def due() -> QuerySet[Subscription]:
    """The feeds to be asked now."""
    return Subscription.objects.filter(is_active=True, next_at__lte=timezone.now()).order_by("next_at")


@task()
def ask(subscription: int) -> int:
    """Ask a feed for what is new, if it is due; how many links were put up."""
    return visit(subscription, confined.child)


def visit(key: int, child: Confined) -> int:
    """Ask the feed once, if it is due; how many of its links were put up for the worker."""
    row = due().filter(pk=key).first()
    # Whoever moves the time of the next visit makes this one.
    if row is None or not due().filter(pk=key, next_at=row.next_at).update(next_at=_next(row)):
        return 0
    try:
        return _visit(row, child)
    except NotYet as early:
        # Nothing failed: others of this site were asked for just now.
        soon = timezone.now() + timedelta(seconds=early.retry_after or 1)
        Subscription.objects.filter(pk=row.pk).update(next_at=soon)
    except Unavailable as late:
        _failed(row, late.sentence, late.retry_after or 0)
    except (Refusal, Refused) as refusal:
        _failed(row, str(refusal))
    except Fault:
        logger.exception("Subscription %s", row.pk)
        _failed(row, OURS)
    return 0


def _visit(row: Subscription, child: Confined) -> int:
    fetched = fetch(row.url, etag=row.etag, last_modified=row.last_modified)
    if fetched.is_unchanged:
        _done(row, fetched, is_whole=True)
        return 0
    listed = child.call(entries, fetched.body, fetched.final_url)
    new = list(unknown(row, listed))
    with transaction.atomic():
        _done(row, fetched, is_whole=len(new) <= MOST_NEW)
        if new:
            things = [Thing(entry.title or entry.link, url=entry.link) for entry in new[:MOST_NEW]]
            handed_over(Intake.Door.FEED, things, account(INTAKE), subscription=row)
    return len(new[:MOST_NEW])


def unknown(row: Subscription, listed: Iterable[Entry]) -> Iterator[Entry]:
    """The links that no article has, and that this feed has not brought before (two queries)."""
    keys = {entry.link: canonical_key(entry.link) for entry in listed}
    known = set(ArticleKey.objects.filter(key__in=set(keys.values())).values_list("key", flat=True))
    brought = IntakeItem.objects.filter(intake__subscription=row, url__in=list(keys))
    before = {canonical_key(url) for url in brought.values_list("url", flat=True)}
    for entry in listed:
        key = keys[entry.link]
        if key and is_link(entry.link) and key not in known and key not in before:
            before.add(key)
            yield entry


def _done(row: Subscription, fetched: Fetched, *, is_whole: bool) -> None:
    """With what the site said of this state of the feed, unless some of it is still to come."""
    # One that is too long to keep is not asked with: half of it would be another one.
    etag, last_modified = fetched.header("etag"), fetched.header("last-modified")
    said = {"etag": etag * (len(etag) <= 500), "last_modified": last_modified * (len(last_modified) <= 100)}
    values = {"last_at": fetched.fetched_at, "failures": 0, "fault": "", "next_at": _next(row)}
    told = said if is_whole and not fetched.is_unchanged else {}
    Subscription.objects.filter(pk=row.pk).update(**values, **told)


def _failed(row: Subscription, fault: str, retry_after: int = 0) -> None:
    """Wait twice as long each time; after five in a row, until a person says so."""
    failures = row.failures + 1
    wait = max(timedelta(minutes=row.every) * 2**failures, timedelta(seconds=retry_after))
    Subscription.objects.filter(pk=row.pk).update(
        failures=failures,
        fault=fault,
        last_at=timezone.now(),
        next_at=timezone.now() + min(wait, LONGEST_WAIT),
        is_active=failures < MOST_FAILURES,
    )


def _next(row: Subscription) -> datetime:
    return timezone.now() + timedelta(minutes=row.every)
