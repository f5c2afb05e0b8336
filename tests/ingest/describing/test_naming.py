"""Title, authors, publisher and agency."""

import pytest

from archive.ingest.shapes import Confidence, Hint
from tests.ingest.describing.documents import PROSE, document, guesses, values


def test_the_printed_title_wins_and_the_site_beside_it_is_told_apart():
    hints = [Hint("title", "Quay sinks | The Harbour Gazette", "title of the page")]
    found = guesses(f"T Quay sinks\n{PROSE}", hints=hints)
    assert [guess.value for guess in found["title"]] == ["Quay sinks"]
    assert found["title"][0].confidence is Confidence.HIGH
    assert [guess.value for guess in found["publisher"]] == ["The Harbour Gazette"]


def test_a_title_of_the_format_alone_loses_its_site_but_not_its_label():
    assert values(PROSE, "title", hints=[Hint("title", "Why the quay sinks | Harbour", "meta, og:title")]) == [
        "Why the quay sinks"
    ]
    opinion = Hint("title", "Opinion | The quay must go, and so must they", "meta, og:title")
    assert values(PROSE, "title", hints=[opinion]) == [opinion.value]


@pytest.mark.parametrize("value", ["Home", "Untitled", "Microsoft Word - quay.doc", "404"])
def test_what_programs_write_is_no_title(value):
    assert values(PROSE, "title", hints=[Hint("title", value, "PDF, Title")]) == []


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Y By Anna de Vries and Tom O’Neill, Staff Writers", ["Anna de Vries", "Tom O’Neill"]),
        ("Y By Ada Lund, Bo Berg and Cy Dahl in Port Amis", ["Ada Lund", "Bo Berg", "Cy Dahl"]),
        ("X Written by Dr. Aisha al-Rashid", ["Aisha al-Rashid"]),
        ("Y JANE DOE", ["Jane Doe"]),
        ("Y From our correspondent JOAN HALL", ["Joan Hall"]),
        ("D Posted on June 9, 2025 by Dolores Rivas 3 Comments", ["Dolores Rivas"]),
        ("D Maria Lopez | March 14, 2024", ["Maria Lopez"]),
        ("X Ann Other in Port Amis and agencies", ["Ann Other"]),
        ("X Ann Other and Bo Berg in Oslo", ["Ann Other", "Bo Berg"]),
        ("X Interview: Ann Other · 5 May 2026 · translated by Bo Berg", ["Ann Other"]),
        ("X South Port-Amis ties are cooling down in Norway", []),
        ("Y Ann Other Economy desk 27 Oct 2024, 20:05", ["Ann Other"]),
        ("Y By Ann Other For The Harbour Post", ["Ann Other"]),
        ("Y Heard on Morning Tide", []),
        ("Y By Ann Other, Science Editor", ["Ann Other"]),
        ("D Harbour TimesFebruary 8, 2030", []),
        ("X By Web Desk", []),
        ("X By The Harbour Gazette", []),
        ("X Photo by Ann Other", []),
        ("Y By Reuters", []),
    ],
)
def test_a_byline_names_its_authors_in_order(line, authors):
    assert values(f"T Quay sinks\n{line}\n{PROSE}", "authors") == authors


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("N (Reporting by Ann Other; Editing by Bo Berg)", "Ann Other"),
        ("N Ann Other is a writer who lives by the sea.", "Ann Other"),
        ("X Latest posts by Ann Other (see all)", "Ann Other"),
        ("N Ann Other ann@harbourgazette.example.net", "Ann Other"),
        ("N Ann Other", "Ann Other"),
    ],
)
def test_a_line_below_the_text_may_name_the_author(line, author):
    (guess,) = guesses(f"T Quay sinks\n{PROSE}\n{line}")["authors"]
    assert guess.value == author
    assert guess.confidence is not Confidence.HIGH


def test_who_comments_or_is_quoted_is_no_author():
    assert values(f"T Quay sinks\n{PROSE}\nX Bo Berg\nX 1 year ago\nX What a good idea.", "authors") == []


def test_evidence_lies_where_the_name_stands():
    marked = f"T Quay sinks\nY By Ann Other and Bo Berg\n{PROSE}"
    read, _ = document(marked)
    for guess in guesses(marked)["authors"]:
        assert guess.evidence is not None
        assert read.text[slice(*guess.evidence)] == guess.value


def test_what_the_format_says_outranks_the_line_which_is_told():
    hints = [Hint("author", "Bo Berg", "JSON-LD, author"), Hint("author", "admin", "meta, author")]
    (guess,) = guesses(f"T Quay sinks\nY By Ann Other\n{PROSE}", hints=hints)["authors"]
    assert guess.value == "Bo Berg"
    assert "Ann Other" in guess.reason
    assert guess.confidence is not Confidence.HIGH


@pytest.mark.parametrize(
    "value", ["admin", "Staff", "The Gazette", "https://example.org/ann", "ann@example.org", "Web Desk"]
)
def test_what_a_template_calls_an_author_is_none(value):
    hints = [Hint("author", value, "meta, author"), Hint("publisher", "The Gazette", "meta, og:site_name")]
    assert values(PROSE, "authors", hints=hints) == []


