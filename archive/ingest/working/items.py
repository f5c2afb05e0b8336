"""One item from its bytes or its link to its end, with effects that happen once however often it is begun.

Whatever is read stays outside of any transaction; each document is written in one, together with what became
of its item. So a worker may be killed at any moment, and whoever takes the item up again goes on after the last
document that was written.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from archive.editorial.capturing import FORBIDDEN, may_take
from archive.ingest.confining import Confined
from archive.ingest.fetching import Fetched, NotYet, Unavailable, store_visit
from archive.ingest.shapes import Refusal
from archive.ingest.taking import Brought, Outcome, take, title
from archive.ingest.understanding import Understood
from archive.ingest.working import confined
from archive.ingest.working.bringing import Event, Listed, Wanted, bring
from archive.ingest.working.leasing import Lost, State, change, end, fail, lease, put_back, renew
from archive.ingest.working.naming import LONGEST_LINK, shown
from archive.models import Blob, CaptureText, IntakeItem

logger = logging.getLogger(__name__)

OURS = "It failed by a fault of this program, which is in its log."
KNOWN = "These bytes were taken in before."
WAITS = "These bytes wait for a person already."
BY_ITSELF = "As the archive file says that it came in."
EMPTY = "There is no document in it."
SEVERAL = "There are several documents in it: hand it over by itself."
DOCUMENT = "document"  # in the findings of a row: which document of its bytes it is, from 1


@task()
def take_in(item: int) -> str:
    """Work on an item if it is due; what became of it."""
    return work_on(item, confined.child)


def work_on(key: int, child: Confined) -> str:
    """Work on the item with this key if it is due; its state then, empty if it was not."""
    item = lease(key)
    if item is None:
        return ""
    with closing(bring(wanted(item), child)) as events:
        settle(item, events)
    return item.state


def wanted(item: IntakeItem) -> Wanted:
    """What the item asks for: the bytes that are here already, or those of its link (a query)."""
    visit, after = item.visit, done(item)
    body = visit.body if visit is not None else None
    if visit is not None and body is not None:
        return Wanted(item.name, bytes(body.data), visit.final_url, body.media_type, visit.fetched_at.date(), after)
    data = bytes(item.blob.data) if item.blob is not None else None
    return Wanted(item.name, data, item.url, after=after)


def done(item: IntakeItem) -> int:
    """How many documents of its bytes come before what is to be done: written before, or other items of their own."""
    if item.part:
        return max(0, int(item.findings.get(DOCUMENT, 0)) - 1)
    return IntakeItem.objects.filter(intake=item.intake_id, position=item.position, part__gt=0).count()


def settle(item: IntakeItem, events: Iterator[Event]) -> None:
    """Write what ``events`` bring, as ``wanted`` asked for them, and what became of the item, which is ours.

    Raises nothing of theirs.
    """
    with suppress(Lost):
        try:
            Settling(item).settle(events)
        except NotYet as early:
            put_back(item, early.sentence, early.retry_after or 1)
        except Unavailable as late:
            fail(item, late.sentence, retry_after=late.retry_after)
        except Refusal as refusal:
            end(item, State.REFUSED, refusal.sentence)
        except Lost:
            raise
        except Exception:
            logger.exception("Item %s", item.pk)
            fail(item, OURS)


class Settling:
    """One item while it is worked on."""

    def __init__(self, item: IntakeItem) -> None:
        self.item, self.by = item, item.intake.by
        self.visit = item.visit

    def settle(self, events: Iterator[Event]) -> None:
        if not may_take(self.by):
            raise Refusal(FORBIDDEN)
        # Of some bytes with several documents one may be known, or wait, and the others not.
        if not self.item.part and self.is_known(self.item.blob):
            return
        event = next(events, None)
        if isinstance(event, Fetched):
            self.keep(event)
            if self.is_known(self.visit.body if self.visit else None):
                return
            event = next(events, None)
        if isinstance(event, Listed):
            self.list(event)
        elif DOCUMENT in self.item.findings:
            self.whole(event)
        else:
            self.documents(event, events)

    def keep(self, fetched: Fetched) -> None:
        """Once it is kept, it is not fetched again."""
        with transaction.atomic():
            self.visit = store_visit(fetched)
            change(self.item, visit=self.visit)

    def is_known(self, blob: Blob | None) -> bool:
        """Ends the item when a text was made from these very bytes, or they wait for a person already."""
        if blob is None:
            return False
        text = CaptureText.objects.filter(capture__sha256=blob.pk).select_related("capture__article").first()
        waits = text is None and IntakeItem.objects.filter(blob=blob, part=0, state=State.UNDECIDED).exists()
        if text is not None:
            end(self.item, State.DUPLICATE, KNOWN, article=text.capture.article)
        elif waits:
            end(self.item, State.DUPLICATE, WAITS)
        return text is not None or waits

    def list(self, listed: Listed) -> None:
        """A row that waits for each link of a feed."""
        if self.item.part:
            raise Refusal(SEVERAL)
        with transaction.atomic():
            end(self.item, State.APART, f"A feed of {len(listed.entries)} links.")
            IntakeItem.objects.bulk_create(
                [
                    self.part(number, name=shown(entry.title or entry.link), url=entry.link)
                    for number, entry in enumerate(listed.entries, start=1)
                ]
            )

    def documents(self, first: Event | None, events: Iterator[Event]) -> None:
        """One document is the thing itself; of several, each has a row of its own."""
        number = 0 if self.item.part else done(self.item)
        second = next(events, None)
        if second is None and not number:
            self.whole(first)
            return
        if self.item.part:
            raise Refusal(SEVERAL)
        for event in chain([first, second], events):
            if event is not None:
                number += 1
                self.one_of(number, event)
        end(self.item, State.APART, f"{number} documents.")

    def whole(self, event: Event | None) -> None:
        document = understood(event)

        def record(outcome: Outcome) -> None:
            found = {**self.item.findings, **findings(outcome, document)}
            end(self.item, outcome.state, outcome.reason, article=outcome.article, findings=found)

        take(document, brought(self.item, document), by=self.by, settle=record)

    def one_of(self, number: int, event: Event) -> None:
        row = self.part(number, blob=self.item.blob, visit=self.visit, name=self.item.name)

        def record(outcome: Outcome, document: Understood | None = None) -> None:
            renew(self.item)
            row.state, row.reason, row.article = outcome.state, outcome.reason, outcome.article
            row.findings, row.ended_at = {**findings(outcome, document), DOCUMENT: number}, timezone.now()
            row.save()

        try:
            document = understood(event)
            row.name, row.url = shown(title(document)), document.read.url[:LONGEST_LINK]
            settle = partial(record, document=document)
            take(document, brought(self.item, document), by=self.by, settle=settle)
        except Refusal as refusal:
            with transaction.atomic():
                record(Outcome(State.REFUSED, refusal.sentence))

    def part(self, number: int, **values: Any) -> IntakeItem:
        return IntakeItem(intake=self.item.intake, position=self.item.position, part=number, **values)


def understood(event: Event | None) -> Understood:
    """The document. Raises the Refusal that stands in its place."""
    if isinstance(event, Understood):
        return event
    raise event if isinstance(event, Refusal) else Refusal(EMPTY)


def brought(item: IntakeItem, document: Understood) -> Brought:
    """When the document's bytes were taken, and from where."""
    captured = document.captured_at
    if captured is not None and captured <= timezone.now():
        return Brought(captured, document.read.url or item.url, is_fetched=True, basis=BY_ITSELF)
    if item.visit is not None:
        return Brought(item.visit.fetched_at, document.read.url or item.visit.final_url, is_fetched=True)
    return Brought(item.intake.at, document.read.url or item.url)


def findings(outcome: Outcome, document: Understood | None = None) -> dict[str, Any]:
    """What people are shown of it, with what its reader remarked on ``document``."""
    counts = {"proposed": outcome.proposed, "carried": outcome.carried, "orphaned": outcome.orphaned}
    remarked = [hint.value for hint in document.read.hints if hint.field == "remark"] if document is not None else []
    return {**outcome.findings, **counts, **({"remarks": remarked} if remarked else {})}
