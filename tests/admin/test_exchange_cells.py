"""What is written into a cell comes back exactly, whatever it is, and no spreadsheet calculates it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.admin.exchange import cells, tables

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
AWKWARD = st.text(st.sampled_from("=+-@'＝\t;|\\n \nAé한,\"#x_0D"), max_size=12)
ANY = TEXT | AWKWARD


@given(ANY)
def test_a_cell_is_made_harmless_and_back(text):
    cell = cells.harmless(text)
    assert cell[:1] not in tuple(cells.CALCULATES)
    assert cells.as_meant(cell) == text


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-2022", "@SUM(A1)", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert cells.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["'Tis so", "plain", "'", "''", "x=1", "’=1"])
def test_what_it_would_not_is_left_alone(text):
    assert cells.harmless(text) == cells.as_meant(text) == text


@given(st.lists(ANY.map(str.strip).filter(bool), max_size=6))
def test_lists_come_back_from_lines(texts):
    assert cells.from_lines(cells.lines(texts)) == texts


@given(st.lists(st.lists(ANY.map(str.strip), min_size=1, max_size=4).filter(any), max_size=5))
def test_items_come_back_without_empty_ends(rows):
    expected = [row[: max(place for place, field in enumerate(row, start=1) if field)] for row in rows]
    assert cells.from_items(cells.items(rows)) == expected


def test_people_may_write_items_as_they_like():
    assert cells.from_items("a; b\n c |d ; ;\n") == [["a"], ["b"], ["c", "d"]]
    assert cells.from_items(r"one \| two \; three | C:\dir") == [["one | two ; three", r"C:\dir"]]


def read(text):
    return tables.read(text.encode() if isinstance(text, str) else text)


@given(st.lists(st.lists(ANY, min_size=3, max_size=3), max_size=5))
def test_a_csv_table_comes_back(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b", "c"], *([cells.harmless(text) for text in row] for row in rows)])
    table = read(out.getvalue())
    assert [texts for _, texts in table.rows] == [row for row in rows if any(row)]
    assert not table.faults


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_three_usual_separators(delimiter):
    table = read(f"\ufeffname{delimiter}kind\r\nX{delimiter}person\r\n\r\n")
    assert table.headers == ["name", "kind"]
    assert table.rows == [(2, ["X", "person"])]


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        (b"", 0, "empty"),
        (b"  \n", 0, "empty"),
        (b",,\nx,y,z", 1, "names the columns"),
        ("name\nÜx".encode("latin-1"), 2, "0xDC"),
        ("name\nx".encode("utf-16"), 1, "UTF-16"),
        (b"\xd0\xcf\x11\xe0rest", 0, "old Excel"),
        (b"PK\x03\x04broken", 0, "broken"),
        (b'name,kind\n"x"y,z', 2, "not CSV"),
        (b'name,kind\n"x', 2, "not CSV"),
        (b"name,kind\nx", 2, "1 cells, the first one 2"),
        (b"name\n" + b"x" * 2_000_000, 2, "field larger"),
        (b"name\n" + b"x\n" * 100_000, 10_002, "more than 10,000 rows"),
        (b"x" * 10_000_001, 0, "larger than 10 MB"),
        (b",".join([b"x"] * 101), 1, "more than 100 columns"),
    ],
    ids=range(14),
)
def test_an_unreadable_file_says_where_and_why(content, row, said):
    with pytest.raises(tables.Unreadable) as refusal:
        tables.read(content)
    assert refusal.value.fault.row == row
    assert said in refusal.value.fault.message


def test_bad_cells_are_named_one_by_one():
    table = read("name,note\n=cmd|x,+1\nlong," + "x" * 100_001 + "\na,b,c\n")
    assert [(fault.row, fault.column) for fault in table.faults] == [(2, "name"), (3, "note"), (4, "")]
    assert "formula" in table.faults[0].message
