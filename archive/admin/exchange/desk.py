"""What the desk says about the records that a table has or names, read once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from archive.models import RECORDS, LedgerEntry, Record, Revision, Source, Term
from archive.records.load import VOCABULARIES
from archive.records.walk import Data, by_uid, dump

AT_ONCE = 900  # below SQLite's limit of variables in one statement


class Desk(NamedTuple):
    """``types`` has every record that the table has or names; ``bodies`` and ``revisions`` those that it has.

    ``earlier`` has the bodies of older revisions that rows were made from, ``closed`` uids that
    this person may not touch, ``public`` those whose name the public was told, ``words`` the
    keys of each vocabulary.
    """

    types: dict[str, str]
    bodies: dict[str, Data]
    revisions: dict[str, int]
    earlier: dict[tuple[str, int], Data]
    closed: set[str]
    public: set[str]
    words: dict[type[Term], set[str]]


def known(model: type[Record], written: Mapping[str, set[int]], linked: Iterable[str], *, sees_protected: bool) -> Desk:
    """The desk as it stands about the uids ``written`` in a table, with their revisions, and ``linked`` there."""
    desk = Desk({}, {}, {}, {}, set(), set(), {})
    desk.words.update({term: set(term._default_manager.values_list(term.key, flat=True)) for term in VOCABULARIES})
    for some in slices({*written, *linked}):
        for type, each in RECORDS.items():
            found = each._default_manager.filter(uid__in=some).values_list("uid", flat=True)
            desk.types.update(dict.fromkeys(found, type))
    for some in slices(uid for uid in written if desk.types.get(uid) == model.type):
        for uid, row in by_uid(model, some).items():
            if isinstance(row, Source) and row.protected and not sees_protected:
                desk.closed.add(uid)
            desk.bodies[uid] = dump(row, private=True, frozen=False)
            desk.revisions[uid] = row.revision
        desk.public.update(_public(some) if model is Source else ())
    stale = [uid for uid, numbers in written.items() if numbers - {desk.revisions.get(uid, 0)}]
    for some in slices(stale):
        rows = Revision.objects.filter(uid__in=some).values_list("uid", "number", "body").iterator()
        desk.earlier.update({(uid, number): json.loads(body) for uid, number, body in rows if number in written[uid]})
    return desk


def _public(uids: Sequence[str]) -> set[str]:
    """Those of ``uids`` that were published and not suppressed since."""
    last = dict(LedgerEntry.objects.filter(uid__in=uids).order_by("seq").values_list("uid", "action"))
    return {uid for uid, action in last.items() if action != "suppress"}


def slices(uids: Iterable[Any]) -> Iterator[list[Any]]:
    """Each of ``uids`` once, as many as a statement takes."""
    every = sorted(set(uids))
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
