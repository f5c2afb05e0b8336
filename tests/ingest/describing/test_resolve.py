"""Words that count from the day of publication."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.describing import resolve
from archive.text.dates import span

# A Thursday.
PUBLISHED = "2022-11-17"
DAYS = st.dates(date(1900, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("said on Tuesday", "2022-11-15"),
        ("said Thursday", "2022-11-17"),
        ("last Friday", "2022-11-11"),
        ("last Tuesday", "[2022-11-08..2022-11-15]"),
        ("earlier this month", "[2022-11-01..2022-11-16]"),
        ("this week", "[2022-11-14..2022-11-17]"),
        ("Last week the board", "[2022-11-07..2022-11-13]"),
        ("last month", "2022-10"),
        ("in October", "2022-10"),
        ("last December", "2021-12"),
        ("late last year", "2021"),
        ("earlier this year", "[2022-01-01..2022-11-16]"),
        ("later this year", "[2022-11-18..2022-12-31]"),
        ("next month", "2022-12"),
        ("yesterday", "2022-11-16"),
        ("two days ago", "2022-11-15"),
        ("3 hours ago", "[2022-11-16..2022-11-17]"),
        ("over the weekend", "[2022-11-12..2022-11-13]"),
        ("on Nov. 8", "2022-11-08"),
        ("on December 3", "2021-12-03"),
        ("on Tuesday, Nov. 8, 2022,", "2022-11-08"),
        ("on 8 November 2021", "2021-11-08"),
        ("on 03/04/2021", "[2021-03-04,2021-04-03]"),
        ("said nothing of it", ""),
        ("he may 3 times", ""),
    ],
)
def test_what_words_mean(words, edtf):
    found, basis = resolve(words, PUBLISHED)
    assert found == edtf
    assert bool(basis) == bool(edtf)


def test_the_words_and_the_day_they_count_from_are_told():
    assert resolve("said on Tuesday", PUBLISHED)[1] == "“on Tuesday”, counted from the publication: 17 November 2022."
    assert resolve("in June 2021", "")[1] == "Printed: “June 2021”."


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("On Friday", "[2031-03-21..2031-05-02]"),
        ("last week", "[2031-03-17..2031-05-04]"),
        ("on March 24", "2031-03-24"),
    ],
)
def test_a_publication_known_as_a_span_widens_what_counts_from_it(words, edtf):
    assert resolve(words, "[2031-03-26..2031-05-08]")[0] == edtf


@pytest.mark.parametrize("published", ["", "no date", "2022/..", "[..2022]"])
def test_nothing_is_counted_from_an_unknown_day(published):
    assert resolve("on Tuesday", published) == ("", "")


def test_other_languages():
    assert resolve("заявив у вівторок", PUBLISHED, language="uk")[0] == "2022-11-15"
    assert resolve("지난주 밝혔다", PUBLISHED, language="ko")[0] == "[2022-11-07..2022-11-13]"


@given(DAYS, st.integers(0, 6))
def test_a_weekday_told_within_a_week_is_that_day(published, ago):
    told = published - timedelta(ago)
    assert resolve(f"said on {told:%A}", published.isoformat())[0] == told.isoformat()


@given(DAYS, st.integers(0, 360))
def test_a_day_told_without_its_year_is_the_latest_one(published, ago):
    told = published - timedelta(ago)
    if (told.month, told.day) != (2, 29):
        assert resolve(f"on {told:%B} {told.day}", published.isoformat())[0] == told.isoformat()


@given(DAYS, DAYS)
def test_units_hold_every_day_they_name(published, told):
    """Whatever day was meant, the words a writer has for it lead to a span that holds it."""
    monday = published - timedelta(published.weekday())
    if monday - timedelta(7) <= told < monday:
        assert _holds("last week", published, told)
    if monday <= told <= published:
        assert _holds("this week", published, told)
    if told.year == published.year - 1:
        assert _holds("last year", published, told)
    if (told.year, told.month) == (published.year, published.month) and told < published:
        assert _holds("earlier this month", published, told)


@given(DAYS, st.integers(0, 400))
def test_a_month_told_is_held(published, ago):
    told = published - timedelta(ago)
    last = date(published.year, published.month, monthrange(published.year, published.month)[1])
    if ago <= 330 or (told.year, told.month) == (last.year, last.month):
        assert _holds(f"in {told:%B}", published, told)


@given(st.sampled_from(["day", "week", "month", "year"]), st.integers(1, 40), DAYS)
def test_so_many_ago_holds_the_day_exactly_so_many_before(unit, count, published):
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    told = published - timedelta(days)
    assert _holds(f"{count} {unit}s ago", published, told)


@given(st.text(max_size=80), st.sampled_from(["", PUBLISHED, "0001-01-01", "9999-12-31", "2022~", "[2020..2022]"]))
def test_any_words_give_edtf_or_nothing(words, published):
    for phrase in (words, f"{words} next year", f"last week {words}", f"99 years ago {words}"):
        edtf, basis = resolve(phrase, published)
        span(edtf)
        assert bool(edtf) == bool(basis)


def _holds(words: str, published: date, told: date) -> bool:
    earliest, latest = span(resolve(words, published.isoformat())[0])
    return earliest is not None and latest is not None and earliest <= told <= latest
