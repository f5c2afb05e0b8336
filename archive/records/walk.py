"""Rows → payload, and the uids a payload names."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db import models

from archive.models import Part, Record, Term, Walked
from archive.records.codecs import parse_term
from archive.records.reading import MOST, few, living_with
from archive.records.shape import Slot, Sort, joined, prefetches, shape

Data = dict[str, Any]


def dump(row: Walked, *, private: bool = False, frozen: bool = True) -> Data:
    """The record as nested dicts and lists of JSON values; empty values left out.

    ``private`` adds the private names, rows and links that the public payload leaves out.
    ``frozen`` gives vocabulary terms with their words (payloads); without it, their keys
    alone (YAML, where the vocabulary stands beside it). Asks no query for rows got through
    ``prefetched``.
    """
    data: Data = {}
    for slot in shape(type(row)):
        if slot.is_public or private:
            value = _value(row, slot, private, frozen)
            if value is not None:
                data[slot.name] = value
    return data


def _value(row: Walked, slot: Slot, private: bool, frozen: bool) -> Any:
    if slot.codec is not None:
        return slot.codec.dump(getattr(row, slot.name))
    if slot.sort in (Sort.LINK, Sort.TERM):
        return _single(getattr(row, slot.name), slot, private, frozen)
    found = living_with(row, slot.name)
    if slot.sort is Sort.LINKS:
        return sorted(each.uid for each in found if private or each.may_be_named) or None
    if slot.sort is Sort.TERMS:
        terms = sorted(found, key=lambda term: str(term.natural_key()[0]))
        return [_term(term, frozen) for term in terms] or None
    rows = sorted(found, key=lambda part: part.position)
    return [dump(part, private=private, frozen=frozen) for part in rows if private or part.may_be_public] or None


def _single(found: Any, slot: Slot, private: bool, frozen: bool) -> Any:
    if slot.sort is Sort.LINK:
        return found.uid if found is not None and (private or found.may_be_named) else None
    return None if found is None else _term(found, frozen)


def _term(term: Term, frozen: bool) -> Any:
    key = getattr(term, term.key)
    return {term.key: key, term.shown: getattr(term, term.shown)} if frozen else key


def unfrozen(model: type[Walked], data: Data) -> Data:
    """A frozen payload (without its envelope) as ``dump`` gives it unfrozen: terms by their keys alone."""
    return {slot.name: _unfrozen(slot, data[slot.name]) for slot in shape(model) if slot.name in data}


def _unfrozen(slot: Slot, value: Any) -> Any:
    if slot.part is not None:
        return [unfrozen(slot.part, item) for item in value]
    target: Any = slot.target
    if slot.sort is Sort.TERM:
        return parse_term(target, value)
    return [parse_term(target, each) for each in value] if slot.sort is Sort.TERMS else value


def prefetched(rows: models.QuerySet[Any], *, private: bool = False) -> models.QuerySet[Any]:
    """``rows`` with everything ``dump`` reads: a query for each part and list, whatever their number."""
    model: type[Walked] = rows.model
    paths = [path if part is None else _parts(path, part, private) for path, part in prefetches(model, private)]
    return _joined(rows, private).prefetch_related(*paths)


def _parts(path: str, part: type[Part], private: bool) -> models.Prefetch[Any]:
    # ``dump`` puts them in order.
    return models.Prefetch(path, _joined(part._default_manager.order_by(), private))


def _joined(rows: models.QuerySet[Any], private: bool) -> models.QuerySet[Any]:
    model: type[Walked] = rows.model
    names = joined(model, private)
    # Without a name, Django would join whatever it finds.
    return rows.select_related(*names) if names else rows


def references(model: type[Walked], data: Data) -> Iterator[str]:
    """The uids that a payload (without its envelope) names, with repetitions."""
    for slot in linking(model):
        value = data.get(slot.name)
        if value is None:
            continue
        if slot.sort in (Sort.LINK, Sort.RECORD_LINK):
            yield value
        elif slot.sort is Sort.LINKS:
            yield from value
        elif slot.sort is Sort.PARTS and slot.part is not None:
            for item in value:
                yield from references(slot.part, item)


@cache
def linking(model: type[Walked]) -> tuple[Slot, ...]:
    """The slots of ``model`` that name records, or hold parts that do."""
    kinds = (Sort.LINK, Sort.RECORD_LINK, Sort.LINKS)
    return tuple(slot for slot in shape(model) if slot.sort in kinds or (slot.part and linking(slot.part)))


def texts(model: type[Walked], data: Data, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every free text in a payload."""
    for slot in shape(model):
        value = data.get(slot.name)
        where = f"{path}{slot.name}"
        if slot.sort is Sort.PLAIN:
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str):
                    yield where, text
        elif slot.sort is Sort.PARTS and slot.part is not None:
            for index, item in enumerate(value or ()):
                yield from texts(slot.part, item, f"{where}[{index}].")


def by_uid(model: type[Record], uids: Iterable[str], *, private: bool = True) -> dict[str, Any]:
    """Rows of ``model`` by uid, ready for ``dump``: a bounded number of queries for every ``MOST`` of them."""
    wanted = list(uids)
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), MOST):
        found |= few(model, wanted[start : start + MOST], private=private)
    return found
