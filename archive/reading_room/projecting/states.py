"""What was known of a claim on each day on which anything changed: pure, like compose."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from archive.ledger.view import Published
from archive.provenance.attribution import best
from archive.provenance.chains import Appearance, Step, StepSource
from archive.provenance.far_ends import Reader
from archive.provenance.origins import COUNTING, Origins, count_with
from archive.provenance.relations import is_reversal
from archive.provenance.standing import rates
from archive.reading_room.projecting.look_up import LookUp
from archive.text.dates import NOT_STATED, Span, span

Json = dict[str, Any]
NOT_ASSESSED = {"standing": "open", "outcome": "pending"}


class Judgement(NamedTuple):
    """Both judgements of a claim as known by ``day`` (an ordinal), and who stands behind it."""

    day: int
    appearances: tuple[int, ...]  # indexes of those that count by that day
    attribution: str | None
    assessment: Json | None
    scale: str | None  # "standing", "outcome" or None for opinions
    value: str | None
    origins: Origins
    contested_by: tuple[tuple[str | None, str], ...]  # (uid, label), sorted
    is_reversed: bool

    def same(self, other: "Judgement") -> bool:
        """Whether a list would show the same of both days."""
        return self._row() == other._row()

    def _row(self) -> tuple[Any, ...]:
        attributed = tuple(origin.key for origin in self.origins.attributed)
        return (self.value, self.attribution, attributed, bool(self.contested_by), self.is_reversed, self.appearances)


def article_day(uid: str, look_up: LookUp) -> int | None:
    """The day from which an appearance in the article counts; None once we took the article back.

    Its latest possible date; or the day the archive first published it, when that is earlier
    or no date is stated.
    """
    found = look_up.follow(uid)
    if found is None or found.record is None:
        return None
    cap = found.published_at.date().toordinal()
    latest = span(found.record.get("published", "")).latest
    return min(latest.toordinal(), cap) if latest else cap


def first_day(published: Published, look_up: LookUp) -> int:
    """The day from which a claim stands in lists."""
    days = [article_day(each["article"], look_up) for each in (published.record or {}).get("appearances", ())]
    return min((day for day in days if day is not None), default=published.published_at.date().toordinal())


def utterance(appearance: Json, look_up: LookUp) -> tuple[Span, str, str]:
    """When it was said, as span, EDTF and basis: the text's own date, else the article's."""
    stated = appearance.get("asserted", "")
    if stated:
        return span(stated), stated, appearance.get("asserted_basis", "")
    found = look_up.follow(appearance["article"])
    printed = found.record.get("published", "") if found and found.record else ""
    return (span(printed), printed, "The date of the article in which it stands.") if printed else (NOT_STATED, "", "")


def plain_chain(appearance: Json) -> tuple[Step, ...]:
    """The chain as the rules of provenance read it."""
    return tuple(
        Step(
            tuple(StepSource(_key(each), each["naming"]) for each in step.get("sources", ())),
            step["force"],
            step.get("inferred", False),
        )
        for step in appearance.get("chain", ())
    )


def _key(step_source: Json) -> str | None:
    uid: str | None = step_source.get("source")
    if uid:
        return uid
    words = step_source.get("label")
    return f"label:{words}" if words and step_source["naming"] != "not_stated" else None


def reverses(record: Json, relation: Json, look_up: LookUp) -> bool:
    """Whether a relation of ``record`` makes it and its target two statements of one person that differ."""
    other = look_up(relation["target"]) if relation.get("confirmed") else None
    if other is None or other.record is None:
        return False
    one, two = _claimants(record, look_up), _claimants(other.record, look_up)
    return is_reversal(
        one.keys(),
        two.keys(),
        relation.get("strength", ""),
        record.get("condition_text") == other.record.get("condition_text"),
        one | two,
        True,
    )


def _claimants(record: Json, look_up: LookUp) -> dict[str, str]:
    """Keys and kinds of those who claim it; who was merged is his successor."""
    actors = [look_up.actor(each["source"]) for each in record.get("claimants", ()) if each.get("source")]
    return {actor.key: actor.kind for actor in actors if actor is not None}


def judgements(published: Published, look_up: LookUp) -> list[Judgement]:
    """One judgement for every day on which something changed, oldest first; never empty."""

    def judge() -> list[Judgement]:
        reader = _Reader(published, look_up)
        return [reader.on(day) for day in reader.days()]

    # Documents, states and links each ask for them.
    return look_up.once((published.uid, published.seq), judge)


def known_by(published: Published, look_up: LookUp, day: int) -> tuple[list[tuple[int, str | None]], Judgement] | None:
    """The judgement of a claim by an ordinal day, after every day until then with its value.

    None when it had not appeared by then. Only what was known is weighed, so this is quicker than ``judgements``.
    """
    reader = _Reader(published, look_up)
    days = [each for each in reader.days() if each <= day]
    return ([(each, reader.value(each)) for each in days], reader.on(days[-1])) if days else None


def judged_on(published: Published, look_up: LookUp, day: int) -> Judgement:
    """The judgement of a claim as known by an ordinal day, its first at the earliest."""
    reader = _Reader(published, look_up)
    return reader.on(max(day, reader.first))


def states(found: list[Judgement]) -> list[Judgement]:
    """The judgements without those that change nothing a list shows."""
    kept = found[:1]
    for each in found[1:]:
        if not each.same(kept[-1]):
            kept.append(each)
    return kept


class _Reader:
    """A claim, read once; judged for as many days as needed."""

    def __init__(self, published: Published, look_up: LookUp) -> None:
        self.record: Json = published.record or {}
        self.look_up = look_up
        self.first = first_day(published, look_up)
        self.scale = rates(self.record["kind"])
        self.appearances = [self._appearance(each) for each in self.record.get("appearances", ())]
        self.assessments = [(date.fromisoformat(each["as_of"]).toordinal(), each) for each in self._assessments()]
        self.denials = self._denials(published.uid)
        self.reversals = self._reversals(published.uid)
        self._sources = Reader(self.record.get("subjects", ()), look_up.actor)
        self._heard: dict[tuple[int, ...], tuple[str | None, Origins]] = {}

    def _assessments(self) -> list[Json]:
        """Oldest evidence first; of the same day, the later decision last."""
        return sorted(self.record.get("assessments", ()), key=lambda each: (each["as_of"], each["decided_at"]))

    def _appearance(self, data: Json) -> Appearance:
        day = article_day(data["article"], self.look_up)
        article = self.look_up.follow(data["article"])
        authors = (article.record or {}).get("authors", ()) if article else ()
        return Appearance(
            article=article.uid if article else data["article"],
            # An article we took back carries nothing any more.
            stance=data["stance"] if day is not None else "mentions",
            span=utterance(data, self.look_up)[0],
            chain=plain_chain(data),
            day=self.first if day is None else day,
            attribution=data["attribution"],
            # A protected author leaves a place without a name.
            authors=tuple(each["source"] for each in authors if "source" in each),
        )

    def _denials(self, uid: str) -> list[tuple[int, tuple[str | None, str]]]:
        """(day, (uid, label)) of everybody who denies the claim."""
        found = []
        for named in self.look_up.naming(uid):
            denial = self.look_up(named.uid)
            if named.relation == "denies" and denial is not None and denial.record is not None:
                day = first_day(denial, self.look_up)
                found += [(day, (each.get("source"), each.get("label", ""))) for each in denial.record["claimants"]]
        for appearance in self.appearances:
            if appearance.stance == "denies" and appearance.chain:
                found += [(appearance.day or 0, (each.key, "")) for each in appearance.chain[0].sources if each.key]
        return found

    def _reversals(self, uid: str) -> list[int]:
        """The days from which confirmed reversals count."""
        found = [
            self.look_up(each["target"])
            for each in self.record.get("relations", ())
            if reverses(self.record, each, self.look_up)
        ]
        for named in self.look_up.naming(uid):
            other = self.look_up(named.uid)
            record = other.record or {} if other is not None else {}
            if any(
                each["target"] == uid and reverses(record, each, self.look_up) for each in record.get("relations", ())
            ):
                found.append(other)
        return [first_day(each, self.look_up) for each in found if each is not None]

    def days(self) -> list[int]:
        changes: set[int] = {self.first}
        changes.update(each.day or 0 for each in self.appearances)
        changes.update(day for day, _ in self.assessments)
        changes.update(day for day, _ in self.denials)
        changes.update(self.reversals)
        return sorted(day for day in changes if day >= self.first)

    def on(self, day: int) -> Judgement:
        indexes = tuple(index for index, each in enumerate(self.appearances) if (each.day or 0) <= day)
        attribution, origins = self._hear(indexes)
        return Judgement(
            day=day,
            appearances=indexes,
            attribution=attribution,
            assessment=self._assessment(day),
            scale=self.scale,
            value=self.value(day),
            origins=origins,
            contested_by=_sorted(who for since, who in self.denials if since <= day),
            is_reversed=any(since <= day for since in self.reversals),
        )

    def value(self, day: int) -> str | None:
        """The standing or outcome by a day; None for opinions."""
        if self.scale is None:
            return None
        assessment = self._assessment(day)
        return str(assessment[self.scale]) if assessment else NOT_ASSESSED[self.scale]

    def _assessment(self, day: int) -> Json | None:
        known = [each for known_on, each in self.assessments if known_on <= day]
        return known[-1] if known else None

    def _hear(self, indexes: tuple[int, ...]) -> tuple[str | None, Origins]:
        """Attribution and origins of some appearances; on most days they are the same as before."""
        if indexes not in self._heard:
            appearances = [self.appearances[index] for index in indexes]
            origins = count_with(self._sources, appearances)
            self._heard[indexes] = best(_attributions(appearances)), origins
        return self._heard[indexes]


def _attributions(appearances: list[Appearance]) -> list[str]:
    """Of the appearances that carry the claim; of all, when none does."""
    carrying = [each.attribution for each in appearances if each.stance in COUNTING]
    return carrying or [each.attribution for each in appearances]


def _sorted(whom: Iterable[tuple[str | None, str]]) -> tuple[tuple[str | None, str], ...]:
    return tuple(sorted(set(whom), key=lambda each: (each[0] or "", each[1])))
