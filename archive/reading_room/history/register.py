"""The acts for readers, the newest first: what happened to which record, why, and which words changed."""

import datetime
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext

from archive.ledger.view import PUBLISHING
from archive.models import Document, LedgerEntry, Payload
from archive.reading_room.compose.cards import PLURALS, address
from archive.reading_room.history.differences import Leaf, Part, leaves, names_in, parts_of
from archive.reading_room.parameters import LARGEST, BadParameters, number, strict
from archive.records import payload as payloads

Json = dict[str, Any]
ON_A_PAGE = 25
# A rewritten record is read on its own page; here stands what it is about.
MOST_DIFFERENCES = 6
PLACES = ("before", "after")
FILTERS = {"type": tuple(PLURALS), "action": tuple(LedgerEntry.Action.values)}


class Act(NamedTuple):
    """One entry of the ledger. ``title`` and ``url`` are empty where nothing may be shown or there is no page.

    ``is_gone``: its text was removed since. ``more`` differences stand on the record's own page.
    """

    seq: int
    at: datetime.datetime
    action: str
    type: str
    uid: str
    version: int
    hash: str
    url: str
    title: str
    note: str = ""
    of_class: str = ""
    rule: str = ""
    successor: str = ""
    is_gone: bool = False
    parts: tuple[Part, ...] = ()
    more: int = 0


class Register(NamedTuple):
    """A page of acts. ``newer`` and ``older`` are the places to read on at, ("before", seq) or ("after", seq)."""

    acts: list[Act]
    newer: tuple[str, int] | None
    older: tuple[str, int] | None
    values: dict[str, str]


def entered(query: QueryDict) -> Register:
    """The bare acts (two queries). Takes ``before`` and ``after``. Raises BadParameters."""
    values = _read(query, PLACES)
    entries, newer, older = _page(values)
    rows = _rows(entries)
    return Register([_bare(entry, rows) for entry in entries], newer, older, values)


def changed(query: QueryDict) -> Register:
    """The acts with what was said of them and the words they changed (five queries at most).

    Takes ``type`` and ``action``, and ``before`` and ``after``. Raises BadParameters.
    """
    values = _read(query, (*FILTERS, *PLACES))
    entries, newer, older = _page(values)
    rows = _rows(entries)
    # Words of what is no longer public are shown nowhere.
    corrected = [each for each in entries if each.action == "correct" and _is_public(rows.get(each.uid))]
    before = _versions_before(corrected)
    bodies = _bodies([*(each.commitment for each in entries), *before.values()])
    leaves_of = {each.seq: _leaves(each, before, bodies) for each in corrected}
    names = names_in(leaf for some in leaves_of.values() for leaf in some[:MOST_DIFFERENCES])
    acts = [_act(each, rows, bodies.get(each.commitment), leaves_of.get(each.seq, []), names) for each in entries]
    return Register(acts, newer, older, values)


def _read(query: QueryDict, allowed: Collection[str]) -> dict[str, str]:
    values = strict(query, allowed)
    if "before" in values and "after" in values:
        sentence = gettext("Ask for what came before an act or for what came after one, not for both.")
        raise BadParameters([(name, sentence) for name in PLACES])
    for name, known in FILTERS.items():
        if values.get(name) and values[name] not in known:
            raise BadParameters([(name, gettext("Known here: {}.").format(", ".join(known)))])
    return values


Place = tuple[str, int] | None


def _page(values: dict[str, str]) -> tuple[list[LedgerEntry], Place, Place]:
    """One page of entries, newest first (one query), and the places on both sides of it."""
    rows = LedgerEntry.objects.filter(**{name: values[name] for name in FILTERS if values.get(name)})
    if "after" in values:
        after = number("after", values["after"], low=0, high=LARGEST)
        found = list(rows.filter(seq__gt=after).order_by("seq")[: ON_A_PAGE + 1])
        page = found[:ON_A_PAGE][::-1]
        last = page[-1].seq if page else after
        newer = ("after", page[0].seq) if len(found) > ON_A_PAGE else None
        return page, newer, ("before", last) if last > 1 else None
    before = number("before", values.get("before", str(LARGEST)), low=0, high=LARGEST)
    found = list(rows.filter(seq__lt=before).order_by("-seq")[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    newer = ("after", page[0].seq if page else max(before - 1, 0)) if "before" in values else None
    return page, newer, ("before", page[-1].seq) if len(found) > ON_A_PAGE else None


Row = tuple[str, str, str]


def _rows(entries: Iterable[LedgerEntry]) -> dict[str, Row]:
    """Slug, title and state of the records, by uid; none for a record without a page (one query)."""
    rows = Document.objects.filter(uid__in={entry.uid for entry in entries})
    return {uid: (slug, title, state) for uid, slug, title, state in rows.values_list("uid", "slug", "title", "state")}


def _is_public(row: Row | None) -> bool:
    return row is not None and row[2] == Document.State.PUBLIC


def _bare(entry: LedgerEntry, rows: dict[str, Row]) -> Act:
    row = rows.get(entry.uid)
    url = address(entry.type, entry.uid, row[0]) if row else ""
    title = row[1] if row and _is_public(row) else ""
    return Act(entry.seq, entry.at, entry.action, entry.type, entry.uid, entry.version, entry.hash, url, title)


def _versions_before(entries: list[LedgerEntry]) -> dict[tuple[str, int], str]:
    """The commitment of the version before each, by uid and version (one query, none for no entries)."""
    if not entries:
        return {}
    wanted = reduce(or_, (Q(uid=entry.uid, version=entry.version - 1) for entry in entries))
    rows = LedgerEntry.objects.filter(wanted, action__in=PUBLISHING)
    return {(uid, version): it for uid, version, it in rows.values_list("uid", "version", "commitment")}


def _bodies(commitments: list[str]) -> dict[str, Json]:
    stored = Payload.objects.filter(commitment__in=commitments).values_list("commitment", "body")
    return {commitment: payloads.read(body) for commitment, body in stored}


def _leaves(entry: LedgerEntry, before: dict[tuple[str, int], str], bodies: dict[str, Json]) -> list[Leaf]:
    """What a correction changed; nothing when one of the two texts was removed."""
    old = bodies.get(before.get((entry.uid, entry.version - 1), ""), {}).get("record")
    new = bodies.get(entry.commitment, {}).get("record")
    return list(leaves(old, new)) if old and new else []


def _act(
    entry: LedgerEntry, rows: dict[str, Row], body: Json | None, changed: list[Leaf], names: dict[str, str]
) -> Act:
    said = body or {}
    successor = said.get("successor", "")
    return _bare(entry, rows)._replace(
        note=said.get("note", ""),
        of_class=payloads.CLASSES.get(said.get("class", ""), ""),
        rule=said.get("rule", ""),
        successor=address(entry.type, successor, "-") if successor else "",
        is_gone=body is None,
        parts=tuple(parts_of(changed[:MOST_DIFFERENCES], names)),
        more=max(len(changed) - MOST_DIFFERENCES, 0),
    )
