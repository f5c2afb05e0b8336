"""The decision table for what stands in the form right now, for the page and for its script."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone

from archive.editorial.assessing import OPINION, Table, table
from archive.editorial.drafts import Drafts, drafts_of
from archive.models import Evidence
from archive.reading_room.telling.origins import counted
from archive.reading_room.telling.words import LABELS, OUTCOME, STANDING
from archive.text.dates import display


class Choice(NamedTuple):
    """One line of the decision table; ``why_not`` is "" when the facts allow it."""

    value: str
    label: str
    meaning: str
    why_not: str


class Verdicts(NamedTuple):
    """The decision table, the day it was read for and what the evidence in the form does."""

    table: Table
    as_of: datetime.date
    bearing: set[str]

    @property
    def sentence(self) -> str:
        """The facts that the table is read by, and how many judgements they allow."""
        if self.table.scale is None:
            return OPINION
        many, who = self.table.judgement.origins.independent, len(self.table.judgement.contested_by)
        facts = [
            counted(many, "origin that can corroborate", "origins that can corroborate")
            if many
            else "no independent origin",
            "evidence for it" if "supports" in self.bearing else "no evidence for it",
            "evidence against it" if "undermines" in self.bearing else "none against it",
            f"contested by {counted(who, 'speaker')}" if who else "contested by nobody",
        ]
        fit = sum(not each.why_not for each in self.table.verdicts)
        day = display(self.as_of.isoformat())
        return f"By {day}: {', '.join(facts)}. {fit} of the {len(self.table.verdicts)} judgements fit."


def view(model_admin: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Answer the page's script: the sentence of the facts, and why each judgement is refused."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    claim = model_admin.get_object(request, object_id)
    if not model_admin.has_view_permission(request, claim):
        raise PermissionDenied
    if claim is None:
        return JsonResponse({"sentence": "There is no such claim.", "why_not": {}}, status=404)
    found = verdicts_of(drafts_of([claim.uid]), claim.uid, request.POST, timezone.now().date())
    why_not = {each.value: each.why_not for each in found.table.verdicts}
    return JsonResponse({"sentence": found.sentence, "why_not": why_not})


def verdicts_of(drafts: Drafts, uid: str, sent: Mapping[str, Any], today: datetime.date) -> Verdicts:
    """The table for a form as it was sent: evidence counts once it says both what it is and what it does."""
    try:
        as_of = min(datetime.date.fromisoformat(sent.get("as_of", "")), today)
    except ValueError:
        as_of = today
    bearing = {
        value
        for name, value in sent.items()
        if name.startswith("evidence-") and name.endswith("-relation") and value in Evidence.Relation.values
        if _says_something(sent, name.removesuffix("relation"))
    }
    return Verdicts(table(drafts, uid, as_of=as_of, bearing=bearing), as_of, bearing)


def _says_something(sent: Mapping[str, Any], prefix: str) -> bool:
    return bool((sent.get(f"{prefix}what") or sent.get(f"{prefix}target")) and not sent.get(f"{prefix}DELETE"))


def choices(found: Verdicts) -> list[Choice]:
    """The table in words."""
    meanings = STANDING if found.table.scale == "standing" else OUTCOME
    return [
        Choice(value, LABELS.get(value, value.replace("_", " ").capitalize()), meanings[value], why_not)
        for value, why_not in found.table.verdicts
    ]
