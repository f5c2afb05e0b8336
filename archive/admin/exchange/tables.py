"""Bytes of a CSV or XLSX file → rows of text. Whatever is wrong with a cell is named by row and column.

Nothing large is built from a small file: the parts of an XLSX file are added up before they are
unpacked, rows and cells are counted as they come.
"""

import csv
import datetime
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.module_loading import import_string

from archive.admin.exchange import cells

MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 100_000
LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 60_000_000
FARTHEST_ROW = 20_000
MOST_FAULTS = 500
LARGEST_WHOLE = 2**53
STEP = 65_536
FORMULA = "is a formula; write the value, or an apostrophe before it when the text begins so"

ZIP, OLD_EXCEL, UTF_16 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
# What openpyxl and what it stands on say to a file that is none.
NOT_XLSX = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, SyntaxError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError),
)


class Fault(NamedTuple):
    """What is wrong; ``row`` counts as spreadsheets do, the header being 1, and is 0 for a whole file."""

    row: int
    column: str
    message: str


class Unreadable(Exception):
    """The file cannot be read, or not on from here."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(row, "", message)


class Table(NamedTuple):
    """``rows`` has the number and the cells of each row that is not empty; as many cells as headers."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]
    faults: list[Fault]


def read(content: bytes) -> Table:
    """The table in a file. Raises Unreadable."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(0, f"The file is larger than {LARGEST_FILE // 1_000_000} MB; split it.")
    if content.startswith(OLD_EXCEL):
        raise Unreadable(0, "This is the old Excel format, or locked by a password; save it as .xlsx without one.")
    return _table(_xlsx(content) if content.startswith(ZIP) else _csv(content))


def _table(rows: Iterator[tuple[int, list[Any]]]) -> Table:
    number, first = next(rows, (0, []))
    headers = [_text(value).strip() for value in first]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise Unreadable(1, "The first row is empty; it names the columns.")
    if len(headers) > MOST_COLUMNS:
        raise Unreadable(1, f"There are more than {MOST_COLUMNS} columns.")
    faults: list[Fault] = []
    found: list[tuple[int, list[str]]] = []
    for number, values in rows:
        if number > FARTHEST_ROW:
            raise Unreadable(number, f"No row may stand below row {FARTHEST_ROW:,}; take the empty ones out.")
        texts = list(_cells(number, headers, values, faults))
        if any(texts):
            found.append((number, texts))
        if len(found) > MOST_ROWS:
            raise Unreadable(number, f"There are more than {MOST_ROWS:,} rows; split the file.")
        if len(faults) > MOST_FAULTS:
            break
    return Table(headers, found, faults)


def _cells(row: int, headers: list[str], values: list[Any], faults: list[Fault]) -> Iterator[str]:
    """The texts of a row, one for each header; bad ones are empty, and among the faults."""
    texts = [_text(value) for value in values]
    if any(texts[len(headers) :]):
        faults.append(Fault(row, "", f"has a cell beyond the last of the {len(headers)} columns"))
    for place, header in enumerate(headers):
        text = texts[place] if place < len(texts) else ""
        is_formula = place < len(values) and isinstance(values[place], _Formula)
        message = ""
        if len(text) > LONGEST_CELL:
            message = f"is {len(text):,} characters long, at most {LONGEST_CELL:,} are allowed"
        elif is_formula or text[:1] in ("=", "＝"):
            message = FORMULA
        if message:
            faults.append(Fault(row, header, message))
        yield "" if message else cells.as_meant(text)


def _text(value: Any) -> str:
    """What a spreadsheet shows of a value, as near as can be told."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE:
        value = int(value)
    return "" if value is None else str(value)


# -- CSV ---------------------------------------------------------------------------------------


def _csv(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    if content.startswith(UTF_16):
        raise Unreadable(1, "The file is in UTF-16; save it as CSV in UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start]
        raise Unreadable(line, f"Line {line} holds a byte (0x{found:02X}) that is not UTF-8; save it so.") from None
    if not text.strip():
        raise Unreadable(0, "The file is empty.")
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = width = 0
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(number, f"This row is not CSV, near line {reader.line_num}: {error}.") from None
        if number > 1 and values and len(values) < width:
            raise Unreadable(number, f"This row has {len(values)} cells, the first one {width}.")
        width = len(values) if number == 1 else width
        yield number, values


# -- XLSX --------------------------------------------------------------------------------------


class _Formula(str):
    """The text of a cell that a spreadsheet calculates."""


def _xlsx(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    _refuse_bomb(content)
    try:
        # Half of what the desk would otherwise load at every start, for what is seldom done.
        load = import_string("openpyxl.load_workbook")
        book = load(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
            if values := [_value(cell) for cell in row]:
                yield _row_number(row), values
    except NOT_XLSX as error:
        raise Unreadable(0, f"This is no spreadsheet that can be read ({type(error).__name__}).") from None


def _row_number(row: Iterable[Any]) -> int:
    return next((cell.row for cell in row if getattr(cell, "row", None)), 0)


def _value(cell: Any) -> Any:
    return _Formula(cell.value) if cell.data_type == "f" else cell.value


def _refuse_bomb(content: bytes) -> None:
    """Raise Unreadable for a file that unpacks to too much, or whose parts are not of the size they say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if size > LARGEST_UNPACKED:
                raise Unreadable(0, f"Unpacked, the file has {size // 1_000_000} MB; split it.")
            for member in archive.infolist():
                with archive.open(member) as part:
                    # In steps: a part that is read at once is unpacked whole before its size is looked at.
                    while part.read(STEP):
                        pass
    except NOT_XLSX:
        raise Unreadable(0, "The file begins as a spreadsheet does and is broken.") from None
