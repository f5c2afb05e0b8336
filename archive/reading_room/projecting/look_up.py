"""Where compose gets everything it names, and what it asked for: the list of its dependents."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from archive.ledger.view import Published, read, read_chosen
from archive.models import RECORDS, Link
from archive.provenance.chains import LABEL, Actor, Tie
from archive.reading_room.projecting.ahead import wanted
from archive.records.walk import references
from archive.text.dates import from_to

# Relations of claim to claim; both sides show them.
RELATIONS = ("denies", "contradicts", "doubts", "supports", "repeats", "narrows", "updates", "depends_on")
# What a card or an origin takes from the records that a named record names in its turn. The relation is asked one
# turn later: asked of the link itself, SQLite would first read all links for a filter of those that answer.
_CARRYING = "('publisher', 'agency', 'affiliation', 'claimant', 'article')"
_NAMED = f"""
WITH RECURSIVE named (uid, relation, until_seq) AS (
  VALUES {{seeds}}
  UNION
  SELECT CAST(link.to_uid AS text), CAST(link.relation AS text), link.until_seq
  FROM named JOIN {Link._meta.db_table} link ON link.from_uid = named.uid
  WHERE named.until_seq IS NULL AND named.relation IN {_CARRYING}),
wanted (uid) AS (SELECT DISTINCT uid FROM named WHERE until_seq IS NULL AND relation IN {_CARRYING})
"""  # noqa: S608
_SEED = "(CAST(%s AS text), 'article', CAST(NULL AS bigint))"
T = TypeVar("T")
FARTHEST = 8  # steps of affiliation read ahead, beyond which each is one read; steps of merging followed


class Named(NamedTuple):
    """A claim that relates to another, and how."""

    relation: str
    uid: str


class LookUp:
    """Records as of one entry of the ledger (None: now), read ahead in batches, noted when asked.

    ``asked`` holds the uids asked for since ``begin``.
    """

    def __init__(self, at: int | None = None, overlay: Mapping[str, Published] | None = None) -> None:
        """``overlay`` lays records that are not public yet over the ledger: the reviewer's preview."""
        self.at = at
        self._overlay = dict(overlay or {})
        self._found: dict[str, Published | None] = dict(self._overlay)
        self._naming: dict[str, tuple[Named, ...]] = {}
        self._actors: dict[str, Actor | None] = {}
        self._worked_out: dict[object, Any] = {}
        self._names: dict[str, set[str]] = {}
        self.asked: set[str] = set()

    def begin(self) -> None:
        """Forget what was asked and worked out, not what was found."""
        self.asked = set()
        self._worked_out = {}

    def once(self, key: object, work: Callable[[], T]) -> T:
        """The answer of ``work``, which is done once until the next ``begin``."""
        if key not in self._worked_out:
            self._worked_out[key] = work()
        found: T = self._worked_out[key]
        return found

    def relinked(self, known: Mapping[str, Collection[Named]]) -> None:
        """Read anew which claims relate to which, but for the ``known``: their links have been written since."""
        self._naming = {uid: tuple(sorted(named)) for uid, named in known.items()}

    def __call__(self, uid: str) -> Published | None:
        self.asked.add(uid)
        if uid not in self._found:
            self._read([uid])
        return self._found[uid]

    def naming(self, uid: str) -> tuple[Named, ...]:
        """The claims with a relation to claim ``uid``, sorted."""
        if uid not in self._naming:
            self._read_naming([uid])
        return self._naming[uid]

    def actor(self, uid: str) -> Actor | None:
        """A source as the rules of provenance see it; a merged one is its successor. Words are nobody."""
        if uid.startswith(LABEL):
            return None
        found = self.follow(uid)  # which notes all that was asked, also when the answer is known
        if uid not in self._actors:
            self._actors[uid] = _actor(found)
        return self._actors[uid]

    def follow(self, uid: str) -> Published | None:
        """The record itself, or the one that it was merged into."""
        found = self(uid)
        for _ in range(FARTHEST):
            if found is None or found.state != "merged":
                break
            found = self(found.successor)
        return found

    def successors(self, uid: str) -> list[str]:
        """What the record was merged into, and that in its turn; the one that stands comes last."""
        found = self(uid)
        passed: list[str] = []
        while found is not None and found.state == "merged" and len(passed) < FARTHEST:
            passed.append(found.successor)
            found = self(found.successor)
        return passed

    def prime(self, uids: Iterable[str], *, naming: bool = True) -> None:
        """Read ``uids`` and whatever composing them will ask, in a few queries.

        Without ``naming``, what names them is left to be asked for.
        """
        first = set(uids)
        self._read(first - self._found.keys())
        claims = [uid for uid in first if naming and self._is("claim", uid)]
        self._read_naming([uid for uid in claims if uid not in self._naming])
        wanted = self._named(first)
        wanted |= {each.uid for uid in claims for each in self._naming[uid]}
        for _ in range(FARTHEST):
            missing = wanted - self._found.keys()
            if not missing:
                break
            self._read(missing)
            wanted = self._named(missing)

    def prime_known(self, uids: Iterable[str]) -> None:
        """``prime`` in one query, for documents that stand: links say what they ask, at any depth."""
        first = sorted(set(uids))
        if not first:
            return
        text, values = wanted(first, self.at)
        found = read_chosen(text, values, at=self.at)
        self._found = {**dict.fromkeys(first), **found, **self._found}
        naming: dict[str, set[Named]] = {uid: set() for uid in first}
        for claim in found.values():
            for relation in (claim.record or {}).get("relations", ()):
                if relation["target"] in naming:
                    naming[relation["target"]].add(Named(relation["kind"], claim.uid))
        self._naming |= {uid: tuple(sorted(self._overlaid(uid, named))) for uid, named in naming.items()}

    def prime_named(self, uids: Collection[str]) -> None:
        """Read ``uids`` and what cards and origins take from what those name, in one query; at the present only."""
        found = read_chosen(_NAMED.format(seeds=", ".join([_SEED] * len(uids))), sorted(uids))
        self._found = {**dict.fromkeys(uids), **found, **self._found}

    def know(self, entered: Iterable[Published]) -> None:
        """Take records as they have just been entered, instead of reading them."""
        for published in entered:
            self._found[published.uid] = published
            self._names.pop(published.uid, None)
            self._actors.pop(published.uid, None)

    def _is(self, type: str, uid: str) -> bool:
        found = self._found.get(uid)
        return found is not None and found.type == type

    def _named(self, uids: Collection[str]) -> set[str]:
        """What records that have been read name."""
        for uid in uids:
            found = self._found.get(uid)
            if found is not None and uid not in self._names:
                names = references(RECORDS[found.type], found.record) if found.record is not None else ()
                self._names[uid] = {*names, *([found.successor] if found.successor else ())}
        return set().union(*(self._names.get(uid, ()) for uid in uids))

    def _read(self, uids: Iterable[str]) -> None:
        wanted = list(uids)
        found = read(wanted, at=self.at) if wanted else {}
        for uid in wanted:
            self._found[uid] = found.get(uid)

    def _read_naming(self, uids: list[str]) -> None:
        if not uids:
            return
        links = Link.objects.filter(relation__in=RELATIONS, to_uid__in=uids)
        if self.at is None:
            links = links.filter(until_seq=None)
        else:
            links = links.filter(since_seq__lte=self.at).exclude(until_seq__lte=self.at)
        found: dict[str, set[Named]] = {uid: set() for uid in uids}
        for relation, from_uid, to_uid in links.values_list("relation", "from_uid", "to_uid"):
            found[to_uid].add(Named(relation, from_uid))
        for uid, named in found.items():
            self._naming[uid] = tuple(sorted(self._overlaid(uid, named)))

    def _overlaid(self, uid: str, named: set[Named]) -> set[Named]:
        """What the overlay's claims say replaces what their public versions said."""
        kept = {each for each in named if each.uid not in self._overlay}
        for claim in self._overlay.values() if self._overlay else ():
            relations = (claim.record or {}).get("relations", ())
            kept |= {Named(each["kind"], claim.uid) for each in relations if each["target"] == uid}
        return kept


def _actor(found: Published | None) -> Actor | None:
    if found is None or found.record is None:
        return None
    record = found.record
    ties = tuple(
        Tie(tie["body"], tie["type"], from_to(tie.get("start", ""), tie.get("end", "")))
        for tie in record.get("affiliations", ())
    )
    return Actor(found.uid, record["kind"], ties)
