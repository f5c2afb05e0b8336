"""Is the reading room what the ledger makes of it?"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from archive.models import ClaimState, Document, LedgerEntry
from archive.reading_room.projecting.composing import Composed, composed
from archive.reading_room.projecting.links import DERIVED, STATED
from archive.reading_room.projecting.look_up import LookUp
from archive.reading_room.projecting.project import waiting
from archive.reading_room.projecting.rebuild import is_current
from archive.reading_room.projecting.write import StateRow, is_same, open_links, state_rows, stated_keys
from archive.reading_room.searching import search, vocabulary
from archive.reading_room.searching.searched import terms_of, texts_of

UIDS_AT_ONCE = 500
Report = Callable[[int, int], None]  # done, of how many


def faults(*, deep: bool = False, report: Report = lambda done, total: None) -> Iterator[str]:
    """Every way in which it is not, a sentence each. ``deep`` composes every record again to see."""
    if not is_current():
        yield "the documents were made by another version of the program; run rebuild_reading_room"
    if count := waiting():
        yield f"{count} documents wait to be composed anew; run drain_stale"
    public, indexed = Document.objects.filter(state=Document.State.PUBLIC).count(), search.count()
    if public != indexed:
        yield f"the search index holds {indexed} records, and {public} are public; run rebuild_reading_room"
    if deep:
        yield from _recomposed(report)


def _recomposed(report: Report) -> Iterator[str]:
    if not search.is_whole():
        yield "the search index does not say what its table says; run rebuild_reading_room"
    words: Counter[str] = Counter()
    uids = list(LedgerEntry.objects.order_by("uid").values_list("uid", flat=True).distinct())
    known = set(uids)
    for uid in Document.objects.order_by("uid").values_list("uid", flat=True).iterator():
        if uid not in known:
            yield f"{uid}: it has a document, and the ledger knows nothing of it"
    for start in range(0, len(uids), UIDS_AT_ONCE):
        some = uids[start : start + UIDS_AT_ONCE]
        yield from _differing(some, words)
        report(start + len(some), len(uids))
    if words != vocabulary.numbers():
        yield "the words that help with spelling are not those of what is public; run rebuild_reading_room"


def _differing(uids: Sequence[str], words: Counter[str]) -> Iterator[str]:
    look_up = LookUp()
    look_up.prime(uids)
    found = [composed(each, look_up) for each in map(look_up, uids) if each is not None]
    documents = Document.objects.in_bulk(uids)
    links = open_links(uids, (*STATED, *DERIVED))
    names = [name for name in StateRow._fields if name != "change"]
    states: dict[str, set[tuple[object, ...]]] = {}
    for row in ClaimState.objects.filter(uid__in=uids).values_list(*names):
        states.setdefault(row[0], set()).add(row)
    entered = search.held(uids)
    for each in found:
        uid = each.published.uid
        if entered.get(uid) != _searched(each, words):
            yield f"{uid}: its words in the search index are not those of its document"
        if not is_same(each, documents.get(uid)):
            yield f"{uid}: its document is not what the ledger says"
        if _wanted_links(each) != {key: (row.position, row.from_day) for key, row in links.get(uid, {}).items()}:
            yield f"{uid}: its links are not what the ledger says"
        wanted = {tuple(getattr(row, name) for name in names) for row in state_rows(each, 0)}
        if wanted != states.get(uid, set()):
            yield f"{uid}: its states by day are not what the ledger says"


def _searched(each: Composed, words: Counter[str]) -> tuple[int, frozenset[str]] | None:
    """What the index should hold of a record; its words are added to ``words``."""
    if each.document is None or each.published.state != Document.State.PUBLIC:
        return None
    type = each.published.type
    words.update(vocabulary.held(texts_of(type, each.document)))
    return each.position, frozenset(terms_of(type, each.document))


def _wanted_links(each: Composed) -> dict[tuple[str, str], tuple[int, int]]:
    keys = stated_keys(each.published) | each.derived
    return {key: (each.position, each.links.get(key, 0)) for key in keys}
