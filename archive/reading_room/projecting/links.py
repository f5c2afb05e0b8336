"""What names what: the relations a payload states, and those that follow from them. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from archive.ledger.view import Published
from archive.provenance.chains import LABEL
from archive.reading_room.projecting.look_up import RELATIONS, LookUp
from archive.reading_room.projecting.states import Judgement, article_day, first_day, utterance
from archive.text.dates import span

Json = dict[str, Any]
Key = tuple[str, str]  # relation, uid (or the slug of a topic)

# Follow from the payload alone: kept with their interval, so that `recorded` can ask for them.
STATED = (
    *("claimant", "subject", "event", "article", "source", "topic", "quantity"),
    *RELATIONS,
    *("publisher", "agency", "author", "participant", "part_of", "affiliation", "unnamed_in"),
    *("genre", "language", "status", "kind", "country"),
    # Of what a closing act says, not of the record.
    "merged_into",
)
# These lead to a word and not to a record; lists are filtered by them.
TO_WORDS = ("topic", "quantity", "genre", "language", "status", "kind", "country")
# Follow from other records too: only the present ones are kept.
DERIVED = ("origin", "reversal", "uses")
# Who is named so is named under the name of what he was merged into, too.
_INHERITED = {
    *("claimant", "subject", "event", "article", "source", "reversal"),
    *("publisher", "agency", "author", "participant", "part_of", "affiliation"),
}
# Since when an inherited link stands: no entry states it, so none is as late.
UNSTATED = 2**63 - 1


def stated(type: str, record: Json) -> set[Key]:
    """The links a payload states."""
    return set(_STATED[type](record))


def _claim(record: Json) -> Iterator[Key]:
    for each in record.get("claimants", ()):
        if each.get("source"):
            yield "claimant", each["source"]
    yield from (("subject", uid) for uid in record.get("subjects", ()))
    yield from (("event", uid) for uid in record.get("events", ()))
    yield from (("topic", topic["slug"]) for topic in record.get("topics", ()))
    yield from (("quantity", each["quantity"]["slug"]) for each in record.get("figures", ()))
    yield from ((each["kind"], each["target"]) for each in record.get("relations", ()))
    for appearance in record.get("appearances", ()):
        yield "article", appearance["article"]
        yield from (("source", uid) for uid in chain_sources(appearance))


def chain_sources(appearance: Json) -> Iterator[str]:
    """The records that speak anywhere in a chain."""
    for step in appearance.get("chain", ()):
        for each in step.get("sources", ()):
            if each.get("source"):
                yield each["source"]


def _article(record: Json) -> Iterator[Key]:
    for relation in ("publisher", "agency"):
        if record.get(relation):
            yield relation, record[relation]
    yield from (("author", each["source"]) for each in record.get("authors", ()))
    yield from _words(record, "genre", "language")


def _event(record: Json) -> Iterator[Key]:
    yield from _words(record, "status", "country")
    if record.get("part_of"):
        yield "part_of", record["part_of"]
    yield from (("participant", each["source"]) for each in record.get("participants", ()))


def _source(record: Json) -> Iterator[Key]:
    yield from _words(record, "kind", "country")
    if record.get("article"):
        yield "unnamed_in", record["article"]
    yield from (("affiliation", each["body"]) for each in record.get("affiliations", ()))


def _words(record: Json, *names: str) -> Iterator[Key]:
    """Closed words that lists filter by; a country goes by its code."""
    found = {name: record[name] for name in names if record.get(name)}
    return ((name, value["code"] if isinstance(value, dict) else value) for name, value in found.items())


_STATED = {"claim": _claim, "article": _article, "event": _event, "source": _source}


def days(published: Published, look_up: LookUp) -> dict[Key, int]:
    """From which world day the links of a claim's appearances count; others count from its first."""
    found: dict[Key, int] = {}
    if published.type != "claim" or published.record is None:
        return found
    for appearance in published.record.get("appearances", ()):
        day = article_day(appearance["article"], look_up)
        keys = [("article", appearance["article"]), *(("source", uid) for uid in chain_sources(appearance))]
        for key in keys if day is not None else ():
            found[key] = min(day or 0, found.get(key, day or 0))
    return found


def derived(published: Published, history: list[Judgement]) -> dict[Key, int]:
    """Origins and reversals, each from the first day on which it held."""
    found: dict[Key, int] = {}
    record = published.record or {}
    for judgement in history:
        for origin in judgement.origins.attributed:
            if not origin.key.startswith(LABEL):
                found.setdefault(("origin", origin.key), judgement.day)
        if judgement.is_reversed:
            for each in record.get("claimants", ()):
                if each.get("source"):
                    found.setdefault(("reversal", each["source"]), judgement.day)
    return found


def inherited(named: Collection[Key], counted: Mapping[Key, int], look_up: LookUp) -> dict[Key, int]:
    """For links to merged records, the same to their successors, with the days of ``counted``."""
    found: dict[Key, int] = {}
    for relation, uid in named:
        for successor in look_up.successors(uid) if relation in _INHERITED else ():
            key, day = (relation, successor), counted.get((relation, uid), 0)
            if key not in named:
                found[key] = min(day, found.get(key, day))
    return found


def world_day(published: Published, look_up: LookUp) -> int:
    """The ordinal of the day a record stands at in the world; its first publication when undated.

    A claim never stands after the first day on which it counts, so a list as of a day ends there.
    """
    record = published.record or {}
    earliest = None
    if published.type == "claim":
        spans = [utterance(each, look_up)[0] for each in record.get("appearances", ())]
        earliest = min((each.earliest for each in spans if each.earliest), default=published.published_at.date())
        return min(earliest.toordinal(), first_day(published, look_up))
    if published.type in ("article", "event"):
        earliest = span(record.get("published" if published.type == "article" else "date", "")).earliest
    return (earliest or published.published_at.date()).toordinal()


def position_of(published: Published, look_up: LookUp) -> int:
    """One unique integer that orders by world day, then by first publication."""
    return world_day(published, look_up) << 32 | published.first_seq


class Stated(NamedTuple):
    """The links that a record's last entry, ``seq``, states, with their days."""

    links: dict[Key, int]
    position: int
    seq: int
    is_first: bool


def stated_of(published: Published, keys: Collection[Key], look_up: LookUp) -> Stated:
    """What a record states now by ``keys``. Nothing of it needs to be noted as asked for: all is linked to."""
    counted = days(published, look_up)
    links = {key: counted.get(key, 0) for key in keys}
    return Stated(links, position_of(published, look_up), published.seq, published.seq == published.first_seq)
