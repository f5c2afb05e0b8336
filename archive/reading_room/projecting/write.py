"""Rows of the reading room: written where they differ, each write of a document numbered."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from archive.ledger.view import Published
from archive.models import FOREVER, ClaimState, Document, Link
from archive.models.bulk import insert
from archive.models.plain import asked
from archive.reading_room.projecting.composing import Composed
from archive.reading_room.projecting.indexing import bring_in_step
from archive.reading_room.projecting.links import DERIVED, STATED, UNSTATED, Key, Stated, stated

ROWS_AT_ONCE = 2_000
UIDS_AT_ONCE = 900
_COLUMNS = ["type", "seq", "first_seq", "change", "changed_at", "position", "slug", "title", "body", "card", "state"]
_COLUMNS += ["successor", "known_from", "possible_from", "vague"]


class LinkRow(NamedTuple):
    """A new row of ``Link``."""

    relation: str
    from_uid: str
    to_uid: str
    position: int
    from_day: int
    since_seq: int
    until_seq: int | None = None


class LinkPlace(NamedTuple):
    """What is compared of a link that stands."""

    pk: int
    position: int
    from_day: int
    since_seq: int


class StateRow(NamedTuple):
    """A new row of ``ClaimState``."""

    uid: str
    valid_from: int
    valid_to: int
    position: int
    first_seq: int
    change: int
    standing: str
    outcome: str
    attribution: str
    kind: str
    weight: str
    attributed: int
    is_contested: bool
    is_reversed: bool


def is_first(published: Published) -> bool:
    """Whether the record has its first entry only, so that nothing of it can stand already."""
    return published.seq == published.first_seq


def write(found: Sequence[Composed], own: Collection[str], at: datetime, *, emptied: bool = False) -> Counter[str]:
    """Write what was composed. Documents that came out the same are left alone unless ``own``.

    What is returned are the words that more or fewer records hold now, to be told to ``vocabulary.change``.

    ``at`` is the time of the entry that causes the writes. ``own`` are the records entered just
    now, for which ``write_stated`` has been called. With ``emptied`` nothing stands of any of them
    but documents and stated links, as after the first entry of a record.
    """
    first = {each.published.uid for each in found if each.published.uid in own and is_first(each.published)}
    uids = [each.published.uid for each in found if each.published.uid not in first]
    standing = Document.objects.in_bulk(uids)
    known = set() if emptied else set(uids)
    links = open_links(sorted(known), (*STATED, *DERIVED))
    moved = {each.published.uid for each in found if each.published.uid in known and _is_moved(each, links)}
    rows, changes = _numbered(found, standing, {*own, *moved}, at)
    fields = ("uid", *_COLUMNS)
    insert(Document, fields, [attrgetter(*fields)(row) for row in rows if row.uid not in standing])
    Document.objects.bulk_create(
        [row for row in rows if row.uid in standing],
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=_COLUMNS,
    )
    write_derived(found, links)
    _write_states(found, changes, known)
    return bring_in_step(found, {uid: before for uid, before in standing.items() if uid in known})


def _numbered(
    found: Sequence[Composed], standing: dict[str, Document], own: Collection[str], at: datetime
) -> tuple[list[Document], dict[str, int]]:
    """The rows to be written, each with the next change number; and the number of every document.

    ``own`` are written even if they came out the same.
    """
    last = asked("SELECT change FROM archive_document ORDER BY change DESC LIMIT 1")
    change = last[0][0] if last else 0
    rows: list[Document] = []
    changes: dict[str, int] = {}
    for each in found:
        before = standing.get(each.published.uid)
        if each.document is None and before is None:
            continue
        row = _document(each, at)
        if row.uid in own or before is None or not is_same(each, before):
            change += 1
            row.change = change
            rows.append(row)
        changes[row.uid] = row.change if before is None or row.change else before.change
    return rows, changes


def _is_moved(each: Composed, links: Mapping[str, Mapping[Key, LinkPlace]]) -> bool:
    """Whether a filter finds the record elsewhere than before, of which its document need not tell.

    An origin counts for lists from the first day on which it held, and the document shows the last.
    """
    before = {
        key for key, row in links.get(each.published.uid, {}).items() if key[0] in DERIVED or row.since_seq == UNSTATED
    }
    return any(relation != "uses" for relation, _ in before ^ each.derived)


def _document(each: Composed, at: datetime) -> Document:
    """The row of a record. What had a page and has none any more stays as a tombstone, of which mirrors are told."""
    published = each.published
    return Document(
        uid=published.uid,
        type=published.type,
        seq=published.seq,
        first_seq=published.first_seq,
        changed_at=at,
        position=each.position,
        slug=each.slug,
        title=each.title,
        body=each.body,
        card=each.card,
        state=published.state if each.document is not None else Document.State.WITHDRAWN,
        successor=published.successor,
        known_from=each.appeared.surely,
        possible_from=each.appeared.perhaps,
        vague=each.appeared.vague,
    )


def is_same(each: Composed, before: Document | None) -> bool:
    """Whether the document stands as it was composed. What never had a page has none."""
    if before is None:
        return each.document is None
    row = _document(each, before.changed_at)
    return all(getattr(row, name) == getattr(before, name) for name in _COLUMNS if name != "change")


def state_rows(each: Composed, change: int) -> list[StateRow]:
    """The rows of a claim's states: each holds until the day before the next."""
    record = each.published.record or {}
    ends = [state.day - 1 for state in each.states[1:]] + [FOREVER]
    return [
        StateRow(
            uid=each.published.uid,
            valid_from=state.day,
            valid_to=end,
            position=each.position,
            first_seq=each.published.first_seq,
            change=change,
            standing=(state.value or "") if state.scale == "standing" else "",
            outcome=(state.value or "") if state.scale == "outcome" else "",
            attribution=state.attribution or "",
            kind=record["kind"],
            weight=record["weight"],
            attributed=len(state.origins.attributed),
            is_contested=bool(state.contested_by),
            is_reversed=state.is_reversed,
        )
        for state, end in zip(each.states, ends, strict=False)  # no state, no end: the claim is closed
    ]


