"""The one way to change a record: compare, write, and keep a revision of the whole."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from archive.editorial import traits
from archive.editorial.admin_log import log_revisions
from archive.editorial.mirroring import differing
from archive.ledger import clock
from archive.models import RECORDS, Article, LedgerEntry, Payload, Record, Revision, Source, User
from archive.models.bulk import insert
from archive.records import payload as payloads
from archive.records.naming import naming
from archive.records.walk import by_uid, dump
from archive.text.canonical import canonical

RETOLD = "A source that it names became protected, or is so no longer."
AT_ONCE = 500


class Conflict(Exception):
    """Somebody saved the record in between. Nothing was written."""

    def __init__(self, record: Record, base: int, theirs: int) -> None:
        super().__init__(f"{record} was saved by someone else while you were editing it.")
        self.record, self.base, self.theirs = record, base, theirs

    def body(self, number: int) -> str:
        """The canonical JSON of one of the two revisions."""
        found = Revision.objects.filter(uid=self.record.uid, number=number).values_list("body", flat=True)
        return found.first() or "{}"


class Refused(Exception):
    """An action the rules do not allow; ``reasons`` are sentences for people."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


@contextmanager
def saving(record: Record, *, base: int, by: User, reason: str = "", destroying: bool = False) -> Iterator[Record]:
    """Lock ``record``, compare its revision with ``base``, let the caller write, keep a revision.

    ``base`` is the revision the caller read; 0 for a new record. Raises Conflict before and
    Refused after the caller's writes; either undoes them all. Saving what already stands
    keeps no revision. ``destroying`` lets a suppression take published assessments away.
    """
    with saving_many([(record, base)], by=by, reason=reason, destroying=destroying):
        yield record


@contextmanager
def saving_many(
    records: Sequence[tuple[Record, int]],
    *,
    by: User,
    reason: str = "",
    destroying: bool = False,
    is_logged: bool = True,
) -> Iterator[None]:
    """``saving`` for several records in one transaction, at the cost of a few queries in all.

    The admin's log has a line for each revision, unless it is the loader's work (``is_logged``).
    """
    with transaction.atomic():
        _compare(records)
        yield
        kept = _revise([record for record, _ in records], by, reason, destroying)
        kept += _retell([record for record, _ in records], kept, by)
        if is_logged:
            log_revisions([row for row, _ in kept], by=by)


def _compare(records: Sequence[tuple[Record, int]]) -> None:
    for model, group in _by_model(record for record, _ in records).items():
        rows = model.objects.filter(uid__in=[record.uid for record in group])
        numbers = dict(rows.held().values_list("uid", "revision"))
        for record, base in records:
            if type(record) is model and numbers.get(record.uid, 0) != base:
                raise Conflict(record, base, numbers.get(record.uid, 0))


def _by_model(records: Iterable[Record]) -> dict[type[Record], list[Record]]:
    """In the order in which all lock them: articles come before claims."""
    groups: dict[type[Record], list[Record]] = {model: [] for model in RECORDS.values()}
    for record in records:
        groups[type(record)].append(record)
    return {model: group for model, group in groups.items() if group}


Kept = list[tuple[Record, str]]  # rows with a new revision, and the body of the one before it


def _revise(records: Sequence[Record], by: User, reason: str, destroying: bool) -> Kept:
    kept: Kept = []
    revisions = []
    now = clock.now()
    for model, group in _by_model(records).items():
        fresh = by_uid(model, [record.uid for record in group])
        standing = _last_bodies(list(fresh))
        appended_only = {} if destroying else _published_assessments(model, list(fresh))
        for record in group:
            row = fresh[record.uid]
            body = dump(row, private=True, frozen=False)
            text = canonical(body)
            if text == standing.get(record.uid):
                continue
            _check_appended(record, appended_only.get(record.uid, []), body)
            if not destroying:
                _check_protection(body, record.uid)
            record.revision = row.revision = row.revision + 1
            kept.append((row, standing.get(record.uid, "{}")))
            revisions.append(_revision(row, text, by, now, reason))
    _keep(revisions, [row for row, _ in kept])
    traits.follow(
        traits.Change(row, before, revision.body)
        for (row, before), revision in zip(kept, revisions, strict=True)
        if isinstance(row, Article)
    )
    return kept


