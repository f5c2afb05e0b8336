"""What the desk and the ledger already have of a collection, read once before it is checked."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from archive.collection.normal import Data
from archive.collection.people import AUTHOR
from archive.ledger.view import Published, read
from archive.models import RECORDS, Claim, Record, Revision, Source, SubmissionItem, Term
from archive.records.load import VOCABULARIES
from archive.records.walk import by_uid, dump

AT_ONCE = 900  # below SQLite's limit of variables in one statement


class LastRevision(NamedTuple):
    """Who saved a record last, and on which day."""

    username: str
    day: str


class Desk(NamedTuple):
    """``types`` has every record of the desk that the collection has or names; ``rows`` and their
    private dumps ``datas`` those that it has; ``public`` what the ledger says of all of them.

    ``protected`` and ``narrows`` are of the whole desk: names by uid, and (claim, broader claim).
    """

    types: dict[str, str]
    rows: dict[str, Record]
    datas: dict[str, Data]
    revised: dict[str, LastRevision]
    public: dict[str, Published]
    waiting: set[str]
    protected: dict[str, list[str]]
    narrows: list[tuple[str, str]]
    words: dict[type[Term], dict[str, str]]

    def is_public(self, uid: str) -> bool:
        """Whether the public can read the record now."""
        return uid in self.public and self.public[uid].state == "public"

    def is_of_a_person(self, uid: str) -> bool:
        """Whether somebody other than the loader saved the record last."""
        return uid in self.revised and self.revised[uid].username != AUTHOR


def look(written: Collection[str], named: Iterable[str]) -> Desk:
    """The desk as it stands about the uids ``written`` in a collection and ``named`` there."""
    everything = sorted({*written, *named})
    types: dict[str, str] = {}
    rows: dict[str, Record] = {}
    revised: dict[str, LastRevision] = {}
    waiting: set[str] = set()
    for type, model in RECORDS.items():
        for some in _slices(everything):
            found = model._default_manager.filter(uid__in=some).values_list("uid", flat=True)
            types |= dict.fromkeys(found, type)
    for some in _slices(sorted(uid for uid in written if uid in types)):
        for type, model in RECORDS.items():
            rows |= by_uid(model, [uid for uid in some if types[uid] == type])
        revised |= _revised(some)
        waiting.update(SubmissionItem.objects.filter(uid__in=some, is_open=True).values_list("uid", flat=True))
    return Desk(
        types=types,
        rows=rows,
        datas={uid: dump(row, private=True, frozen=False) for uid, row in rows.items()},
        revised=revised,
        public=read(everything),
        waiting=waiting,
        protected=_protected(),
        narrows=list(Claim.objects.filter(relations__kind="narrows").values_list("uid", "relations__target__uid")),
        words={model: _words(model) for model in VOCABULARIES},
    )


def _slices(uids: list[str]) -> Iterator[list[str]]:
    return (uids[start : start + AT_ONCE] for start in range(0, len(uids), AT_ONCE))


def _revised(uids: list[str]) -> dict[str, LastRevision]:
    rows = Revision.objects.filter(uid__in=uids).order_by("number").values_list("uid", "user__username", "at")
    return {uid: LastRevision(username, f"{at:%Y-%m-%d}") for uid, username, at in rows}


def _protected() -> dict[str, list[str]]:
    rows = Source.objects.filter(protected=True).values_list("uid", "name", "aliases")
    return {uid: [name, *aliases] for uid, name, aliases in rows}


def _words(model: type[Term]) -> dict[str, str]:
    return dict(model._default_manager.values_list(model.key, model.shown))


def elsewhere(written: Collection[str]) -> int:
    """How many records of the desk came from a collection that no longer has them."""
    uids = Revision.objects.filter(user__username=AUTHOR).values_list("uid", flat=True).distinct()
    return len(set(uids) - set(written))
