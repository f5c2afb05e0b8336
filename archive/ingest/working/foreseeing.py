"""What taking things in would do: everything is read and recognised, and nothing is written."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from archive.editorial.machines import INTAKE, account
from archive.ingest.confining import Fault
from archive.ingest.fetching import Fetched
from archive.ingest.shapes import Guess, Refusal
from archive.ingest.taking import Brought, Outcome, take, title
from archive.ingest.understanding import Understood
from archive.ingest.working.ahead import Ahead, Readers
from archive.ingest.working.bringing import Event, Listed, Wanted
from archive.ingest.working.handing import Thing
from archive.ingest.working.items import OURS
from archive.ingest.working.leasing import State
from archive.models import User

logger = logging.getLogger(__name__)


class Foreseen(NamedTuple):
    """What would become of a document, what it would be called, and what is guessed of it."""

    name: str
    outcome: Outcome
    title: str = ""
    guesses: Sequence[Guess] = ()


def foresee(things: Iterable[Thing], readers: Readers, jobs: int, *, by: User | None) -> Iterator[Foreseen]:
    """For each document of each thing, in their order. What comes twice among them is not seen to be the same.

    ``by`` is None for the machine's account, which need not be there.
    """
    given = iter(things)
    working: deque[tuple[Wanted, Ahead]] = deque()
    links: deque[Wanted] = deque()
    while True:
        while len(working) < 2 * jobs and (wanted := links.popleft() if links else _wanted(next(given, None))):
            working.append((wanted, readers.begin(wanted)))
        if not working:
            return
        wanted, ahead = working.popleft()
        try:
            for event in ahead.events():
                if isinstance(event, Listed):
                    links.extend(Wanted(each.title or each.link, url=each.link) for each in event.entries)
                elif not isinstance(event, Fetched):
                    yield _of(wanted, event, by)
        except Refusal as refusal:
            yield Foreseen(wanted.name, Outcome(State.REFUSED, refusal.sentence))
        except Fault:
            logger.exception("%s", wanted.name)
            yield Foreseen(wanted.name, Outcome(State.REFUSED, OURS))


def _wanted(thing: Thing | None) -> Wanted | None:
    return Wanted(thing.name or thing.url, thing.data, thing.url) if thing is not None else None


def _of(wanted: Wanted, event: Event, by: User | None) -> Foreseen:
    if not isinstance(event, Understood):
        reason = event.sentence if isinstance(event, Refusal) else ""
        return Foreseen(wanted.name, Outcome(State.REFUSED, reason))
    with transaction.atomic():
        brought = Brought(timezone.now(), wanted.url, is_fetched=bool(wanted.url))
        try:
            outcome = take(event, brought, by=by or account(INTAKE), settle=lambda outcome: None)
        except Refusal as refusal:
            outcome = Outcome(State.REFUSED, refusal.sentence)
        transaction.set_rollback(True)
    return Foreseen(wanted.name, outcome, title(event), event.guesses)
