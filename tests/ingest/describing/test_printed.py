"""Dates as texts print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.describing.printed import dates_in, names
from archive.text.dates import span


@pytest.mark.parametrize(
    ("text", "printed", "edtf"),
    [
        ("It sank on November 17, 2022 · 3:45 PM", "November 17, 2022", ["2022-11-17"]),
        ("Harbour NewsNovember 17, 2022", "November 17, 2022", ["2022-11-17"]),
        ("13 September 2022 - 15:15", "13 September 2022", ["2022-09-13"]),
        ("the 3rd of May, 2021", "3rd of May, 2021", ["2021-05-03"]),
        ("on Sept. 13, 2022, it sank", "Sept. 13, 2022", ["2022-09-13"]),
        ("12-Mar-2024", "12-Mar-2024", ["2024-03-12"]),
        ("at 2024-06-19T12:00:00Z", "2024-06-19", ["2024-06-19"]),
        ("2022. 11. 8. 09:12", "2022. 11. 8", ["2022-11-08"]),
        ("2022년 11월 8일", "2022년 11월 8일", ["2022-11-08"]),
        ("8.11.2022", "8.11.2022", ["2022-11-08"]),
        ("03/04/2024", "03/04/2024", ["2024-04-03", "2024-03-04"]),
        ("13/04/2024", "13/04/2024", ["2024-04-13"]),
        ("4/13/24", "4/13/24", ["2024-04-13"]),
        ("in June of 2024", "June of 2024", ["2024-06"]),
        ("spring 2022", "spring 2022", ["2022-21"]),
        ("since 2022 it sank", "2022", ["2022"]),
    ],
)
def test_a_date_is_read_where_it_stands(text, printed, edtf):
    (found,) = dates_in(text)
    assert text[found.start : found.end] == printed
    assert [day.edtf for day in found.readings] == edtf


@pytest.mark.parametrize(
    "text",
    [
        "it may 3 times",
        "version 10.11.2022.3",
        "June 31, 2024",
        "2,022 boats",
        "in the 1990s",
        "1950-1953",
        "32/13/2024",
        "1.2.3",
    ],
)
def test_what_is_no_date_is_none(text):
    assert dates_in(text) == []


def test_the_year_may_be_missing():
    (day,) = dates_in("It sank on March 24.")
    assert day.day == (None, 3, 24)
    assert not day.is_full


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "8 листопада 2022"),
        ("ru", "8 ноября 2022"),
        ("de", "8. November 2022"),
        ("fr", "8 novembre 2022"),
        ("es", "8 de noviembre de 2022"),
        ("xx", "8 November 2022"),
    ],
)
def test_other_languages_have_their_own_months(language, text):
    assert [each.day.edtf for each in dates_in(f"– {text}, 14:05", language)] == ["2022-11-08"]


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from(sorted(names("en", "months"))), st.booleans())
def test_every_day_is_read_back(day, month, month_first):
    day = day.replace(month=names("en", "months")[month], day=min(day.day, 28))
    text = f"{month} {day.day}, {day.year}" if month_first else f"{day.day} {month} {day.year}"
    assert [each.day.edtf for each in dates_in(f"It sank on {text} at last")] == [day.isoformat()]


@given(st.text(max_size=200) | st.from_regex(r"([0-9./ -]|May |of |in ){0,40}", fullmatch=True))
def test_any_text_has_only_dates_that_can_be(text):
    end = 0
    for found in dates_in(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert all(span(day.edtf).earliest is not None for day in found.readings if day.year is not None)
