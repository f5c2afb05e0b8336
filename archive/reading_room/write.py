"""Rows of the reading room: written where they differ, each write of a document numbered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max

from archive.models import FOREVER, ClaimState, Document, Link
from archive.reading_room import search
from archive.reading_room.composing import Composed
from archive.reading_room.links import DERIVED, STATED, Key, stated

ROWS_AT_ONCE = 2_000
UIDS_AT_ONCE = 900
_COLUMNS = ["type", "seq", "first_seq", "change", "changed_at", "position", "slug", "title", "body", "card", "state"]
_COLUMNS += ["successor"]


def write(found: Sequence[Composed], own: set[str], at: datetime) -> None:
    """Write what was composed. Documents that came out the same are left alone unless ``own``.

    ``at`` is the time of the entry that causes the writes. Stated links stand already.
    """
    standing = Document.objects.in_bulk([each.published.uid for each in found])
    change = Document.objects.aggregate(last=Max("change"))["last"] or 0
    rows: list[Document] = []
    for each in found:
        if each.document is None:
            continue
        row = _document(each, at)
        before = standing.get(row.uid)
        if row.uid in own or before is None or not _same(row, before):
            change += 1
            row.change = change
            rows.append(row)
        else:
            row.change = before.change
            standing[row.uid] = row
    Document.objects.bulk_create(
        rows, batch_size=ROWS_AT_ONCE, update_conflicts=True, unique_fields=["uid"], update_fields=_COLUMNS
    )
    changes = {row.uid: row.change for row in (*standing.values(), *rows)}
    write_derived(found)
    _write_states(found, changes, known=set(standing))
    _write_search(found, known=set(standing))


def _document(each: Composed, at: datetime) -> Document:
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
        state=published.state,
        successor=published.successor,
    )


def _same(row: Document, before: Document) -> bool:
    names = ("body", "card", "state", "position", "slug", "title", "seq")
    return all(getattr(row, name) == getattr(before, name) for name in names)


def state_rows(each: Composed, change: int) -> list[ClaimState]:
    """The rows of a claim's states: each holds until the day before the next."""
    record = each.published.record or {}
    ends = [state.day - 1 for state in each.states[1:]] + [FOREVER]
    return [
        ClaimState(
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
        for state, end in zip(each.states, ends, strict=True)
    ]


def _write_states(found: Sequence[Composed], changes: dict[str, int], known: set[str]) -> None:
    claims = [each for each in found if each.published.type == "claim"]
    for uids in slices([each.published.uid for each in claims if each.published.uid in known]):
        ClaimState.objects.filter(uid__in=uids).delete()
    rows = [row for each in claims if each.states for row in state_rows(each, changes[each.published.uid])]
    ClaimState.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _write_search(found: Sequence[Composed], known: set[str]) -> None:
    search.remove([each.published.uid for each in found if each.published.uid in known])
    search.index(
        [
            search.Indexed(each.published.uid, each.published.type, each.position, each.document)
            for each in found
            if each.document is not None and each.published.state == "public"
        ]
    )


def write_stated(wanted: dict[str, tuple[str, dict[Key, int], int, int]]) -> None:
    """Open and close the stated links of records: uid → (type, links with days, position, seq).

    A link that stands keeps its interval; one that is gone is closed at ``seq``.
    """
    standing = _open(wanted, STATED)
    fresh: list[Link] = []
    for uid, (_, keys, position, seq) in wanted.items():
        rows = standing.get(uid, {})
        fresh += [
            Link(relation=key[0], from_uid=uid, to_uid=key[1], position=position, from_day=day, since_seq=seq)
            for key, day in keys.items()
            if key not in rows
        ]
        gone = [row.pk for key, row in rows.items() if key not in keys]
        if gone:
            Link.objects.filter(pk__in=gone).update(until_seq=seq, position=0, from_day=0)
    Link.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)


def write_derived(found: Sequence[Composed]) -> None:
    """Bring derived links, and days and positions of all open links, to what was composed."""
    by_uid = {each.published.uid: each for each in found}
    standing = _open(by_uid, (*STATED, *DERIVED))
    fresh: list[Link] = []
    moved: list[Link] = []
    gone: list[int] = []
    for uid, each in by_uid.items():
        rows = standing.get(uid, {})
        for key, row in rows.items():
            if key[0] in DERIVED and key not in each.links:
                gone.append(row.pk)
            elif (row.position, row.from_day) != (each.position, each.links.get(key, 0)):
                row.position, row.from_day = each.position, each.links.get(key, 0)
                moved.append(row)
        fresh += [
            Link(
                relation=key[0],
                from_uid=uid,
                to_uid=key[1],
                position=each.position,
                from_day=day,
                since_seq=each.published.seq,
            )
            for key, day in each.links.items()
            if key[0] in DERIVED and key not in rows
        ]
    Link.objects.filter(pk__in=gone).delete()
    Link.objects.bulk_update(moved, ["position", "from_day"], batch_size=200)
    Link.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)


def _open(uids: Iterable[str], relations: Sequence[str]) -> dict[str, dict[Key, Link]]:
    found: dict[str, dict[Key, Link]] = {}
    for some in slices(list(uids)):
        for row in Link.objects.filter(from_uid__in=some, relation__in=relations, until_seq=None):
            found.setdefault(row.from_uid, {})[(row.relation, row.to_uid)] = row
    return found


def forget(uid: str, before: int) -> None:
    """Drop what links tell of suppressed versions, all of them older than entry ``before``."""
    Link.objects.filter(from_uid=uid, until_seq__lte=before).delete()
    Link.objects.filter(from_uid=uid, since_seq__lt=before, relation__in=STATED).update(since_seq=before)


def stated_keys(type: str, record: dict[str, object] | None) -> set[Key]:
    return stated(type, record) if record is not None else set()


def slices(uids: list[str]) -> Iterable[list[str]]:
    """``uids`` in lists short enough for one statement."""
    return (uids[start : start + UIDS_AT_ONCE] for start in range(0, len(uids), UIDS_AT_ONCE))
