"""What stands in one cell of a table: texts as they are, lists and parts in a small notation.

A cell of parts has its items between semicolons or on lines of their own, and the fields of an
item between bars, in the declared order, those left out at the end: ``ukraine | member_of |
1991; nato | works_at``. Aliases stand on lines. A backslash keeps the next ``;`` ``|`` or ``\\``
from having a meaning, and ``\\n`` is a line end within a text.

A text that a spreadsheet would take for a formula gets an apostrophe before it, and loses it
again when it is read: what was written out comes back exactly.
"""

from collections.abc import Iterable

# What makes a program calculate; the last four are their twins of full width.
CALCULATES = "=+-@\t\r\n＝＋－＠"
APOSTROPHE = "'"


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet calculates it."""
    return APOSTROPHE + text if _speaks(text) else text


def as_meant(cell: str) -> str:
    """The text that ``harmless`` made ``cell`` of; any other cell as it is."""
    return cell[1:] if cell[:1] == APOSTROPHE and _speaks(cell[1:]) else cell


def _speaks(text: str) -> bool:
    """Whether it begins as a formula does, behind any apostrophes."""
    bare = text.lstrip(APOSTROPHE)
    return bool(bare) and bare[0] in CALCULATES


def lines(texts: Iterable[str]) -> str:
    """A list of texts, one a line."""
    return "\n".join(_escaped(text, "") for text in texts)


def from_lines(cell: str) -> list[str]:
    """The texts of a cell that ``lines`` made, or that a person typed."""
    return [text for [text] in _read(cell, "\n", "")]


def items(rows: Iterable[Iterable[str]]) -> str:
    """Items with their fields; fields left out at an item's end are not written."""
    return "; ".join(" | ".join(_escaped(field, ";|") for field in _without_end(row)) for row in rows)


def from_items(cell: str) -> list[list[str]]:
    """The items of a cell and their fields."""
    return _read(cell, ";\n", "|")


def _without_end(row: Iterable[str]) -> list[str]:
    fields = list(row)
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return fields


def _escaped(text: str, marks: str) -> str:
    for mark in "\\" + marks:
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _read(cell: str, between_items: str, between_fields: str) -> list[list[str]]:
    """Items that are not empty, each a list of fields without the spaces around them."""
    meant = {mark: mark for mark in "\\" + between_items.replace("\n", "") + between_fields} | {"n": "\n"}
    found: list[list[str]] = []
    fields: list[str] = []
    text = ""
    rest = iter(enumerate(cell))
    for place, character in rest:
        if character == "\\" and cell[place + 1 : place + 2] in meant and place + 1 < len(cell):
            text += meant[next(rest)[1]]
        elif character in between_items:
            found.append([*fields, text])
            fields, text = [], ""
        elif character in between_fields:
            fields.append(text)
            text = ""
        else:
            text += character
    found.append([*fields, text])
    stripped = [[field.strip() for field in each] for each in found]
    return [each for each in stripped if any(each)]
