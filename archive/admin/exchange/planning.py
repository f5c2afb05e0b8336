"""A table → what would become of each of its rows. Nothing is written; every fault has row and column."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from import_export.results import RowResult
from tablib import Dataset

from archive.admin.exchange.columns import NAMES, REVISION, UID
from archive.admin.exchange.desk import known
from archive.admin.exchange.resources import CELLS, RecordResource
from archive.admin.exchange.tables import Fault, Table
from archive.admin.forms.numbers import whole
from archive.collection.constraints import broken
from archive.collection.names import Name, names
from archive.collection.normal import Data, normal
from archive.models import Record, Term
from archive.records.check import check
from archive.text.canonical import canonical
from archive.text.ids import is_uid, new_uid

PROTECTED_IN_PUBLIC = "is public: a chief suppresses it under the rule of protection, which protects it"


class Fate(Enum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    WRONG = "wrong"


class Row(NamedTuple):
    """``base`` is the revision that the row was made from, or the standing one when it does not say.

    ``before`` and ``after`` are bodies of the whole record; in a conflict, ``standing`` is what
    somebody saved since ``before``. ``is_said`` tells that the row names its revision.
    """

    number: int
    fate: Fate
    uid: str
    base: int
    before: Data
    after: Data
    standing: Data
    is_said: bool
    faults: list[Fault]


class Plan(NamedTuple):
    """``faults`` speak of the whole file; a plan with any fault is not carried out."""

    rows: list[Row]
    faults: list[Fault]

    def of(self, fate: Fate) -> list[Row]:
        return [row for row in self.rows if row.fate is fate]

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.of(Fate.WRONG)

    @property
    def unsaid(self) -> int:
        """How many rows would change a record without saying which revision they were made from."""
        return sum(not row.is_said for row in self.of(Fate.CHANGED))

    def digest(self) -> str:
        """The same for the same file as long as the desk says the same about it."""
        seen = [
            [row.number, row.fate.value, row.base, row.uid if row.fate is not Fate.NEW else "", row.standing]
            for row in self.rows
        ]
        return hashlib.sha256(canonical(seen).encode()).hexdigest()


def plan(model: type[Record], table: Table, *, sees_protected: bool) -> Plan:
    """What importing ``table`` would do to the records of ``model`` (a few queries, whatever its length)."""
    resource = RecordImport(model, table, sees_protected=sees_protected)
    faults = [*table.faults, *resource.header_faults()]
    if faults:
        return Plan([], faults)
    result = resource.import_data(Dataset(*(cells for _, cells in table.rows), headers=table.headers))
    if result.has_errors():
        raise (result.base_errors or [error for _, errors in result.row_errors() for error in errors])[0].error
    return Plan([_told(each, number) for each, (number, _) in zip(result.rows, table.rows, strict=True)], [])


def _told(result: Any, number: int) -> Row:
    if result.import_type == RowResult.IMPORT_TYPE_INVALID:
        faults = [
            Fault(number, "" if name == "__all__" else name.removeprefix(CELLS), message)
            for name, messages in result.validation_error.message_dict.items()
            for message in messages
        ]
        return Row(number, Fate.WRONG, "", 0, {}, {}, {}, False, faults)
    draft: Draft = result.instance
    return Row(number, draft.fate, draft.uid, draft.base, draft.before, draft.after, draft.standing, draft.is_said, [])


class Cells:
    """The values of a row, as attributes of the names of their columns."""


class Draft:
    """A row on its way: what its record says now, what the row was made from, and what it would say."""

    def __init__(self, uid: str, base: int, *, is_said: bool, standing: Data, before: Data, is_new: bool) -> None:
        self.cells = Cells()
        self.uid, self.base, self.is_said, self.is_new = uid, base, is_said, is_new
        self.standing, self.before, self.after = standing, before, standing
        self.fate = Fate.NEW if is_new else Fate.UNCHANGED
        self.pk = None

    def __str__(self) -> str:
        return self.uid


class RecordImport(RecordResource):
    """Reads the rows of a table against the desk; ``save_instance`` writes nothing."""

    class Meta(RecordResource.Meta):
        store_instance = True

    def __init__(self, model: type[Record], table: Table, *, sees_protected: bool) -> None:
        super().__init__(model, sees_protected=sees_protected)
        self.table = table
        self.said = [name for name in table.headers if name in self.columns]
        self.fields = {name: field for name, field in self.fields.items() if name in self.said}
        self.times = Counter(row.get(UID, "").strip() for row in self._dicts())
        self.desk = known(model, self._written(), self._linked(), sees_protected=sees_protected)

    def _dicts(self) -> Iterator[dict[str, str]]:
        return (dict(zip(self.table.headers, cells, strict=True)) for _, cells in self.table.rows)

    def _written(self) -> dict[str, set[int]]:
        """The uids of the table, each with the revisions that its rows were made from."""
        found: dict[str, set[int]] = {}
        for row in self._dicts():
            revision = whole(row.get(REVISION, "").strip())
            numbers = found.setdefault(row.get(UID, "").strip(), set())
            if revision is not None:
                numbers.add(revision)
        return {uid: numbers for uid, numbers in found.items() if is_uid(uid)}

    def _linked(self) -> Iterable[str]:
        """Whatever in the cells may be the uid of a record."""
        linking = [name for name in self.said if self.columns[name].has_names or name.endswith("_from")]
        return (uid for row in self._dicts() for name in linking for uid in re.findall("[a-z2-7]{10}", row[name]))

    def header_faults(self) -> Iterator[Fault]:
        """Columns that are unknown, or named twice; and a table without any."""
        allowed = {UID, REVISION, *self.columns} | {f"{name}{NAMES}" for name in self.columns}
        for name, times in Counter(self.table.headers).items():
            if name not in allowed:
                yield Fault(
                    1, name or "(no name)", f"unknown column; a {self.model.type} has: {', '.join(self.columns)}"
                )
            elif times > 1:
                yield Fault(1, name, f"stands {times} times in the first row")
        if not self.said:
            yield Fault(1, "", f"no column of a {self.model.type} is here: {', '.join(self.columns)}")

    # -- of each row, in the order in which django-import-export asks ----------------------------

    def get_or_init_instance(self, instance_loader: Any, row: Mapping[str, str]) -> tuple[Draft, bool]:
        uid, said = row.get(UID, "").strip(), row.get(REVISION, "").strip()
        if said and whole(said) is None:
            raise ValidationError({REVISION: f"is {said[:40]!r}, not the number of a revision"})
        if uid:
            self._refuse_uid(uid)
        number = int(said or 0)
        standing = self.desk.bodies.get(uid)
        if standing is None:
            if number:
                raise ValidationError({REVISION: f"is {number}, and there is no such record yet; leave it out"})
            return Draft(uid or new_uid(), 0, is_said=True, standing={}, before={}, is_new=True), True
        revision = self.desk.revisions[uid]
        if number > revision:
            raise ValidationError({REVISION: f"is {number}, and the record has only {revision}"})
        before = standing if not said or number == revision else self.desk.earlier.get((uid, number), {})
        base = number if said else revision
        return Draft(uid, base, is_said=bool(said), standing=standing, before=before, is_new=False), False

    def _refuse_uid(self, uid: str) -> None:
        if not is_uid(uid):
            raise ValidationError({UID: f"is {uid[:40]!r}; a uid is ten characters out of a-z and 2-7"})
        if self.times[uid] > 1:
            raise ValidationError({UID: f"{uid} stands in {self.times[uid]} rows"})
        if self.desk.types.get(uid, self.model.type) != self.model.type or uid in self.desk.closed:
            raise ValidationError({UID: f"{uid} is no {self.model.type} that you may change"})

    def skip_row(self, instance: Draft, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the row changes nothing, or may not. Here it is checked and compared."""
        if import_validation_errors:
            return False
        said = {name: getattr(instance.cells, name, None) for name in self.said}
        self._check(instance, said)
        after = self._merged(instance.standing, said)
        if not instance.is_new and after == instance.standing:
            return True
        mine = self._merged(instance.before, said) if instance.before != instance.standing else after
        if instance.before != instance.standing:
            if instance.before and mine == instance.before:
                return True
            instance.fate, instance.after = Fate.CONFLICT, mine
            return True
        self._check_whole(instance, after)
        instance.after = after
        instance.fate = Fate.NEW if instance.is_new else Fate.CHANGED
        return False

    def save_instance(self, instance: Draft, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Nothing: a plan is carried out by ``editorial.importing``."""

    def _merged(self, body: Data, said: Mapping[str, Any]) -> Data:
        """``body`` with what the row says in place of what stood there."""
        given = normal(self.model, {name: value for name, value in said.items() if value is not None})
        return {name: value for name, value in body.items() if name not in said} | {
            name: value for name, value in given.items() if name in said or not body
        }

    def _check(self, draft: Draft, said: Mapping[str, Any]) -> None:
        """The form of what the row says, and whether what it names is there. Raises ValidationError."""
        given = {name: value for name, value in said.items() if value is not None}
        faults: dict[str, list[str]] = {}
        for path, message in check(self.model, given, private=True):
            name = str(path[0]) if path else message.partition(" ")[0]
            if not draft.is_new and name not in said:
                continue  # a column that the table has not stays as it is
            place = f"item {int(path[1]) + 1}, " if len(path) > 1 else ""
            inner = f"{path[2]} " if len(path) > 2 else ""
            faults.setdefault(name, []).append(f"{place}{inner}{message}")
        for found in names(self.model, given):
            name = re.split(r"[\[.]", found.path)[0]
            if name not in faults and not self._is_there(found):
                faults.setdefault(name, []).append(f"names {found.value[:60]!r}, which is not known here")
        if faults:
            raise ValidationError(faults)

    def _is_there(self, found: Name) -> bool:
        target = found.target
        if target is None:
            return found.value in self.desk.types or found.value in self.times
        if issubclass(target, Term):
            return found.value in self.desk.words[target]
        if target is self.model and found.value in self.times:
            return True
        return bool(self.desk.types.get(found.value) == target.type)

    def _check_whole(self, draft: Draft, after: Data) -> None:
        """What the constraints of the tables say. Raises ValidationError."""
        faults: dict[str, list[str]] = {}
        for path, sentence in broken(self.model, draft.uid, after):
            name, _, place = path.partition("[")
            item = f"item {int(place.partition(']')[0]) + 1}: " if place else ""
            faults.setdefault(name or "__all__", []).append(f"{item}{sentence}")
        if after.get("protected") and not draft.standing.get("protected") and draft.uid in self.desk.public:
            faults["protected"] = [PROTECTED_IN_PUBLIC]
        if faults:
            raise ValidationError(faults)
