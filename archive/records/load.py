"""Payload → rows. Rows that stay keep their identity: parts are matched by their place or key."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models

from archive.models import Country, Part, Quantity, Record, Term, Topic, Walked
from archive.models.bulk import update
from archive.records.check import parse
from archive.records.shape import Slot, Sort, shape

Data = Mapping[str, Any]
KEYS_AT_ONCE = 5_000  # below SQLite's limit of variables in one statement


class MissingLink(LookupError):
    """A payload names a record or term that the desk does not have; ``name`` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not known here")
        self.name = name


class Directory:
    """Row ids by model and uid or key: those read ahead, else all of a model at once."""

    def __init__(self) -> None:
        self._ids: dict[type[models.Model], dict[str, int]] = {}
        self._whole: set[type[models.Model]] = set()

    def __call__(self, model: type[Record] | type[Term], name: str) -> int:
        if name not in self._ids.get(model, {}) and model not in self._whole:
            self._ids[model] = dict(self._rows(model))
            self._whole.add(model)
        try:
            return self._ids[model][name]
        except KeyError:
            raise MissingLink(name) from None

    def has(self, model: type[Record] | type[Term], name: str) -> bool:
        try:
            self(model, name)
        except MissingLink:
            return False
        return True

    def read_ahead(self, wanted: Iterable[tuple[type[Record] | type[Term], str]]) -> None:
        """Read what a record or two name: one query per model, which need not read all there is."""
        names: dict[type[Record] | type[Term], set[str]] = {}
        for model, name in wanted:
            if model not in self._whole and name not in self._ids.get(model, {}):
                names.setdefault(model, set()).add(name)
        for model, some in names.items():
            self._ids.setdefault(model, {}).update(self._rows(model, some))

    def forget(self) -> None:
        """Read anew at the next question: rows have been made since."""
        self._ids.clear()
        self._whole.clear()

    @staticmethod
    def _rows(model: type[Record] | type[Term], names: Collection[str] | None = None) -> Iterable[tuple[str, int]]:
        name = "uid" if issubclass(model, Record) else model.key
        rows = model._default_manager.order_by()
        return (rows if names is None else rows.filter(**{f"{name}__in": names})).values_list(name, "pk")


def load(row: Record, data: Data, directory: Directory, *, private: bool = False) -> None:
    """Make the rows of ``row`` and its parts say what ``data`` says, and nothing else.

    ``private`` tells whether ``data`` speaks for the private names too; without it they stay
    as they are. Call inside ``editorial.saving``. ``data`` has passed ``check``. Raises
    MissingLink.
    """
    directory.read_ahead(_named(type(row), data, private))
    load_many([row], [data], directory, private=private)


def _named(model: type[Walked], data: Data, private: bool) -> Iterator[tuple[type[Record] | type[Term], str]]:
    """The records and terms that ``data`` leads to."""
    for slot in shape(model):
        value = data.get(slot.name) if slot.is_public or private else None
        if value is None:
            continue
        if slot.part is not None:
            for item in value:
                yield from _named(slot.part, item, private)
        elif slot.target is not None:
            for each in value if slot.sort in (Sort.LINKS, Sort.TERMS) else [value]:
                yield slot.target, parse(slot, each)


def load_many(rows: Sequence[Record], datas: Sequence[Data], directory: Directory, *, private: bool = False) -> None:
    """``load`` for several records of one type, a level of parts at a time."""
    changed = _Changed()
    for row, data in zip(rows, datas, strict=True):
        names = _assign(row, data, directory, private)
        if row.pk is None:
            row.save()
        else:
            changed.note(row, names)
    changed.write()
    _load_many(rows, datas, directory, private)


