"""A person says what an item is that is like an article of the archive. Done at once, not by the worker."""

from collections.abc import Iterator
from contextlib import closing

from archive.editorial.admin_log import log
from archive.editorial.saving import Refused
from archive.ingest import taking
from archive.ingest.confining import Confined
from archive.ingest.shapes import Refusal
from archive.ingest.taking import Outcome
from archive.ingest.understanding import IMPORTS, Understood, understand
from archive.ingest.working.items import brought, findings, understood, wanted
from archive.ingest.working.leasing import State
from archive.models import IntakeItem, User

MEANWHILE = "Somebody decided this meanwhile."


def decide(item: IntakeItem, answer: str, *, by: User, uid: str = "") -> Outcome:
    """Do with an undecided item what a person answered; what became of it.

    ``answer`` is a word of recognising.Answer, or taking.DROP; ``uid`` the article that is meant, of those in the
    item's findings; the likest, if none is named. Raises PermissionDenied, and Refused with a sentence.
    """

    def settle(outcome: Outcome) -> None:
        values = {"state": outcome.state, "reason": outcome.reason, "article": outcome.article}
        rows = IntakeItem.objects.filter(pk=item.pk, state=State.UNDECIDED)
        if not rows.update(**values, findings={**item.findings, **findings(outcome)}):
            raise Refused([MEANWHILE])
        log([item.intake], f"Thing {item.position + 1}: {State(outcome.state).label.lower()}", by=by)

    try:
        document = again(item)
        outcome = taking.decide(document, brought(item, document), answer, uid=uid, by=by, settle=settle)
    except Refusal as refusal:
        raise Refused([refusal.sentence]) from refusal
    item.refresh_from_db()
    return outcome


def again(item: IntakeItem) -> Understood:
    """The item's document, understood once more. Raises Refusal."""
    asked = wanted(item)
    if asked.data is None:
        raise Refusal("The bytes of this item are gone; hand it over again.")
    with Confined(imports=IMPORTS) as child:
        documents: Iterator[Understood | Refusal] = child.each(
            understand,
            asked.data,
            name=asked.name,
            url=asked.url,
            media_type=asked.media_type,
            taken_on=asked.fetched_on,
        )
        with closing(documents):  # type: ignore[type-var]
            for number, document in enumerate(documents, start=1):
                if number >= item.part:
                    return understood(document)
    raise Refusal("There is no document in it any more.")
