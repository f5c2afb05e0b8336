"""The day of publication."""

from datetime import date

import pytest

from archive.ingest.shapes import Confidence, Hint
from tests.ingest.describing.documents import PROSE, guesses, values

TAKEN = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("D September 13, 2022 - 3:15pm", "2022-09-13"),
        ("D Published: Mon 3 June 2024, 08:15 BST | Updated: 4 June 2024", "2024-06-03"),
        ("X Friday, 07 June, 2024", "2024-06-07"),
        ("D Published On 19 Jun 202419 Jun 2024", "2024-06-19"),
        ("D June 19, 20244:32 AM EDT", "2024-06-19"),
        ("X PUBLISHED WED, JUN 19 2024 4:30 AM EDT", "2024-06-19"),
        ("X 19. Juni 2024", "2024-06-19"),
        ("Y Ann Other & Bo Berg 27 Oct 2024, 20:05", "2024-10-27"),
        ("D 06/05/2024 10:32 AM", "[2024-05-06,2024-06-05]"),
        ("D 26/05/2024", "2024-05-26"),
        ("D Updated 6 March 2026", "[..2026-03-06]"),
        ("X LOAD-DATE: October 13, 2023", "2023-10-13"),
        (f"{PROSE.splitlines()[0]}\nX Interview: Ann Other · 9 June 2025", "2025-06-09"),
        ("B It sank again.\nX Posted on June 9, 2025 by Ann Other", "2025-06-09"),
        ("L OSLO, June 5, 2024 (NTB) –", "2024-06-05"),
    ],
)
def test_a_printed_date(line, edtf):
    assert values(f"T Quay sinks\n{line}\n{PROSE}", "published") == [edtf]


def test_the_order_of_day_and_month_follows_from_the_pages_other_dates():
    marked = f"T Quay sinks\nD 06/05/2024\n{PROSE}\nX Related: 05/28/2024"
    assert values(marked, "published") == ["2024-06-05"]
    assert values(marked.replace("05/28", "28/05"), "published") == ["2024-05-06"]
    assert values("T Quay sinks\nD 06/05/2024\n" + PROSE, "published", taken=date(2024, 5, 20)) == ["2024-05-06"]


def test_the_format_the_line_the_address_and_the_file_in_this_order():
    hints = [Hint("published", "2024-06-03T23:30:00+09:00", "JSON-LD, datePublished")]
    known = {"name": "2024-06-01.html", "url": "https://harbour.news/2024/06/02/quay"}
    marked = f"T Quay sinks\nD 4 June 2024\n{PROSE}"
    (guess,) = guesses(marked, hints=hints, **known)["published"]
    assert guess.value == "2024-06-03"
    assert guess.confidence is not Confidence.HIGH
    assert "2024-06-03T23:30:00+09:00" in guess.reason
    assert "2024-06-04" in guess.reason
    assert values(marked, "published", **known) == ["2024-06-04"]
    assert values(f"T Quay sinks\n{PROSE}", "published", **known) == ["2024-06-02"]
    assert values(f"T Quay sinks\n{PROSE}", "published", name="quay_20240601.txt") == ["2024-06-01"]


def test_agreement_makes_sure():
    (guess,) = guesses(f"T Quay sinks\nX 2 June 2024\n{PROSE}", url="https://harbour.news/2024/06/quay")["published"]
    assert (guess.value, guess.confidence) == ("2024-06-02", Confidence.HIGH)


def test_the_day_on_which_a_template_was_filled_is_no_date_of_publication():
    today = "X Sunday, November 22, 2026\nT Quay sinks"
    assert values(f"{today}\nD March 14, 2024\n{PROSE}", "published", taken=TAKEN) == ["2024-03-14"]
    (guess,) = guesses(f"{today}\n{PROSE}", taken=TAKEN)["published"]
    assert guess.confidence is Confidence.LOW


def test_no_article_is_from_the_day_after_tomorrow():
    assert values(f"T Quay sinks\nD 1 December 2026\n{PROSE}", "published", taken=TAKEN) == []


def test_hours_ago_count_from_the_day_it_was_fetched():
    marked = f"T Quay sinks\nD 2 hours ago\n{PROSE}"
    (guess,) = guesses(marked, taken=TAKEN, url="https://harbour.news/a")["published"]
    assert guess.value == "[2026-11-21..2026-11-22]"
    # A file may have been saved long before it was handed over.
    (saved,) = guesses(marked, taken=TAKEN)["published"]
    assert (saved.value, saved.confidence) == ("[..2026-11-22]", Confidence.LOW)
    assert values(marked, "published") == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # A day without its year follows the last one that has it; what is planned lies ahead.
        (
            "B It sank on May 3, 2024. The audit of 12 May calls it rotten. A vote is planned for September 9.",
            "[2024-05-12..2024-09-08]",
        ),
        (
            "B It began in June of 2024, earlier this year. A report of November 4th tells of it.",
            "[2024-11-04..2024-12-31]",
        ),
        ("B It sank on May 3, 2024, and on Friday, March 7, it sank again.", "[2025-03-07..]"),
        ("B It sank in 2019, nobody knows how.", None),
        ("B It sank on Tuesday.", None),
    ],
)
def test_a_span_follows_from_the_days_that_the_text_tells_of(text, edtf):
    found = guesses(f"T Quay sinks\n{text}\n{PROSE}").get("published", [])
    assert [guess.value for guess in found] == ([edtf] if edtf else [])
    assert all(guess.confidence is Confidence.LOW and guess.evidence for guess in found)


def test_a_dateline_without_a_year():
    marked = f"T Quay sinks\nB OSLO, June 5 (NTB) – It sank.\n{PROSE}"
    assert values(marked, "published", taken=TAKEN) == []
    assert values(marked, "published", taken=TAKEN, url="https://harbour.news/a") == ["2026-06-05"]
    assert values(f"{marked}\nX © 2024 Harbour News", "published", taken=TAKEN) == ["2024-06-05"]


@pytest.mark.parametrize("value", ["soon", "0000-00-00", "2024-13-45", "99999", ""])
def test_a_date_of_the_format_that_is_none(value):
    assert values(PROSE, "published", hints=[Hint("published", value, "meta, date")]) == []
