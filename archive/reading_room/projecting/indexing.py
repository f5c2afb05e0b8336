"""The search index and the vocabulary follow the documents, in the transaction that writes them."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from archive.models import Document
from archive.reading_room.projecting.composing import Composed
from archive.reading_room.searching import search, vocabulary
from archive.reading_room.searching.searched import texts_of

Json = dict[str, Any]


class _Searched(NamedTuple):
    """What the index holds of a record."""

    position: int
    texts: tuple[str, ...]
    aliases: tuple[str, ...]


def bring_in_step(found: Sequence[Composed], standing: Mapping[str, Document]) -> Counter[str]:
    """Bring the index from what stood of records, by uid, to what was composed; how its words change.

    Most documents are composed anew for something in them that nobody searches: those stay as they are.
    """
    words: Counter[str] = Counter()
    gone, come = [], []
    for each in found:
        uid = each.published.uid
        before = _stood(standing[uid]) if uid in standing else None
        after = _composed(each)
        if before == after:
            continue
        if before is not None:
            gone.append(uid)
            words.subtract(vocabulary.held(before.texts))
        if after is not None and each.document is not None:
            come.append(search.Indexed(uid, each.published.type, each.position, each.document))
            words.update(vocabulary.held(after.texts))
    search.remove(gone)
    search.index(come)
    return words


def _stood(before: Document) -> _Searched | None:
    is_public = before.state == Document.State.PUBLIC
    return _searched(before.type, before.position, json.loads(before.body)) if is_public else None


def _composed(each: Composed) -> _Searched | None:
    if each.document is None or each.published.state != Document.State.PUBLIC:
        return None
    return _searched(each.published.type, each.position, each.document)


def _searched(type: str, position: int, document: Json) -> _Searched:
    return _Searched(position, texts_of(type, document), tuple(document.get("aliases") or ()))
