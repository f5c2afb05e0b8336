"""Do the names in a collection lead anywhere, and does each record stand where it belongs?"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from archive.collection.desk import Desk
from archive.collection.faults import Fault
from archive.collection.files import Written
from archive.collection.names import Name, names
from archive.models import RECORDS, Record, Source, Term
from archive.provenance.relations import narrows_cycle
from archive.records.shape import Sort
from archive.text.ids import is_uid

MOST_CIRCLES = 20
MOST_COMPARED = 5_000

Index = Mapping[str, Written]


def index(records: Iterable[Written], faults: list[Fault]) -> dict[str, Written]:
    """The records by uid; a uid that stands twice is a fault of the second."""
    found: dict[str, Written] = {}
    for record in records:
        first = found.setdefault(record.uid, record) if record.uid else record
        if first is not record:
            place = first.fault("uid", "")
            faults.append(record.fault("uid", f"{record.uid} stands already in {place.file}:{place.line}"))
    return found


def misplaced(record: Written, desk: Desk) -> Iterator[Fault]:
    """A record in the wrong file, or under a uid that is another type's."""
    known_as = desk.types.get(record.uid, record.type)
    if known_as != record.type:
        yield record.fault("uid", f"{record.uid} is {_a(known_as)} on the desk, not {_a(record.type)}")
    if record.type == "source":
        yield from _misplaced_source(record)
    elif record.type == "claim":
        appearances = record.data.get("appearances")
        first = appearances[0] if isinstance(appearances, list) and appearances else None
        article = first.get("article") if isinstance(first, dict) else record.article
        if isinstance(article, str) and is_uid(article) and record.article not in ("", article):
            message = f"is {article}; a claim stands in the file of the article that it names first"
            yield record.fault("appearances[0].article", message)


def _misplaced_source(record: Written) -> Iterator[Fault]:
    is_unnamed = record.data.get("kind") == Source.Kind.UNNAMED
    in_article = record.path.startswith("sources[")
    if is_unnamed and not in_article:
        yield record.fault("kind", "an unnamed source stands in the file of the article it belongs to")
    elif in_article and not is_unnamed and "kind" in record.data:
        yield record.fault("kind", "only unnamed sources stand here, all others in sources.yaml")
    elif in_article and record.article and record.data.get("article") not in (None, record.article):
        yield record.fault("article", f"must be {record.article}, the article of this file")


def misled(record: Written, index: Index, desk: Desk, *, is_whole: bool, may_guess: bool) -> Iterator[Fault]:
    """Words that are in no vocabulary and links that lead nowhere, or to something else.

    Links are followed only in a directory that ``is_whole``. To guess what was meant takes time:
    among hundreds of faults of one kind nobody misses it.
    """
    for name in names(RECORDS[record.type], record.data):
        target = name.target
        if target is not None and issubclass(target, Term):
            if name.value not in desk.words[target]:
                yield record.fault(name.path, _no_such_term(name, target, desk, may_guess))
        elif is_uid(name.value) and is_whole and (message := _no_such_record(name, index, desk, may_guess)):
            yield record.fault(name.path, message)


def _no_such_term(name: Name, target: type[Term], desk: Desk, may_guess: bool) -> str:
    words = desk.words[target]
    keys = {**{shown.casefold(): key for key, shown in words.items()}, **{key.casefold(): key for key in words}}
    near = difflib.get_close_matches(name.value[:80].casefold(), keys, n=1, cutoff=0.6) if may_guess else []
    guess = f"; did you mean {keys[near[0]]} ({words[keys[near[0]]]})?" if near else ""
    return f"is {name.value[:40]!r}, which is no {target.key} of the list of {target._meta.verbose_name_plural}{guess}"


def _no_such_record(name: Name, index: Index, desk: Desk, may_guess: bool) -> str:
    found = index[name.value].type if name.value in index else desk.types.get(name.value)
    if found is None:
        some = islice(index, MOST_COMPARED if may_guess else 0)
        near = difflib.get_close_matches(name.value, some, n=1, cutoff=0.8)
        guess = f"; did you mean {near[0]}?" if near else ""
        return f"names {name.value}, which is neither in the collection nor on the desk{guess}"
    wanted = name.target.type if name.target is not None and issubclass(name.target, Record) else found
    return f"names {name.value}, which is {_a(found)}, not {_a(wanted)}" if found != wanted else ""


def _a(type: str) -> str:
    return f"an {type}" if type in ("article", "event") else f"a {type}"


def circles(records: Iterable[Written], index: Index, desk: Desk) -> Iterator[Fault]:
    """Claims that narrow each other in a circle, the desk's among them; events that are part of themselves."""
    written = [record for record in records if index.get(record.uid) is record]
    narrows = [edge for edge in desk.narrows if edge[0] not in index]
    narrows += [(record.uid, target) for record in written for _, target in _narrowed(record)]
    larger = [(record.uid, record.data["part_of"]) for record in written if _is_part(record)]
    for circle in [*_circles(narrows), *_circles(larger)]:
        for uid, after in zip(circle, (*circle[1:], circle[0]), strict=True):
            if record := index.get(uid):
                path = next((path for path, target in _narrowed(record) if target == after), "part_of")
                yield record.fault(path, f"closes a circle: {' → '.join((*circle, circle[0]))}")
                break


def _is_part(record: Written) -> bool:
    return record.type == "event" and isinstance(record.data.get("part_of"), str)


def _narrowed(record: Written) -> list[tuple[str, str]]:
    """(path, uid) of the claims that a claim narrows."""
    relations = record.data.get("relations") if record.type == "claim" else None
    return [
        (f"relations[{place}].target", relation["target"])
        for place, relation in enumerate(relations if isinstance(relations, list) else [])
        if isinstance(relation, dict) and relation.get("kind") == "narrows" and isinstance(relation.get("target"), str)
    ]


def _circles(edges: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Circles until none is left, each broken where it was found; at most ``MOST_CIRCLES``."""
    found: list[tuple[str, ...]] = []
    remaining = set(edges)
    while len(found) < MOST_CIRCLES and (circle := narrows_cycle(sorted(remaining))):
        if len(circle) > 1:  # a record that names itself breaks a constraint
            found.append(circle)
        remaining.discard((circle[-1], circle[0]))
    return found


def names_of_records(record: Written) -> Iterator[Name]:
    """The links of a record that have the form of one."""
    for name in names(RECORDS[record.type], record.data):
        if name.slot.sort in (Sort.LINK, Sort.LINKS, Sort.RECORD_LINK) and is_uid(name.value):
            yield name
