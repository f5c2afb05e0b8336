"""Which published counts a change of a source would move: an affiliation added here makes one origin of two there.

Nothing is written. Both sides are worked out by the same ``compose`` as the public pages: once from
what is public, once with the changed source laid over it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archive.editorial.facts import as_if_public, refusals
from archive.ledger.view import Published, read
from archive.models import Document, Link, Source
from archive.reading_room.compose import compose
from archive.reading_room.projecting.links import DERIVED, STATED, TO_WORDS
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.telling.origins import together
from archive.records.walk import by_uid, dump
from archive.text.canonical import canonical

Data = Mapping[str, Any]
Json = dict[str, Any]

MOST = 200  # claims worked out at once
NAMING = tuple(relation for relation in (*STATED, *DERIVED) if relation not in TO_WORDS)
# The names of an origins block that a reader sees as a number, and what the desk calls them.
NUMBERS = {
    "attributed": "Attributed origins",
    "own_voice": "Own voice",
    "unnamed": "Unnamed",
    "independent": "Independent of each other",
}
NOBODY = "nobody"


class Row(NamedTuple):
    """One thing that a claim's page shows, as it is and as it would be."""

    label: str
    old: str
    new: str


class Move(NamedTuple):
    """A published claim that would change; ``against`` says which of its judgements would no longer be allowed."""

    uid: str
    headline: str
    rows: list[Row]
    against: list[str]
    again: list[str]


class Moves(NamedTuple):
    """The claims that would change, newest first; ``looked_at`` were worked out, ``left`` more were not."""

    found: list[Move]
    looked_at: int
    left: int

    @property
    def digest(self) -> str:
        """Names exactly these changes: what somebody has seen, and agreed to."""
        return hashlib.sha256(canonical([list(map(_plain, self.found)), self.left]).encode()).hexdigest()


NOTHING = Moves([], 0, 0)


def would_move(uid: str, record: Data) -> Moves:
    """What publishing ``record``, a public payload, as source ``uid`` would change in published claims.

    Looks at the newest ``MOST`` claims that depend on the source; a dozen queries.
    """
    return _moves(uid, as_if_public({uid: ("source", _without_hidden(record))}))


def merging_would_move(uid: str, into: str) -> Moves:
    """What letting source ``into`` stand for source ``uid`` would change in published claims."""
    standing = read([uid]).get(uid)
    if standing is None or standing.state != "public":
        return NOTHING
    merged = standing._replace(state="merged", record=None, successor=into)
    return _moves(uid, LookUp(overlay={uid: merged}))


def _moves(uid: str, then: LookUp) -> Moves:
    naming = Link.objects.filter(relation__in=NAMING, to_uid=uid, until_seq=None).values("from_uid")
    claims = Document.objects.filter(type="claim", state=Document.State.PUBLIC, uid__in=naming)
    uids = list(claims.order_by("-position").values_list("uid", flat=True)[:MOST])
    if not uids:
        return NOTHING
    left = claims.count() - MOST if len(uids) == MOST else 0
    now = LookUp()
    for look_up in (now, then):
        look_up.prime_known(uids)
    then.prime([uid], naming=False)
    found = [move for each in uids if (move := _move(each, now, then)) is not None]
    return Moves(found, len(uids), left)


def saved_source(source: Source) -> Json:
    """What the desk says of ``source`` now, as its public payload."""
    rows = by_uid(Source, [source.uid], private=False)
    return dump(rows[source.uid]) if source.uid in rows else {}


def _without_hidden(record: Data) -> Json:
    """Ties to protected bodies are not public and lead nowhere."""
    return {**record, "affiliations": [tie for tie in record.get("affiliations", ()) if tie.get("body")]}


def _move(uid: str, now: LookUp, then: LookUp) -> Move | None:
    published = now(uid)
    if published is None or published.record is None:
        return None
    before, after = compose(published, now), compose(published, then)
    if before is None or after is None:
        return None
    rows = list(_rows(before["origins"], after["origins"]))
    old, new = _refused(published, now), _refused(published, then)
    against, again = [each for each in new if each not in old], [each for each in old if each not in new]
    if not (rows or against or again):
        return None
    return Move(uid, after["headline"], rows, against, again)


def _rows(before: Json, after: Json) -> Iterator[Row]:
    for name, label in NUMBERS.items():
        if before[name] != after[name]:
            yield Row(label, str(before[name]), str(after[name]))
    for name, label in (("sources", "Counted as"), ("through", "Only through")):
        old, new = _names(before[name]), _names(after[name])
        if old != new:
            yield Row(label, old, new)
    old, new = (_names([each for each in block["sources"] if each["own_cause"]]) for block in (before, after))
    if old != new:
        yield Row("In its own cause", old, new)


def _names(cards: Sequence[Json]) -> str:
    return together(sorted(each["name"] or "a withdrawn source" for each in cards)) or NOBODY


def _refused(published: Published, look_up: LookUp) -> list[str]:
    """Sentences against judgements that the facts do not allow."""
    drafts = {published.uid: (published.type, published.record or {})}
    return [each.sentence for each in refusals(drafts, look_up) if each.part == "assessments"]


def _plain(move: Move) -> Json:
    return {"uid": move.uid, "rows": [list(row) for row in move.rows], "against": move.against, "again": move.again}
