"""PDF: paragraphs out of lines, running heads left out, and a reason where there is no text."""

import io
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfWriter

from archive.ingest.reading import read
from archive.ingest.shapes import Read, Refusal
from tests.ingest.reading.making import pdf, pdf_of, stream

LINES = [
    "A full line of this report is about as long as this one is, so that the margin",
    "can be told from the end of a paragraph, and a word that was cut at the end of its mea-",
    "sure is put together again, as here.",
    "The second paragraph begins after a short line, and it goes on to the next page with-",
]
NEXT = [
    "out any regard for the running head that stands above it or for the number below it,",
    "which is left out like the others.",
]


def only(data: bytes) -> Read | Refusal:
    (found,) = read(data, name="a.pdf")
    return found


def test_paragraphs_go_on_over_lines_and_pages() -> None:
    pages = [["County Report 2025", *LINES, "Page 1 of 3"], ["County Report 2025", *NEXT, "Page 2 of 3"]]
    found = only(pdf([*pages, ["County Report 2025", "The end.", "Page 3 of 3"]]))
    assert isinstance(found, Read)
    assert found.text.split("\n\n") == [
        " ".join(LINES[:3]).replace("mea- ", "mea"),
        " ".join([LINES[3], *NEXT]).replace("with- ", "with"),
        "The end.",
    ]


def test_what_stands_above_both_of_two_pages_is_no_part_of_them() -> None:
    found = only(pdf([["THE QUARTERLY - Water", *LINES, "47"], ["THE QUARTERLY - Water", *NEXT, "48"]]))
    assert isinstance(found, Read)
    assert "QUARTERLY" not in found.text
    assert "with out any" not in found.text


def test_pages_on_the_left_may_have_other_heads_than_those_on_the_right() -> None:
    pages = [LINES, NEXT, LINES, NEXT]
    found = only(
        pdf([["The River Board" if at % 2 else "Chapter 3", *each, f"{at + 40}"] for at, each in enumerate(pages)])
    )
    assert isinstance(found, Read)
    assert "River Board" not in found.text
    assert "Chapter" not in found.text
    assert found.text.count("any regard for the running head") == 2


def test_a_name_between_a_standfirst_and_the_text_stands_alone() -> None:
    lead = "Everyone along the river agrees that the old weir must go, and nobody says when."
    found = only(pdf([["The weir that nobody wants", lead, "By Ann Other", *LINES]]))
    assert isinstance(found, Read)
    assert found.text.split("\n\n")[:3] == ["The weir that nobody wants", lead, "By Ann Other"]


def test_the_information_of_a_pdf_is_told() -> None:
    found = only(pdf([LINES], {"Title": "Report", "Author": "A. Ruiz", "CreationDate": "D:20250304101500+01'00'"}))
    assert isinstance(found, Read)
    assert [tuple(hint) for hint in found.hints] == [
        ("title", "Report", "PDF, Title"),
        ("author", "A. Ruiz", "PDF, Author"),
        ("published", "2025-03-04T10:15:00+01:00", "PDF, CreationDate"),
    ]


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf([LINES])))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(content: bytes) -> bytes:
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources 6 0 R /Contents 4 0 R >>",
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Font << /F1 5 0 R >> >>",
        ]
    )


def packed_twice(content: bytes) -> bytes:
    twice = zlib.compress(zlib.compress(content, 1), 9)
    return b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([LINES])[:700], "damaged or cut off"),
        (b"%PDF-1.7\n" + b"1 0 obj<<" * 5000, "damaged or cut off"),
        (pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"]), "damaged"),
        (encrypted("secret"), "password alone"),
        (pdf([[]]), "pictures of pages"),
        (pdf([["x"]] * 301), "301 pages"),
    ],
    ids=["cut off", "junk", "ring", "encrypted", "pictures", "pages"],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    found = only(data)
    assert isinstance(found, Refusal)
    assert reason in found.sentence


@pytest.mark.parametrize("packed", [stream, packed_twice])
def test_a_pdf_that_unpacks_without_end_is_left(packed: Callable[[bytes], bytes]) -> None:
    found = only(page_of(packed(b" " * 80_000_000)))
    assert isinstance(found, Refusal)
    assert "unpacks to far more" in found.sentence


def test_a_pdf_without_a_password_for_readers_is_read() -> None:
    assert isinstance(only(encrypted("")), Read)