@pytest.mark.parametrize(
    ("line", "publisher", "confidence"),
    [
        ("X © 2024 The Harbour Gazette. All rights reserved.", "The Harbour Gazette", "moderate"),
        ("X Copyright 2023 Harbour Tribune Company", "Harbour Tribune", "moderate"),
        ("X © The Harbour Tribune Pvt Ltd", "The Harbour Tribune", "moderate"),
        ("B Publication title: The Harbour Register; Port Amis", "The Harbour Register", "moderate"),
        ("X Will you support The Harbour Gazette with a gift?", "The Harbour Gazette", "low"),
        ("N Ann Other is a reporter for the Harbour Gazette.", "Harbour Gazette", "low"),
        ("N Ann Other ann@harbourgazette.co.uk", "Harbour Gazette", "moderate"),
        ("N Ann Other ann@quayside.co.uk", "quayside.co.uk", "moderate"),
        ("X Letters: desk@theharbourtimes.co.uk", "The Harbour Times", "low"),
        ("N This article first appeared in Sea Weekly.", "Sea Weekly", "low"),
    ],
)
def test_weak_evidence_for_a_publisher_stays_weak(line, publisher, confidence):
    (guess,) = guesses(f"T Quay sinks\nY By Ann Other\n{PROSE}\n{line}")["publisher"]
    assert (guess.value, guess.confidence) == (publisher, confidence)


def test_a_host_gives_way_to_the_name_that_is_printed():
    marked = f"T Quay sinks\n{PROSE}\nN Ann Other ann@harbourgazette.co.uk\nX About Harbour Gazette"
    (guess,) = guesses(marked)["publisher"]
    assert guess.value == "Harbour Gazette"


def test_a_name_beside_the_date_and_in_an_appeal():
    marked = f"T Quay sinks\nD The HarbourNovember 14, 2021 · 9:05 AM CET\n{PROSE}\nX Will you support The Harbour with a gift?"
    (guess,) = guesses(marked)["publisher"]
    assert (guess.value, guess.confidence) == ("The Harbour", Confidence.MODERATE)


@pytest.mark.parametrize(
    "line",
    [
        "P Photo: Getty Images",
        "P © AFP / Ann Other",
        "C The quay in spring. © Harbour Pictures",
        "X Sponsored: the best shoes at shoes.example.com",
        "X ann@gmail.com",
        "X Sign up for HEADLINES",
        "X Follow us on Facebook",
        "X About Us",
    ],
)
def test_a_picture_an_advertisement_or_a_mailbox_names_no_publisher(line):
    assert values(f"T Quay sinks\n{PROSE}\n{line}", "publisher") == []


def test_programs_and_archives_are_no_publishers():
    hints = [Hint("publisher", "WordPress", "meta, og:site_name")]
    assert values(PROSE, "publisher", hints=hints, url="https://web.archive.org/web/2024/https://example.org/a") == []
    assert values(PROSE, "publisher", url="https://www.harbour.news/a/b") == ["harbour.news"]


@pytest.mark.parametrize(
    ("marked", "agency"),
    [
        (f"B SEOUL (Reuters) – It sank.\n{PROSE}", "Reuters"),
        (f"L PARIS, June 5 (AFP) —\n{PROSE}", "Agence France-Presse"),
        (f"B MOSCOW, March 3. /TASS/. It sank.\n{PROSE}", "TASS"),
        (f"X Associated Press\n{PROSE}", "Associated Press"),
        (f"Y By Agence France-Presse\n{PROSE}", "Agence France-Presse"),
        (f"{PROSE}\nB The end came soon. (Yonhap)", "Yonhap"),
        (f"{PROSE}\nX © 2024 AFP", "Agence France-Presse"),
        (f"{PROSE}\nP TASS-Yonhap", None),
        (f"C The quay (Reuters)\n{PROSE}", None),
        (f"{PROSE}\nB Officials told Reuters (and others) that it sank.", None),
    ],
)
def test_the_agency_whose_text_it_is(marked, agency):
    assert values(f"T Quay sinks\n{marked}", "agency") == ([agency] if agency else [])


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "Par Anne Autre",
            "Le conseil du port a dit mardi que le quai du nord a baissé depuis le printemps et que les travaux sont en retard.",
        ),
        (
            "Von Anne Autre",
            "Der Rat des Hafens hat am Dienstag gesagt, dass der Kai im Norden sinkt und dass die Arbeiten nicht im Plan sind.",
        ),
    ],
)
def test_bylines_of_other_languages(line, text):
    assert values(f"T Quai\nY {line}\nB {text}", "authors") == ["Anne Autre"]


def test_a_first_name_that_is_also_an_agency_is_a_person():
    assert values(f"T Quay sinks\nY Petra Vane\n{PROSE}", "authors") == ["Petra Vane"]
    assert values(f"T Quay sinks\nY Petra Vane\n{PROSE}", "agency") == []


def test_an_agency_that_helped_is_weak_evidence():
    (guess,) = guesses(f"T Quay sinks\n{PROSE}\nN (lf/kb, with AFP)")["agency"]
    assert guess.confidence is Confidence.LOW


def test_addresses():
    hints = [
        Hint("canonical_url", "https://harbour.news/a#top", "link, canonical"),
        Hint("canonical_url", "https://harbour.news/", "meta, og:url"),
    ]
    found = guesses(PROSE, hints=hints, url="https://amp.harbour.news/a")
    assert [guess.value for guess in found["canonical_url"]] == ["https://harbour.news/a"]
    assert [guess.value for guess in found["original_url"]] == ["https://amp.harbour.news/a"]
    assert values(f"X Source: https://harbour.news/b.\n{PROSE}", "original_url") == ["https://harbour.news/b"]
    assert values(PROSE, "canonical_url", hints=[Hint("canonical_url", "javascript:alert(1)", "link, canonical")]) == []