def _keep(revisions: list[Revision], rows: Sequence[Record]) -> None:
    _bump(revisions, differing({row.uid: row for row in rows}))
    insert(Revision, _COLUMNS, map(attrgetter(*_VALUES), revisions))


def _retell(records: Sequence[Record], kept: Kept, by: User) -> Kept:
    """A revision of whatever names a source that became protected, or is so no longer.

    Nobody wrote in these records, but what may be published of them is something else now: whoever has one
    of them before them, to edit or to sign, has to be told.
    """
    turned = [row.pk for row, before in kept if isinstance(row, Source) and _turned(row, before)]
    if not turned:
        return []
    retold: list[Record] = []
    for model, uids in naming(Source, turned).items():
        for start in range(0, len(uids), AT_ONCE):
            some = uids[start : start + AT_ONCE]
            list(model.objects.filter(uid__in=some).held().values_list("pk"))
            retold += by_uid(model, some).values()
    now, revised = clock.now(), {row.uid: row.revision + 1 for row in retold}
    for row in (each for each in (*retold, *records) if each.uid in revised):
        row.revision = revised[row.uid]
    bodies = [canonical(dump(row, private=True, frozen=False)) for row in retold]
    _keep([_revision(row, body, by, now, RETOLD) for row, body in zip(retold, bodies, strict=True)], retold)
    return list(zip(retold, bodies, strict=True))


def _turned(source: Source, before: str) -> bool:
    """Whether the source was there before, and was protected when it is not now, or the other way about."""
    return bool(source.revision > 1 and json.loads(before).get("protected", False) != source.protected)


def _revision(row: Record, body: str, by: User, now: Any, reason: str) -> Revision:
    return Revision(type=row.type, uid=row.uid, number=row.revision, at=now, user=by, reason=reason, body=body)


_COLUMNS = ("type", "uid", "number", "at", "user", "reason", "body")
_VALUES = tuple("user_id" if name == "user" else name for name in _COLUMNS)


def _bump(revisions: Sequence[Revision], differs: Mapping[str, bool]) -> None:
    together: dict[tuple[str, int, bool], list[str]] = {}
    for revision in revisions:
        together.setdefault((revision.type, revision.number, differs[revision.uid]), []).append(revision.uid)
    for (type, number, does_differ), uids in together.items():
        RECORDS[type]._default_manager.filter(uid__in=uids).update(revision=number, differs=does_differ)


def _last_bodies(uids: list[str]) -> dict[str, str]:
    """The body of each record's last revision."""
    alike = Revision.objects.filter(uid=OuterRef("uid")).order_by("-number").values("number")
    return dict(Revision.objects.filter(uid__in=uids, number=Subquery(alike[:1])).values_list("uid", "body"))


def _published_assessments(model: type[Record], uids: list[str]) -> dict[str, list[Any]]:
    """The assessments each claim was last published with: they stay."""
    if model.type != "claim":
        return {}
    rows = LedgerEntry.objects.filter(uid__in=uids, action__in=["publish", "correct"])
    last = dict(rows.order_by("seq").values_list("uid", "commitment"))
    bodies = dict(Payload.objects.filter(commitment__in=last.values()).values_list("commitment", "body"))
    return {
        uid: (payloads.read(bodies[commitment])["record"]).get("assessments", [])
        for uid, commitment in last.items()
        if commitment in bodies
    }


def _check_protection(body: dict[str, Any], uid: str) -> None:
    """A name that was published does not become secret by a tick: its versions have to go."""
    if body.get("protected"):
        last = LedgerEntry.objects.filter(uid=uid).order_by("-seq").values_list("action", flat=True).first()
        if last is not None and last != "suppress":
            raise Refused([f"{uid} is public: a chief suppresses it under the rule of protection, which protects it."])


def _check_appended(record: Record, published: list[Any], body: dict[str, Any]) -> None:
    now = body.get("assessments", [])
    if published and now[: len(published)] != published:
        raise Refused([f"{record.uid}: published assessments stay as they are; add a new one after them."])