class _Changed:
    """Rows of one model by what changed in them, so that a statement does for all that changed alike."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], list[Walked]] = {}

    def note(self, row: Walked, names: Sequence[str]) -> None:
        if names:
            self._rows.setdefault(tuple(names), []).append(row)

    def write(self) -> None:
        for names, rows in self._rows.items():
            update(rows, names)


def create_bare(model: type[Record], items: Mapping[str, Data], directory: Directory) -> None:
    """Make rows for new records with their plain fields alone, so that links among them resolve.

    Links that do not resolve yet stay empty; a later ``load`` fills them.
    """
    rows = []
    for uid, data in items.items():
        row = model(uid=uid)
        for slot in shape(model):
            if slot.codec is not None and slot.name in data:
                setattr(row, slot.name, parse(slot, data[slot.name]))
            elif slot.sort is Sort.LINK and slot.target and directory.has(slot.target, data.get(slot.name, "")):
                setattr(row, f"{slot.name}_id", directory(slot.target, data[slot.name]))
        rows.append(row)
    model._default_manager.bulk_create(rows)
    directory.forget()


def _assign(row: Walked, data: Data, directory: Directory, private: bool) -> list[str]:
    """Set the plain fields and foreign keys; tell which of them changed."""
    changed = []
    for slot in shape(type(row)):
        if slot.sort in (Sort.LINKS, Sort.TERMS, Sort.PARTS) or not (slot.is_public or private):
            continue
        name, value = _column(type(row), slot, data.get(slot.name), directory)
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed


def _column(model: type[Walked], slot: Slot, value: Any, directory: Directory) -> tuple[str, Any]:
    if slot.codec is not None:
        if value is None:
            return slot.name, default_of(model, slot.name)
        return slot.name, parse(slot, value)
    assert slot.target is not None
    return f"{slot.name}_id", None if value is None else directory(slot.target, parse(slot, value))


def default_of(model: type[Walked], name: str) -> Any:
    """What a plain field holds when nothing was said."""
    field: Any = model._meta.get_field(name)
    return field.get_default()


def _load_many(rows: Sequence[Walked], datas: Sequence[Data], directory: Directory, private: bool) -> None:
    """Links and parts of rows of one model, a level at a time."""
    for slot in shape(type(rows[0])) if rows else ():
        if not (slot.is_public or private):
            continue
        if slot.sort in (Sort.LINKS, Sort.TERMS):
            _set_many(rows, datas, slot, directory)
        elif slot.sort is Sort.PARTS and slot.part is not None:
            _load_parts(rows, datas, slot, directory, private)


def _set_many(rows: Sequence[Walked], datas: Sequence[Data], slot: Slot, directory: Directory) -> None:
    """A query to read what stands there, and one each to take away and to add, however many rows."""
    assert slot.target is not None
    field: Any = rows[0]._meta.get_field(slot.name)
    through: type[models.Model] = field.remote_field.through
    one, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    wanted = {
        (row.pk, directory(slot.target, parse(slot, value)))
        for row, data in zip(rows, datas, strict=True)
        for value in data.get(slot.name) or ()
    }
    links = through._default_manager.filter(**{f"{one}__in": [row.pk for row in rows]})
    standing = {(left, right): pk for pk, left, right in links.values_list("pk", one, other)}
    _delete(through, [pk for pair, pk in standing.items() if pair not in wanted])
    fresh = sorted(wanted - standing.keys())
    through._default_manager.bulk_create([through(**{one: left, other: right}) for left, right in fresh])


def _load_parts(rows: Sequence[Walked], datas: Sequence[Data], slot: Slot, directory: Directory, private: bool) -> None:
    part = slot.part
    assert part is not None
    owner = f"{part.owner}_id"
    standing = _standing(part, owner, [row.pk for row in rows])
    kept: list[Part] = []
    kept_data: list[Data] = []
    fresh: list[Part] = []
    gone: list[int] = []
    changed = _Changed()
    for row, data in zip(rows, datas, strict=True):
        items = data.get(slot.name) or []
        free = standing.get(row.pk, [])
        if not private:  # rows the public payload leaves out are not its to change
            free = [each for each in free if each.may_be_public]
        for position, item in enumerate(items):
            found = _take(free, part, item, position, directory)
            if found is None:
                found = part(**{owner: row.pk, "position": position})
                _assign(found, item, directory, private)
                fresh.append(found)
            else:
                names = _assign(found, item, directory, private)
                changed.note(found, names if found.position == position else [*names, "position"])
                found.position = position
            kept.append(found)
            kept_data.append(item)
        gone += [left.pk for left in free]
    _delete(part, gone)
    changed.write()
    part._default_manager.bulk_create(fresh)
    _load_many(kept, kept_data, directory, private)


def _standing(part: type[Part], owner: str, keys: Sequence[int]) -> dict[int, list[Part]]:
    """The rows of a part that stand, by the key of the row that they live with, in order."""
    found: dict[int, list[Part]] = {}
    for some in _slices(keys):
        for each in part._default_manager.filter(**{f"{owner}__in": some}).order_by("position"):
            found.setdefault(getattr(each, owner), []).append(each)
    return found


def _delete(model: type[models.Model], keys: Sequence[int]) -> None:
    """Rows by their keys, with what lives with them."""
    for some in _slices(keys):
        model._default_manager.filter(pk__in=some).delete()


def _slices(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many as one statement takes."""
    return (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))


def _take(free: list[Part], part: type[Part], item: Data, position: int, directory: Directory) -> Part | None:
    """Take the standing row that ``item`` speaks of out of ``free``: by what is unique in it, else by its place."""
    names = _identity(part)
    wanted = [_column(part, slot, item.get(slot.name), directory) for slot in shape(part) if slot.name in names]
    by_place = not wanted or any(value is None for _, value in wanted)
    for index, row in enumerate(free):
        is_same = all(getattr(row, name) == value for name, value in wanted)
        if is_same and (row.position == position or not by_place):
            return free.pop(index)
    return None


@cache
def _identity(part: type[Part]) -> tuple[str, ...]:
    """The names that tell a row of its record from the others; none when only its place does."""
    if part.key is not None:
        return (part.key,)
    for constraint in part._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and part.owner in constraint.fields:
            return tuple(name for name in constraint.fields if name != part.owner)
    return ()


VOCABULARIES: tuple[type[Term], ...] = (Topic, Quantity, Country)
