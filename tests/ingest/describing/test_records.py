"""What databases, libraries and papers print of authors, outlets and days in one line."""

import pytest

from tests.ingest.describing.documents import PROSE, values


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Y Byline: Nora Finch Transport Correspondent", ["Nora Finch"]),
        ("Y By Nora Finch Deputy Political Editor", ["Nora Finch"]),
        ("Y By Mary Jane Finch Health Editor", ["Mary Jane Finch"]),
        ("Y By Nora Finch Gaeltacht Correspondent and Bo Berg", ["Nora Finch", "Bo Berg"]),
        ("Y By Nora Finch", ["Nora Finch"]),
        ("Y Finch, Nora; Berg, Bo K. The Harbour Post; Port Amis [Port Amis]. 02 Nov 2022: A.1.", ["Nora Finch", "Bo K. Berg"]),
        ("Y Jo-jo Abad - The Harbour Post", ["Jo-jo Abad"]),
    ],
)  # fmt: skip
def test_authors_with_their_office_their_paper_or_the_surname_first(line: str, authors: list[str]) -> None:
    assert values(f"T Quay sinks\n{line}\n{PROSE}", "authors") == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("P Credit: Luz Ortega; Bo Berg; The Harbour Post", ["Luz Ortega", "Bo Berg"]),
        ("P Credit: Luz Ortega; Bo Berg", []),
        ("P Credit: Luz Ortega", []),
    ],
)
def test_a_record_credits_its_authors_beside_their_paper(line: str, authors: list[str]) -> None:
    assert values(f"T Quay sinks\n{PROSE}\n{line}", "authors") == authors


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("X Copyright 2030 Calder Courier Harbour Weekly All Rights Reserved", ["Calder Courier Harbour Weekly"]),
        ("X © Copyright 2030 Calder Courier. All Rights Reserved", ["Calder Courier"]),
        ("X © Copyright 2030. All Rights Reserved", []),
    ],
)
def test_a_copyright_line_names_its_outlet_and_nothing_else(line: str, publisher: list[str]) -> None:
    assert values(f"T Quay sinks\n{PROSE}\n{line}", "publisher") == publisher


@pytest.mark.parametrize(
    ("line", "publisher"),
    [("Y Jo-jo Abad - The Harbour Post", ["The Harbour Post"]), ("Y Jo-jo Abad - Political Editor", [])],
)
def test_a_paper_may_stand_beside_its_writer(line: str, publisher: list[str]) -> None:
    assert values(f"T Quay sinks\n{line}\n{PROSE}", "publisher") == publisher


def test_the_day_of_a_dateline_counts_however_its_place_is_written() -> None:
    dateline = "L Nordvik, Westland, Mar 4, 2031 (NTX) - The quay sank."
    assert values(f"T Quay sinks\n{dateline}\n{PROSE}", "published") == ["2031-03-04"]
