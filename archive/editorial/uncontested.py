"""Background that an article states in its own voice and nobody disputes, assessed many at a time."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from archive.editorial.assessing import LATER_THAN_TODAY, table, write
from archive.editorial.drafts import Drafts, drafts_of
from archive.editorial.saving import saving_many
from archive.models import Claim, User
from archive.provenance.standing import RATED_BY
from archive.reading_room.compose.cards import headline
from archive.records.walk import Data

VALUE = "uncontested"
MOST = 200
CHANGED = "Somebody else changed it after you looked."
GONE = "There is no such claim any more."


class Fit(NamedTuple):
    """Whether a claim may be called uncontested together with others.

    ``why_not`` refuses it. ``caution`` does not: the table allows it, but somebody with a name stands
    behind the claim, so it is better looked at alone. ``revision`` is the one that was judged.
    """

    uid: str
    headline: str
    revision: int
    why_not: str
    caution: str


class Result(NamedTuple):
    """What became of one claim; ``why_not`` is "" when it was assessed."""

    uid: str
    headline: str
    why_not: str


def fits(uids: Collection[str], as_of: date) -> list[Fit]:
    """Each of these claims, in the order given; those that are not there are left out (bounded queries)."""
    wanted = list(dict.fromkeys(uids))[:MOST]
    drafts = drafts_of(wanted)
    return [_fit(drafts, uid, as_of) for uid in wanted if uid in drafts.rows]


def _fit(drafts: Drafts, uid: str, as_of: date) -> Fit:
    record = drafts.data[uid][1]
    refusal, caution = _refusal(record), ""
    if not refusal:
        found = table(drafts, uid, as_of=as_of, bearing=())
        refusal = next(each.why_not for each in found.verdicts if each.value == VALUE)
        names = len(found.judgement.origins.attributed)
        if names:
            caution = f"It cites {names} source{'s' if names > 1 else ''} by name, not only the articles’ own voice."
    return Fit(uid, headline(record, drafts.look_up), drafts.rows[uid].revision, refusal, caution)


def _refusal(record: Data) -> str:
    """What stands against it before the table is asked."""
    kind = record["kind"]
    if record.get("assessments"):
        return "It is assessed already."
    if RATED_BY[kind] != "standing":
        return "Opinions are not rated." if RATED_BY[kind] is None else f"A {kind} takes an outcome."
    if record.get("weight", Claim.Weight.CORE) != Claim.Weight.BACKGROUND:
        return "It is core, not background: assess it by itself."
    if not record.get("appearances"):
        return "It appears in no article."
    return ""


def assess_uncontested(
    bases: Mapping[str, int], *, by: User, as_of: date, rationale: str, confidence: str = "low", today: date
) -> list[Result]:
    """Assess claims (uid → the revision that was looked at) as uncontested, all in one transaction.

    Those that do not fit, or that somebody changed meanwhile, are left as they are and say why.
    """
    with transaction.atomic():
        rows = {row.uid: row for row in Claim.objects.filter(uid__in=bases).held()}
        found = {each.uid: each for each in fits(list(bases), as_of)}
        results, chosen = [], []
        for uid, base in bases.items():
            fit = found.get(uid)
            why_not = _why_not(fit, base, as_of, today)
            results.append(Result(uid, fit.headline if fit else uid, why_not))
            if not why_not:
                chosen.append(rows[uid])
        data = {"standing": VALUE, "confidence": confidence, "as_of": as_of.isoformat(), "rationale": rationale}
        with saving_many([(row, row.revision) for row in chosen], by=by, reason=rationale[:500]):
            for row in chosen:
                write(row, data, by)
    return results


def _why_not(fit: Fit | None, base: int, as_of: date, today: date) -> str:
    if fit is None:
        return GONE
    if fit.revision != base:
        return CHANGED
    return LATER_THAN_TODAY if as_of > today else fit.why_not
