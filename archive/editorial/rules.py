"""What a record must be before it may be submitted: rules over its payload and what it names.

Rules about one row are constraints in ``archive.models``; these need several rows.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.models import RECORDS, Record, Source
from archive.models.plain import Asked, asked, marks
from archive.provenance.relations import circle_through
from archive.provenance.standing import OUTCOMES, rates
from archive.records.walk import texts
from archive.text.dates import DateError, from_to, span

Data = Mapping[str, Any]
MOST_QUOTED_WORDS = 8
OWN_VOICE = "own_voice"
PROTECTED = "{} is a protected source and is never published."


def faults(type: str, data: Data) -> Iterator[str]:
    """Sentences that say why this payload cannot be published yet."""
    yield from _RULES[type](data)


def _claim(data: Data) -> Iterator[str]:
    if not data.get("claimants"):
        yield "A claim needs a claimant: its headline begins with one."
    if not data.get("appearances"):
        yield "A claim needs an appearance in an article."
    if not all(each.get("source") or each.get("label") for each in data.get("claimants", ())):
        yield "A protected claimant needs a label for the public."
    if data.get("jointly") and len(data.get("claimants", ())) < 2:
        yield "Only several claimants speak jointly."
    for index, appearance in enumerate(data.get("appearances", ()), start=1):
        yield from (f"Appearance {index}: {sentence}" for sentence in _appearance(appearance))
    for index, assessment in enumerate(data.get("assessments", ()), start=1):
        yield from (f"Assessment {index}: {sentence}" for sentence in _assessment(data["kind"], assessment))
    for figure in data.get("figures", ()):
        yield from _quotation("A figure's printed words", figure.get("as_printed", ""))


def _appearance(data: Data) -> Iterator[str]:
    chain = data.get("chain", ())
    if not chain:
        yield "it has no attribution chain; one step is the article's own voice."
    if len(chain) == 1 and data.get("attribution") != OWN_VOICE:
        yield "a chain of one step is the article's own voice."
    if len(chain) > 1 and data.get("attribution") == OWN_VOICE:
        yield "a chain of several steps is not the article's own voice."
    for number, step in enumerate(chain, start=1):
        if not step.get("sources"):
            yield f"step {number} names no source; say that none is stated."
        if not all(_says_who(each) for each in step.get("sources", ())):
            yield f"step {number} has a protected source without a label for the public."
    for passage in data.get("passages", ()):
        yield from _quotation("a passage", passage.get("exact", ""))


def _says_who(source: Data) -> bool:
    return bool(source.get("source") or source.get("label") or source["naming"] == "not_stated")


def _quotation(what: str, words: str) -> Iterator[str]:
    if len(words.split()) > MOST_QUOTED_WORDS:
        yield f"{what} quotes more than eight words."


def _assessment(kind: str, data: Data) -> Iterator[str]:
    scale = rates(kind)
    if scale is None:
        yield "opinions are not rated."
    elif scale not in data:
        yield f"a {kind} takes a{'n' if scale == 'outcome' else ''} {scale}."
    elif scale == "outcome" and data["outcome"] not in OUTCOMES[kind]:
        yield f"a {kind} has one of these outcomes: {', '.join(sorted(OUTCOMES[kind]))}."
    if data["as_of"] > data["decided_at"][:10]:
        yield "its evidence is later than its decision."


def _article(data: Data) -> Iterator[str]:
    if not (data.get("publisher") or data.get("publisher_basis")):
        yield "Say who published it, or in the basis why that is not known."
    if data.get("published") and not data.get("published_basis") and _is_vague(data["published"]):
        yield "An uncertain date of publication needs its basis."


def _is_vague(edtf: str) -> bool:
    earliest, latest = span(edtf)
    return earliest != latest


def _event(data: Data) -> Iterator[str]:
    if data.get("date") and not data.get("date_basis") and _is_vague(data["date"]):
        yield "An uncertain date of an event needs its basis."


def _source(data: Data) -> Iterator[str]:
    if data["kind"] == Source.Kind.UNNAMED and not data.get("article"):
        yield "An unnamed source belongs to one article."
    for affiliation in data.get("affiliations", ()):
        try:
            from_to(affiliation.get("start", ""), affiliation.get("end", ""))
        except DateError:
            yield "An affiliation does not end before it begins."


_RULES: dict[str, Callable[[Data], Iterator[str]]] = {
    "claim": _claim,
    "article": _article,
    "event": _event,
    "source": _source,
}


PROTECTED_NAMES = Asked("SELECT name, CAST(aliases AS text) FROM archive_source WHERE protected")


def names_in(rows: Iterable[Sequence[str]]) -> list[str]:
    """Names that must not stand in any public text, in what ``PROTECTED_NAMES`` answers."""
    return [name for row in rows for name in (row[0], *json.loads(row[1]))]


def named_protected(model: type[Record], data: Data, names: list[str]) -> Iterator[str]:
    """Paths of public texts in which a protected source's name stands."""
    lowered = [name.casefold() for name in names]
    for path, text in texts(model, dict(data)) if names else ():
        if any(name in text.casefold() for name in lowered):
            yield path


def naming_protected(type: str, uid: str, data: Data, names: list[str]) -> Iterator[str]:
    """A sentence for each public text of a record in which one of these names stands."""
    for path in named_protected(RECORDS[type], data, names):
        yield f"{uid}: {path} holds the name of a protected source."


# The kind is asked one turn later: asked of the relation itself, SQLite would first read all relations.
_NARROWED = """
WITH RECURSIVE line (claim_id, target_id, kind) AS (
  SELECT claim_id, target_id, kind FROM archive_claimrelation
  WHERE claim_id IN (SELECT id FROM archive_claim WHERE uid IN ({marks}))
  UNION
  SELECT next.claim_id, next.target_id, next.kind FROM line
  JOIN archive_claimrelation next ON next.claim_id = line.target_id WHERE line.kind = 'narrows')
SELECT claim.uid, target.uid FROM line
JOIN archive_claim claim ON claim.id = line.claim_id JOIN archive_claim target ON target.id = line.target_id
WHERE line.kind = 'narrows'
"""


def narrows_in_a_circle(uids: set[str]) -> list[str] | None:
    """A cycle of "narrows" through one of ``uids``, if there is one (one query, of what they narrow alone)."""
    return _circle(_NARROWED, uids)


_LARGER = """
WITH RECURSIVE line (id, part_of_id) AS (
  SELECT id, part_of_id FROM archive_event WHERE uid IN ({marks})
  UNION
  SELECT larger.id, larger.part_of_id FROM line JOIN archive_event larger ON larger.id = line.part_of_id)
SELECT event.uid, larger.uid FROM line
JOIN archive_event event ON event.id = line.id JOIN archive_event larger ON larger.id = line.part_of_id
"""


def part_of_a_circle(uids: set[str]) -> list[str] | None:
    """Events that are part of each other, one of ``uids`` among them, if there are any (one query)."""
    return _circle(_LARGER, uids)


def _circle(query: str, uids: set[str]) -> list[str] | None:
    edges = asked(query.format(marks=marks(uids)), sorted(uids))
    found = (circle_through(uid, edges) for uid in sorted(uids))
    return next((list(circle) for circle in found if circle), None)
