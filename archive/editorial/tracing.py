"""What an attribution chain would say in public, while it is being entered: its sentence and its origins.

Worked out by the same ``compose`` as the public page, over what the desk says now.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from archive.editorial import rules
from archive.editorial.facts import as_if_public
from archive.editorial.reasons import why
from archive.ledger.view import read
from archive.models import Article, Claim, Source
from archive.provenance.attribution import propose
from archive.reading_room.compose import compose
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.states import plain_chain
from archive.reading_room.telling.chains import Said, sentence
from archive.records.walk import by_uid, dump

Data = Mapping[str, Any]
Json = dict[str, Any]

FARTHEST = 8  # steps of affiliation read from the desk
# Stand for the claim in three forms; no record has such a uid.
ALONE, WHOLE, WITHOUT = "alone", "whole", "without"
KEPT = ("statement", "kind", "claimants", "subjects", "appearances")
NEW = {"statement": "This claim", "kind": "assertion", "weight": "core"}
OF_A_STEP = re.compile(r"step ([0-9]+) ")
# What the first verb gives away of the article's own stance.
STANCES = {"denying": "denies", "committing": "endorses"}


class Fault(NamedTuple):
    """Why the chain cannot be published as it is; ``step`` counts from 1, None where no one step is meant."""

    step: int | None
    sentence: str


class Trace(NamedTuple):
    """A chain as readers will get it.

    ``alone`` is the origins block of a claim with this appearance only, ``whole`` with the
    claim's other ones, ``without`` of those alone (None when there are no others). ``stance`` and
    ``attribution`` are what the chain suggests; an editor decides.
    """

    sentence: list[Said]
    alone: Json
    whole: Json
    without: Json | None
    why: list[str]
    faults: list[Fault]
    stance: str
    attribution: str


class Entered(NamedTuple):
    """An appearance as it has been entered so far; ``stance`` and ``attribution`` may still be blank.

    ``chain`` is a list of steps as in a payload, without links to protected sources.
    """

    article: Article
    chain: Sequence[Data]
    stance: str = ""
    attribution: str = ""
    asserted: str = ""


def trace(
    entered: Entered, claim: Claim | None = None, place: int | None = None, subjects: Sequence[str] = ()
) -> Trace:
    """Work out ``entered`` as the appearance of ``claim`` at ``place`` (None: a further one).

    ``subjects`` are the uids of those whom a new claim is about. Some thirty small queries,
    whatever the archive holds.
    """
    stance = suggested_stance(entered.chain)
    appearance: Json = {
        "article": entered.article.uid,
        "stance": entered.stance or stance,
        "chain": [dict(step) for step in entered.chain],
        "attribution": entered.attribution or "anonymous",
        **({"asserted": entered.asserted} if entered.asserted else {}),
    }
    record = _record(claim, subjects)
    others = [each for index, each in enumerate(record.pop("appearances", [])) if index != place]
    forms = {ALONE: [appearance], WHOLE: [appearance, *others], **({WITHOUT: others} if others else {})}
    drafts = {uid: ("claim", {**record, "appearances": some}) for uid, some in forms.items()}
    look_up = _on_the_desk(drafts)
    attribution = propose(plain_chain(appearance), appearance["stance"] == "quotes", look_up.actor)
    if not entered.attribution:
        appearance["attribution"] = attribution
    documents = {uid: _document(uid, look_up) for uid in forms}
    told = documents[ALONE]
    return Trace(
        sentence=sentence(told["appearances"][0]),
        alone=told["origins"],
        whole=documents[WHOLE]["origins"],
        without=documents[WITHOUT]["origins"] if others else None,
        why=why(appearance, record.get("subjects", ()), told["origins"], look_up),
        faults=faults(appearance),
        stance=stance,
        attribution=attribution,
    )


def suggested_stance(chain: Sequence[Data]) -> str:
    """The stance that a chain suggests: one step speaks for itself, several pass on."""
    if not chain:
        return ""
    return STANCES.get(chain[0].get("force", ""), "asserts" if len(chain) == 1 else "reports")


def faults(appearance: Data) -> list[Fault]:
    """What the rules of publishing say against an appearance, by step."""
    whole = {**NEW, "claimants": [{"label": "Somebody"}], "appearances": [appearance]}
    found = []
    for each in rules.faults("claim", whole):
        told = each.removeprefix("Appearance 1: ")
        if told != each:
            of_a_step = OF_A_STEP.search(told)
            found.append(Fault(int(of_a_step[1]) if of_a_step else None, f"{told[0].upper()}{told[1:]}"))
    return found


def _record(claim: Claim | None, subjects: Sequence[str]) -> Json:
    """What counting the origins of a claim needs of it."""
    if claim is None:
        return {**NEW, **({"subjects": sorted(subjects)} if subjects else {})}
    row = by_uid(Claim, [claim.uid], private=False).get(claim.uid)
    found = dump(row) if row is not None else {}
    return {**NEW, **{name: found[name] for name in KEPT if name in found}}


def _document(uid: str, look_up: LookUp) -> Json:
    published = look_up(uid)
    document = compose(published, look_up) if published is not None else None
    assert document is not None  # a claim with an appearance has appeared
    return document


def _on_the_desk(claims: Mapping[str, tuple[str, Data]]) -> LookUp:
    """``claims`` over the articles and sources that they name, as the desk has them now.

    What was closed in public stays closed.
    """
    found: dict[str, tuple[str, Data]] = {}
    records = [record for _, record in claims.values()]
    articles = {each["article"] for record in records for each in record["appearances"]}
    found |= {uid: ("article", dump(row)) for uid, row in by_uid(Article, articles, private=False).items()}
    wanted = {uid for record in records for uid in _sources(record)}
    wanted |= {uid for _, article in found.values() for uid in _speakers(article)}
    for _ in range(FARTHEST):
        rows = by_uid(Source, wanted - found.keys(), private=False)
        if not rows:
            break
        read_now = {uid: _named(dump(row)) for uid, row in rows.items()}
        found |= {uid: ("source", record) for uid, record in read_now.items()}
        wanted = {tie["body"] for record in read_now.values() for tie in record.get("affiliations", ())}
    standing = read(found)
    kept = {uid: draft for uid, draft in found.items() if uid not in standing or standing[uid].state == "public"}
    drafts = {**kept, **claims}
    look_up = as_if_public(drafts, standing)
    look_up.prime(drafts, naming=False)
    return look_up


def _sources(record: Data) -> Iterable[str]:
    yield from record.get("subjects", ())
    for claimant in record.get("claimants", ()):
        if claimant.get("source"):
            yield claimant["source"]
    for appearance in record["appearances"]:
        for step in appearance.get("chain", ()):
            yield from (each["source"] for each in step.get("sources", ()) if each.get("source"))


def _speakers(article: Data) -> Iterable[str]:
    yield from (article[name] for name in ("publisher", "agency") if name in article)
    yield from (each["source"] for each in article.get("authors", ()) if "source" in each)


def _named(source: Json) -> Json:
    """A source without ties to bodies that are protected: the public never sees them."""
    ties = [tie for tie in source.get("affiliations", ()) if "body" in tie]
    return {**source, "affiliations": ties}
