"""Spreadsheets made to do harm, or much too large: a sentence in a short time, and never a 500."""

import datetime
import io
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from archive.admin.exchange import tables

SHEET = "xl/worksheets/sheet1.xml"
BILLION = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(1, 9)
)


def book(*rows, **more):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, value in more.items():
        made.active[name] = value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content, name, text):
    """The same file with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, text if member.filename == name else old.read(member))
    return out.getvalue()


def test_values_are_read_as_they_are_shown():
    day = datetime.datetime(2022, 11, 8)  # noqa: DTZ001 - as spreadsheets have them
    content = book(["name", "kind", "note", "country"], [12, True, day, 1.5], [None, "x", "'=y", "#N/A"])
    table = tables.read(content)
    assert table.headers == ["name", "kind", "note", "country"]
    assert table.rows == [(2, ["12", "true", "2022-11-08", "1.5"]), (3, ["", "x", "=y", "#N/A"])]


def test_a_formula_is_a_fault_with_its_place():
    content = book(["name", "note"], ["fine", "=cmd|' /C calc'!A0"], ["=1+1", ""])
    assert [(fault.row, fault.column) for fault in tables.read(content).faults] == [(2, "note"), (3, "name")]


def test_only_rows_with_something_in_them_count_and_not_too_far_down():
    assert tables.read(book(["name"], A9="x")).rows == [(9, ["x"])]
    with pytest.raises(tables.Unreadable, match="below row"):
        tables.read(book(["name"], A30000="x"))


def test_a_cell_far_to_the_right_is_a_fault():
    assert [fault.row for fault in tables.read(book(["name"], ["x"], H2="y")).faults] == [2]


def bomb():
    content = book(["name"])
    return with_part(content, SHEET, b"<row>" + b" " * 200_000_000)


def lying():
    """Says that its part is small."""
    content = bytearray(with_part(book(["name"]), "docProps/core.xml", b" " * 100_000_000))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        while at >= 0:
            size = int.from_bytes(content[at + place : at + place + 4], "little")
            if size > 1_000_000:
                content[at + place : at + place + 4] = (10).to_bytes(4, "little")
            at = content.find(mark, at + 4)
    return bytes(content)


HOSTILE = {
    "bomb": (bomb, "Unpacked"),
    "lying": (lying, "broken"),
    "entities": (lambda: with_part(book(["name"]), SHEET, f"{BILLION}]><x>&a8;</x>"), "no spreadsheet"),
    "external": (
        lambda: with_part(book(["name"]), SHEET, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        "no spreadsheet",
    ),
    "cut": (lambda: book(["name"])[:-200], "broken"),
    "no sheet": (lambda: with_part(book(["name"]), "xl/workbook.xml", "<x/>"), "no spreadsheet"),
    "not xml": (lambda: with_part(book(["name"]), SHEET, "\0\1\2"), "no spreadsheet"),
    "bad cell": (
        lambda: with_part(
            book(["name"]),
            SHEET,
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
            '<c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
        ),
        "no spreadsheet",
    ),
    "rows": (lambda: book(["name"], *([["x"]] * 10_500)), "more than 10,000 rows"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_small(name):
    make, said = HOSTILE[name]
    content = make()
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(tables.Unreadable, match=said):
            tables.read(content)
        assert time.process_time() - begun < 5
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()
