"""Take articles in: from files, folders, links and feeds."""

import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import capfirst

from archive.editorial.capturing import FORBIDDEN, may_take
from archive.editorial.machines import INTAKE, account
from archive.editorial.saving import Refused
from archive.ingest.working import commanding
from archive.ingest.working.ahead import Readers
from archive.ingest.working.foreseeing import Foreseen, foresee
from archive.ingest.working.listing import Listing, listed
from archive.management.progress import draw
from archive.models import IntakeItem, User

REFUSED = 2
CUT_OFF = "Cut off. Ask the same again, and it goes on where it was."
DRAWN_AFTER = 2.0  # seconds
State = IntakeItem.State


class Command(BaseCommand):
    help = (
        "Takes articles in from files, folders (with all below them), patterns such as '*.html', links, the links of "
        "feeds, or standard input (-). Says of each what became of it: a new article, a new text of a known one, a "
        "duplicate, waiting for a person, or refused, and why. Ends with code 2 when anything was refused. Cut off "
        "and asked again, it goes on where it was; asked twice, it changes nothing."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="+", metavar="PATH|URL|FEED|WARC|-")
        parser.add_argument("--by", metavar="USER", help="On whose account; by default, on a machine's.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument("--jobs", type=int, choices=(1, 2), default=2, help="Processes that read (default: 2).")

    def handle(self, *args: Any, what: list[str], by: str | None, dry_run: bool, jobs: int, **options: Any) -> None:
        user = account_of(by) if by else None
        things = listed(what, sys.stdin.buffer)
        self.began, self.counts = time.monotonic(), Counter[str]()
        try:
            with Readers(jobs) as readers:
                if dry_run:
                    self.stdout.write("Nothing is done. It would be:")
                    self.foresee(things, readers, jobs, user)
                else:
                    self.take(what, things, readers, jobs, user or account(INTAKE))
        except KeyboardInterrupt:
            raise CommandError(CUT_OFF, returncode=128 + signal.SIGINT) from None
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for name, reason in things.refused:
            self.refuse(name, reason)
        self.stdout.write(summary(self.counts))
        if things.others:
            self.stdout.write(f"{things.others} files of other kinds were left alone.")
        if self.counts[State.REFUSED]:
            sys.exit(REFUSED)

    def take(self, what: list[str], things: Listing, readers: Readers, jobs: int, user: User) -> None:
        intake = commanding.begun(what, by=user)
        for row in commanding.run(intake, things, readers, jobs):
            self.say(row.name, row.state, row.reason, told(row))
            self.bar(things)
        commanding.finish(intake)

    def foresee(self, things: Listing, readers: Readers, jobs: int, user: User | None) -> None:
        for each in foresee(things, readers, jobs, by=user):
            outcome = each.outcome
            more = [f"“{each.title}”"] if each.title else []
            more += [f"{outcome.proposed} proposed"] if outcome.proposed else []
            self.say(each.name, outcome.state, outcome.reason, ", ".join(more))
            for line in guessed(each):
                self.stdout.write(line)
            self.bar(things)

    def say(self, name: str, state: str, reason: str, more: str) -> None:
        if state == State.REFUSED:
            self.refuse(name, reason)
            return
        self.counts[state] += 1
        why = f" {reason}" if state in (State.UNDECIDED, State.PARKED, State.WAITING, State.WORKING) else ""
        self.stdout.write(f"{State(state).label}: {name}{f': {more}' if more else ''}{why}")

    def refuse(self, name: str, reason: str) -> None:
        self.counts[State.REFUSED] += 1
        self.stderr.write(f"Refused: {name}: {reason}")

    def bar(self, things: Listing) -> None:
        if time.monotonic() > self.began + DRAWN_AFTER:
            draw(self.stderr, "Taking in", min(self.counts.total(), things.total), things.total)


def account_of(name: str) -> User:
    """Who takes in. Raises CommandError for one who may not, or is not there."""
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"Nobody goes by the name {name}.")
    if not may_take(user):
        raise CommandError(f"{name}: {FORBIDDEN}")
    return user


def told(row: IntakeItem) -> str:
    """What became of a row, in a few words."""
    counts = [
        f"{row.findings[name]} {words}"
        for name, words in (
            ("proposed", "proposed"),
            ("carried", "anchors placed"),
            ("orphaned", "anchors to be placed by a person"),
        )
        if row.findings.get(name)
    ]
    article = [f"“{row.article}” ({row.article.uid})"] if row.article else []
    return ", ".join([*article, *counts])


def guessed(foreseen: Foreseen) -> Iterator[str]:
    """The guesses of a document, a line each."""
    for guess in foreseen.guesses:
        yield f"    {guess.field}: {guess.value} ({guess.confidence}: {guess.reason})"


def summary(counts: Counter[str]) -> str:
    """How many became what, in the order of the states."""
    found = [f"{state.label.lower()}: {counts[state]}" for state in State if counts[state]]
    return capfirst(f"{', '.join(found) or 'Nothing was there'}.")