def _write_states(found: Sequence[Composed], changes: dict[str, int], known: Collection[str]) -> None:
    claims = [each for each in found if each.published.type == "claim"]
    for uids in slices([each.published.uid for each in claims if each.published.uid in known]):
        ClaimState.objects.filter(uid__in=uids).delete()
    rows = [row for each in claims for row in state_rows(each, changes[each.published.uid])]
    insert(ClaimState, StateRow._fields, rows)


def write_stated(wanted: dict[str, Stated]) -> None:
    """Open and close the stated links of records, by uid.

    A link that stands keeps its interval; one that is gone is closed at the record's ``seq``.
    """
    before = [uid for uid, each in wanted.items() if not each.is_first]
    for some in slices(before):
        # What is stated now may have been inherited; the rest is written again with what is composed.
        Link.objects.filter(from_uid__in=some, since_seq=UNSTATED).delete()
    standing = open_links(before, STATED)
    fresh: list[LinkRow] = []
    for uid, each in wanted.items():
        rows = standing.get(uid, {})
        fresh += [
            LinkRow(key[0], uid, key[1], each.position, day, each.seq)
            for key, day in each.links.items()
            if key not in rows
        ]
        gone = [row.pk for key, row in rows.items() if key not in each.links]
        if gone:
            Link.objects.filter(pk__in=gone).update(until_seq=each.seq, position=0, from_day=0)
    insert(Link, LinkRow._fields, fresh)


def write_derived(found: Sequence[Composed], standing: Mapping[str, Mapping[Key, LinkPlace]]) -> None:
    """Bring derived links, and days and positions of all open links, to what was composed.

    ``standing`` are the open links of records that may have some. Of others, stated links are right
    already and no derived one stands.
    """
    fresh: list[LinkRow] = []
    moved: dict[tuple[int, int], list[int]] = {}
    gone: list[int] = []
    for each in found:
        rows = standing.get(each.published.uid, {})
        for key, row in rows.items():
            place = (each.position, each.links.get(key, 0))
            if (key[0] in DERIVED or row.since_seq == UNSTATED) and key not in each.derived:
                gone.append(row.pk)
            elif (row.position, row.from_day) != place:
                moved.setdefault(place, []).append(row.pk)
        fresh += [
            LinkRow(
                key[0],
                each.published.uid,
                key[1],
                each.position,
                each.links[key],
                UNSTATED if key in each.inherited else each.published.first_seq,
            )
            for key in each.derived
            if key not in rows
        ]
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    for (position, day), keys in moved.items():
        Link.objects.filter(pk__in=keys).update(position=position, from_day=day)
    insert(Link, LinkRow._fields, fresh)


def open_links(uids: Sequence[str], relations: Sequence[str]) -> dict[str, dict[Key, LinkPlace]]:
    """The links of ``relations`` that records name now, by uid."""
    found: dict[str, dict[Key, LinkPlace]] = {}
    for some in slices(uids):
        rows = Link.objects.filter(from_uid__in=some, relation__in=relations, until_seq=None)
        for from_uid, relation, to_uid, *row in rows.values_list(
            "from_uid", "relation", "to_uid", "pk", "position", "from_day", "since_seq"
        ):
            found.setdefault(from_uid, {})[(relation, to_uid)] = LinkPlace(*row)
    return found


def forget(uid: str, before: int) -> None:
    """Drop what links tell of suppressed versions, all of them older than entry ``before``."""
    Link.objects.filter(from_uid=uid, until_seq__lte=before).delete()
    Link.objects.filter(from_uid=uid, since_seq__lt=before, relation__in=STATED).update(since_seq=before)


def stated_keys(published: Published) -> set[Key]:
    """The links that a record's deciding entry states."""
    if published.state == "merged":
        return {("merged_into", published.successor)}
    return stated(published.type, published.record) if published.record is not None else set()


def slices(uids: Sequence[str]) -> Iterable[Sequence[str]]:
    """``uids`` in lists short enough for one statement."""
    return (uids[start : start + UIDS_AT_ONCE] for start in range(0, len(uids), UIDS_AT_ONCE))
