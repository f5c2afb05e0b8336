"""PDF: paragraphs out of lines, running heads left out, and a reason where there is no text."""

import io
import zlib

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


TWICE = zlib.compress(zlib.compress(b" " * 300_000_000, 1), 9)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([LINES])[:700], "damaged or cut off"),
        (b"%PDF-1.7\n" + b"1 0 obj<<" * 5000, "damaged or cut off"),
        (pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] >>"]), "damaged"),
        (encrypted("secret"), "password alone"),
        (pdf([[]]), "pictures of pages"),
        (pdf([["x"]] * 301), "301 pages"),
        (page_of(stream(b" " * 100_000_000)), "unpacks to far more"),
        (
            page_of(
                b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(TWICE), TWICE)
            ),
            "unpacks to far more",
        ),
    ],
    ids=["cut off", "junk", "ring", "encrypted", "pictures", "pages", "bomb", "double bomb"],
)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    found = only(data)
    assert isinstance(found, Refusal)
    assert reason in found.sentence


def test_a_pdf_without_a_password_for_readers_is_read() -> None:
    assert isinstance(only(encrypted("")), Read)
