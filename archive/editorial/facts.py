"""What the archive would know if drafts were public: previews, and which standings they allow."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from archive.ledger.view import Published, read
from archive.provenance.standing import Facts, why_not, why_not_outcome
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import judged_on, reverses

Data = Mapping[str, Any]


class Refusal(NamedTuple):
    """A part that the facts do not allow: its claim, its list and place there, and why not."""

    uid: str
    part: str  # "assessments" or "relations"
    place: int
    sentence: str


NO_REVERSAL = "a reversal takes one person, the same condition and a plain contradiction."


def as_if_public(drafts: Mapping[str, tuple[str, Data]], standing: Mapping[str, Published] | None = None) -> LookUp:
    """A look-up with ``drafts`` (uid → type and public payload) laid over what is public.

    ``standing`` is what is public of them, if it has been read.
    """
    if standing is None:
        standing = read(drafts)
    now = timezone.now()
    overlay = {}
    for uid, (type, record) in drafts.items():
        before = standing.get(uid)
        overlay[uid] = Published(
            type=type,
            uid=uid,
            state="public",
            record=dict(record),
            version=before.version + 1 if before else 1,
            seq=0,
            hash="",
            action="correct" if before else "publish",
            note="",
            first_seq=before.first_seq if before else 0,
            published_at=before.published_at if before else now,
            modified_at=now,
        )
    look_up = LookUp(overlay=overlay)
    look_up.know(found for uid, found in standing.items() if uid not in overlay)
    return look_up


def refusals(drafts: Mapping[str, tuple[str, Data]], look_up: LookUp) -> Iterator[Refusal]:
    """Assessments outside the table on their evidence date, and confirmed reversals that are none."""
    judged = {uid: record for uid, (type, record) in drafts.items() if type == "claim" and _judges(record)}
    look_up.prime(judged)
    for uid, record in judged.items():
        published = look_up(uid)
        if published is None:
            continue
        for index, assessment in enumerate(record.get("assessments", ())):
            sentence = _why_not(published, record, assessment, look_up)
            if sentence:
                yield Refusal(uid, "assessments", index, sentence)
        for index, relation in enumerate(record.get("relations", ())):
            if relation.get("confirmed") and not reverses(dict(record), relation, look_up):
                yield Refusal(uid, "relations", index, NO_REVERSAL)


def _judges(record: Data) -> bool:
    """Whether the facts have a say in it; what names a claim need not be read for any other."""
    return "assessments" in record or any(each.get("confirmed") for each in record.get("relations", ()))


def _why_not(published: Published, record: Data, assessment: Data, look_up: LookUp) -> str | None:
    if "outcome" in assessment:
        return why_not_outcome(assessment["outcome"], record["kind"], record.get("condition_state", ""))
    return why_not(assessment["standing"], _facts(published, assessment, look_up))


def _facts(published: Published, assessment: Data, look_up: LookUp) -> Facts:
    judgement = judged_on(published, look_up, date.fromisoformat(assessment["as_of"]).toordinal())
    bearing = {each["relation"] for each in assessment.get("evidence", ())}
    return Facts(
        examined=assessment["standing"] != "open",
        two_independent=judgement.origins.independent >= 2,
        evidence_for="supports" in bearing,
        evidence_against="undermines" in bearing,
        contested=bool(judgement.contested_by),
    )
