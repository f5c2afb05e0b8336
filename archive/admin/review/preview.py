"""A submission's records as the public would see them, and how they differ from what is public."""

import json
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from archive.admin.hiding import sees_protected
from archive.admin.saving.comparing import Row, changes, label
from archive.admin.titles import named_in, titles
from archive.editorial.facts import as_if_public
from archive.ledger.view import Published, read
from archive.models import RECORDS, Payload, Submission, SubmissionItem
from archive.reading_room.compose import compose
from archive.records import payload as payloads
from archive.records.walk import Data, by_uid, dump

ITEMS_ON_A_PAGE = 20


class Node(NamedTuple):
    """One name of a document and what it says: a text, or further nodes."""

    label: str
    text: str
    children: "list[Node]"


class Shown(NamedTuple):
    """One record of a submission.

    ``differs`` leads from what is public to what was submitted, ``since`` from what was
    submitted to the desk's present record. ``tree`` and ``document`` are the same document.
    """

    item: SubmissionItem
    title: str
    note: str
    of_class: str
    public: Published | None
    differs: list[Row]
    since: list[Row]
    tree: list[Node]
    document: str
    destroyed: bool


class Items(NamedTuple):
    """A page of a submission; ``sensitive`` speaks of all of its records."""

    page: Page[SubmissionItem]
    shown: list[Shown]
    sensitive: bool


def page_of_items(request: HttpRequest, submission: Submission) -> Items:
    """The records of the page that the request asks for."""
    items = list(submission.items.order_by("pk"))
    page: Page[SubmissionItem] = Paginator(items, ITEMS_ON_A_PAGE).get_page(request.GET.get("p"))
    is_open = submission.state == Submission.State.OPEN
    # An open submission is composed with all its records laid over what is public.
    bodies = _bodies(items if is_open else list(page))
    drafts = _drafts(items, bodies)
    documents = _documents(drafts, [item.uid for item in page]) if is_open else {}
    public = read(item.uid for item in page)
    now = _now(list(page)) if is_open else {}
    named = [uid for item in page for uid in named_in(item.type, *_records(item, drafts, public, now))]
    names = titles([*named, *(item.uid for item in page)], sees_protected=sees_protected(request))
    shown = []
    for item in page:
        submitted = drafts[item.uid][1] if item.uid in drafts else {}
        before = public.get(item.uid)
        standing = (before.record if before else None) or {}
        model = RECORDS[item.type]
        document = documents.get(item.uid)
        shown.append(
            Shown(
                item=item,
                title=names.get(item.uid, item.uid),
                note=bodies[item.uid].get("note", "") if item.uid in bodies else "",
                of_class=payloads.CLASSES.get(bodies[item.uid].get("class", ""), "") if item.uid in bodies else "",
                public=before,
                differs=changes(model, standing, submitted, names) if is_open else [],
                since=changes(model, submitted, now[item.uid], names) if item.uid in now else [],
                tree=tree(document),
                document=json.dumps(document, ensure_ascii=False, indent=2) if document else "",
                destroyed=item.uid not in bodies,
            )
        )
    return Items(page, shown, any(record.get("sensitive") for _, record in drafts.values()))


def drafts_of(submission: Submission) -> dict[str, tuple[str, Data]]:
    """What was submitted: uid → type and public payload, without what a suppression destroyed (two queries)."""
    items = list(submission.items.order_by("pk"))
    return _drafts(items, _bodies(items))


def _drafts(items: list[SubmissionItem], bodies: dict[str, dict[str, Any]]) -> dict[str, tuple[str, Data]]:
    return {item.uid: (item.type, bodies[item.uid]["record"]) for item in items if item.uid in bodies}


def _records(
    item: SubmissionItem, drafts: dict[str, tuple[str, Data]], public: dict[str, Published], now: dict[str, Data]
) -> list[Data]:
    """Every body of one record that the page shows."""
    before = public.get(item.uid)
    found = [drafts[item.uid][1] if item.uid in drafts else {}, (before.record if before else None) or {}]
    return [*found, now.get(item.uid, {})]


def _bodies(items: list[SubmissionItem]) -> dict[str, dict[str, Any]]:
    """Payloads by uid; those that a suppression destroyed are left out."""
    rows = Payload.objects.filter(commitment__in=[item.commitment for item in items])
    found = dict(rows.values_list("commitment", "body"))
    return {item.uid: payloads.read(found[item.commitment]) for item in items if item.commitment in found}


def _documents(drafts: dict[str, tuple[str, Data]], uids: list[str]) -> dict[str, Any]:
    """The documents that signing would make of these records."""
    look_up = as_if_public(drafts)
    look_up.prime(drafts)
    found = {}
    for uid in uids:
        published = look_up(uid)
        # An unnamed source has no page of its own.
        if uid in drafts and published is not None and drafts[uid][1].get("kind") != "unnamed":
            found[uid] = compose(published, look_up)
    return found


def _now(items: list[SubmissionItem]) -> dict[str, Data]:
    """What the desk says of these records now."""
    found: dict[str, Data] = {}
    for type, model in RECORDS.items():
        rows = by_uid(model, [item.uid for item in items if item.type == type], private=False)
        found |= {uid: dump(row) for uid, row in rows.items()}
    return found


def tree(value: Any) -> list[Node]:
    """A document as nested nodes; what is empty is left out."""
    if isinstance(value, dict):
        pairs = [(label(name), each) for name, each in value.items()]
    elif isinstance(value, list):
        pairs = [(str(number), each) for number, each in enumerate(value, start=1)]
    else:
        return []
    return [_node(name, each) for name, each in pairs if each not in (None, "", [], {})]


def _node(name: str, value: Any) -> Node:
    if isinstance(value, dict | list):
        return Node(name, "", tree(value))
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return Node(name, text, [])
