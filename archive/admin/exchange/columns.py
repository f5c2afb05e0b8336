"""The columns of a type of record: its uid and revision, and every field that fits a cell."""

from typing import Any, NamedTuple

from archive.admin.exchange import cells
from archive.models import Record, TextListField
from archive.records.shape import Slot, Sort, shape

UID, REVISION = "uid", "revision"
NAMES = " (names)"
# Parts whose rows are flat. Chains, passages, evidence and captures do not fit a cell; they stay as they are.
FLAT = ("affiliations", "authors", "claimants", "figures", "participants", "relations")
# For whoever sees protected names.
SECRET = ("protected",)
LINKS = (Sort.LINK, Sort.LINKS)


class Column(NamedTuple):
    """One field of a record as a column. ``fields`` are the names within an item, of parts alone."""

    name: str
    slot: Slot
    is_lines: bool
    fields: tuple[Slot, ...] = ()

    @property
    def has_names(self) -> bool:
        """Whether it holds uids of records, so that a column beside it says their names."""
        return self.slot.sort in LINKS or any(slot.sort in LINKS for slot in self.fields)

    @property
    def notation(self) -> str:
        """How its cells are written, in words; "" for plain values."""
        if self.fields:
            return f"{' | '.join(slot.name for slot in self.fields)}; …"
        if self.is_lines:
            return "one a line"
        return {Sort.LINKS: "uid; uid; …", Sort.TERMS: "slug; slug; …", Sort.LINK: "uid"}.get(self.slot.sort, "")

    def read(self, cell: str) -> Any:
        """A payload's value, or its text where the form is wrong, which ``check`` tells; None for an empty cell.

        Raises ValueError when an item has more fields than there are.
        """
        if not cell.strip():
            return None
        if self.slot.sort is Sort.PARTS:
            return [self._item(number, item) for number, item in enumerate(cells.from_items(cell), start=1)]
        if self.is_lines:
            return cells.from_lines(cell)
        if self.slot.sort in (Sort.LINKS, Sort.TERMS):
            return [item[0] if len(item) == 1 else " | ".join(item) for item in cells.from_items(cell)]
        return _bare(self.slot, cell)

    def _item(self, number: int, item: list[str]) -> dict[str, Any]:
        if len(item) > len(self.fields):
            raise ValueError(f"item {number} has {len(item)} fields, more than {self.notation}")
        pairs = zip(self.fields, item, strict=False)
        return {slot.name: _bare(slot, text) for slot, text in pairs if text}

    def write(self, value: Any) -> str:
        """The cell for a payload's value."""
        if value is None:
            return ""
        if self.slot.sort is Sort.PARTS:
            return cells.items([_text(item.get(slot.name)) for slot in self.fields] for item in value)
        if self.is_lines:
            return cells.lines(value)
        if self.slot.sort in (Sort.LINKS, Sort.TERMS):
            return cells.items([each] for each in value)
        return _text(value)

    def uids(self, value: Any) -> list[str]:
        """The records that a value names, where ``has_names``."""
        if value is None:
            return []
        if self.slot.sort is Sort.PARTS:
            links = [slot.name for slot in self.fields if slot.sort in LINKS]
            return [item[name] for item in value for name in links if name in item]
        return [value] if isinstance(value, str) else list(value)


def _bare(slot: Slot, text: str) -> str:
    # Spreadsheets write their own truth values in capitals.
    is_truth = slot.codec is not None and slot.codec.schema.get("type") == "boolean"
    return text.strip().lower() if is_truth else text


def _text(value: Any) -> str:
    if value is True:
        return "true"
    return "" if value is None else str(value)


def columns(model: type[Record], *, sees_protected: bool) -> dict[str, Column]:
    """The columns of a type that this person may read and write, by name, in reading order."""
    found = {}
    for slot in shape(model):
        if slot.sort is Sort.PARTS and slot.name not in FLAT:
            continue
        if slot.name in SECRET and not sees_protected:
            continue
        fields = shape(slot.part) if slot.part is not None else ()
        is_lines = slot.codec is not None and isinstance(model._meta.get_field(slot.name), TextListField)
        found[slot.name] = Column(slot.name, slot, is_lines, fields)
    return found
