"""Filling an archive through the loader's action, and what that costs."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from archive.editorial.publishing import Item, publish_many, sign
from archive.editorial.submitting import Draft, freeze, submit
from archive.ledger.append import Act, append
from archive.ledger.lock import lock
from archive.models import RECORDS, Country, Quantity, Signature, SubmissionItem, Topic, User
from archive.records import payload as payloads
from archive.records.load import Directory, create_bare
from tests.bench import machine
from tests.bench.generate import QUANTITIES, TOPICS, Archive, Made
from tests.factories import make, make_user

BATCH = 2_000
SINGLES = 100
APPENDED = 10_000

Say = Callable[[str], None]


def prepare() -> tuple[User, User]:
    """Tables, words and the loader's two accounts."""
    call_command("migrate", verbosity=0, interactive=False)
    return people_and_words()


def people_and_words() -> tuple[User, User]:
    """What a made-up archive takes for granted; its author and its reviewer."""
    Topic.objects.bulk_create(Topic(**topic) for topic in TOPICS)
    Quantity.objects.bulk_create(Quantity(**quantity) for quantity in QUANTITIES)
    Country.objects.create(code="XX", name="Nowhere")
    author, reviewer = (
        User.objects.create(username=f"bench {role}", is_active=False) for role in ("author", "reviewer")
    )
    return author, reviewer


def build(archive: Archive, author: User, reviewer: User, say: Say) -> dict[str, Any]:
    """Publish everything. Making the records up is not part of the time."""
    seconds, claims, records, waited = 0.0, 0, 0, time.monotonic()
    for batch in archive.batches(BATCH):
        items = [Item(*made) for made in batch]
        started = time.perf_counter()
        publish_many(items, author=author, reviewer=reviewer)
        seconds += time.perf_counter() - started
        records += len(batch)
        claims += sum(made.type == "claim" for made in batch)
        if time.monotonic() - waited > 5:
            waited = time.monotonic()
            say(f"{claims:,} of {archive.size:,} claims published, {claims / seconds:,.0f} a second")
    settle()
    return {"claims": claims, "records": records, "seconds": seconds, "claims_per_second": claims / seconds}


def settle() -> None:
    """Let the database count what it holds, as it does by itself in time."""
    with connection.cursor() as cursor:
        # Nothing is tidied up inside of a transaction.
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" or connection.in_atomic_block else "VACUUM ANALYZE")


def appends() -> dict[str, Any]:
    """Ledger entries alone, guards and all; signed beforehand, undone afterwards."""
    author, reviewer = User.objects.filter(username__startswith="bench ").order_by("pk")
    with transaction.atomic():
        lock()
        body = payloads.body_of({"name": "Nobody", "kind": "person"})
        submission = freeze(
            [Draft("source", f"{number:010}", body) for number in range(APPENDED)], authors={author.pk}, by=author
        )
        Signature.objects.create(submission=submission, user=reviewer, role="reviewer", at=timezone.now())
        items = SubmissionItem.objects.filter(submission=submission).order_by("pk")
        acts = [Act("publish", "source", item.uid, 1, item.commitment) for item in items]
        started = time.perf_counter()
        append(acts)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"entries": len(acts), "entries_per_second": len(acts) / seconds}


def singles(author: User, reviewer: User, seed: int = 2) -> dict[str, Any]:
    """New claims of the desk, saved, then submitted and signed one by one. Each ``seed`` once."""
    editor, chief = make_user("editor"), make_user("chief")
    drafts = _desk(Archive(SINGLES, seed), author, reviewer)
    started = time.perf_counter()
    claims = [make("claim", draft.record, by=editor, uid=draft.uid) for draft in drafts]
    saving = time.perf_counter() - started
    times = []
    for claim in claims:
        started = time.perf_counter()
        sign(submit([claim], by=editor), by=chief)
        times.append(time.perf_counter() - started)
    return {
        "publications_per_second": len(times) / sum(times),
        "p50_ms": statistics.median(times) * 1_000,
        "p95_ms": statistics.quantiles(times, n=20)[-1] * 1_000,
        "desk_saves_per_second": len(claims) / saving,
    }


def singles_on_one_core(author: User, reviewer: User) -> dict[str, Any] | None:
    """The same with this process and the database's on one core; None where that is not to be had.

    They take turns, some thirty times a publication. On a virtual machine it costs as much as a
    statement to wake another core for each.
    """
    try:
        with machine.one_core():
            return singles(author, reviewer, seed=3)
    except machine.NotPermitted:
        return None


def _desk(archive: Archive, author: User, reviewer: User) -> list[Made]:
    """Claims that the desk could save: what they name is public, and there are bare rows of it."""
    made = [each for batch in archive.batches(SINGLES) for each in batch]
    named = [each for each in made if each.type != "claim"]
    publish_many([Item(*each) for each in named], author=author, reviewer=reviewer)
    for type in ("source", "event", "article"):
        create_bare(RECORDS[type], {each.uid: each.record for each in named if each.type == type}, Directory())
    drafts = [each for each in made if each.type == "claim"]
    for draft in drafts:
        # What may be judged depends on all the rest; the claim alone is what is measured.
        draft.record.pop("assessments", None)
        for relation in draft.record.get("relations", ()):
            relation.pop("confirmed", None)
    return drafts
