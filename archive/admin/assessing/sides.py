"""What stands beside a claim: relations with both sides' words, figures side by side, events. Pure."""

from itertools import chain
from typing import Any, NamedTuple

from archive.editorial.drafts import Drafts
from archive.provenance.standing import rates
from archive.reading_room.compose import cards
from archive.reading_room.projecting.states import NOT_ASSESSED
from archive.reading_room.telling.judgements import Card, so
from archive.reading_room.telling.relations import groups

Json = dict[str, Any]


class Side(NamedTuple):
    """Another claim in a relation: its words, its standing, and what the relation says of the two."""

    relation: Json
    uid: str
    headline: str
    kind: str
    quotes: list[str]
    judged: Card
    is_public: bool


class Relations(NamedTuple):
    """Relations that read alike from this side."""

    title: str
    sides: list[Side]


class Counted(NamedTuple):
    """A figure and whose it is; ``own`` are those of the claim itself."""

    figure: Json
    uid: str
    headline: str
    own: bool


class Happening(NamedTuple):
    """An event that the claim is about."""

    uid: str
    title: str
    status: str
    date: Json
    place: str


def relations(document: Json, drafts: Drafts) -> list[Relations]:
    """The relations of a claim, both ways."""
    return [
        Relations(group.title, [_side(each, drafts) for each in group.relations])
        for group in groups(document["relations"])
    ]


def _side(relation: Json, drafts: Drafts) -> Side:
    uid = relation["claim"]["uid"]
    found = drafts.look_up(uid)
    record = (found.record if found else None) or {}
    passages = chain.from_iterable(each.get("passages", ()) for each in record.get("appearances", ()))
    return Side(
        relation=relation,
        uid=uid,
        headline=relation["claim"].get("headline", "A withdrawn claim"),
        kind=record.get("kind", ""),
        quotes=[each["exact"] for each in passages if each.get("exact")][:2],
        judged=judged(record),
        is_public=uid in drafts.public and not drafts.is_closed(uid),
    )


def judged(record: Json) -> Card:
    """How a claim stands by its last evidence; of a withdrawn one, that nothing is said."""
    if not record:
        return Card("Is it so?", "none", "opinion", "Withdrawn", "")
    scale = rates(record["kind"])
    given = sorted(record.get("assessments", ()), key=lambda each: (each["as_of"], each["decided_at"]))
    told: Json = {"kind": record["kind"], "standing": None, "outcome": None}
    if scale is not None:
        value = given[-1][scale] if given and scale in given[-1] else NOT_ASSESSED[scale]
        last = given[-1] if given else {}
        keys = ("as_of", "since", "confidence", "rationale")
        told[scale] = {"value": value, "label": cards.label(value), **{key: last.get(key) for key in keys}}
    return so(told)


def figures(uid: str, document: Json, drafts: Drafts) -> list[tuple[str, list[Counted]]]:
    """By quantity: the claim's own figures, then those of the claims that it relates to."""
    found: dict[str, list[Counted]] = {}
    for figure in document["figures"]:
        found.setdefault(figure["quantity"]["label"], []).append(Counted(figure, uid, "", own=True))
    others = {each["claim"]["uid"]: each["claim"].get("headline", "") for each in document["relations"]}
    for other, headline in others.items():
        published = drafts.look_up(other)
        for figure in (published.record or {}).get("figures", ()) if published else ():
            label = figure["quantity"]["label"]
            if label in found:
                found[label].append(Counted(figure, other, headline, own=False))
    return list(found.items())


def events(document: Json, drafts: Drafts) -> list[Happening]:
    """The events of a claim with their status and place."""
    happenings = []
    for card in document["events"]:
        found = drafts.look_up(card["uid"])
        record = (found.record if found else None) or {}
        happenings.append(
            Happening(
                card["uid"],
                card.get("title") or "A withdrawn event",
                cards.label(record["status"]) if record else "Withdrawn",
                card.get("date") or cards.date(""),
                record.get("place", ""),
            )
        )
    return happenings
