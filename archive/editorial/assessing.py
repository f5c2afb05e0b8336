"""Assessing a claim: which judgements its facts allow, and a new one written in one save of the claim.

The facts are those of the desk's present text (``drafts``), read at the evidence date, so that the
answer while somebody writes is the one that they get when they submit.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from archive.editorial.drafts import Drafts, drafts_of
from archive.editorial.facts import refusals
from archive.editorial.saving import Refused, saving
from archive.models import Assessment, Claim, ClaimState, Document, Evidence, User
from archive.models.reading import FEW_INDEPENDENT, NOW
from archive.provenance.standing import OUTCOMES, STANDINGS, allowed_outcomes, rates
from archive.reading_room.projecting.states import Judgement, judged_on
from archive.records.walk import Data

OPINION = "An opinion is nobody’s to rate."
ITSELF = "A claim is no evidence for itself."
LATER_THAN_TODAY = "The evidence date is not in the future."
# What of a claim may be written together with its assessment.
BESIDE = ("reply_asked_at", "reply_how", "reply_answer", "reply_answered_at", "next_review")


class Verdict(NamedTuple):
    """A standing or an outcome, and the sentence that refuses it; "" when the facts allow it."""

    value: str
    why_not: str


class Table(NamedTuple):
    """What may be said of a claim on the evidence of a day.

    ``scale`` is "standing", "outcome", or None for opinions, which have no verdicts.
    """

    scale: str | None
    verdicts: list[Verdict]
    judgement: Judgement


def table(drafts: Drafts, uid: str, *, as_of: date, bearing: Collection[str]) -> Table:
    """The decision table of a claim for evidence that ``bearing`` describes ("supports", "undermines", "context")."""
    record = drafts.data[uid][1]
    published = drafts.look_up(uid)
    assert published is not None
    judgement = judged_on(published, drafts.look_up, as_of.toordinal())
    scale = rates(record["kind"])
    if scale is None:
        return Table(None, [], judgement)
    values = [each.value for each in STANDINGS] if scale == "standing" else list(OUTCOMES[record["kind"]])
    evidence = [{"relation": each} for each in sorted(bearing)]
    candidates = [{scale: value, "as_of": as_of.isoformat(), "evidence": evidence} for value in values]
    asked = {uid: ("claim", {**record, "assessments": candidates, "relations": []})}
    refused = {each.place: each.sentence for each in refusals(asked, drafts.look_up)}
    return Table(scale, [Verdict(value, refused.get(place, "")) for place, value in enumerate(values)], judgement)


def why_not(drafts: Drafts, uid: str, data: Data) -> list[str]:
    """The sentences that refuse a new assessment in the shape of a payload; none when it is allowed."""
    as_of = date.fromisoformat(data["as_of"])
    if as_of > timezone.now().date():
        return [LATER_THAN_TODAY]
    found = table(drafts, uid, as_of=as_of, bearing={each["relation"] for each in data.get("evidence", ())})
    if found.scale is None:
        return [OPINION]
    verdicts = {each.value: each.why_not for each in found.verdicts}
    if any(each.get("target") == uid for each in data.get("evidence", ())):
        return [ITSELF]
    chosen = data.get(found.scale, "")
    if chosen not in verdicts:
        kind = drafts.data[uid][1]["kind"]
        return [f"A{'n' if kind[0] in 'aeiou' else ''} {kind} takes one of these: {', '.join(verdicts)}."]
    return [verdicts[chosen]] if verdicts[chosen] else []


def outgrown(drafts: Drafts, uid: str, today: date) -> str:
    """Why the present assessment no longer fits what is known by ``today``; "" while it does."""
    published = drafts.look_up(uid)
    assert published is not None
    last = judged_on(published, drafts.look_up, today.toordinal()).assessment
    return " ".join(why_not(drafts, uid, {**last, "as_of": today.isoformat()})) if last else ""


def assess(
    claim: Claim,
    data: Data | None,
    *,
    by: User,
    base: int,
    beside: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Add an assessment with its evidence to ``claim``, decided now, in one save of it.

    ``data`` has the shape of a payload, without ``decided_at``; None adds none. ``beside`` sets fields out of
    BESIDE. Raises Conflict, or Refused when the table does not allow the assessment.
    """
    fields = {name: value for name, value in (beside or {}).items() if name in BESIDE}
    with saving(claim, base=base, by=by, reason=reason):
        sentences = why_not(drafts_of([claim.uid]), claim.uid, data) if data is not None else []
        if sentences:
            raise Refused(sentences)
        if fields:
            for name, value in fields.items():
                setattr(claim, name, value)
            claim.save(update_fields=list(fields))
        if data is not None:
            write(claim, data, by)


def write(claim: Claim, data: Data, by: User) -> Assessment:
    """The rows of a new assessment, last of its claim. Call inside ``saving``."""
    assessment = Assessment.objects.create(
        claim=claim,
        position=Assessment.objects.filter(claim=claim).count(),
        standing=data.get("standing", ""),
        outcome=data.get("outcome", ""),
        confidence=data["confidence"],
        as_of=date.fromisoformat(data["as_of"]),
        rationale=data["rationale"],
        decided_at=timezone.now().replace(microsecond=0),
        author=by,
    )
    Evidence.objects.bulk_create(
        Evidence(assessment=assessment, position=place, **each) for place, each in enumerate(data.get("evidence", ()))
    )
    return assessment


# -- what fell outside the table later -----------------------------------------------------------


def outside_the_table(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Public claims whose last assessment the table would refuse today, and nobody has assessed anew since.

    The same that the table says, of the reading room's present rows: a denial found, an origin lost or a
    second one won, a condition that failed. Evidence is written with its assessment and cannot change under it.
    """
    last = Assessment.objects.filter(claim=OuterRef("pk")).order_by("-as_of", "-decided_at")
    few = Exists(Document.objects.filter(FEW_INDEPENDENT, uid=OuterRef("uid")))
    outgrown = (
        Q(standing="uncontested", is_contested=True)
        | Q(standing="corroborated", attributed__lt=2)
        | (Q(standing="corroborated") & few)
        | (Q(standing="uncorroborated", attributed__gte=2) & ~few)
    )
    states = ClaimState.objects.filter(NOW, outgrown).order_by()
    failing = Claim.objects.filter(condition_state=Claim.Condition.FAILED).order_by()
    # Only these few are looked at one by one.
    found = rows.filter(uid__in=states.values("uid").union(failing.values("uid"))).alias(
        last_standing=Subquery(last.values("standing")[:1]),
        last_outcome=Subquery(last.values("outcome")[:1]),
        outgrown=Subquery(states.filter(uid=OuterRef("uid")).values("standing")[:1]),
    )
    failed = Q()
    for kind in OUTCOMES:
        left = allowed_outcomes(kind, Claim.Condition.FAILED)
        failed |= Q(kind=kind) & ~Q(last_outcome__in=["", *left])
    # A desk that says otherwise than the public has assessed it anew.
    return found.filter(
        Q(outgrown=F("last_standing"))
        | (failed & Q(condition_state=Claim.Condition.FAILED, last_outcome__isnull=False))
    )
