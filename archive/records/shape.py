"""The declaration of a model, read once: which names, in which order, of which sort."""

from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from archive.models import EdtfField, Part, Record, RecordLink, Term, Walked
from archive.records.codecs import Codec, codec, link_target


class Sort(Enum):
    PLAIN = "plain"  # a value of its own
    DATE = "date"  # a world date in EDTF; a name with `_basis` after it says how it is known
    RECORD_LINK = "record_link"  # a uid of a record of any type
    LINK = "link"  # a foreign key to a record
    LINKS = "links"  # many records, ordered by uid
    TERM = "term"  # a foreign key to a vocabulary
    TERMS = "terms"  # many terms, ordered by key
    PARTS = "parts"  # rows that live with the record


class Slot(NamedTuple):
    """One name of a declaration. ``owner`` is the part's foreign key back to its row."""

    name: str
    sort: Sort
    is_public: bool
    codec: Codec | None = None
    target: type[Record] | type[Term] | None = None
    part: type[Part] | None = None
    is_required: bool = False
    help: str = ""


@cache
def shape(model: type[Walked]) -> tuple[Slot, ...]:
    """The slots of ``model`` in reading order: public first, then private."""
    names = [(name, True) for name in model.public] + [(name, False) for name in model.private]
    return tuple(_slot(model, name, is_public) for name, is_public in names)


def _slot(model: type[Walked], name: str, is_public: bool) -> Slot:
    if name in model.parts:
        related: Any = model._meta.get_field(name)
        return Slot(name, Sort.PARTS, is_public, part=related.related_model, help=_first_line(related.related_model))
    field: Any = model._meta.get_field(name)
    help_text = str(field.help_text)
    if field.many_to_many or field.many_to_one:
        target = link_target(field)
        many, of_records = bool(field.many_to_many), issubclass(target, Record)
        sort = {
            (True, True): Sort.LINKS,
            (True, False): Sort.TERMS,
            (False, True): Sort.LINK,
            (False, False): Sort.TERM,
        }[many, of_records]
        return Slot(name, sort, is_public, target=target, is_required=not field.blank, help=help_text)
    return Slot(
        name, _plain_sort(field), is_public, codec=codec(field), is_required=_is_required(field), help=help_text
    )


def _plain_sort(field: models.Field[Any, Any]) -> Sort:
    if isinstance(field, RecordLink):
        return Sort.RECORD_LINK
    return Sort.DATE if isinstance(field, EdtfField) else Sort.PLAIN


def _is_required(field: models.Field[Any, Any]) -> bool:
    return not (field.blank or field.null or field.has_default())


def _first_line(model: type[Part]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


@cache
def prefetches(model: type[Walked], with_private: bool) -> tuple[tuple[str, type[Part] | None], ...]:
    """The ``prefetch_related`` paths with which ``dump`` asks no further query; of parts, their model."""
    paths: list[tuple[str, type[Part] | None]] = []
    for slot in shape(model):
        if not (slot.is_public or with_private):
            continue
        if slot.sort is Sort.PARTS and slot.part is not None:
            inner = prefetches(slot.part, with_private)
            paths += [(slot.name, slot.part), *((f"{slot.name}__{path}", part) for path, part in inner)]
        elif slot.sort in (Sort.LINKS, Sort.TERMS):
            paths.append((slot.name, None))
    return tuple(paths)


@cache
def joined(model: type[Walked], with_private: bool) -> tuple[str, ...]:
    """The ``select_related`` names of a row: the single records and terms it leads to."""
    slots = [slot for slot in shape(model) if slot.is_public or with_private]
    return tuple(slot.name for slot in slots if slot.sort in (Sort.LINK, Sort.TERM))
