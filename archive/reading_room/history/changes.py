"""What changed, for mirrors: each record once, in its latest state, in the order of the changes.

Whoever applies these pages in order and asks again with the last number converges on the archive:
tombstones stay for ever, and a document that changed because a name in it did comes up again.

Filters are those of the lists. Nobody notes who was sent what: a record of the type that changed and
does not match comes up as ``deleted``, whether or not it ever matched. Whoever has it drops it.
What a filter asks for stands in the record or moves its number, so nothing stops matching unseen;
the words of a search do not (a new alias holds for texts that did not change) and are no filter here.
"""

from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext

from archive.ledger.clock import in_utc
from archive.ledger.entries import instant
from archive.models import Document
from archive.models.bulk import uncollected
from archive.models.plain import asked
from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.history.acts import said
from archive.reading_room.history.following import FOLLOWED, Followed, following, numbers
from archive.reading_room.listing.filters import FILTERS, selected
from archive.reading_room.listing.matching import Condition, matching
from archive.reading_room.parameters import BadParameters, strict
from archive.reading_room.projecting.composing import text_of

# Filters given without a type are those of claims.
USUAL = "claim"

# One statement, so that no write between two can part a document from its entry, or from what it matches.
_CHANGES = """
    SELECT document.change, document.seq, document.changed_at, entry.action, document.type, document.uid,
        entry.version, entry.hash,
        CASE WHEN substr(payload.body, 1, 10) = '{{"record":' THEN NULL ELSE payload.body END,
        CASE WHEN {matches} THEN document.body END
    FROM {page}
    JOIN archive_ledgerentry entry ON entry.seq = document.seq
    LEFT JOIN archive_payload payload ON payload.commitment = entry.commitment
    ORDER BY document.change
"""
_PUBLIC = "document.state = 'public'"
_ALL = "(SELECT * FROM archive_document WHERE change > %s ORDER BY change LIMIT %s) AS document"
# An index has the changes of a type in order for each state.
_IN_STATE = """
    SELECT * FROM (
        SELECT change FROM archive_document WHERE type = %s AND state = '{state}' AND change > %s
        ORDER BY change LIMIT %s) AS {state}
"""
_OF_TYPE = f"""
    (SELECT change FROM ({"UNION ALL".join(_IN_STATE.format(state=each) for each in Document.State.values)}) AS each
        ORDER BY change LIMIT %s) AS page
    JOIN archive_document document ON document.change = page.change
"""  # noqa: S608


class _Wanted(NamedTuple):
    """A page: up to ``size`` changes after ``after``, of a type or of all; ``matches`` are to be sent whole."""

    after: int
    size: int
    type: str
    matches: Condition


def changes(query: QueryDict, *, path: str) -> Followed:
    """The changes after ``after``, in one query that looks at ``page_size`` records at most. Raises BadParameters."""
    wanted = _read(query)
    page, values = _page(wanted)
    matches, some = wanted.matches
    with uncollected():
        rows = asked(_CHANGES.format(matches=matches, page=page), [*some, *values])
        results = [_text(*row) for row in rows]
    return Followed(results, following(path, rows[-1][0] if rows else wanted.after, query))


def parameters(type: str = USUAL) -> tuple[str, ...]:
    """The names of all parameters, with the filters of a type."""
    return (*FOLLOWED, "type", *_filters(type))


def every_parameter() -> tuple[str, ...]:
    """The same, with the filters of every type."""
    return tuple(dict.fromkeys(name for type in PLURALS for name in parameters(type)))


def _filters(type: str) -> list[str]:
    return [name for name in FILTERS[type].base_filters if name != "q"]


def _read(query: QueryDict) -> _Wanted:
    type = query.get("type") or USUAL
    if type not in PLURALS:
        raise BadParameters([("type", gettext("It is one of: {}.").format(", ".join(PLURALS)))])
    values = strict(query, parameters(type))
    after, size = numbers(values)
    filters = {name: values[name] for name in _filters(type) if name in values}
    if not filters:
        return _Wanted(after, size, values.get("type", ""), (_PUBLIC, []))
    (selection,) = selected(type, filters, None)
    text, some = matching(selection, "document")
    return _Wanted(after, size, type, (f"{_PUBLIC} AND {text}", some))


def _page(wanted: _Wanted) -> Condition:
    """The documents whose turn it is, as a table, and its values."""
    if not wanted.type:
        return _ALL, [wanted.after, wanted.size]
    some = [wanted.type, wanted.after, wanted.size]
    return _OF_TYPE, [*some * len(Document.State.values), wanted.size]


def _text(
    change: int,
    seq: int,
    at: datetime,
    action: str,
    type: str,
    uid: str,
    version: int,
    hash: str,
    payload: str | None,
    body: str | None,
) -> str:
    state = "deleted" if body is None else "updated"
    note = text_of(said(payload)["note"]) if payload else "null"
    # Said here and not by an encoder, which takes longer than all the rest: what could hold a quotation mark is encoded.
    return (
        f'{{"change":{change},"seq":{seq},"at":"{instant(in_utc(at))}","state":"{state}","action":"{action}",'
        f'"type":"{type}","uid":"{uid}","version":{version},"note":{note},"hash":"{hash}","data":{body or "null"}}}'
    )
