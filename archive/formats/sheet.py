"""Lists of documents as CSV (RFC 4180), for people who open them in a spreadsheet.

``archive.formats.columns`` says what each column holds, ``archive.formats.csvw`` tells it to programs.
"""

import csv
import re
from collections.abc import Callable
from typing import Any

from archive.formats.columns import COLUMNS, Json, reader

MEDIA_TYPE = "text/csv"
# Spreadsheets take text for UTF-8 only when it begins so.
BEGINNING = "\ufeff"
# Between several values in one cell.
BETWEEN = "; "
# To a spreadsheet a cell that begins so is a formula; with an apostrophe before it, it is text. Some pass over spaces
# and what nobody sees before they look.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[-=+@\uff0d\uff1d\uff0b\uff20]|[\t\r\n]")
# What such a text begins with; nearly all begin with something else, and that tells.
_FIRST = frozenset(each for each in map(chr, range(0x10000)) if _FORMULA.match(each) or _FORMULA.match(f"{each}="))
_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


def plain(value: Any) -> str:
    """A value as the text of a cell: nothing for null, several with semicolons between, never a formula."""
    text = value if isinstance(value, str) else _told(value)
    if text[:1] in _FIRST and _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _told(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(str(each) for each in value if each is not None)
    return str(value).lower() if isinstance(value, bool) else str(value)


def headings(type: str) -> str:
    """The first line."""
    return _line(list(COLUMNS[type]))


class Sheet:
    """Lines of one ``type``; ``site`` stands before the addresses of documents."""

    def __init__(self, type: str, site: str) -> None:
        self._cells = [column.cell for column in COLUMNS[type].values()]
        self._url = list(COLUMNS[type]).index("url")
        self._site = site
        self._read = reader(type)

    def of(self, text: str) -> str:
        """The line of a document, by its JSON text."""
        return self.line(self._read(text))

    def line(self, document: Json) -> str:
        values = [plain(cell(document)) for cell in self._cells]
        values[self._url] = self._site + document["url"]
        return _line(values)


class _Given:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


_line: Callable[[list[str]], str] = csv.writer(_Given()).writerow
