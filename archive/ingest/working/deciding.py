"""A person says what an item is that is like an article of the archive. Done at once, not by the worker."""

import logging
from contextlib import closing

from django.utils import timezone

from archive.editorial.admin_log import log
from archive.editorial.saving import Refused
from archive.ingest import taking
from archive.ingest.confining import Confined, Fault
from archive.ingest.shapes import Refusal
from archive.ingest.taking import Outcome
from archive.ingest.taking.outcomes import Settle
from archive.ingest.understanding import IMPORTS, Understood
from archive.ingest.working.bringing import GONE, bring
from archive.ingest.working.items import OURS, brought, findings, understood, wanted
from archive.ingest.working.leasing import State
from archive.models import IntakeItem, User

logger = logging.getLogger(__name__)

MEANWHILE = "Somebody decided this meanwhile."


def decide(item: IntakeItem, answer: str, *, by: User, uid: str = "") -> Outcome:
    """Do with an undecided item what a person answered; what became of it.

    ``answer`` is a word of recognising.Answer, or taking.DROP; ``uid`` the article that is meant, of those in the
    item's findings; the likest, if none is named. Raises PermissionDenied, and Refused with a sentence.
    """

    def settle(outcome: Outcome) -> None:
        values = {"state": outcome.state, "reason": outcome.reason, "article": outcome.article}
        rows = IntakeItem.objects.filter(pk=item.pk, state=State.UNDECIDED)
        found = {**item.findings, **findings(outcome)}
        if not rows.update(**values, findings=found, ended_at=timezone.now()):
            raise Refused([MEANWHILE])
        log([item.intake], f"Thing {item.position + 1}: {State(outcome.state).label.lower()}", by=by)

    try:
        outcome = _decided(item, answer, uid, by, settle)
    except Refusal as refusal:
        raise Refused([refusal.sentence]) from refusal
    item.refresh_from_db()
    return outcome


def _decided(item: IntakeItem, answer: str, uid: str, by: User, settle: Settle) -> Outcome:
    if answer == taking.DROP:
        return taking.leave_out(by=by, settle=settle)
    document = again(item)
    return taking.decide(document, brought(item, document), answer, uid=uid, by=by, settle=settle)


def again(item: IntakeItem) -> Understood:
    """The item's document, understood once more. Raises Refusal, also where we are at fault: the log has it then."""
    asked = wanted(item)
    if asked.data is None:
        raise Refusal(GONE)
    try:
        with Confined(imports=IMPORTS) as child, closing(bring(asked, child)) as events:
            return understood(next(events, None))
    except Fault as fault:
        logger.exception("Item %s", item.pk)
        raise Refusal(OURS) from fault
