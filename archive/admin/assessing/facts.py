"""All that the desk knows of a claim, told as if its present text were public, and where the public reads otherwise."""

import json
from datetime import date
from typing import Any, NamedTuple

from archive.admin.assessing import origins, sides
from archive.admin.saving.comparing import Row, changes
from archive.editorial.assessing import outgrown
from archive.editorial.drafts import Drafts
from archive.models import Claim, Document, SubmissionItem, User
from archive.reading_room.compose import cards, compose
from archive.reading_room.projecting.states import Judgement, judgements
from archive.reading_room.projecting.timeline import moments
from archive.reading_room.telling.judgements import said, so
from archive.reading_room.telling.origins import together
from archive.reading_room.telling.strip import label, strip
from archive.records.reading import living_with
from archive.records.walk import references
from archive.text.canonical import canonical

Json = dict[str, Any]
MOST_DRAFTS_NAMED = 12


class Given(NamedTuple):
    """An earlier assessment: ``pk`` leads to its page while it is not public and may still be changed."""

    told: Json
    author: str
    pk: int | None


class Unpublished(NamedTuple):
    """Another record whose draft the page reckons with."""

    type: str
    uid: str
    title: str
    words: str


def told(drafts: Drafts, uid: str, today: date) -> Json:
    """The facts of a claim for the page's left side (three queries, four where something was taken out)."""
    published = drafts.look_up(uid)
    assert published is not None
    record = drafts.data[uid][1]
    history = judgements(published, drafts.look_up)
    document = compose(published, drafts.look_up) or {}
    days = moments(published, drafts.look_up)
    grouped = origins.groups(record, document, history[-1], drafts.look_up)
    public = drafts.public.get(uid)
    standing = (public.record if public else None) or {}
    return {
        "document": document,
        "said": said(document),
        "so": so(document),
        "groups": grouped,
        "split": origins.split(document, grouped),
        "contested": _contested(document, history),
        "relations": sides.relations(document, drafts),
        "figures": sides.figures(uid, document, drafts),
        "events": sides.events(document, drafts),
        "assessments": _assessments(drafts, uid, document, len(standing.get("assessments", ()))),
        "strip": strip(days, today),
        "days": [(each, label(each.value), cards.label(each.attribution or "not judged")) for each in days],
        "outgrown": outgrown(drafts, uid, today),
        "public": public,
        "otherwise": _otherwise(uid, document) if public and public.state == "public" else [],
        "changed": _changed(drafts, standing, record) if standing else [],
        "also_drafts": _also_drafts(drafts, uid),
        "waiting": SubmissionItem.objects.filter(uid=uid, is_open=True).values_list("submission", flat=True).first(),
        "ask": _ask(record, document),
    }


def _contested(document: Json, history: list[Judgement]) -> list[tuple[Json, date]]:
    """Who contests the claim, and since when."""
    found = []
    for card, who in zip(document["contested_by"], history[-1].contested_by, strict=True):
        since = next(each.day for each in history if who in each.contested_by)
        found.append((card, date.fromordinal(since)))
    return sorted(found, key=lambda each: each[1])


def _assessments(drafts: Drafts, uid: str, document: Json, published: int) -> list[Given]:
    rows = sorted(living_with(drafts.rows[uid], "assessments"), key=lambda row: row.position)
    names = dict(User.objects.filter(pk__in={row.author_id for row in rows}).values_list("pk", "username"))
    given = [
        Given(told, names.get(row.author_id, ""), row.pk if place >= published else None)
        for place, (row, told) in enumerate(zip(rows, document["assessments"], strict=True))
    ]
    return sorted(given, key=lambda each: (each.told["as_of"], each.told["decided_at"]), reverse=True)


def _otherwise(uid: str, document: Json) -> list[tuple[str, str, str]]:
    """(what, in public, by the drafts) where the two judgements or what they rest on differ."""
    body = Document.objects.filter(uid=uid).values_list("body", flat=True).first()
    before, now = _gist(json.loads(body or "null")), _gist(document)
    return [(name, before[name], now[name]) for name in now if before and before[name] != now[name]]


def _gist(document: Json | None) -> dict[str, str]:
    if document is None:
        return {}
    counts = document["origins"]
    return {
        "Was it said?": said(document).label,
        "Is it so?": so(document).label,
        "Attributed origins": str(counts["attributed"]),
        "Origins that can corroborate": str(counts["independent"]),
        "Publications without a source": str(counts["own_voice"]),
        "Appearances": str(len(document["appearances"])),
        "Contested by": together([each["name"] or "a withdrawn source" for each in document["contested_by"]])
        or "nobody",
        "Relations to other claims": str(len(document["relations"])),
    }


def _changed(drafts: Drafts, standing: Json, record: Json) -> list[Row]:
    """What the claim's own text says otherwise than in public, in one order of names on both sides."""
    return changes(Claim, standing, json.loads(canonical(record)), _titles(drafts, record, standing))


def _titles(drafts: Drafts, *records: Json) -> dict[str, str]:
    """Names of all that these texts of a claim name; never a protected one, which no payload names."""
    uids = {uid for record in records for uid in references(Claim, record)}
    drafts.look_up.prime(uids, naming=False)
    return {uid: title for uid in uids if (title := cards.record(uid, drafts.look_up).get("title"))}


def _also_drafts(drafts: Drafts, uid: str) -> list[Unpublished]:
    """Other records of which the page reckons with more than is public."""
    found = []
    for other, (type, _) in drafts.data.items():
        if other == uid or drafts.is_closed(other) or not drafts.differs(other):
            continue
        title = cards.record(other, drafts.look_up).get("title") or other
        words = "changed since it was published" if other in drafts.public else "never public"
        found.append(Unpublished(type, other, title, words))
    return found[:MOST_DRAFTS_NAMED]


def _ask(record: Json, document: Json) -> str:
    """Whom to ask for a reply, when the claim has never been put to them; "" otherwise."""
    if record.get("reply_asked_at") or record["kind"] == "opinion":
        return ""
    claimants = {each["uid"] for each in document["claimants"]}
    concerned = [each["name"] for each in document["subjects"] if each["uid"] not in claimants and each.get("name")]
    return together(concerned)
