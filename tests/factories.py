"""People and records for tests, made through the same actions as in earnest."""

import itertools
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group, Permission

from archive.editorial.permissions import ROLES
from archive.editorial.publishing import sign
from archive.editorial.saving import saving
from archive.editorial.submitting import submit
from archive.models import RECORDS, LedgerEntry, Record, User
from archive.records.load import Directory, load
from archive.records.walk import Data, dump, references

_numbers = itertools.count(1)


def make_user(role: str = "editor", name: str = "") -> User:
    """An active account in the group of its role."""
    group, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        group.permissions.set(Permission.objects.filter(content_type__app_label="archive", codename__in=ROLES[role]))
    user = User.objects.create_user(name or f"{role}{next(_numbers)}", is_staff=True)
    user.groups.add(group)
    return user


def someone(role: str = "editor") -> User:
    """The account that does whatever a test says of nobody in particular: one for each role."""
    name = f"some-{role}"
    return User.objects.filter(username=name).first() or make_user(role, name)


def save(row: Record, data: Data, *, by: User, reason: str = "") -> Record:
    """Save ``data``, as ``dump`` gives it, into ``row``."""
    with saving(row, base=row.revision, by=by, reason=reason):
        load(row, data, Directory(), private=True)
    return row


def make(type: str, data: Data, *, by: User | None = None, uid: str = "") -> Any:
    """A new record with a first revision."""
    model = RECORDS[type]
    return save(model(uid=uid) if uid else model(), data, by=by or someone())


def change(row: Record, by: User | None = None, **changes: Any) -> Any:
    """Save ``row`` with some names changed."""
    fresh = type(row)._default_manager.get(pk=row.pk)
    return save(fresh, {**dump(fresh, private=True, frozen=False), **changes}, by=by or someone())


def make_source(name: str = "", kind: str = "government", *, by: User | None = None, **data: Any) -> Any:
    return make("source", {"kind": kind, "name": name or f"Body {next(_numbers)}", **data}, by=by)


def make_article(title: str = "", *, by: User | None = None, **data: Any) -> Any:
    defaults = {"published": "2022-11-17", "publisher_basis": "Not named.", "language": "en"}
    return make("article", {"title": title or f"Article {next(_numbers)}", **defaults, **data}, by=by)


def make_event(title: str = "", *, by: User | None = None, **data: Any) -> Any:
    return make("event", {"title": title or f"Event {next(_numbers)}", "status": "reported", **data}, by=by)


def step(*sources: Any, verb: str = "said", naming: str = "named", **data: Any) -> Data:
    """A chain step of ``sources`` (records)."""
    return {"sources": [{"source": each.uid, "naming": naming} for each in sources], "verb": verb, **data}


def appearance(article: Any, *steps: Data, stance: str = "reports", **data: Any) -> Data:
    """An appearance with the chain of ``steps``."""
    attribution = "own_voice" if len(steps) == 1 else "reported"
    return {"article": article.uid, "stance": stance, "chain": list(steps), "attribution": attribution, **data}


def make_claim(
    statement: str = "",
    *,
    claimant: Any = None,
    appearances: Sequence[Data] = (),
    by: User | None = None,
    **data: Any,
) -> Any:
    """A claim; without ``appearances``, in one article that cites its claimant."""
    claimant = claimant or make_source()
    outlet = None if appearances else make_source(kind="outlet")
    given = list(appearances) or [appearance(make_article(publisher=outlet.uid), step(outlet), step(claimant))]
    defaults = {"kind": "assertion", "claimants": [{"source": claimant.uid}], "appearances": given}
    return make("claim", {"statement": statement or f"Thing {next(_numbers)} is so", **defaults, **data}, by=by)


def assessment(standing: str = "", outcome: str = "", as_of: str = "2022-11-17", **data: Any) -> Data:
    defaults = {"confidence": "moderate", "decided_at": "2026-11-22T06:00:00Z", "rationale": "As the texts say."}
    scale = {"standing": standing} if standing else {"outcome": outcome}
    return {**scale, "as_of": as_of, **defaults, **data}


def publish(*records: Record, note: str = "", of_class: str = "") -> list[LedgerEntry]:
    """Submit ``records`` together and have a second person sign."""
    return sign(submit(records, by=someone("editor"), note=note, of_class=of_class), by=someone("chief"))


def publish_all(*records: Record) -> list[LedgerEntry]:
    """Publish ``records`` and whatever they name that is not public yet."""
    wanted: dict[str, Record] = {}
    waiting = list(records)
    public = set(LedgerEntry.objects.values_list("uid", flat=True))
    while waiting:
        record = waiting.pop()
        if record.uid in wanted or (record.uid in public and record not in records):
            continue
        wanted[record.uid] = record
        for uid in references(type(record), dump(record)):
            waiting += [row for model in RECORDS.values() for row in model._default_manager.filter(uid=uid)]
    return publish(*wanted.values())
