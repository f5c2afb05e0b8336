"""Lists as CSV: what a spreadsheet reads is what was meant, and nothing is carried out."""

import csv
import io

import pytest

from archive.formats import sheet


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+1",
        "-",
        "@SUM(A1)",
        " =1",
        "\u200b=1",
        "\ufeff@x",
        "\xa0-x",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＠x",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert sheet.plain(text) == f"'{text}"
    assert sheet.plain([text, "b"]) == f"'{text}; b"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        (3, "3"),
        (True, "true"),
        (["a", None, "b"], "a; b"),
        ([], ""),
        ("1-2", "1-2"),
        # A number is no formula.
        ("-8000", "-8000"),
        ("-0.5", "-0.5"),
        (-3, "-3"),
        (" indented", " indented"),
        ("포탄", "포탄"),
    ],
)
def test_values_as_cells(value: object, shown: str) -> None:
    assert sheet.plain(value) == shown


def test_commas_quotes_and_lines_survive() -> None:
    document = {
        **dict.fromkeys(("original_url", "publisher", "agency", "language", "genre", "version", "published_at")),
        "uid": "aaaaaaaaaa",
        "url": "/articles/aaaaaaaaaa/-/",
        "title": 'One, "two"\nthree',
        "authors": [{"name": "=A"}, {"uid": "bbbbbbbbbb"}],
        "published": {"edtf": "2022-11~", "earliest": "2022-11-01", "latest": None},
        "summary": "-",
        "modified_at": "2026",
    }
    text = sheet.headings("article") + sheet.Sheet("article", "https://attest.example").line(document)
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == 'One, "two"\nthree'
    assert row["url"] == "https://attest.example/articles/aaaaaaaaaa/-/"
    assert row["authors"] == "'=A"
    assert (row["published"], row["published_earliest"], row["published_latest"]) == ("2022-11~", "2022-11-01", "")
    assert row["summary"] == "'-"
    assert text.endswith("\r\n")
